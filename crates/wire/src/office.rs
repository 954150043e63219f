//! The office console's API: JSON under `/office/api`, for a browser with a session cookie.
//!
//! Reading is `GET`; everything that changes something is `POST` and carries [`CSRF`]. Every refusal is an
//! [`crate::AppError`] with a fitting HTTP status.

use serde::{Deserialize, Serialize};

use crate::{
    AppError,
    resident::{Fact, RivalView},
};

mod accounts;
mod audit;
mod book;
mod breach;
mod devices;
mod inbox;
mod irregular;
mod numbers;
mod officers;
mod pair;
mod privacy;
mod review;
mod roles;

pub use accounts::{
    AccountCode, AccountPage, AccountRow, ConfirmSecond, EndSecond, NewAccount, OwnAccount,
    OwnPassphrase, PaperCodes, RequireSecond, ResetAccount, SecondOffer, SetAccount,
};
pub use audit::{AuditPage, AuditQuery, DeedRow, Doer};
pub use book::{BookLine, BookPage, BookQuery, BookRef};
pub use breach::{BreachLine, BreachReport};
pub use devices::{
    Call, CodeView, DevicePage, DeviceRow, LostRow, MarkFound, MarkLost, NewCode, ToldRow,
    VillageRow,
};
pub use inbox::{InboxDecide, InboxField, InboxPage, InboxQuery, InboxRecord, InboxRow};
pub use irregular::{
    CloseIrregular, GiveIrregular, IrregularPage, IrregularQuery, IrregularRow, Rule, TakeIrregular,
};
pub use numbers::{
    BlockRow, CounterRow, ElsewhereRow, FormatRow, NumberPage, SetElsewhere, SetFormat, SetNext,
    WithdrawElsewhere,
};
pub use officers::{
    NewOfficer, OfficerPage, OfficerRow, ReadRecovery, RecoveryView, Revoke, SendRecovery,
    SetRights,
};
pub use pair::{
    Delete, Distinct, Merge, PairDetail, PairField, PairPage, PairQuery, PairRow, Twin,
};
pub use privacy::{
    AnswerPrivacy, EraseExtras, ErasedExtras, NewPrivacy, PrivacyPage, PrivacyQuery, PrivacyRow,
};
pub use review::{
    Claim, Decide, DecideItem, Decided, Disputed, Hand, JudgeApproval, Looked, LookedItem, Matter,
    MatterDetail, MatterPage, MatterPerson, MatterQuery, Settle, Take, Topic, Undo, Unseen,
};
pub use roles::{Act, Role};

/// Header of every `POST`: [`SessionView::csrf`] as the session gave it.
pub const CSRF: &str = "jemput-csrf";

/// Where the console stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nobody has an account yet: the set-up code that the server printed is needed.
    NeedsSetup,
    /// Nobody is signed in here.
    SignedOut,
    /// Signed in.
    SignedIn,
}

/// `GET session`; also the answer of set-up, sign-in and sign-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    /// Where the console stands.
    pub phase: Phase,
    /// Who is signed in.
    pub account: Option<String>,
    /// What that one is to the office.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The office wants a second factor and this account has none yet: until then only that can be done.
    #[serde(default)]
    pub second_wanted: bool,
    /// To be sent back in [`CSRF`].
    pub csrf: String,
    /// The office's name; empty until it was set.
    pub office_name: String,
    /// Laptops that belong to the office.
    pub devices: u32,
    /// Those that were in contact today.
    pub devices_today: u32,
    /// Records about which there is something to decide.
    pub conflicts: u32,
    /// Records that are only to be looked at.
    pub looks: u32,
    /// Pairs of residents who may be one person.
    pub duplicates: u32,
    /// Changes that wait for the office's word.
    pub inbox: u32,
    /// What the automatic audit found and nobody has closed.
    #[serde(default)]
    pub irregular: u32,
    /// Requests of people about their own data that are not answered.
    #[serde(default)]
    pub privacy: u32,
    /// Version of the server.
    pub version: String,
}

impl SessionView {
    /// Whether whoever is signed in may do this.
    #[must_use]
    pub fn may(&self, act: Act) -> bool {
        act.allowed(&self.roles) && (!self.second_wanted || act == Act::KeepOwnAccount)
    }
}

/// `GET backup`; `POST backup` begins one and answers the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackupView {
    /// A folder for backups is set.
    pub on: bool,
    /// One is being made.
    pub running: bool,
    /// The last good one, `25-11-2026 07.40`; empty: never.
    pub last: String,
    /// Its age in hours.
    pub age_hours: u32,
    /// It outlives this machine.
    pub off_machine: bool,
    /// Changes that are in no backup.
    pub behind: u64,
    /// Somebody must look after the medium.
    pub old: bool,
    /// Why the last try failed.
    pub fault: Option<AppError>,
    /// Laptops, by their marks, that knew more than this server without a restore that explains it.
    pub alarms: Vec<String>,
}

