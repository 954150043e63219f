//! Answers as the letter prints them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::shape::{month_year, time};
use super::{Answers, person, used};
use crate::date;
use crate::service::{Field, FieldType, Service};

/// The words of every field, so that a template never meets an unknown name: hidden and unanswered fields are empty.
/// A person is an object, people are an object with `count`, `names` and `rows`; everything else is a string.
#[must_use]
pub fn words(service: &Service, answers: &Answers, today: Date) -> BTreeMap<String, Value> {
    let used = used(service, answers);
    service
        .fields
        .iter()
        .map(|field| {
            let answer = used.get(&field.key);
            let words = match field.kind {
                FieldType::Person => person::words(field, answer, today),
                FieldType::People => person::people_words(field, answer, today),
                _ => Value::from(answer.map(|value| word(field, value)).unwrap_or_default()),
            };
            (field.key.clone(), words)
        })
        .collect()
}

/// One answer in words: dates long, choices by their label, money with dots.
///
/// A value that does not have the form of its type is printed as it is: [`super::check`] has told of it.
#[must_use]
pub fn word(field: &Field, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match field.kind {
        FieldType::Text | FieldType::Nik => line(text),
        FieldType::LongText => text
            .lines()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned(),
        FieldType::Choice => field
            .options
            .iter()
            .find(|option| option.value == text)
            .map_or_else(|| line(text), |option| option.label.clone()),
        FieldType::Date => date::from_iso(text).map_or_else(|| line(text), date::long),
        FieldType::MonthYear => month_year(text).map_or_else(
            || line(text),
            |(year, month)| format!("{} {year}", date::month_name(month)),
        ),
        FieldType::Time => time(text).map_or_else(
            || line(text),
            |(hour, minute)| format!("{hour:02}.{minute:02}"),
        ),
        FieldType::Person | FieldType::People => String::new(),
        FieldType::Number => value.as_i64().map(number).unwrap_or_default(),
        FieldType::Rupiah => value.as_i64().map(rupiah).unwrap_or_default(),
        FieldType::YesNo => if value.as_bool() == Some(true) {
            "Ya"
        } else {
            "Tidak"
        }
        .to_owned(),
    }
}

/// One line: NFC (so that every accent is one drawn letter), blanks squeezed, nothing else changed.
pub(super) fn line(text: &str) -> String {
    text.nfc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A whole number; dots from five digits on, so that a year stays `2026`.
#[must_use]
pub fn number(value: i64) -> String {
    if value.unsigned_abs() < 10_000 {
        value.to_string()
    } else {
        grouped(value)
    }
}

/// Money: `Rp1.500.000`.
#[must_use]
pub fn rupiah(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}Rp{}", grouped(value).trim_start_matches('-'))
}

fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(kind: &str, value: &Value) -> String {
        let field: Field = toml::from_str(&format!("key = \"a\"\nlabel = \"A\"\n{kind}")).unwrap();
        word(&field, value)
    }

    #[test]
    fn each_kind_of_answer_has_its_words() {
        let options = "type = \"choice\"\nother = true\noptions = [{ value = \"kk\", label = \"Sama dengan KK\" }]";
        for (kind, value, expected) in [
            (
                "type = \"text\"",
                json!("  Membuka  rekening "),
                "Membuka rekening",
            ),
            ("type = \"text\"", json!("Jose\u{301}"), "José"),
            (
                "type = \"long_text\"",
                json!("satu \n dua  tiga\n"),
                "satu\ndua tiga",
            ),
            (options, json!("kk"), "Sama dengan KK"),
            (options, json!("rumah  kakak"), "rumah kakak"),
            ("type = \"date\"", json!("2026-11-05"), "5 November 2026"),
            ("type = \"month_year\"", json!("2020-03"), "Maret 2020"),
            ("type = \"time\"", json!("7:05"), "07.05"),
            ("type = \"number\"", json!(2026), "2026"),
            ("type = \"number\"", json!(12_345), "12.345"),
            ("type = \"rupiah\"", json!(1_500_000), "Rp1.500.000"),
            ("type = \"rupiah\"", json!(-500), "-Rp500"),
            ("type = \"yes_no\"", json!(false), "Tidak"),
        ] {
            assert_eq!(said(kind, &value), expected);
        }
    }

    #[test]
    fn money_has_a_dot_before_every_third_digit() {
        for (value, text) in [
            (0, "Rp0"),
            (999, "Rp999"),
            (1_000, "Rp1.000"),
            (i64::MIN, "-Rp9.223.372.036.854.775.808"),
        ] {
            assert_eq!(rupiah(value), text);
        }
    }
}
