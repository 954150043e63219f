//! Filling a service file's templates with a letter's data.

use jemput_domain::letter::{LetterData, context};
use jemput_domain::service::Condition;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::Value;

use crate::error::LetterError;
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
