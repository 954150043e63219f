//! The one error that reaches a screen.

use std::collections::BTreeMap;

use jemput_domain::finding::Finding;
use serde::{Deserialize, Serialize};

/// What went wrong, as a code; the words live in the catalogues under `error-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppError {
    /// Kebab-case; the catalogue key without its prefix.
    pub code: String,
    /// Values for the sentence; never personal data that the sentence does not show.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
    /// Points to the log line; shown under "Rincian".
    #[serde(default)]
    pub log_id: String,
    /// What is wrong field by field, when the cause is an input.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
}

impl AppError {
    /// An error without parameters.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            params: BTreeMap::new(),
            log_id: String::new(),
            findings: Vec::new(),
        }
    }

    /// Adds a value for the sentence.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand over numbers, texts and literals alike"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds the findings that caused it.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        for (name, value) in &self.params {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}
