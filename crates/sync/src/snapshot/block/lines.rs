//! A column: a line of JSON for each value.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::BadBlock;

/// Bytes of a column.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Width(pub(super) usize);

/// A column that is being written.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<u8>);

impl Lines {
    /// Adds a value; how many bytes it takes. JSON without spaces has no line ends of its own.
    pub(super) fn push(&mut self, value: &impl Serialize) -> usize {
        let before = self.0.len();
        // Values that came as JSON, and numbers: writing them into memory cannot fail.
        let _ = serde_json::to_writer(&mut self.0, value);
        self.0.push(b'\n');
        self.0.len() - before
    }

    pub(super) fn width(&self) -> Width {
        Width(self.0.len())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A column that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    bytes: Vec<u8>,
    at: usize,
}

impl Reading {
    pub(super) const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Result<T, BadBlock> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.ok_or(BadBlock)?];
        self.at += line.len() + 1;
        serde_json::from_slice(line).map_err(|_| BadBlock)
    }
}
