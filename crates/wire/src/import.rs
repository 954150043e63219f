//! Bringing in residents from a spreadsheet.

use jemput_domain::finding::Finding;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;

/// Lists spreadsheets in the usual places (downloads, documents, USB), newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportSuggestions {}

/// A file that may be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileCard {
    /// Full path.
    pub path: String,
    /// File name.
    pub name: String,
    /// Folder, for the second line.
    pub folder: String,
    /// Bytes.
    pub size: u64,
}

/// Opens the system's file dialog; the dialog belongs to the shell.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportPick {}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Picked {
    /// `None`: the dialog was closed without a choice.
    pub path: Option<String>,
}

/// Reads a file and makes the dry run, in the background.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportOpen {
    /// Full path.
    pub path: String,
}

/// The running import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportStarted {
    /// For the other import commands.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
}

/// Asks how far an import is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportStatus {
    /// Which; `None`: the one that runs or ran last.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub job: Option<Uuid>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportPhase {
    /// None was started.
    Idle,
    /// The file is read and compared.
    Reading,
    /// The dry run is ready; nothing was written.
    Planned,
    /// Rows are being saved.
    Applying,
    /// All chosen rows are saved.
    Applied,
    /// Stopped by the officer; rows saved so far stay, and the same file may be imported again.
    Cancelled,
    /// Could not go on.
    Failed,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportView {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub job: Option<Uuid>,
    /// Where it stands.
    pub phase: ImportPhase,
    /// File name.
    pub file: String,
    /// Rows done in this phase.
    pub done: u32,
    /// Rows in all, 0 while unknown.
    pub total: u32,
    /// The dry run.
    pub plan: Option<PlanView>,
    /// Why it failed.
    pub error: Option<AppError>,
}

/// The dry run: what importing would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanView {
    /// Data rows.
    pub rows: u32,
    /// Would be new residents.
    pub new: u32,
    /// Are here already, with the same values.
    pub same: u32,
    /// Are here with other values; taken only where chosen.
    pub differs: u32,
    /// Cannot be imported as they are.
    pub rejected: u32,
    /// Are imported, and someone should look.
    pub warned: u32,
    /// May be the same person as someone else: kept apart, and listed for the office.
    pub duplicates: u32,
    /// Columns that are not known; the rest was used.
    pub unknown_columns: Vec<String>,
    /// Columns that the file does not have and without which much is missing.
    pub missing_columns: Vec<String>,
    /// How many rows are worth a look (rejected, differing, warned); [`ImportLines`] gives them.
    pub lines: u32,
}

/// Asks for rows that are worth a look, in the file's order.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportLines {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
    /// How many of them are on the screen already.
    pub from: u32,
    /// At most so many; the app gives fewer when this is more than it gives at once.
    pub limit: u32,
}

/// Asks for everything that may be taken from the file, also from rows that are not on the screen.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportTakeable {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
}

/// Writes the whole report, every row with what becomes of it and why, to a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportReport {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
    /// `xlsx` or `csv`.
    pub format: String,
    /// Where; `None`: in the documents folder.
    pub path: Option<String>,
}

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A new resident.
    New,
    /// Here already, the same.
    Same,
    /// Here already, with other values.
    Differs,
    /// Cannot be imported.
    Rejected,
}

/// One row of the dry run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanLine {
    /// Row number in the file, the header being 1.
    pub row: u32,
    /// Name in the row.
    pub name: String,
    /// What would become of it.
    pub kind: LineKind,
    /// Reasons; `field` is the column.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
    /// For a known resident: what differs.
    pub differences: Vec<Difference>,
}

/// A value that differs between the file and this laptop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Field name.
    pub field: String,
    /// Value here.
    pub here: String,
    /// Value in the file.
    pub file: String,
    /// May be taken from a file (family card and address of a known resident may not).
    pub takeable: bool,
}

/// A chosen difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Take {
    /// Row number.
    pub row: u32,
    /// Fields taken from the file.
    pub fields: Vec<String>,
}

/// Saves the new residents and the chosen differences.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportApply {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
    /// Chosen differences.
    pub take: Vec<Take>,
}

/// Stops reading or saving after the current batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportCancel {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
}

/// Writes the rejected rows, each with its reasons, to a file that can be mended and imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportBadRows {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub job: Uuid,
    /// `xlsx` or `csv`.
    pub format: String,
    /// Where; `None`: beside the imported file.
    pub path: Option<String>,
}

/// Writes all residents in the exchange format.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExportResidents {
    /// Where; `None`: in the documents folder.
    pub path: Option<String>,
    /// Only the header: an empty form to fill in.
    pub empty: bool,
}

/// A file was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Saved {
    /// Full path.
    pub path: String,
}