/// `POST setup`: a passphrase by a one-time code, for the first account or for one that an admin made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetUp {
    /// One-time code that the server printed at its first start, or that the admin handed out.
    pub code: String,
    /// Name to sign in with.
    pub name: String,
    /// Passphrase: at least 10 characters.
    pub password: String,
}

/// `POST sign-in`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignIn {
    /// Name.
    pub name: String,
    /// Passphrase.
    pub password: String,
    /// Six digits of the app, or a paper code, once the passphrase was right and `second-wanted` was answered.
    #[serde(default)]
    pub second: String,
}

/// Query of `GET residents`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentQuery {
    /// Name, NIK or its tail, KK, address; empty: everybody by name.
    #[serde(default)]
    pub q: String,
    /// Those who were deleted or merged away, instead of all others.
    #[serde(default)]
    pub gone: bool,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// A resident in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentRow {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// 1 man, 2 woman.
    pub sex: Option<u8>,
    /// `12-03-1989`, `1954` or empty.
    pub birth: String,
    /// Street, RT/RW, dusun.
    pub address: String,
    /// `•••• •••• •••• 9001`, or empty.
    pub nik_masked: String,
    /// What to look at, as finding codes (`nik-draft`, `basic-status-dead`, `rival-values`).
    pub flags: Vec<String>,
}

/// A page of residents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentPage {
    /// The rows.
    pub rows: Vec<ResidentRow>,
    /// Rows in all.
    pub total: u64,
}

/// `GET residents/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentDetail {
    /// The list's view.
    pub row: ResidentRow,
    /// Facts in reading order, NIK and KK masked.
    pub facts: Vec<Fact>,
    /// Fields that hold several values.
    pub rivals: Vec<RivalView>,
    /// Letters, newest first.
    pub letters: Vec<LetterRow>,
    /// What was written when and by whom, newest first; with that of the records that were merged into this one.
    pub history: Vec<HistoryRow>,
    /// Place in the log of the record's last change.
    pub seq: u64,
    /// The office deleted it.
    pub deleted: bool,
    /// It leads to this record.
    pub merged_into: Option<ResidentRow>,
    /// These lead to it.
    pub merged: Vec<ResidentRow>,
    /// Who looked at it, printed it or took it out, newest first.
    #[serde(default)]
    pub looks: Vec<DeedRow>,
}

/// One change set's part in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryRow {
    /// `25-11-2026 08.05`.
    pub when: String,
    /// Laptop, or `kantor`.
    pub device: String,
    /// Officer; empty if unknown.
    pub who: String,
    /// Name on the merged record that it was written into; empty: into this one.
    pub of: String,
    /// Fields and values that were written.
    pub fields: Vec<Fact>,
    /// The author's clock was known to be wrong.
    pub clock_doubtful: bool,
}

/// Query of `GET letters`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterQuery {
    /// Number, name or title contains this.
    #[serde(default)]
    pub q: String,
    /// `awaiting_signature`, `issued`, `void`; empty: all.
    #[serde(default)]
    pub state: String,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// A letter in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterRow {
    /// Record id.
    pub id: String,
    /// Final number.
    pub number: String,
    /// Title of the letter kind.
    pub title: String,
    /// Whose letter.
    pub resident_name: String,
    /// The same, as record id.
    pub resident: String,
    /// `awaiting_signature`, `issued` or `void`.
    pub state: String,
    /// `25-11-2026`.
    pub issued_on: String,
    /// Number of the letter that took its place.
    pub replaced_by: String,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterPage {
    /// Newest first.
    pub rows: Vec<LetterRow>,
    /// Rows in all.
    pub total: u64,
}

/// `POST bundles`: what a stick brought. `GET bundles/{device}` gives one for a laptop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleIn {
    /// The laptop.
    pub device: String,
    /// What it is called.
    pub device_name: String,
    /// Its mark (`P07`).
    #[serde(default)]
    pub mark: String,
    /// It asked to join and is a laptop of the office now: it waits for the answer on a stick.
    #[serde(default)]
    pub joined: bool,
    /// When it was packed, `25-11-2026 08.05`.
    pub made: String,
    /// Changes in it.
    pub changes: u64,
    /// Of these, changes that the office did not have.
    pub fresh: u64,
    /// Of the new ones, changes that wait for the office's decision.
    pub parked: u64,
    /// Changes that could not be read; they are kept as evidence.
    pub unreadable: u64,
    /// Records that the new ones touch, by kind.
    pub kinds: Vec<BundleKind>,
    /// Files of attachments that came whole.
    pub files: u64,
    /// Files that no record speaks of, or that are damaged.
    pub files_refused: u64,
}

/// Records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleKind {
    /// Kind, for the catalogue's `kind-<kind>`.
    pub kind: String,
    /// How many.
    pub count: u64,
}
