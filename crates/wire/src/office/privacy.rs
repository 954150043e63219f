//! Requests of people about their own data, with the clock of three times 24 hours.

use serde::{Deserialize, Serialize};

/// `GET privacy`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivacyPage {
    /// Open ones first, what is due first above; then closed ones, newest first.
    pub rows: Vec<PrivacyRow>,
    /// Rows in all.
    pub total: u64,
}

/// Query of `GET privacy`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivacyQuery {
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivacyRow {
    /// Id.
    pub id: String,
    /// Whose data.
    pub resident: String,
    /// That one's name.
    pub name: String,
    /// Code of [`jemput_domain::privacy::Wish`].
    pub wish: String,
    /// Who asked, and how the clerk knows.
    pub asked: String,
    /// `25-11-2026 08.05`.
    pub received: String,
    /// Until when it is to be answered.
    pub due: String,
    /// Hours that are left; 0: none.
    pub hours_left: u32,
    /// It is answered: `done` or `refused`; empty: open.
    pub answer: String,
    /// What was done, or why not.
    pub note: String,
    /// Who answered.
    pub said_by: String,
    /// When.
    pub said_at: String,
    /// It was answered after its time, or its time is over.
    pub late: bool,
}

/// `POST privacy/new`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewPrivacy {
    /// Whose data.
    pub resident: String,
    /// Code of a wish.
    pub wish: String,
    /// Who asks, and how the clerk knows.
    pub asked: String,
}

/// `POST privacy/erase`: telephone and note of whoever asked for erasure, with what the log said of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EraseExtras {
    /// Id of the request.
    pub id: String,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErasedExtras {
    /// Changes whose content is gone.
    pub erased: u32,
    /// Changes that brought others' data too: their content stays, the value is cleared.
    pub shared: u32,
    /// Photos that are gone.
    #[serde(default)]
    pub photos: u32,
}

/// `POST privacy/answer`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerPrivacy {
    /// Id.
    pub id: String,
    /// It was done; else it was refused.
    pub done: bool,
    /// What was done, or why not.
    pub note: String,
}
