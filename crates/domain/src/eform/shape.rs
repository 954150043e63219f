//! The JSON form of each kind of answer.

use serde_json::Value;

use crate::date;
use crate::service::{Field, FieldType};

/// Whether a value has the JSON form of the field's type; ranges and rules are [`super::check`]'s.
#[must_use]
pub fn has_right_shape(field: &Field, value: &Value) -> bool {
    match field.kind {
        FieldType::Text | FieldType::LongText => value.is_string(),
        FieldType::Choice => value
            .as_str()
            .is_some_and(|text| field.other || field.options.iter().any(|o| o.value == text)),
        FieldType::Date => value.as_str().and_then(date::from_iso).is_some(),
        FieldType::MonthYear => value.as_str().and_then(month_year).is_some(),
        FieldType::Number | FieldType::Rupiah => value.is_i64(),
        FieldType::YesNo => value.is_boolean(),
        FieldType::Nik => value
            .as_str()
            .is_some_and(|text| text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit())),
        FieldType::Time => value.as_str().and_then(time).is_some(),
        FieldType::Person => super::person::has_right_shape(field, value),
        FieldType::People => value.as_array().is_some_and(|people| {
            people
                .iter()
                .all(|one| super::person::has_right_shape(field, one))
        }),
    }
}

/// Hour and minute of `14:30`; officers also type `14.30`.
pub(super) fn time(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let number = |part: &str, most: u8| {
        let fits = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        let number = part.parse::<u8>().ok().filter(|number| *number <= most)?;
        fits.then_some(number)
    };
    Some((
        number(hour, 23)?,
        number(minute, 59).filter(|_| minute.len() == 2)?,
    ))
}

/// Year and month of `2026-11`.
pub(super) fn month_year(text: &str) -> Option<(i16, i8)> {
    // The day only makes it a date that the reader of dates can judge.
    let first = date::from_iso(&format!("{text}-01"))?;
    Some((first.year(), first.month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field(toml: &str) -> Field {
        toml::from_str(&format!("key = \"a\"\nlabel = \"A\"\n{toml}")).unwrap()
    }

    #[test]
    fn each_type_takes_its_own_form_only() {
        for (toml, good, bad) in [
            ("type = \"text\"", json!("x"), json!(1)),
            ("type = \"date\"", json!("2026-02-28"), json!("2026-02-29")),
            ("type = \"date\"", json!("2026-02-28"), json!("28-02-2026")),
            ("type = \"month_year\"", json!("2026-11"), json!("2026-13")),
            ("type = \"number\"", json!(3), json!("3")),
            ("type = \"rupiah\"", json!(150_000), json!(1.5)),
            ("type = \"yes_no\"", json!(true), json!("ya")),
            ("type = \"time\"", json!("7.05"), json!("24:00")),
            ("type = \"time\"", json!("14:30"), json!("14:3")),
            (
                "type = \"person\"",
                json!({"name": "Sarinem"}),
                json!({"shoe": "43"}),
            ),
            (
                "type = \"people\"",
                json!([{"name": "Sarinem"}]),
                json!({"name": "Sarinem"}),
            ),
            (
                "type = \"nik\"",
                json!("3302045203890001"),
                json!("330204520389000"),
            ),
        ] {
            assert!(has_right_shape(&field(toml), &good), "{toml} {good}");
            assert!(!has_right_shape(&field(toml), &bad), "{toml} {bad}");
        }
    }

    #[test]
    fn a_choice_takes_its_options_and_free_text_only_where_it_may() {
        let options = "type = \"choice\"\noptions = [{ value = \"kk\", label = \"Sama\" }]";
        assert!(has_right_shape(&field(options), &json!("kk")));
        assert!(!has_right_shape(&field(options), &json!("lain")));
        let open = format!("{options}\nother = true");
        assert!(has_right_shape(&field(&open), &json!("lain")));
    }
}
