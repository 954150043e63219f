//! The audit in the console: who saw, printed, exported, came and went.

use serde::{Deserialize, Serialize};

/// Query of `GET audit` and `GET audit/file`; an empty text is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditQuery {
    /// Id of an officer or clerk.
    #[serde(default)]
    pub who: String,
    /// Id of a record.
    #[serde(default)]
    pub of: String,
    /// Code of a deed (`jemput_domain::audit::Deed`).
    #[serde(default)]
    pub deed: String,
    /// First day, `2026-11-25`.
    #[serde(default)]
    pub from: String,
    /// Last day, `2026-11-25`.
    #[serde(default)]
    pub until: String,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// `GET audit`: newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPage {
    /// The rows.
    pub rows: Vec<DeedRow>,
    /// Rows in all.
    pub total: u64,
    /// Everybody who did something, by name.
    pub people: Vec<Doer>,
    /// Entries of the log that were not looked at yet.
    pub behind: u64,
    /// The office's log ends here: number and running digest, for whoever wants to keep them elsewhere.
    pub head: String,
}

/// Somebody who did something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Doer {
    /// Empty: nobody knows.
    pub name: String,
    /// Id.
    pub id: String,
}

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeedRow {
    /// Id of its record.
    pub id: String,
    /// `25-11-2026 08.05`.
    pub when: String,
    /// Who did it.
    pub who: Doer,
    /// Laptop, or `kantor`; empty: nobody knows any more.
    pub place: String,
    /// Code of the deed.
    pub deed: String,
    /// Id of the record; empty: about none.
    pub of: String,
    /// Kind of that record; empty: it is not here.
    pub of_kind: String,
    /// Whose or which record, for those who may know.
    pub of_name: String,
    /// What else was said.
    pub note: String,
}
