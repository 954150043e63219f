//! The record in words: facts for the screen, code tables for forms, differences between versions.

use serde_json::Value;

use super::{FIELDS, Kind, Resident, field};
use crate::nik;

/// A field that two versions of a resident tell differently, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Field name.
    pub field: &'static str,
    /// What is known here.
    pub here: String,
    /// What the other version says.
    pub other: String,
}

impl Resident {
    /// Field name and words in reading order, NIK and KK masked; the address is one line. Unknown
    /// facts are empty.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let fields = self.to_fields();
        let mut facts = Vec::with_capacity(FIELDS.len());
        for field in FIELDS {
            match field.name {
                "address" => facts.push((field.name, self.address_line())),
                // Part of the line above.
                "dusun" | "rt" | "rw" => {}
                "nik" => {
                    facts.push((
                        field.name,
                        self.nik.as_ref().map(nik::Nik::masked).unwrap_or_default(),
                    ));
                    facts.push((
                        "nik_draft",
                        self.nik_draft.as_deref().map(nik::mask).unwrap_or_default(),
                    ));
                }
                name => facts.push((
                    name,
                    fields
                        .get(name)
                        .map(|value| field.shown(value))
                        .unwrap_or_default(),
                )),
            }
        }
        facts
    }
}

/// A stored value of a resident's field as people read it; numbers of people and cards masked.
#[must_use]
pub fn show_value(name: &str, value: &Value) -> String {
    match (field(name), value) {
        (Some(field), value) => field.shown(value),
        (None, Value::String(number)) if name.starts_with("nik") => nik::mask(number),
        (None, Value::String(text)) => text.clone(),
        (None, Value::Null) => String::new(),
        (None, other) => other.to_string(),
    }
}

/// The code tables that forms choose from, by field name.
#[must_use]
pub fn code_tables() -> Vec<(&'static str, Vec<(u8, &'static str)>)> {
    FIELDS
        .iter()
        .filter_map(|field| match field.kind {
            Kind::Code(codes) => {
                let entries = (codes.entries)()
                    .iter()
                    .map(|entry| (entry.code, entry.label));
                Some((field.name, entries.collect()))
            }
            _ => None,
        })
        .collect()
}

/// Where `other` says something else than `here`; what it does not say is no difference.
///
/// Texts that differ only in case, accents, apostrophes or punctuation are no difference either:
/// village books and exports write names in capitals.
#[must_use]
pub fn differences(here: &Resident, other: &Resident) -> Vec<Difference> {
    let (mine, theirs) = (here.to_fields(), other.to_fields());
    FIELDS
        .iter()
        .filter_map(|field| {
            let (mine, theirs) = (mine.get(field.name)?, theirs.get(field.name)?);
            if theirs.is_null() || mine == theirs || alike(mine, theirs) {
                return None;
            }
            Some(Difference {
                field: field.name,
                here: field.shown(mine),
                other: field.shown(theirs),
            })
        })
        .collect()
}

fn alike(a: &Value, b: &Value) -> bool {
    let (Value::String(a), Value::String(b)) = (a, b) else {
        return false;
    };
    let key = crate::name::search_key(a);
    !key.is_empty() && key == crate::name::search_key(b)
}
