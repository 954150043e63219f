//! Filling a service file's templates with a letter's data.

use std::collections::BTreeMap;

use jemput_domain::letter::{LetterData, context};
use jemput_domain::service::Condition;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::Value;

use crate::error::LetterError;
use crate::filters;
use crate::glue::RELUCTANT;

/// Names of people and places: a line breaks inside them only if it must.
const NAMES: [(&str, &[&str]); 3] = [
    ("resident", &["name", "head_name"]),
    ("signer", &["name"]),
    (
        "village",
        &["name", "full_name", "district", "regency", "province"],
    ),
];

/// The templates of one letter.
pub(crate) struct Filler<'a> {
    engine: Environment<'static>,
    context: minijinja::Value,
    data: &'a LetterData,
}

impl<'a> Filler<'a> {
    pub(crate) fn new(data: &'a LetterData) -> Self {
        let mut engine = Environment::new();
        filters::add(&mut engine);
        // A misspelt name must never print as nothing.
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        let mut context = context(data);
        for (group, names) in NAMES {
            for name in names {
                if let Some(Value::String(text)) =
                    context.get_mut(group).and_then(|g| g.get_mut(*name))
                {
                    *text = hold(text);
                }
            }
        }
        // Answers about people have names too.
        if let Some(Value::Object(answers)) = context.get_mut("answer") {
            for answer in answers.values_mut() {
                if let Some(Value::String(name)) = answer.get_mut("name") {
                    *name = hold(name);
                }
            }
        }
        Self {
            engine,
            context: minijinja::Value::from(minijinja::value::Serde(context)),
            data,
        }
    }

    /// A template's text.
    pub(crate) fn fill(&self, template: &str) -> Result<String, LetterError> {
        let text = self
            .engine
            .render_str(template, self.context.clone())
            .map_err(|error| LetterError::Template {
                detail: error.to_string(),
            })?;
        Ok(one_full_stop(&text))
    }

    /// The words of a person, by the keys of an identity block: the resident, or an answer.
    pub(crate) fn person(&self, of: &str) -> Vec<(String, String)> {
        let person = if of == "resident" {
            self.context.get_attr("resident")
        } else {
            self.context
                .get_attr("answer")
                .and_then(|answer| answer.get_attr(of))
        };
        let Ok(person) = person else {
            return Vec::new();
        };
        let keys = person.try_iter().into_iter().flatten();
        keys.filter_map(|key| {
            let text = person.get_item(&key).ok()?;
            Some((key.as_str()?.to_owned(), text.as_str()?.to_owned()))
        })
        .collect()
    }

    /// The rows of an answer about several people, by the keys of their parts.
    pub(crate) fn people(&self, field: &str) -> Vec<BTreeMap<String, String>> {
        let rows = self
            .data
            .answer_words
            .get(field)
            .and_then(|people| people.get("rows"))
            .and_then(Value::as_array);
        let row = |person: &Value| {
            person
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned())))
                .collect()
        };
        rows.into_iter().flatten().map(row).collect()
    }

    /// Whether a block or row is printed.
    pub(crate) fn is_shown(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| condition.holds(self.data.answers.get(&condition.field)))
    }
}

/// A name whose words hang together.
pub(crate) fn hold(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(&RELUCTANT.to_string())
}

/// A value that ends in a full stop (`S.Pd.`) takes the sentence's own along.
fn one_full_stop(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_pair = c == '.' && chars.peek() == Some(&'.');
        if !is_pair {
            out.push(c);
            continue;
        }
        let mut count = 1;
        while chars.next_if_eq(&'.').is_some() {
            count += 1;
        }
        // Three and more were written on purpose.
        out.push_str(&".".repeat(if count == 2 { 1 } else { count }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_at_the_end_of_a_sentence_gives_one_full_stop() {
        assert_eq!(one_full_stop("Yusuf, S.Pd.. Lalu"), "Yusuf, S.Pd. Lalu");
        assert_eq!(one_full_stop("dan ... lagi."), "dan ... lagi.");
    }
}
