//! What one save of one officer changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{ChangeId, RecordState};

/// Version of the change set's and the protocol's form.
pub const PROTO: u32 = 1;
/// The oldest form of requests that the office still answers in full: what was released in the last 18 months. Older
/// laptops may still send their work and are told to update.
pub const OLDEST_PROTO: u32 = 1;
/// Fields that end a record: a change that writes one of them stands against each edit that its author had not seen.
pub const ENDING_FIELDS: [&str; 2] = ["deleted", "merged_into"];
/// Most operations of one change set.
pub const MAX_OPS: usize = 200;
/// Most bytes of one change set.
pub const MAX_BYTES: usize = 256 * 1024;

/// Most levels of lists and objects inside one value: what a reader bears ends somewhere, and an answer wraps values in
/// more levels than a change does. One that can be taken in and not be handed out would stop every laptop of a village.
pub(crate) const MAX_LEVELS: usize = 32;

/// Whether a value has at most so many levels.
pub(crate) fn is_shallow(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels > 0 && items.iter().all(|item| is_shallow(item, levels - 1)),
        Value::Object(map) => levels > 0 && map.values().all(|item| is_shallow(item, levels - 1)),
        _ => true,
    }
}

/// What the author's clock was worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// As the system said.
    #[default]
    Ok,
    /// The system's clock lay before what was known to be past, so the floor was taken.
    Floored,
}

/// One save: immutable, its bytes are stored and hashed as the author wrote them.
///
/// Unknown fields of later versions are ignored by readers and kept, since the bytes are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Unique for ever.
    pub id: ChangeId,
    /// Form of this change set.
    pub proto: u32,
    /// 16 random bytes in hex: after an erasure the kept hash tells nothing about the content.
    pub salt: String,
    /// Who wrote, for attribution only.
    pub device: Uuid,
    /// Who wrote, for attribution only.
    pub user: Uuid,
    /// Author's clock, ms since 1970 UTC.
    pub wall: i64,
    /// What that clock was worth.
    #[serde(default)]
    pub clock: Clock,
    /// Record by record, in the order of writing.
    pub ops: Vec<Op>,
    /// Of the office alone: changes whose content is taken out of the log and of the records that `ops` names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erase: Vec<ChangeId>,
    /// Made by the office alone: states of records that a laptop had kept when the office was restored from a backup.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub salvage: BTreeMap<Uuid, RecordState>,
}

/// What a save changed in one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Op {
    /// Which record.
    pub record: Uuid,
    /// Its kind.
    pub kind: String,
    /// What the author knew of the record: for flags, never for merging.
    #[serde(default)]
    pub seen: Seen,
    /// New values; `null` is "no value". Deletion is a value, never an absence.
    pub set: BTreeMap<String, Value>,
    /// Per field the value ids that were on the screen and that the new value takes the place of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaces: BTreeMap<String, Vec<ChangeId>>,
}

/// What an author knew of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// The record's last number in the office's log; 0: the office had not been heard of it.
    #[serde(default)]
    pub seq: u64,
    /// The author's own changes of it that the office did not have yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<ChangeId>,
}

/// Why bytes are no change set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Not JSON of this form.
    #[error("not a change set")]
    Form,
    /// More than [`MAX_BYTES`] or [`MAX_OPS`].
    #[error("a change set is too large")]
    Size,
    /// No operation at all.
    #[error("a change set without operations")]
    Empty,
}

impl ChangeError {
    /// Code of the answer to the laptop, and of the office's list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Form => "change-unreadable",
            Self::Size => "change-too-large",
            Self::Empty => "change-empty",
        }
    }
}

