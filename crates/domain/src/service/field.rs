//! The fields of an e-form.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name of the answer, `a-z`, `0-9` and `_`; `answer.<key>` in the letter.
    pub key: String,
    /// The question as the officer reads it.
    pub label: String,
    /// What kind of answer it takes.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether the letter waits for an answer (when the field is shown).
    #[serde(default)]
    pub required: bool,
    /// Smallest number, fewest characters of a text, fewest people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Largest number, most characters of a text, most people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Where a date may lie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<DateRule>,
    /// What is asked about a person (keys of [`super::PERSON_PARTS`]); absent: the usual.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Whether a choice also takes free text ("Lainnya…").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    /// Ready answers offered under a text field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggest: Vec<String>,
    /// The answer that stands there at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// Show the field only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
    /// A line of help under the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Kinds of answers; how each is stored in the request is said beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line of text: a string.
    Text,
    /// Several lines of text: a string.
    LongText,
    /// One of the options: the option's `value`, or free text where `other = true`.
    Choice,
    /// A day: `"2026-11-25"`.
    Date,
    /// A month: `"2026-11"`.
    MonthYear,
    /// A whole number: a JSON number.
    Number,
    /// Money in whole rupiah: a JSON number.
    Rupiah,
    /// `true` or `false`.
    YesNo,
    /// A NIK: a string of 16 digits.
    Nik,
    /// A time of day: `"14:30"`.
    Time,
    /// A person: an object of strings by the keys of `parts`.
    Person,
    /// Several people: an array of such objects.
    People,
}

impl Field {
    /// What is asked about a person or people; empty for other kinds.
    #[must_use]
    pub fn asked(&self) -> Vec<&str> {
        match self.kind {
            FieldType::Person | FieldType::People if self.parts.is_empty() => {
                super::USUAL_PARTS.to_vec()
            }
            FieldType::Person | FieldType::People => {
                self.parts.iter().map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What people read, on the screen and in the letter.
    pub label: String,
}

/// Where a date may lie, seen from the day on which the form is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRule {
    /// Before today.
    Past,
    /// Today or before.
    TodayOrPast,
    /// Today or later.
    TodayOrFuture,
    /// After today.
    Future,
}

/// When a field, block or row is shown. Exactly one of `is`, `not` and `answered` stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Key of an earlier field. A hidden field counts as not answered.
    pub field: String,
    /// The answer is this value, or one of these when it is an array.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Value>,
    /// The answer is neither this value nor one of these (an absent answer is different from all).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Value>,
    /// There is an answer (`true`), or none (`false`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<bool>,
}

impl Condition {
    /// Whether the condition holds for the used answer of its field (`None` = not answered or hidden).
    #[must_use]
    pub fn holds(&self, answer: Option<&Value>) -> bool {
        let among = |wanted: &Value| match (wanted, answer) {
            (_, None) => false,
            (Value::Array(many), Some(answer)) => many.contains(answer),
            (one, Some(answer)) => one == answer,
        };
        self.is.as_ref().is_none_or(among)
            && self.not.as_ref().is_none_or(|unwanted| !among(unwanted))
            && self
                .answered
                .is_none_or(|wanted| wanted == answer.is_some())
    }

    /// How many of the three tests are set; more or fewer than one is a mistake in the file.
    pub(super) fn tests(&self) -> usize {
        usize::from(self.is.is_some())
            + usize::from(self.not.is_some())
            + usize::from(self.answered.is_some())
    }
}
