//! The report about a lost laptop, for the notice that is due after three times 24 hours (UU 27/2022, article 46).

use serde::{Deserialize, Serialize};

/// `GET devices/breach/{id}`; the same as PDF from `devices/breach/file/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BreachReport {
    /// Laptop's id.
    pub device: String,
    /// Its name.
    pub name: String,
    /// The notice is due, `28-11-2026 08.05`.
    pub due: String,
    /// Hours until then; 0: it is over.
    pub hours_left: u32,
    /// It is over.
    pub late: bool,
    /// Records of people on it, at most.
    pub people: u64,
    /// The report, line by line, in Indonesian like all papers of the office. No citizen is named in it.
    pub lines: Vec<BreachLine>,
}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BreachLine {
    /// What it is about.
    pub title: String,
    /// What is to be said.
    pub text: String,
}
