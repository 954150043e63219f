//! Who works on this laptop.

use jemput_domain::id::OfficerId;
use serde::{Deserialize, Serialize};

/// Asks where the app stands; also before anyone has signed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionState {}

/// Joins this laptop to an office by the one-time code that the office gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Enrol {
    /// Address of the office's server, such as `https://jemput.tirtakarsa.go.id`.
    pub server_url: String,
    /// One-time code.
    pub code: String,
    /// The office's line ([`crate::ticket`]), if there is one: an office with another key than its is refused.
    #[serde(default)]
    pub ticket: String,
    /// What the office calls this laptop.
    pub device_name: String,
    /// The officer who will sign in.
    pub officer_name: String,
    /// Passphrase of that officer: 10 characters or four words.
    pub passphrase: String,
}

/// Writes the request to join into a file on a stick, for an office that no network leads to. Written again it has the
/// same key and the same code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolRequestSave {
    /// As for joining over the network; the line must have the office's key for bundles. `None`: what was asked before.
    #[serde(default)]
    pub wish: Option<Enrol>,
    /// The passphrase that was chosen with the first request; not needed beside [`Self::wish`].
    #[serde(default)]
    pub passphrase: String,
    /// Full path of the folder.
    pub folder: String,
}

/// Joins by the office's answer on a stick; the same file then waits to be taken in, as an opened bundle
/// ([`crate::bundle::BundleApply`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolAnswerTake {
    /// The passphrase that was chosen with the request.
    pub passphrase: String,
    /// Full path of the office's bundle.
    pub path: String,
}

/// Joins over the network with the code and the key of the request that was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolOnline {
    /// The passphrase that was chosen with the request.
    pub passphrase: String,
}

/// Forgets the request that was written, with its key and its passphrase: an answer to it opens nothing here any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolForget {}

/// A request to join that was written, and is not answered yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedView {
    /// `02-12-2026 08.05 WIB`; empty: the writing did not come to its end.
    pub when: String,
    /// The file.
    pub path: String,
    /// Who will sign in.
    pub officer_name: String,
    /// Address of the office's server; empty: only a stick leads there.
    pub server_url: String,
}

/// Reads the office's line, pasted or from a picture of its QR code; nothing is sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketRead {
    /// As it was pasted; empty: it is on the picture.
    #[serde(default)]
    pub text: String,
    /// PNG or JPEG, base64.
    #[serde(default)]
    pub picture: String,
}

/// What is on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketView {
    /// Address of the server; empty: it is typed.
    pub server_url: String,
    /// One-time code.
    pub code: String,
    /// `02-12-2026 08.05 WIB`.
    pub valid_until: String,
    /// The line, for [`Enrol::ticket`].
    pub ticket: String,
    /// It has the office's key for bundles: joining by stick is possible.
    #[serde(default)]
    pub usb: bool,
}

/// Signs in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unlock {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: OfficerId,
    /// That officer's passphrase.
    pub passphrase: String,
}

/// Goes on with a session that was locked, by a short PIN: only since the officer's last sign-in by passphrase, in the
/// same run of the program.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnlockPin {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: OfficerId,
    /// That officer's PIN.
    pub pin: String,
}

/// Opens the laptop with the recovery code that the office reads out, and chooses a new passphrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoverAccess {
    /// Whose passphrase is forgotten.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: OfficerId,
    /// 28 letters and digits; case, spaces and hyphens do not matter. Empty: the one that came over the network.
    pub code: String,
    /// The new passphrase: 10 characters or four words.
    pub passphrase: String,
}

/// Asks the office for the recovery code over the network, and whether it has come; asked again while one waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryOnline {}

/// How far that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryWaiting {
    /// Eight letters that the officer reads to the clerk, who sees the same.
    pub compare: String,
    /// The code is here: [`RecoverAccess`] needs none.
    pub arrived: bool,
}

