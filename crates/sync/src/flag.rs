//! What the office should know of a change that met others which its author had not seen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{ChangeSet, ENDING_FIELDS, Entry, Ledger, Op, Touched};

/// Most earlier entries of one record that a change is held against.
const LOOK_BACK: usize = 50;

/// What is worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    /// Another field of the same record was changed meanwhile.
    Soft,
    /// One side ended the record (deleted or merged it) and the other edited it.
    Ended,
    /// A kind of a later version.
    #[serde(other)]
    Other,
}

/// A change and an earlier one of the same record that its author had not seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The record.
    pub record: Uuid,
    /// What is worth a look.
    pub kind: FlagKind,
    /// Number of the earlier change in the log.
    pub earlier: u64,
}

/// Holds a change against what others did to its records since its author opened the form.
///
/// Records that began with it have met nothing.
pub(crate) fn flags<L: Ledger>(
    ledger: &L,
    set: &ChangeSet,
    touched: &[Touched],
) -> Result<Vec<Flag>, L::Error> {
    let mut found = Vec::new();
    let is_new = |record| {
        let mut touched = touched.iter();
        touched.any(|one| one.record == record && one.before.is_none())
    };
    for op in set.ops.iter().filter(|op| !is_new(op.record)) {
        for seq in ledger.touched_after(op.record, op.seen.seq, LOOK_BACK)? {
            if let Some(entry) = ledger.entry(seq)?
                && let Some(kind) = compare(set, op, &entry)
            {
                found.push(Flag {
                    record: op.record,
                    kind,
                    earlier: seq,
                });
            }
        }
    }
    Ok(found)
}

fn compare(set: &ChangeSet, op: &Op, entry: &Entry) -> Option<FlagKind> {
    // What the same laptop wrote before was on its own screen.
    if entry.device == set.device || entry.erased || op.seen.own.contains(&entry.id) {
        return None;
    }
    let other = ChangeSet::read(&entry.bytes).ok()?;
    let others = other.ops.iter().filter(|other| other.record == op.record);
    let mut kind = None;
    for other in others {
        if ends(op) != ends(other) {
            return Some(FlagKind::Ended);
        }
        if other.set.keys().any(|field| !op.set.contains_key(field)) {
            kind = Some(FlagKind::Soft);
        }
    }
    kind
}

fn ends(op: &Op) -> bool {
    ENDING_FIELDS.iter().any(|field| {
        op.set
            .get(*field)
            .is_some_and(|value| !value.is_null() && *value != false)
    })
}
