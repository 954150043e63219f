//! Changes that the office has and has not applied: outside of a laptop's villages, of a kind that only the office
//! writes, or brought by another laptop than their author's.

use serde::{Deserialize, Serialize};

use super::Hand;

/// Query of `GET inbox`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxQuery {
    /// Those that are decided, newest first, instead of those that wait, oldest first.
    #[serde(default)]
    pub decided: bool,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// A change that waits, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxRow {
    /// Id of the change; empty when its content was erased.
    pub change: String,
    /// Why it was not applied: a code.
    pub reason: String,
    /// When it came, `25-11-2026 08.05`.
    pub received: String,
    /// Who wrote it.
    pub hand: Hand,
    /// What was decided; `None`: nothing yet.
    pub accepted: Option<bool>,
    /// Why it was declined.
    pub note: String,
    /// What it would change.
    pub records: Vec<InboxRecord>,
}

/// A record that a waiting change names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxRecord {
    /// Record id.
    pub record: String,
    /// Its kind.
    pub kind: String,
    /// Name for the list.
    pub name: String,
    /// The office does not have it yet.
    pub new: bool,
    /// Field, what it is now, what it would become.
    pub fields: Vec<InboxField>,
}

/// A field that a waiting change would write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxField {
    /// Field name.
    pub field: String,
    /// What it is now, in words.
    pub now: String,
    /// What it would become.
    pub new: String,
}

/// `GET inbox`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxPage {
    /// The rows.
    pub rows: Vec<InboxRow>,
    /// Changes that wait, in all.
    pub waiting: u64,
}

/// `POST inbox/decide`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxDecide {
    /// [`InboxRow::change`].
    pub change: String,
    /// It shall count; else it never will.
    pub accepted: bool,
    /// Why: the laptop's officer reads it. Needed when it is declined.
    #[serde(default)]
    pub reason: String,
}