impl ChangeSet {
    /// Reads the author's bytes.
    ///
    /// # Errors
    /// When they have another form, or are beyond the limits.
    pub fn read(bytes: &[u8]) -> Result<Self, ChangeError> {
        if bytes.len() > MAX_BYTES {
            return Err(ChangeError::Size);
        }
        let set: Self = serde_json::from_slice(bytes).map_err(|_| ChangeError::Form)?;
        let mut values = set.ops.iter().flat_map(|op| op.set.values());
        if !values.all(|value| is_shallow(value, MAX_LEVELS)) {
            return Err(ChangeError::Form);
        }
        match set.ops.len() {
            0 if set.erase.is_empty() && set.salvage.is_empty() => Err(ChangeError::Empty),
            0..=MAX_OPS => Ok(set),
            _ => Err(ChangeError::Size),
        }
    }

    /// The bytes that are stored, hashed and sent from now on.
    ///
    /// # Errors
    /// When the set is empty or beyond the limits.
    pub fn write(&self) -> Result<Vec<u8>, ChangeError> {
        let bytes = serde_json::to_vec(self).map_err(|_| ChangeError::Form)?;
        if self.ops.is_empty() && self.erase.is_empty() && self.salvage.is_empty() {
            Err(ChangeError::Empty)
        } else if bytes.len() > MAX_BYTES || self.ops.len() > MAX_OPS {
            Err(ChangeError::Size)
        } else {
            Ok(bytes)
        }
    }

    /// The same set with only the operations on some records: what a laptop may see of it.
    #[must_use]
    pub fn only(&self, visible: impl Fn(Uuid) -> bool) -> Self {
        Self {
            ops: self
                .ops
                .iter()
                .filter(|op| visible(op.record))
                .cloned()
                .collect(),
            // States go down as states, see `Row::Record`.
            salvage: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// The records that it names.
    #[must_use]
    pub fn records(&self) -> BTreeSet<Uuid> {
        let edited = self.ops.iter().map(|op| op.record);
        edited.chain(self.salvage.keys().copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ops: usize) -> ChangeSet {
        let op = Op {
            record: Uuid::from_u128(9),
            kind: "resident".into(),
            seen: Seen::default(),
            set: BTreeMap::from([("name".into(), "Sumarni".into())]),
            replaces: BTreeMap::new(),
        };
        ChangeSet {
            id: ChangeId { session: 1, n: 2 },
            proto: PROTO,
            salt: "00".into(),
            device: Uuid::nil(),
            user: Uuid::nil(),
            wall: 5,
            clock: Clock::Ok,
            ops: vec![op; ops],
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        }
    }

    #[test]
    fn a_set_reads_back_and_fields_of_a_later_version_do_not_matter() {
        let bytes = set(1).write().unwrap();
        assert_eq!(ChangeSet::read(&bytes), Ok(set(1)));
        let text = String::from_utf8(bytes)
            .unwrap()
            .replacen('{', r#"{"later":[1,2],"#, 1);
        assert_eq!(ChangeSet::read(text.as_bytes()), Ok(set(1)));
    }

    #[test]
    fn empty_and_oversized_sets_are_refused_on_both_sides() {
        assert_eq!(set(0).write(), Err(ChangeError::Empty));
        assert_eq!(set(MAX_OPS + 1).write(), Err(ChangeError::Size));
        let many = serde_json::to_vec(&set(MAX_OPS + 1)).unwrap();
        assert_eq!(ChangeSet::read(&many), Err(ChangeError::Size));
        assert_eq!(ChangeSet::read(b"[]"), Err(ChangeError::Form));
        let nested = |levels: usize| {
            let value = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            let text = String::from_utf8(set(1).write().unwrap()).unwrap();
            ChangeSet::read(text.replace("\"Sumarni\"", &value).as_bytes()).map(drop)
        };
        assert_eq!(nested(MAX_LEVELS), Ok(()));
        assert_eq!(nested(MAX_LEVELS + 1), Err(ChangeError::Form));
        assert_eq!(
            ChangeSet::read(&vec![b' '; MAX_BYTES + 1]),
            Err(ChangeError::Size)
        );
    }
}
