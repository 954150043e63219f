//! The snapshot of everything that a letter says.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Signer, VillageProfile};
use crate::date::Zone;
use crate::eform::Answers;

/// Everything on the paper but the layout: the same data gives the same page.
///
/// Dates and facts are words here, so that no later change of a table or a rule can change a letter that is out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LetterData {
    /// The letter's number; a preview carries the number that would come next.
    pub number: String,
    /// Service id.
    pub service: String,
    /// Version of the service file.
    pub service_version: u32,
    /// Name in the catalogue.
    pub title: String,
    /// Short type code (`SKD`).
    pub kind_code: String,
    /// Archive code.
    pub classification: String,
    /// Day of issue in the village's zone.
    pub issued_on: Date,
    /// Last day of validity; `None`: the letter has no end.
    #[serde(default)]
    pub valid_until: Option<Date>,
    /// The person.
    pub resident: Person,
    /// The issuing village.
    pub village: VillageProfile,
    /// The signer.
    pub signer: Signer,
    /// The answers that count, as stored: conditions of blocks and rows look at these.
    #[serde(default)]
    pub answers: Answers,
    /// The same answers in words; every field of the form has an entry.
    #[serde(default)]
    pub answer_words: BTreeMap<String, Value>,
}

/// A person as the letter shows him or her; unknown facts are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// 16 digits, or empty: never a temporary or a faulty number.
    pub nik: String,
    /// `Tirtakarsa`.
    pub birth_place: String,
    /// `12 Maret 1989` or `tahun 1954`.
    pub birth_date: String,
    /// `Laki-laki` or `Perempuan`.
    pub sex: String,
    /// Religion.
    pub religion: String,
    /// Marital status.
    pub marital_status: String,
    /// Education.
    pub education: String,
    /// Occupation.
    pub occupation: String,
    /// `WNI`, `WNA`.
    pub citizenship: String,
    /// Address in one line.
    pub address: String,
    /// Number of the family card, or empty.
    pub kk: String,
    /// Head of the family.
    pub head_name: String,
    /// Completed years on the day of issue, or empty.
    pub age: String,
    /// Relation to the head of the family.
    #[serde(default)]
    pub relation: String,
    /// The father's name.
    #[serde(default)]
    pub father_name: String,
    /// The mother's name.
    #[serde(default)]
    pub mother_name: String,
    /// Blood type.
    #[serde(default)]
    pub blood_type: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
}

impl LetterData {
    /// One form of the data as bytes, whatever the order of fields in the program: JSON with sorted keys and without
    /// blanks. Its digest stands in the seal.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let value = serde_json::to_value(self).unwrap_or_default();
        sorted(&value).to_string().into_bytes()
    }

    /// Name and post of the signer in one line.
    #[must_use]
    pub fn signer_line(&self) -> String {
        format!(
            "{}, {}",
            self.signer.full_name(),
            self.signer.post_lines().join(", ")
        )
    }
}

/// The same value with the keys of every object in order (a map keeps the order of insertion in some builds).
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let ordered: BTreeMap<&String, &Value> = map.iter().collect();
            Value::Object(
                ordered
                    .into_iter()
                    .map(|(key, v)| (key.clone(), sorted(v)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

/// The last second of a day in a zone, seconds since 1970 UTC: a letter is valid to the end of its last day.
#[must_use]
pub fn end_of_day(day: Date, zone: Zone) -> i64 {
    let days = day
        .since(date(1970, 1, 1))
        .map_or(0, |span| i64::from(span.get_days()));
    days * 86_400 + 86_399 - zone.hours() * 3_600
}

#[cfg(test)]
pub(crate) fn sample_data() -> LetterData {
    LetterData {
        number: "400.8/003/KJ/XI/2026".into(),
        service: "domisili".into(),
        service_version: 1,
        title: "Surat Keterangan Domisili".into(),
        kind_code: "SKD".into(),
        classification: "400.8".into(),
        issued_on: date(2026, 11, 25),
        valid_until: Some(date(2027, 5, 25)),
        resident: Person {
            name: "Nur'aini Ba'asyir".into(),
            ..Person::default()
        },
        village: super::profile::sample_village(),
        signer: super::signer::sample_signer(),
        answers: Answers::from([("purpose".into(), "Membuka rekening".into())]),
        answer_words: BTreeMap::from([("purpose".into(), "Membuka rekening".into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_has_sorted_keys_and_survives_a_round_trip() {
        let data = sample_data();
        let bytes = data.canonical();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with(r#"{"answer_words":{"purpose":"#), "{text}");
        let read: LetterData = serde_json::from_str(&text).unwrap();
        assert_eq!(read, data);
        assert_eq!(read.canonical(), bytes);
    }

    #[test]
    fn any_change_of_the_letter_changes_the_canonical_form() {
        let data = sample_data();
        let mut other = data.clone();
        other.resident.address = "Dusun Krajan".into();
        assert_ne!(other.canonical(), data.canonical());
    }

    #[test]
    fn a_day_ends_one_second_before_the_next_begins() {
        let last = end_of_day(date(2027, 5, 25), Zone::Wib);
        assert_eq!(Zone::Wib.local_date(last * 1000), date(2027, 5, 25));
        assert_eq!(Zone::Wib.local_date((last + 1) * 1000), date(2027, 5, 26));
        let east = end_of_day(date(2027, 5, 25), Zone::Wit);
        assert_eq!(last - east, 2 * 3600);
        assert_eq!(end_of_day(date(1970, 1, 1), Zone::Wib), 86_399 - 7 * 3600);
    }
}
