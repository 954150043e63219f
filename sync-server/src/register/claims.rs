//! The different values of a field: who wrote each, and which letters were printed from it.

use anyhow::Result;
use jemput_domain::{
    letter::Person,
    resident::{self, Resident, show_value},
};
use jemput_store::{ChangeAuthor, Record};
use jemput_sync::ChangeId;
use jemput_wire::office::{Claim, Disputed, Hand};
use serde_json::Value;

use super::{devices::moment, letters::LetterFacts, names::Names};
use crate::office::Office;

/// Fields that make one line of an address on a letter.
const ADDRESS: &[&str] = &["address", "dusun", "rt", "rw"];
/// More combinations of rival values of an address are not tried.
const MOST: usize = 64;

impl Office {
    /// A record's disputed fields; with the letters that were printed from each value, where these are asked for.
    pub(super) fn disputed(
        &self,
        record: &Record,
        names: &Names,
        with_letters: bool,
    ) -> Result<Vec<Disputed>> {
        let letters = if with_letters && record.kind == "resident" {
            self.records().reader().letters_of(record.id)?
        } else {
            Vec::new()
        };
        let letters: Vec<LetterFacts> =
            letters.iter().map(LetterFacts::of).collect::<Result<_>>()?;
        let mut fields = Vec::new();
        for (field, values) in record.rival_fields() {
            if field == jemput_sync::SCOPE {
                continue;
            }
            fields.push(self.disputed_field(record, field, &values, names, &letters)?);
        }
        Ok(fields)
    }

    fn disputed_field(
        &self,
        record: &Record,
        field: &str,
        values: &[(&Value, ChangeId)],
        names: &Names,
        letters: &[LetterFacts],
    ) -> Result<Disputed> {
        let known = (record.kind == "resident")
            .then(|| resident::field(field))
            .flatten();
        let mut claims: Vec<(&Value, Claim)> = Vec::new();
        for (value, change) in values {
            let hand = self.hand(record, field, value, *change, names)?;
            if let Some((_, claim)) = claims.iter_mut().find(|(known, _)| known == value) {
                claim.by.push(hand);
                continue;
            }
            let claim = Claim {
                id: change.to_string(),
                value: show_value(field, value),
                typed: known.map(|known| known.typed(value)).unwrap_or_default(),
                by: vec![hand],
                letters: printed_from(record, field, value, letters),
            };
            claims.push((value, claim));
        }
        // A letter that fits several values tells none of them apart.
        let mut claims: Vec<Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
        let everywhere: Vec<String> = claims[0]
            .letters
            .iter()
            .filter(|number| claims.iter().all(|claim| claim.letters.contains(number)))
            .cloned()
            .collect();
        for claim in &mut claims {
            claim.letters.retain(|number| !everywhere.contains(number));
        }
        let tables = resident::code_tables();
        let choices = tables
            .into_iter()
            .find(|(name, _)| known.is_some() && *name == field)
            .map(|(_, entries)| entries)
            .unwrap_or_default();
        Ok(Disputed {
            field: field.to_owned(),
            ids: values.iter().map(|(_, id)| id.to_string()).collect(),
            claims,
            choices: choices
                .into_iter()
                .map(|(code, label)| (code, label.to_owned()))
                .collect(),
            writable: known.is_some(),
        })
    }

    /// Who wrote a value. What the office only put back is still the word of whoever wrote it first.
    pub(super) fn author(
        &self,
        record: &Record,
        field: &str,
        value: &Value,
        change: ChangeId,
    ) -> Result<Option<ChangeAuthor>> {
        let store = self.records().reader();
        let office = self.records().office();
        let author = store.author_of(change)?;
        if author.is_none_or(|author| author.device != office) {
            return Ok(author);
        }
        let first = store
            .history(record.id)?
            .into_iter()
            .find(|entry| entry.device != office && entry.field == field && entry.new == *value);
        Ok(first.map_or(author, |entry| {
            Some(ChangeAuthor {
                device: entry.device,
                user: entry.user,
                wall_ms: entry.wall_ms,
                clock_doubtful: entry.clock_doubtful,
            })
        }))
    }

    fn hand(
        &self,
        record: &Record,
        field: &str,
        value: &Value,
        change: ChangeId,
        names: &Names,
    ) -> Result<Hand> {
        let author = self.author(record, field, value, change)?;
        self.hand_of(author, names)
    }

    /// An author in words.
    pub(super) fn hand_of(&self, author: Option<ChangeAuthor>, names: &Names) -> Result<Hand> {
        let zone = self.zone()?;
        Ok(author.map_or_else(
            || Hand {
                who: String::new(),
                device: String::new(),
                device_id: String::new(),
                when: String::new(),
                clock_doubtful: false,
            },
            |author| Hand {
                who: names.officer(author.user),
                device: names.device(author.device),
                device_id: author.device.to_string(),
                when: moment(zone, author.wall_ms),
                clock_doubtful: author.clock_doubtful,
            },
        ))
    }
}

/// Numbers of the letters whose paper says what this value makes of the person.
fn printed_from(
    record: &Record,
    field: &str,
    value: &Value,
    letters: &[LetterFacts],
) -> Vec<String> {
    let fits = |letter: &LetterFacts| {
        let Some(day) = letter.issued_on else {
            return false;
        };
        variants(record, field, value).iter().any(|variant| {
            let person = Person::of(variant, None, day);
            said(&person, field)
                .is_some_and(|(place, words)| letter.snapshot.resident.says(place) == Some(words))
        })
    };
    letters
        .iter()
        .filter(|letter| fits(letter))
        .map(|letter| letter.number.clone())
        .collect()
}

/// The person with this value in the field. An address is one line of four fields: where another of them is disputed
/// too, each of its values may be what stands on the paper.
fn variants(record: &Record, field: &str, value: &Value) -> Vec<Resident> {
    let mut all = vec![record.fields()];
    if ADDRESS.contains(&field) {
        for other in ADDRESS.iter().filter(|other| **other != field) {
            let Some(values) = record.state.fields.get(*other) else {
                continue;
            };
            let values: Vec<Value> = values
                .alive
                .values()
                .map(|alive| alive.value.clone())
                .collect();
            if values.len() < 2 || all.len() * values.len() > MOST {
                continue;
            }
            all = all
                .into_iter()
                .flat_map(|fields| {
                    values.iter().map(move |value| {
                        let mut fields = fields.clone();
                        fields.insert((*other).to_owned(), value.clone());
                        fields
                    })
                })
                .collect();
        }
    }
    all.into_iter()
        .map(|mut fields| {
            fields.insert(field.to_owned(), value.clone());
            Resident::from_fields(fields)
        })
        .collect()
}

/// Which words of a letter a field makes, and their place; `None` for what no letter says.
fn said<'a>(person: &'a Person, field: &str) -> Option<(&'static str, &'a str)> {
    Some(match field {
        "name" => ("name", &person.name),
        "nik" => ("nik", &person.nik),
        "kk" => ("kk", &person.kk),
        "birth_place" => ("birth_place", &person.birth_place),
        "birth_date" => ("birth_date", &person.birth_date),
        "sex" => ("sex", &person.sex),
        "religion" => ("religion", &person.religion),
        "marital_status" => ("marital_status", &person.marital_status),
        "education" => ("education", &person.education),
        "occupation" => ("occupation", &person.occupation),
        "citizenship" => ("citizenship", &person.citizenship),
        "address" | "dusun" | "rt" | "rw" => ("address", &person.address),
        _ => return None,
    })
}
