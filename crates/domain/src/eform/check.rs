//! Whether the answers may be printed.

use jiff::civil::Date;
use serde_json::Value;

use super::shape::month_year;
use super::{Answers, codes, has_right_shape, is_answer, person, visible};
use crate::date;
use crate::finding::{Code, Finding};
use crate::service::{DateRule, Field, FieldType, Service};

/// All findings about the answers of the visible fields, in the order of the form; each stands on its field's key.
///
/// `today` is the day in the village's zone. All are errors: they block printing, never the saving of a draft.
#[must_use]
pub fn check(service: &Service, answers: &Answers, today: Date) -> Vec<Finding> {
    visible(service, answers)
        .into_iter()
        .filter_map(|field| {
            let answer = answers.get(&field.key).filter(|value| is_answer(value));
            match answer {
                None => field.required.then(|| fault(field, codes::ANSWER_MISSING)),
                Some(answer) => check_answer(field, answer, today),
            }
        })
        .collect()
}

fn fault(field: &Field, code: Code) -> Finding {
    Finding::error(code)
        .on(&field.key)
        .with("label", &field.label)
}

fn check_answer(field: &Field, answer: &Value, today: Date) -> Option<Finding> {
    if !has_right_shape(field, answer) {
        return Some(wrong_shape(field, answer));
    }
    match field.kind {
        FieldType::Text | FieldType::LongText | FieldType::Choice => {
            check_text(field, answer.as_str().unwrap_or_default())
        }
        FieldType::Number | FieldType::Rupiah => check_number(field, answer.as_i64()?),
        FieldType::Date => {
            let day = date::from_iso(answer.as_str()?)?;
            check_day(field, day, day, &date::short(day), today)
        }
        FieldType::MonthYear => {
            let (year, month) = month_year(answer.as_str()?)?;
            let first = Date::new(year, month, 1).ok()?;
            let words = format!("{} {year}", date::month_name(month));
            check_day(field, first, first.last_of_month(), &words, today)
        }
        FieldType::Person => person::check(field, answer, None, today),
        FieldType::People => check_people(field, answer.as_array()?, today),
        FieldType::YesNo | FieldType::Nik | FieldType::Time => None,
    }
}

fn wrong_shape(field: &Field, answer: &Value) -> Finding {
    let value = answer
        .as_str()
        .map_or_else(|| answer.to_string(), str::to_owned);
    match field.kind {
        FieldType::Choice => fault(field, codes::ANSWER_OPTION).with("value", value),
        FieldType::Nik => {
            let count = value.chars().filter(char::is_ascii_digit).count();
            fault(field, codes::ANSWER_NIK).with("count", count)
        }
        FieldType::Time => fault(field, codes::ANSWER_TIME).with("value", value),
        _ => fault(field, codes::ANSWER_SHAPE).with("value", value),
    }
}

fn check_text(field: &Field, text: &str) -> Option<Finding> {
    let text = text.trim();
    let is_break = |c| field.kind == FieldType::LongText && matches!(c, '\n' | '\r');
    if let Some(bad) = text
        .chars()
        .find(|c| c.is_control() && *c != '\t' && !is_break(*c))
    {
        let code = format!("U+{:04X}", u32::from(bad));
        return Some(fault(field, codes::ANSWER_CHARACTER).with("code", code));
    }
    let is_option = field.options.iter().any(|option| option.value == text);
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    match (field.min, field.max) {
        _ if is_option => None,
        (Some(min), _) if count < min => Some(
            fault(field, codes::ANSWER_SHORT)
                .with("count", count)
                .with("min", min),
        ),
        (_, Some(max)) if count > max => Some(
            fault(field, codes::ANSWER_LONG)
                .with("count", count)
                .with("max", max),
        ),
        _ => None,
    }
}

fn check_number(field: &Field, number: i64) -> Option<Finding> {
    match (field.min, field.max) {
        (Some(min), _) if number < min => Some(fault(field, codes::ANSWER_SMALL).with("min", min)),
        (_, Some(max)) if number > max => Some(fault(field, codes::ANSWER_LARGE).with("max", max)),
        _ => None,
    }
}

/// Each person, and how many there are; rows in which nothing was said do not count.
fn check_people(field: &Field, people: &[Value], today: Date) -> Option<Finding> {
    let said: Vec<&Value> = people.iter().filter(|person| is_answer(person)).collect();
    let count = i64::try_from(said.len()).unwrap_or(i64::MAX);
    let few = field.min.filter(|min| count < *min);
    let many = field.max.filter(|max| count > *max);
    if let Some(min) = few {
        return Some(fault(field, codes::ANSWER_PEOPLE_FEW).with("min", min));
    }
    if let Some(max) = many {
        return Some(fault(field, codes::ANSWER_PEOPLE_MANY).with("max", max));
    }
    said.into_iter()
        .enumerate()
        .find_map(|(index, one)| person::check(field, one, Some(index + 1), today))
}

