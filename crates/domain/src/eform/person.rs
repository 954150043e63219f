//! Answers about a person: their form, whether they may be printed, their words.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::codes;
use super::words::line;
use crate::date::{self, FlexDate};
use crate::finding::Finding;
use crate::service::{Field, IDENTITY, PERSON_PARTS, can_print, part_label};

/// An object of strings by parts that the question asks; `null` and absent parts are not known.
pub(super) fn has_right_shape(field: &Field, value: &Value) -> bool {
    let asked = field.asked();
    value.as_object().is_some_and(|parts| {
        parts.iter().all(|(part, value)| {
            asked.contains(&part.as_str()) && (value.is_string() || value.is_null())
        })
    })
}

/// What is wrong with one person. `number` counts from 1 among several.
pub(super) fn check(
    field: &Field,
    person: &Value,
    number: Option<usize>,
    today: Date,
) -> Option<Finding> {
    let said = |part: &str| {
        person
            .get(part)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    };
    let fault = |code, part: &str| {
        let words = part_label(part);
        let part = number.map_or_else(|| words.to_owned(), |number| format!("{words} ({number})"));
        Finding::error(code)
            .on(&field.key)
            .with("label", &field.label)
            .with("part", part)
    };
    if said("name").is_empty() {
        return Some(fault(codes::ANSWER_PERSON_NAME, "name"));
    }
    let nik = said("nik");
    let is_nik = nik.len() == 16 && nik.bytes().all(|b| b.is_ascii_digit());
    if !nik.is_empty() && !is_nik {
        let count = nik.chars().filter(char::is_ascii_digit).count();
        return Some(fault(codes::ANSWER_PERSON_NIK, "nik").with("count", count));
    }
    let birth = said("birth_date");
    if !birth.is_empty() {
        match FlexDate::from_iso(birth) {
            None => {
                return Some(fault(codes::ANSWER_PERSON_DATE, "birth_date").with("value", birth));
            }
            Some(day) if day.is_after(today) => {
                return Some(
                    fault(codes::ANSWER_PERSON_FUTURE, "birth_date").with("value", day.long()),
                );
            }
            Some(_) => {}
        }
    }
    PERSON_PARTS.iter().find_map(|(part, _)| {
        let text = said(part);
        if let Some(bad) = text.chars().find(|c| c.is_control()) {
            let code = format!("U+{:04X}", u32::from(bad));
            return Some(fault(codes::ANSWER_CHARACTER, part).with("code", code));
        }
        (text.chars().count() > LONGEST)
            .then(|| fault(codes::ANSWER_PERSON_LONG, part).with("max", LONGEST))
    })
}

/// Characters of one part at most; nobody's address is longer.
const LONGEST: usize = 200;

/// The words of what a letter can print of the person; what was not asked or not said is empty.
pub(super) fn words(field: &Field, person: Option<&Value>, today: Date) -> Value {
    let said = |part: &str| {
        person
            .and_then(|person| person.get(part))
            .and_then(Value::as_str)
            .map(line)
            .unwrap_or_default()
    };
    let birth = FlexDate::from_iso(&said("birth_date"));
    let birth_date = birth.map_or_else(|| said("birth_date"), FlexDate::long);
    let asked = field.asked();
    let mut words = Map::new();
    for (part, _) in IDENTITY.iter().filter(|(part, _)| can_print(&asked, part)) {
        let text = match *part {
            "birth_date" => birth_date.clone(),
            "birth" => [said("birth_place"), birth_date.clone()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            "age" => birth
                .map(|birth| date::age(birth, today))
                .filter(|age| *age >= 0)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            other => said(other),
        };
        words.insert((*part).to_owned(), Value::from(text));
    }
    Value::Object(words)
}

/// Several people: their number, their names in one sentence, and each.
pub(super) fn people_words(field: &Field, people: Option<&Value>, today: Date) -> Value {
    let people: Vec<Value> = people
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|person| super::is_answer(person))
        .map(|person| words(field, Some(person), today))
        .collect();
    let names: Vec<&str> = people
        .iter()
        .filter_map(|person| person.get("name").and_then(Value::as_str))
        .collect();
    let names = match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} dan {two}"),
        [first @ .., last] => format!("{}, dan {last}", first.join(", ")),
    };
    serde_json::json!({ "count": people.len().to_string(), "names": names, "rows": people })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::service::testing::with_fields;

    const TODAY: Date = date(2026, 11, 25);

    fn field(kind: &str) -> Field {
        with_fields(&format!(
            "[[field]]\nkey = \"a\"\nlabel = \"Ayah\"\ntype = \"{kind}\"\n"
        ))
        .fields
        .remove(0)
    }

    #[test]
    fn a_person_has_words_for_everything_that_was_asked() {
        let person =
            json!({"name": " M.  Yusuf ", "birth_place": "Tirtakarsa", "birth_date": "1954"});
        let words = words(&field("person"), Some(&person), TODAY);
        assert_eq!(words["name"], "M. Yusuf");
        assert_eq!(words["birth"], "Tirtakarsa, tahun 1954");
        assert_eq!(words["age"], "72");
        assert_eq!(words["nik"], "");
        assert!(words.get("religion").is_none(), "was not asked");
    }

    #[test]
    fn several_people_are_counted_and_named_in_one_sentence() {
        let field = field("people");
        for (people, count, names) in [
            (json!([]), "0", ""),
            (json!([{"name": "A"}]), "1", "A"),
            (
                json!([{"name": "A"}, {"name": " "}, {"name": "B"}]),
                "2",
                "A dan B",
            ),
            (
                json!([{"name": "A"}, {"name": "B"}, {"name": "C"}]),
                "3",
                "A, B, dan C",
            ),
        ] {
            let words = people_words(&field, Some(&people), TODAY);
            assert_eq!(
                (&words["count"], &words["names"]),
                (&json!(count), &json!(names))
            );
        }
    }

    #[test]
    fn each_mistake_about_a_person_is_named() {
        for (person, code) in [
            (
                json!({"nik": "3302045203890001"}),
                Some("answer-person-name"),
            ),
            (
                json!({"name": "A", "nik": "33020452038900"}),
                Some("answer-person-nik"),
            ),
            (
                json!({"name": "A", "birth_date": "31-02-1985"}),
                Some("answer-person-date"),
            ),
            (
                json!({"name": "A", "birth_date": "2026-11-26"}),
                Some("answer-person-future"),
            ),
            (json!({"name": "A\u{7}"}), Some("answer-character")),
            (
                json!({"name": "A", "address": "x".repeat(201)}),
                Some("answer-person-long"),
            ),
            (
                json!({"name": "A", "nik": "3302045203890001", "birth_date": "1985-02-28"}),
                None,
            ),
        ] {
            let found = check(&field("person"), &person, None, TODAY);
            assert_eq!(
                found.map(|f| f.code.to_string()).as_deref(),
                code,
                "{person}"
            );
        }
        let found = check(&field("people"), &json!({}), Some(3), TODAY).unwrap();
        assert_eq!(found.params["part"], "Nama lengkap (3)");
    }
}
