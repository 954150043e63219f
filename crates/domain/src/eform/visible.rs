//! Which questions stand on the screen, and which answers count.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Answers, is_answer};
use crate::service::{Field, Service};

/// The answers that stand there when a request is opened.
#[must_use]
pub fn defaults(service: &Service) -> Answers {
    service
        .fields
        .iter()
        .filter_map(|field| Some((field.key.clone(), field.default.clone()?)))
        .collect()
}

/// The fields on the screen, in order.
#[must_use]
pub fn visible<'a>(service: &'a Service, answers: &Answers) -> Vec<&'a Field> {
    walk(service, answers).0
}

/// The answers that count: of visible fields, and not blank. A hidden field keeps what was typed, in case it is shown
/// again, but it never reaches the letter.
#[must_use]
pub fn used(service: &Service, answers: &Answers) -> Answers {
    walk(service, answers)
        .1
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .collect()
}

/// One walk in the order of the file: a condition names an earlier field only, so each is decided when it is met.
fn walk<'s, 'a>(
    service: &'s Service,
    answers: &'a Answers,
) -> (Vec<&'s Field>, BTreeMap<&'s str, &'a Value>) {
    let mut shown = Vec::new();
    let mut used = BTreeMap::new();
    for field in &service.fields {
        let is_shown = field
            .show_if
            .as_ref()
            .is_none_or(|condition| condition.holds(used.get(condition.field.as_str()).copied()));
        if !is_shown {
            continue;
        }
        shown.push(field);
        if let Some(answer) = answers.get(&field.key).filter(|value| is_answer(value)) {
            used.insert(field.key.as_str(), answer);
        }
    }
    (shown, used)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service::testing::with_fields;

    fn service() -> Service {
        with_fields(
            r#"
[[field]]
key = "dwelling"
label = "Tinggal di mana?"
type = "choice"
options = [{ value = "kk", label = "Sama" }, { value = "other", label = "Lain" }]
default = "kk"
[[field]]
key = "address"
label = "Alamat"
type = "text"
show_if = { field = "dwelling", is = "other" }
[[field]]
key = "since"
label = "Sejak"
type = "month_year"
show_if = { field = "address", answered = true }
"#,
        )
    }

    fn keys(fields: &[&Field]) -> Vec<String> {
        fields.iter().map(|field| field.key.clone()).collect()
    }

    #[test]
    fn a_field_is_shown_when_its_condition_holds() {
        let service = service();
        let mut answers = defaults(&service);
        assert_eq!(keys(&visible(&service, &answers)), ["dwelling"]);
        answers.insert("dwelling".into(), json!("other"));
        assert_eq!(keys(&visible(&service, &answers)), ["dwelling", "address"]);
        answers.insert("address".into(), json!("Jl. Melati 3"));
        assert_eq!(visible(&service, &answers).len(), 3);
    }

    #[test]
    fn a_hidden_field_keeps_its_answer_but_does_not_use_it() {
        let service = service();
        let mut answers = defaults(&service);
        answers.insert("address".into(), json!("Jl. Melati 3"));
        answers.insert("since".into(), json!("2020-01"));
        assert_eq!(
            used(&service, &answers).into_keys().collect::<Vec<_>>(),
            ["dwelling"]
        );
        assert_eq!(keys(&visible(&service, &answers)), ["dwelling"]);
    }

    #[test]
    fn blank_text_is_no_answer() {
        let service = service();
        let answers = Answers::from([
            ("dwelling".into(), json!("other")),
            ("address".into(), json!(" \t")),
        ]);
        assert!(!used(&service, &answers).contains_key("address"));
        assert_eq!(keys(&visible(&service, &answers)), ["dwelling", "address"]);
    }
}