/// Somebody typed or touched: the laptop does not lock itself yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionTouch {}

/// Locks, and the officer's PIN does not open any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogOut {}

/// Closes the database and forgets its key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lock {}

/// The window has drawn its first screen; until then the next start tries a safer way of drawing.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstPaint {}

/// Where the app stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not yet joined to an office.
    NeedsEnrolment,
    /// Joined, and nobody is signed in.
    Locked,
    /// An officer is signed in.
    Open,
}

/// An officer as the sign-in screen shows one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficerCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: OfficerId,
    /// Name.
    pub name: String,
    /// The session was locked in this run of the program: the PIN is enough.
    #[serde(default)]
    pub pin: bool,
}

/// A village as headings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VillageCard {
    /// Ten-digit code with dots.
    pub code: String,
    /// Name without the kind.
    pub name: String,
    /// `Desa` or `Kelurahan`.
    pub kind: String,
    /// District (kecamatan).
    pub district: String,
    /// Regency or city, with its kind.
    pub regency: String,
}

/// The village's date and time, from the best clock that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockView {
    /// Today, `YYYY-MM-DD`.
    pub today: String,
    /// Now, `08.05`.
    pub time: String,
    /// `WIB`, `WITA` or `WIT`.
    pub zone: String,
    /// Set when this laptop's own clock is wrong.
    pub wrong: Option<WrongClock>,
}

/// A laptop's clock that is wrong by more than five minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WrongClock {
    /// It is ahead of the office's; otherwise behind.
    pub ahead: bool,
    /// By how many minutes.
    pub minutes: u64,
    /// It may be more: the office has not been heard since the start.
    pub at_least: bool,
    /// Known since, `25-11-2026 07.40`; empty before the office was heard.
    pub since: String,
}

/// Asks the office whether this laptop is lost; also with nobody signed in. Without a network nothing changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostAsk {}

/// A laptop that its office calls lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostView {
    /// Since when, `25-11-2026 08.05 WIB`.
    pub when: String,
    /// Whose laptop it is.
    pub office: String,
    /// Whom to call; empty: the office did not say.
    pub phone: String,
}

/// The state of the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    /// Where the app stands.
    pub phase: Phase,
    /// Who may sign in here.
    pub officers: Vec<OfficerCard>,
    /// Why nobody is signed in any more: `idle`, `sleep` or `ended`; empty: somebody pressed it, or the start.
    #[serde(default)]
    pub locked_why: String,
    /// This session was opened by the office's code, and the computer's keystore did not help: the laptop is not bound to the
    /// computer any more, and colleagues need a new way in.
    #[serde(default)]
    pub unbound: bool,
    /// The office calls this laptop lost: only its recovery code opens it.
    #[serde(default)]
    pub lost: Option<LostView>,
    /// This laptop was retired and is empty since, `25-11-2026 08.05 WIB`; empty: it was not.
    #[serde(default)]
    pub retired: String,
    /// Asked to join by stick, and waiting for the answer.
    #[serde(default)]
    pub asked: Option<AskedView>,
    /// Who is signed in.
    pub officer: Option<OfficerCard>,
    /// The village that is worked for.
    pub village: Option<VillageCard>,
    /// This laptop's name.
    pub device_name: String,
    /// Date and time where the village is.
    pub clock: ClockView,
    /// `id` or `en`.
    pub language: String,
    /// `terang`, `gelap` or `matahari`.
    pub theme: String,
    /// Zoom in per cent, 80–200.
    pub zoom: u16,
    /// Version of the app.
    pub version: String,
    /// Changes that only this laptop holds.
    pub unsent: u64,
    /// Papers are printed for practice.
    #[serde(default)]
    pub practice: bool,
    /// Server address proposed on the enrolment screen (a demo or a set-up file may fill it).
    pub proposed_server: String,
    /// One-time code proposed on the enrolment screen.
    pub proposed_code: String,
}
