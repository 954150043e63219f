//! Small-key CBOR maps: building them in deterministic order and taking them apart.

use ciborium::Value;

use crate::error::{Malformed, SealError};

/// Encodes a map whose entries the caller lists in deterministic order (RFC 8949 §4.2.1: keys
/// sorted by their encoded bytes; for integers 0, 1, 2 … then -1, -2 …).
pub(crate) fn encode(value: &Value) -> Result<Vec<u8>, SealError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|e| SealError::Encoding(e.to_string()))?;
    Ok(bytes)
}

/// One map entry with an integer key.
pub(crate) fn entry(key: i64, value: impl Into<Value>) -> (Value, Value) {
    (Value::from(key), value.into())
}

/// A decoded map with integer keys; what nobody took is "unknown".
pub(crate) struct Fields(Vec<(Value, Value)>);

impl Fields {
    /// Reads exactly one map from `bytes`: no trailing bytes, no key twice.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut rest = bytes;
        let value: Value =
            ciborium::from_reader(&mut rest).map_err(|_| Malformed::Claim("payload"))?;
        if !rest.is_empty() {
            return Err(Malformed::Claim("payload"));
        }
        Self::from_value(value, "payload")
    }

    /// Takes a nested map apart.
    pub(crate) fn from_value(value: Value, name: &'static str) -> Result<Self, Malformed> {
        let Value::Map(entries) = value else {
            return Err(Malformed::Claim(name));
        };
        let twice = entries
            .iter()
            .enumerate()
            .any(|(at, (key, _))| entries.iter().skip(at + 1).any(|(other, _)| other == key));
        if twice {
            return Err(Malformed::Claim(name));
        }
        Ok(Self(entries))
    }

    /// Removes and returns the value of an integer key.
    pub(crate) fn take(&mut self, key: i64) -> Option<Value> {
        let wanted = Value::from(key);
        let at = self.0.iter().position(|(k, _)| *k == wanted)?;
        Some(self.0.swap_remove(at).1)
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, key: i64, name: &'static str) -> Result<String, Malformed> {
        self.take(key)
            .and_then(|v| v.into_text().ok())
            .ok_or(Malformed::Claim(name))
    }

    /// A text that may be absent.
    pub(crate) fn text_if_any(
        &mut self,
        key: i64,
        name: &'static str,
    ) -> Result<Option<String>, Malformed> {
        self.take(key)
            .map(|v| v.into_text().map_err(|_| Malformed::Claim(name)))
            .transpose()
    }

    /// An integer that must be there.
    pub(crate) fn int(&mut self, key: i64, name: &'static str) -> Result<i64, Malformed> {
        self.int_if_any(key, name)?.ok_or(Malformed::Claim(name))
    }

    /// An integer that may be absent or null.
    pub(crate) fn int_if_any(
        &mut self,
        key: i64,
        name: &'static str,
    ) -> Result<Option<i64>, Malformed> {
        match self.take(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value
                .into_integer()
                .ok()
                .and_then(|i| i64::try_from(i).ok())
                .map(Some)
                .ok_or(Malformed::Claim(name)),
        }
    }

    /// A byte string of exactly `N` bytes that must be there.
    pub(crate) fn bytes<const N: usize>(
        &mut self,
        key: i64,
        name: &'static str,
    ) -> Result<[u8; N], Malformed> {
        self.take(key)
            .and_then(|v| v.into_bytes().ok())
            .and_then(|b| <[u8; N]>::try_from(b).ok())
            .ok_or(Malformed::Claim(name))
    }

    /// The keys nobody took, as text, each behind `prefix`.
    pub(crate) fn unknown(self, prefix: &str) -> Vec<String> {
        let mut keys: Vec<String> = self
            .0
            .into_iter()
            .map(|(key, _)| match key {
                Value::Integer(i) => format!("{prefix}{}", i128::from(i)),
                Value::Text(text) => format!("{prefix}{text}"),
                _ => format!("{prefix}?"),
            })
            .collect();
        keys.sort();
        keys
    }
}
