//! Between the record and the texts of a form.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{FIELDS, Kind, Resident};
use crate::finding::{Finding, Severity, codes};
use crate::nik::{self, Reading};
use crate::tables::BasicStatus;

impl Resident {
    /// All fields as an officer would type them; unknown ones are empty.
    #[must_use]
    pub fn form_values(&self) -> BTreeMap<String, String> {
        let fields = self.to_fields();
        FIELDS
            .iter()
            .map(|field| {
                let value = match field.kind {
                    Kind::Nik => self
                        .nik
                        .as_ref()
                        .map(ToString::to_string)
                        .or_else(|| self.nik_draft.clone())
                        .unwrap_or_default(),
                    _ => fields
                        .get(field.name)
                        .map(|value| field.typed(value))
                        .unwrap_or_default(),
                };
                (field.name.to_owned(), value)
            })
            .collect()
    }

    /// The resident that a form describes, and what could not be read. Fields that are missing
    /// from `values` stay as in `before`; a field that cannot be read is left empty, with an error.
    #[must_use]
    pub fn from_form(
        before: Option<&Self>,
        values: &BTreeMap<String, String>,
    ) -> (Self, Vec<Finding>) {
        let start = before.cloned().unwrap_or_else(|| Self {
            basic_status: Some(BasicStatus::Alive),
            ..Self::default()
        });
        let mut fields = start.to_fields();
        let mut findings = Vec::new();
        for field in FIELDS {
            let Some(text) = values.get(field.name) else {
                continue;
            };
            if matches!(field.kind, Kind::Nik) {
                findings.extend(read_nik(text, &mut fields));
                continue;
            }
            let value = field.read(text).unwrap_or_else(|finding| {
                findings.push(finding);
                Value::Null
            });
            fields.insert(field.name.to_owned(), value);
        }
        let mut resident = Self::from_fields(fields);
        resident.spread_address();
        (resident, findings)
    }

    /// The record's fields as JSON.
    #[must_use]
    pub fn to_fields(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }

    /// Reads the record's fields, leniently.
    #[must_use]
    pub fn from_fields(fields: Map<String, Value>) -> Self {
        serde_json::from_value(Value::Object(fields)).unwrap_or_default()
    }
}

/// Puts a typed NIK into `nik`, `nik_draft` or `nik_temporary`; a faulty one is a warning, because
/// the person must be saved today and the card can be looked at tomorrow.
pub(crate) fn read_nik(text: &str, fields: &mut Map<String, Value>) -> Option<Finding> {
    let mut put = |nik: Value, draft: Value| {
        fields.insert("nik".to_owned(), nik);
        fields.insert("nik_draft".to_owned(), draft);
    };
    match nik::read(text) {
        Reading::None => {
            put(Value::Null, Value::Null);
            None
        }
        Reading::Valid { nik, cleaned } => {
            put(nik.as_str().into(), Value::Null);
            fields.insert("nik_temporary".to_owned(), Value::Null);
            cleaned.then(|| Finding::hint(codes::NIK_CLEANED).on("nik"))
        }
        Reading::Temporary(number) => {
            put(Value::Null, Value::Null);
            fields.insert("nik_temporary".to_owned(), number.into());
            None
        }
        Reading::Draft { text, finding } => {
            put(Value::Null, text.into());
            Some(finding.as_severity(Severity::Warning).on("nik"))
        }
    }
}
