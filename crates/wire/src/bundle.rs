//! Bundles on USB sticks: to the office, and from it.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Asks where sending and receiving by stick stand.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleStatus {}

/// Lists sticks that are plugged in, and other folders for a bundle.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundlePlaces {}

/// A folder for a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceCard {
    /// Full path.
    pub path: String,
    /// Name of the stick.
    pub name: String,
    /// Free bytes; `None` where the system does not say.
    pub free: Option<u64>,
}

/// Lists bundles for this laptop on sticks and in the usual folders, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleFiles {}

/// A bundle for this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleCard {
    /// Full path.
    pub path: String,
    /// File name.
    pub name: String,
    /// Who made it, as the label says; not checked yet.
    pub from: String,
    /// When, `25-11-2026 07.40`.
    pub made: String,
}

/// Opens the system's dialog for a folder, or for a bundle.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundlePick {
    /// A folder to write to; else a bundle to open.
    pub folder: bool,
}

/// Writes all that is unsent into a bundle for the office, in the background.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleExport {
    /// Full path of the folder.
    pub folder: String,
}

/// Copies and checks a bundle from the office, in the background; nothing is changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleOpen {
    /// Full path.
    pub path: String,
}

/// Takes the opened bundle in, in the background.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleApply {}

/// Stops what is going on, or closes what was opened or told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleClose {}

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BundlePhase {
    /// Nothing.
    #[default]
    Idle,
    /// A bundle is written.
    Writing,
    /// A bundle is whole on its medium.
    Written,
    /// A bundle is copied and checked.
    Reading,
    /// A bundle was checked; it waits for the officer's word.
    Looked,
    /// A bundle is taken in.
    Applying,
    /// It is in.
    Applied,
    /// Stopped by the officer.
    Stopped,
    /// Could not go on.
    Failed,
}

/// Where sending and receiving by stick stand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BundleView {
    /// What is going on.
    pub phase: BundlePhase,
    /// Steps done.
    pub done: u64,
    /// Steps in all, 0 while unknown.
    pub total: u64,
    /// The file or folder.
    pub path: String,
    /// Of a written bundle: what is in it. Before: what would be.
    pub content: Vec<ContentRow>,
    /// Of an opened bundle: what is in it.
    pub look: Option<LookView>,
    /// Of a bundle that was taken in: rows received.
    pub received: u64,
    /// Of a bundle that was taken in: own changes that the office answered.
    pub accepted: u64,
    /// Why it failed.
    pub error: Option<AppError>,
    /// The newest bundle that was written here, as long as something in it is unanswered.
    pub copy: Option<CopyView>,
    /// The office's key is known, so that a bundle can be made.
    pub can_send: bool,
    /// Nothing of the office has come since this laptop joined: villages, numbers and kinds of letters are missing.
    #[serde(default)]
    pub nothing_yet: bool,
}

/// A part of what a bundle holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContentRow {
    /// `change`, `file`, or a kind of record for the catalogue's `kind-<kind>`.
    pub kind: String,
    /// How many.
    pub count: u64,
}

/// An opened bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookView {
    /// The office.
    pub from: String,
    /// When it was made, `25-11-2026 07.40`.
    pub made: String,
    /// Rows that are new here.
    pub rows: u64,
    /// Answers to own changes.
    pub acks: u64,
}

/// A bundle on a stick: a copy outside of this laptop, and no more than that until the office answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyView {
    /// When it was written, `25-11-2026 07.40`.
    pub when: String,
    /// Unanswered changes that are in it.
    pub changes: u64,
    /// Unanswered changes that are not.
    pub newer: u64,
    /// Where it was written to.
    pub path: String,
}