/// `first` to `last` is the day itself, or the month: a month may reach into today from either side.
fn check_day(field: &Field, first: Date, last: Date, words: &str, today: Date) -> Option<Finding> {
    let code = match field.rule? {
        DateRule::Past => (first >= today).then_some(codes::ANSWER_DATE_NOT_BEFORE),
        DateRule::TodayOrPast => (first > today).then_some(codes::ANSWER_DATE_FUTURE),
        DateRule::TodayOrFuture => (last < today).then_some(codes::ANSWER_DATE_PAST),
        DateRule::Future => (last <= today).then_some(codes::ANSWER_DATE_NOT_AFTER),
    };
    code.map(|code| fault(field, code).with("value", words))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::service::testing::with_fields;

    fn found(field: &str, answer: Value) -> Option<String> {
        let service = with_fields(&format!(
            "[[field]]\nkey = \"a\"\nlabel = \"Tanya\"\n{field}"
        ));
        let answers = Answers::from([("a".to_owned(), answer)]);
        let findings = check(&service, &answers, date(2026, 11, 25));
        assert!(findings.len() <= 1);
        let finding = findings.first()?;
        assert!(finding.is_error());
        assert_eq!(finding.field.as_deref(), Some("a"));
        assert_eq!(finding.params["label"], "Tanya");
        Some(finding.code.to_string())
    }

    #[test]
    fn a_required_answer_may_not_be_absent_null_or_blank() {
        for answer in [json!(null), json!(""), json!("  ")] {
            assert_eq!(
                found("type = \"text\"\nrequired = true", answer).as_deref(),
                Some("answer-missing")
            );
        }
        assert_eq!(found("type = \"text\"", json!("")), None);
        assert_eq!(
            found("type = \"yes_no\"\nrequired = true", json!(false)),
            None
        );
    }

    #[test]
    fn a_text_is_counted_in_characters() {
        let field = "type = \"text\"\nmin = 3\nmax = 5";
        assert_eq!(found(field, json!("éé")).as_deref(), Some("answer-short"));
        assert_eq!(found(field, json!("ééééé")), None);
        assert_eq!(
            found(field, json!("éééééé")).as_deref(),
            Some("answer-long")
        );
    }

    #[test]
    fn a_control_character_is_told_but_a_line_break_fits_long_text() {
        assert_eq!(
            found("type = \"text\"", json!("a\u{7}b")).as_deref(),
            Some("answer-character")
        );
        assert_eq!(
            found("type = \"text\"", json!("a\nb")).as_deref(),
            Some("answer-character")
        );
        assert_eq!(found("type = \"long_text\"", json!("a\nb")), None);
    }

    #[test]
    fn numbers_have_limits() {
        let field = "type = \"number\"\nmin = 1\nmax = 12";
        assert_eq!(found(field, json!(0)).as_deref(), Some("answer-small"));
        assert_eq!(found(field, json!(12)), None);
        assert_eq!(found(field, json!(13)).as_deref(), Some("answer-large"));
        assert_eq!(found(field, json!("12")).as_deref(), Some("answer-shape"));
    }

    #[test]
    fn a_date_rule_is_seen_from_today() {
        for (rule, yesterday, today, tomorrow) in [
            (
                "past",
                None,
                Some("answer-date-not-before"),
                Some("answer-date-not-before"),
            ),
            ("today_or_past", None, None, Some("answer-date-future")),
            ("today_or_future", Some("answer-date-past"), None, None),
            (
                "future",
                Some("answer-date-not-after"),
                Some("answer-date-not-after"),
                None,
            ),
        ] {
            let field = format!("type = \"date\"\nrule = \"{rule}\"");
            for (day, expected) in [
                ("2026-11-24", yesterday),
                ("2026-11-25", today),
                ("2026-11-26", tomorrow),
            ] {
                assert_eq!(
                    found(&field, json!(day)).as_deref(),
                    expected,
                    "{rule} {day}"
                );
            }
        }
    }

    #[test]
    fn this_month_counts_as_past_and_the_next_does_not() {
        let field = "type = \"month_year\"\nrule = \"today_or_past\"";
        assert_eq!(found(field, json!("2026-11")), None);
        assert_eq!(
            found(field, json!("2026-12")).as_deref(),
            Some("answer-date-future")
        );
    }

    #[test]
    fn an_option_that_the_file_lost_is_told() {
        let field = "type = \"choice\"\noptions = [{ value = \"kk\", label = \"Sama\" }]";
        assert_eq!(found(field, json!("kk")), None);
        assert_eq!(
            found(field, json!("lama")).as_deref(),
            Some("answer-option")
        );
    }

    #[test]
    fn people_are_counted_without_the_rows_that_say_nothing() {
        let field = "type = \"people\"\nparts = [\"name\"]\nmin = 1\nmax = 2";
        assert_eq!(found(field, json!([{"name": "A"}, {"name": ""}])), None);
        assert_eq!(
            found(field, json!([{"name": "A"}, {"name": "B"}, {"name": "C"}])).as_deref(),
            Some("answer-people-many")
        );
        let required = "type = \"people\"\nparts = [\"name\"]\nrequired = true";
        assert_eq!(
            found(required, json!([{"name": " "}])).as_deref(),
            Some("answer-missing")
        );
    }

    #[test]
    fn a_time_that_does_not_exist_is_told() {
        assert_eq!(
            found("type = \"time\"", json!("25:00")).as_deref(),
            Some("answer-time")
        );
        assert_eq!(found("type = \"time\"", json!("06.30")), None);
    }

    #[test]
    fn a_hidden_field_is_not_checked() {
        let service = with_fields(
            r#"
[[field]]
key = "a"
label = "A"
type = "yes_no"
[[field]]
key = "b"
label = "B"
type = "text"
required = true
show_if = { field = "a", is = true }
"#,
        );
        let today = date(2026, 11, 25);
        assert_eq!(
            check(
                &service,
                &Answers::from([("a".into(), json!(false))]),
                today
            ),
            []
        );
        assert_eq!(
            check(&service, &Answers::from([("a".into(), json!(true))]), today).len(),
            1
        );
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let id = include_str!("../../../../assets/i18n/id/services.ftl");
        let en = include_str!("../../../../assets/i18n/en/services.ftl");
        for code in codes::ALL {
            let line = format!("\n{code} =");
            assert!(id.contains(&line), "{code} has no Indonesian text");
            assert!(en.contains(&line), "{code} has no English text");
        }
    }
}
