//! Reading a record that a newer program wrote.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// Reads an optional field; what this version cannot understand counts as absent.
///
/// A laptop in the field may run a version that is months old. One unknown code must not make the
/// whole resident unreadable, and since edits are per field, the unknown value stays in the store.
pub(crate) fn option<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Option::<serde_json::Value>::deserialize(deserializer)?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}

/// Reads a text field; `null` and anything that is no text count as empty.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    option(deserializer).map(Option::unwrap_or_default)
}
