//! Letters: printing, handing over, voiding, the register.

use jemput_domain::id::{LetterId, PrintId, RequestId, ResidentId};
use serde::{Deserialize, Serialize};

use crate::AppError;

/// Prints a request's letter: takes the number, seals and stores the letter, then hands it to the printer.
/// A request makes one letter; asking again answers with the same letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterPrint {
    /// Which request.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub request: RequestId,
    /// Printer id; `None`: the chosen one.
    pub printer: Option<String>,
}

/// Prints the same letter once more: same number, same seal, next copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterReprint {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub letter: LetterId,
    /// Printer id; `None`: the chosen one.
    pub printer: Option<String>,
    /// Sheets of each page, 1 to 9; `None`: one.
    #[serde(default)]
    pub copies: Option<u32>,
    /// A copy for the file: SALINAN stands across it.
    #[serde(default)]
    pub for_file: bool,
}

/// A letter and its order to the printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrintView {
    /// The letter with its final number.
    pub letter: LetterCard,
    /// The order.
    pub job: PrintJob,
}

/// What is known of an order to a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrintState {
    /// Written down, not yet with the printer.
    Ordered,
    /// With the printer.
    HandedOver,
    /// The device says it is out.
    DeviceOk,
    /// The device or its driver says it failed.
    Failed,
    /// Nobody knows: the officer is asked whether paper came out.
    Unknown,
    /// The officer has seen the paper.
    Confirmed,
    /// The officer says that no paper came out.
    NotPrinted,
    /// Taken back at the printer before it came out.
    Cancelled,
}

/// An order to a printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrintJob {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: PrintId,
    /// 1 is the original.
    pub copy: u32,
    /// SALINAN stands across it.
    #[serde(default)]
    pub for_file: bool,
    /// Printer's name.
    pub printer: String,
    /// What is known.
    pub state: PrintState,
    /// Why it failed or is unknown.
    pub reason: Option<AppError>,
    /// Where a file printer put it.
    pub path: Option<String>,
    /// Sheets of each page; `copy` is the first of them.
    #[serde(default)]
    pub copies: u32,
    /// The paper that the pages were laid out for.
    #[serde(default)]
    pub paper: String,
    /// What the printer waits for.
    #[serde(default)]
    pub troubles: Vec<AppError>,
    /// The printer can be asked to take the job back, and to tell of it once more.
    #[serde(default)]
    pub reachable: bool,
}

/// Takes an order back at the printer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrintCancel {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: PrintId,
}

/// Asks the printer how an order stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrintStatus {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: PrintId,
}

/// The officer tells whether paper came out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrintConfirm {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: PrintId,
    /// Paper came out.
    pub came_out: bool,
}

/// The letter was signed, stamped and handed over.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterHandOver {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub letter: LetterId,
    /// Who took it.
    pub receiver: String,
    /// That person's signature as it was drawn on the screen ([`jemput_domain::letter::Strokes`] as text); `None`: signed
    /// on paper.
    #[serde(default)]
    pub signature: Option<String>,
}

/// Takes the hand-over back ("Urungkan").
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterUndoHandOver {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub letter: LetterId,
}

/// Makes a letter void; its number is never used again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterVoid {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub letter: LetterId,
    /// Why, in the officer's words.
    pub reason: String,
}

/// Starts a new request with a letter's answers. A letter that is in force becomes void when the corrected one is
/// printed, and not before: nobody is without a letter meanwhile.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterReplace {
    /// The letter.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub letter: LetterId,
    /// What is to be corrected; needed for a letter that is in force.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Practises, or ends it: everything is printed with LATIHAN across it, without number and seal. Ends with the sign-out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PracticeSet {
    /// Practise from now on.
    pub on: bool,
}

/// Prints a request's letter for practice: no number is taken and no letter is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PracticePrint {
    /// Which request.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub request: RequestId,
    /// Printer id; `None`: the chosen one.
    pub printer: Option<String>,
}

/// A paper for practice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PracticePaper {
    /// Printer's name.
    pub printer: String,
    /// Where a file printer put it.
    pub path: Option<String>,
}

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LetterStateView {
    /// Printed; signature and hand-over not yet confirmed.
    AwaitingSignature,
    /// Signed and handed over.
    Issued,
    /// Void.
    Void,
}

/// A letter in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: LetterId,
    /// Final number.
    pub number: String,
    /// Title of the letter kind.
    pub title: String,
    /// Whose letter.
    pub resident_name: String,
    /// The same.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub resident: ResidentId,
    /// Where it stands.
    pub state: LetterStateView,
    /// `25-11-2026`.
    pub issued_on: String,
    /// Short id that is printed under the QR.
    pub short_id: String,
    /// Accepted by the office.
    pub sent: bool,
    /// This laptop ordered its print, and nobody has seen the paper yet.
    #[serde(default)]
    pub unprinted: bool,
}

/// A letter, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterView {
    /// The list's view of it.
    pub card: LetterCard,
    /// One SVG per page, from the snapshot that was printed.
    pub pages: Vec<String>,
    /// `25-05-2027`, or empty.
    pub valid_until: String,
    /// Signer's name and post.
    pub signer: String,
    /// Who took it, and when (`25-11-2026 08.05`).
    pub handed_to: String,
    /// When it was handed over.
    pub handed_at: String,
    /// The receiver's signature as the path of an SVG, 1000 × 400 units; empty: none on the screen.
    pub signature: String,
    /// Signed for on paper.
    pub signed_on_paper: bool,
    /// Who checked and approved it, and when.
    pub checked: String,
    /// Why its number was given by hand; empty: it was not.
    pub manual_reason: String,
    /// An officer said which day it was.
    pub date_given: bool,
    /// Why it is void.
    pub void_reason: String,
    /// The letter that took its place.
    pub replaced_by: Option<LetterCard>,
    /// The letter whose place it took.
    pub replaces: Option<LetterCard>,
    /// Orders to printers, newest first.
    pub prints: Vec<PrintJob>,
}

/// Asks for a page of the register.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterList {
    /// Number, name or title contains this.
    pub text: String,
    /// Only these.
    pub state: Option<LetterStateView>,
    /// First row.
    pub offset: u32,
    /// Rows at most.
    pub limit: u32,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterPage {
    /// Newest first.
    pub rows: Vec<LetterCard>,
    /// In all.
    pub total: u64,
}

/// Opens a letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterGet {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: LetterId,
}

/// Writes the letter's PDF as it was printed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterSavePdf {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: LetterId,
    /// Where; `None`: in the documents folder.
    pub path: Option<String>,
}

/// Checks a letter's QR text without a network.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealCheck {
    /// What the QR holds.
    pub text: String,
}

/// Checks the letter whose QR code is on a picture: from the camera, or a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealScan {
    /// The picture's bytes in base64; JPEG or PNG.
    pub picture: String,
}

/// What the seal says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealView {
    /// Catalogue key: `seal-genuine`, `seal-forged`, `seal-unknown-key`, `seal-malformed`, `seal-void`, `seal-expired` …
    pub verdict: String,
    /// Date of the key list that it was checked by, in words; empty: there is none.
    #[serde(default)]
    pub list_date: String,
    /// The letter, where this laptop has it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub letter: Option<LetterId>,
    /// Sealed facts in reading order: field and words.
    pub facts: Vec<crate::resident::Fact>,
}
