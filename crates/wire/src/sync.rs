//! The sync page.

use serde::{Deserialize, Serialize};

use crate::{AppError, resident::RivalView, session::ClockView};

/// Asks where sync stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncStatus {}

/// Starts sending and fetching in the background.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncNow {}

/// Sends attached files now, also on a link that costs money; tries again what was stuck.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncFiles {}

/// Saves data, or stops saving it: records go by themselves, files only when asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncThrift {
    /// Save data.
    pub on: bool,
}

/// The officer has read what was repaired.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncReportsRead {
    /// Up to this [`ReportCard::number`].
    pub upto: i64,
}

/// The officer has read what the office decided about these changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncDecisionsRead {
    /// [`ParkedCard::change`] of each.
    pub changes: Vec<String>,
}

/// Stops at once; what has arrived stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncCancel {}

/// Where sync stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncView {
    /// Office's server.
    pub server_url: String,
    /// Changes that only this laptop holds.
    pub unsent: u64,
    /// Since when, `25-11-2026 07.40`; empty if none.
    pub unsent_since: String,
    /// Changes that the office has, and no backup yet.
    pub sent: u64,
    /// Changes that the office and its backup have.
    pub safe: u64,
    /// By kind.
    pub kinds: Vec<KindRow>,
    /// Attached files.
    pub files: FilesView,
    /// What was repaired and nobody has read yet, newest first.
    pub reports: Vec<ReportCard>,
    /// Changes that wait for the office's decision, and those that it has decided about until the officer has read it.
    pub parked: Vec<ParkedCard>,
    /// Running now.
    pub running: bool,
    /// What it does now.
    pub stage: SyncStage,
    /// Of a village's file: bytes or records so far.
    pub part_done: u64,
    /// Bytes or records in all.
    pub part_total: u64,
    /// Changes sent in this run.
    pub progress_sent: u64,
    /// Rows received in this run.
    pub progress_received: u64,
    /// Last success, `25-11-2026 19.05`; empty if never.
    pub last_success: String,
    /// Why the last try ended early; what is unsent stays here.
    pub last_error: Option<AppError>,
    /// Next automatic try in seconds.
    pub next_try: Option<u32>,
    /// Date and time where the village is.
    pub clock: ClockView,
    /// Records with several values in a field.
    pub conflicts: Vec<ConflictCard>,
}

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SyncStage {
    /// Waits for the office's first word.
    #[default]
    Connecting,
    /// Records go and come.
    Records,
    /// A village's file comes.
    SnapshotDown,
    /// Its records are taken in.
    SnapshotIn,
    /// Attached files go.
    FilesUp,
    /// Attached files come.
    FilesDown,
}

/// Attached files on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilesView {
    /// Files that only this laptop holds.
    pub waiting: u64,
    /// What of them is still to go, in kilobytes.
    pub kilobytes: u64,
    /// Files of others that were asked for.
    pub wanted: u64,
    /// Files that do not move on; the reason stands beside each.
    pub stuck: u64,
    /// Data is saved: files go only when asked for.
    pub thrift: bool,
}

/// Something that should not happen and was repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportCard {
    /// Grows with every report.
    pub number: i64,
    /// `rollback`, `rollback-open`, `rollback-alarm`, `forked`, `checksum` or `checksum-again`.
    pub what: String,
    /// `25-11-2026 08.05`.
    pub when: String,
    /// The village it is about, if it is about one.
    pub village: String,
}

/// A change of this laptop that the office has and has not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ParkedCard {
    /// Kind of record.
    pub kind: String,
    /// Name for the list; empty where the record is not here.
    pub name: String,
    /// When it was written, `25-11-2026 08.05`.
    pub when: String,
    /// Why it waits, as the code of a sentence.
    pub reason: String,
    /// What the office decided; `None`: nothing yet.
    pub accepted: Option<bool>,
    /// The office's words for it.
    pub word: String,
    /// Which change.
    pub change: String,
}

/// One kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KindRow {
    /// Kind, for the catalogue's `kind-<kind>`.
    pub kind: String,
    /// Records with unsent changes.
    pub unsent: u64,
    /// Records with the office, not yet in a backup.
    pub sent: u64,
    /// Records with the office and in its backup.
    pub safe: u64,
}

/// A record that two people changed without knowing of each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConflictCard {
    /// Record id.
    pub record: String,
    /// Kind.
    pub kind: String,
    /// Name for the list.
    pub name: String,
    /// The fields.
    pub fields: Vec<RivalView>,
}
