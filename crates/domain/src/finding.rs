//! What a check found: a code, how serious it is, where, and the values to show.
//!
//! This crate never speaks to people. A [`Finding`] carries an i18n key and parameters; the words
//! are in `assets/i18n/*/residents.ftl`. The same type serves forms, import reports and the
//! server's lists, so a fault has one text wherever it is met.

pub mod codes;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A finding's stable name in kebab-case; it is also the key of its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// Names a code.
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The key, such as `nik-length`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Code {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How serious a finding is; the order is from light to grave.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know; nothing needs to be done.
    Hint,
    /// Saved, but someone should look at it.
    Warning,
    /// Not saved (form) or not imported (row) until it is put right.
    Error,
}

/// One thing that a check found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// The i18n key.
    pub code: Code,
    /// How serious it is.
    pub severity: Severity,
    /// The record's field it belongs to (snake_case), or `None` for the whole record or file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Values for the text, already in the form people read (dates day first).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Finding {
    /// A finding of any severity.
    pub fn new(severity: Severity, code: impl Into<Code>) -> Self {
        Self {
            code: code.into(),
            severity,
            field: None,
            params: BTreeMap::new(),
        }
    }

    /// Something that must be put right.
    pub fn error(code: impl Into<Code>) -> Self {
        Self::new(Severity::Error, code)
    }

    /// Something that someone should look at.
    pub fn warning(code: impl Into<Code>) -> Self {
        Self::new(Severity::Warning, code)
    }

    /// Something good to know.
    pub fn hint(code: impl Into<Code>) -> Self {
        Self::new(Severity::Hint, code)
    }

    /// The same finding, placed on a field.
    #[must_use]
    pub fn on(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same finding with one more value for its text.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl fmt::Display) -> Self {
        self.params.insert(key.to_owned(), value.to_string());
        self
    }

    /// The same finding with another severity, for a place that is stricter or kinder.
    #[must_use]
    pub fn as_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether this blocks saving.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether any of the findings blocks saving.
pub fn has_error(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_survives_json_both_ways() {
        let finding = Finding::error(codes::NIK_LENGTH)
            .on("nik")
            .with("count", 15);
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(
            json,
            r#"{"code":"nik-length","severity":"error","field":"nik","params":{"count":"15"}}"#
        );
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
    }

    #[test]
    fn every_code_is_kebab_case_and_named_once() {
        let mut seen = std::collections::BTreeSet::new();
        for code in codes::ALL {
            let text = code.as_str();
            assert!(
                text.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{text} is not kebab-case"
            );
            assert!(seen.insert(text), "{text} is listed twice");
        }
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let id = include_str!("../../../assets/i18n/id/residents.ftl");
        let en = include_str!("../../../assets/i18n/en/residents.ftl");
        for code in codes::ALL {
            let line = format!("\n{code} =");
            assert!(id.contains(&line), "{code} has no Indonesian text");
            assert!(en.contains(&line), "{code} has no English text");
        }
    }
}
