//! The e-form of a service: which questions are shown, whether the answers are right, and their words in the letter.
//!
//! A form is data (see [`crate::service`]), so everything here works for any letter kind. Answers are JSON values by
//! field key; how each type is stored is said at [`FieldType`](crate::service::FieldType).

mod check;
pub mod codes;
mod person;
mod shape;
mod visible;
mod words;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::check::check;
pub use self::shape::has_right_shape;
pub use self::visible::{defaults, used, visible};
pub use self::words::{number, rupiah, word, words};

/// Answers of one request by field key. A key that is absent, `null` or blank text is not answered.
pub type Answers = BTreeMap<String, Value>;

/// Whether a value counts as an answer.
pub(crate) fn is_answer(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        // A person of whom nothing was said, and a list of such.
        Value::Object(parts) => parts.values().any(is_answer),
        Value::Array(people) => people.iter().any(is_answer),
        _ => true,
    }
}
