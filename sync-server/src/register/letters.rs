//! The register of letters.

use anyhow::Result;
use jemput_domain::{
    date,
    id::{LetterId, ResidentId},
    letter::LetterState,
};
use jemput_seal::LetterStatus;
use jemput_store::{LetterFilter, Record};
use jemput_wire::office::{LetterPage, LetterQuery, LetterRow};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::page;
use crate::{fault, numbers::Counter, office::Office};

/// A full date; the calendar behind it is the domain's business.
pub(crate) type Day = jiff::civil::Date;

/// What the server reads of a letter. Lenient: a letter made by a newer program must stay checkable.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LetterFacts {
    #[serde(deserialize_with = "lenient")]
    pub(crate) number: String,
    #[serde(deserialize_with = "lenient")]
    pub(crate) title: String,
    #[serde(deserialize_with = "lenient")]
    series: String,
    #[serde(deserialize_with = "lenient")]
    serial: String,
    #[serde(deserialize_with = "lenient")]
    year: i16,
    #[serde(deserialize_with = "lenient")]
    pub(crate) cti: String,
    #[serde(deserialize_with = "lenient")]
    pub(crate) state: Option<LetterState>,
    #[serde(deserialize_with = "lenient")]
    pub(crate) resident: Option<ResidentId>,
    #[serde(deserialize_with = "day")]
    pub(crate) issued_on: Option<Day>,
    #[serde(deserialize_with = "day")]
    pub(crate) valid_until: Option<Day>,
    #[serde(deserialize_with = "lenient")]
    pub(crate) snapshot: Snapshot,
    #[serde(deserialize_with = "lenient")]
    pub(crate) printed_at: i64,
    #[serde(deserialize_with = "lenient")]
    pub(crate) handed_at: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(crate) void_at: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(crate) replaced_by: Option<LetterId>,
    #[serde(deserialize_with = "lenient")]
    pub(super) manual_reason: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) void_reason: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) checked_name: Option<String>,
}

/// The part of the snapshot that the register shows.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Snapshot {
    #[serde(deserialize_with = "lenient")]
    pub(crate) resident: Holder,
    #[serde(deserialize_with = "lenient")]
    village: Issuer,
}

/// Whose letter it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Holder {
    pub(crate) name: String,
    /// Everything else that the letter says of the person.
    #[serde(flatten)]
    words: Map<String, Value>,
}

impl Holder {
    /// What the letter says of the person, by its place in the snapshot.
    pub(super) fn says(&self, place: &str) -> Option<&str> {
        match place {
            "name" => Some(&self.name),
            other => self.words.get(other)?.as_str(),
        }
    }
}

/// The issuing village.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Issuer {
    code: String,
}

/// What cannot be understood counts as absent.
fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).unwrap_or_default())
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    Ok(Value::deserialize(deserializer)?
        .as_str()
        .and_then(date::from_iso))
}

impl LetterFacts {
    /// From its record.
    pub(crate) fn of(record: &Record) -> Result<Self> {
        Ok(serde_json::from_value(Value::Object(record.fields()))?)
    }

    /// Its place in a counter; `None` for a number of the laptop's own series, and for one given by hand: it was not
    /// taken in order, so that those below it are still left.
    pub(crate) fn place_in_series(&self) -> Option<(Counter, u32)> {
        if self.manual_reason.is_some() {
            return None;
        }
        let number = self.serial.parse().ok()?;
        let village = self.snapshot.village.code.clone();
        Some((
            Counter {
                village,
                series: self.series.clone(),
                year: self.year,
            },
            number,
        ))
    }

    /// Where it stands, for the check page. A state that nobody understands is one that nobody should rely on.
    pub(crate) fn status(&self) -> LetterStatus {
        match self.state {
            Some(LetterState::Issued) => LetterStatus::Issued,
            Some(LetterState::Void) if self.replaced_by.is_some() => LetterStatus::Replaced,
            Some(LetterState::Void) => LetterStatus::Void,
            Some(LetterState::AwaitingSignature) | None => LetterStatus::AwaitingSignature,
        }
    }

    /// Since when, milliseconds; 0 when nobody noted it.
    pub(crate) fn since_ms(&self) -> i64 {
        match self.status() {
            LetterStatus::Void | LetterStatus::Replaced => self.void_at.unwrap_or_default(),
            LetterStatus::Issued => self.handed_at.unwrap_or(self.printed_at),
            LetterStatus::AwaitingSignature => self.printed_at,
        }
    }
}

impl Office {
    /// A page of the register, newest first.
    pub(crate) fn letters(&self, query: &LetterQuery) -> fault::Result<LetterPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let filter = LetterFilter {
            text: query.q.clone(),
            state: Some(query.state.clone()).filter(|state| !state.is_empty()),
            ..LetterFilter::default()
        };
        let (records, total) = self.records().reader().letters(&filter, offset, limit)?;
        Ok(LetterPage {
            rows: self.letter_rows(&records)?,
            total,
        })
    }

    /// Letters as rows of a list.
    pub(super) fn letter_rows(&self, records: &[Record]) -> Result<Vec<LetterRow>> {
        records
            .iter()
            .map(|record| self.letter_row(record))
            .collect()
    }

    pub(super) fn letter_row(&self, record: &Record) -> Result<LetterRow> {
        let letter = LetterFacts::of(record)?;
        let state = match letter.state {
            Some(LetterState::Issued) => "issued",
            Some(LetterState::Void) => "void",
            Some(LetterState::AwaitingSignature) | None => "awaiting_signature",
        };
        let replaced_by = letter
            .replaced_by
            .map(|id| self.letter_facts(id.0))
            .transpose()?
            .flatten();
        Ok(LetterRow {
            id: record.id.to_string(),
            number: letter.number,
            title: letter.title,
            resident_name: letter.snapshot.resident.name,
            resident: letter.resident.map(|id| id.to_string()).unwrap_or_default(),
            state: state.to_owned(),
            issued_on: letter.issued_on.map(date::short).unwrap_or_default(),
            replaced_by: replaced_by.map(|letter| letter.number).unwrap_or_default(),
        })
    }

    /// One letter; `None` where the register does not have it (yet).
    pub(crate) fn letter_facts(&self, id: Uuid) -> Result<Option<LetterFacts>> {
        let record = self
            .records()
            .reader()
            .record(id)?
            .filter(|record| record.kind == "letter");
        record.as_ref().map(LetterFacts::of).transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> LetterFacts {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_letter_of_a_newer_program_stays_readable() {
        let letter = read(json!({
            "number": "400.8/017/KJ/XI/2026", "cti": "a1b2c3d4e5f60718", "state": "sent_by_post", "later": [1],
            "issued_on": "2026-11-25", "valid_until": 7, "printed_at": "soon",
        }));
        assert_eq!(letter.number, "400.8/017/KJ/XI/2026");
        assert_eq!(letter.status(), LetterStatus::AwaitingSignature);
        assert_eq!((letter.valid_until, letter.printed_at), (None, 0));
        assert!(letter.issued_on.is_some());
    }

    #[test]
    fn a_void_letter_with_a_successor_is_replaced() {
        let id = uuid::Uuid::from_u128(1);
        let letter = read(json!({ "state": "void", "void_at": 5000, "replaced_by": id }));
        assert_eq!(
            (letter.status(), letter.since_ms()),
            (LetterStatus::Replaced, 5000)
        );
        assert_eq!(
            read(json!({ "state": "void" })).status(),
            LetterStatus::Void
        );
        assert_eq!(
            read(json!({ "state": "issued", "printed_at": 9 })).since_ms(),
            9
        );
    }
}
