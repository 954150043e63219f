//! Taking content out of the log for ever, as a law on personal data may demand.
//!
//! The bytes go, their salt with them, so that the hash which stays tells nothing; id, hash and effective time stay, so
//! that digests hold. The erasure is a change of its own ([`ChangeSet::erase`]): it goes down the feed and laptops do
//! the same. A value that is erased counts as replaced, so that it can never come back; the bytes arriving once more
//! are recognised by their id and hash and are not kept.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{ChangeId, ChangeSet, Ledger, Op, Seen};

/// The operations of a change that erases others: one for each record that they touched, which writes nothing.
///
/// # Errors
/// Those of the storage.
pub fn erasing<L: Ledger>(ledger: &L, ids: &[ChangeId]) -> Result<Vec<Op>, L::Error> {
    let mut records = BTreeSet::new();
    for id in ids {
        records.extend(named(ledger, *id)?);
    }
    let mut ops = Vec::new();
    for record in records {
        if let Some(state) = ledger.record(record)? {
            ops.push(Op {
                record,
                kind: state.kind,
                seen: Seen::default(),
                set: Default::default(),
                replaces: Default::default(),
            });
        }
    }
    Ok(ops)
}

/// The records that a logged change names.
fn named<L: Ledger>(ledger: &L, id: ChangeId) -> Result<BTreeSet<Uuid>, L::Error> {
    let entry = match ledger.known(id)? {
        Some(known) => ledger.entry(known.seq)?,
        None => None,
    };
    let set = entry.and_then(|entry| ChangeSet::read(&entry.bytes).ok());
    Ok(set.map(|set| set.records()).unwrap_or_default())
}

/// Takes the bytes away, also those of salvaged states that hold the same values.
pub(crate) fn erase<L: Ledger>(ledger: &mut L, set: &ChangeSet) -> Result<(), L::Error> {
    for id in &set.erase {
        for record in named(ledger, *id)? {
            for seq in ledger.touched_after(record, 0, usize::MAX)? {
                let Some(entry) = ledger.entry(seq)? else {
                    continue;
                };
                let holds = ChangeSet::read(&entry.bytes).is_ok_and(|other| {
                    let states = other.salvage.values();
                    let mut fields = states.flat_map(|state| state.fields.values());
                    fields.any(|field| field.alive.contains_key(id))
                });
                if holds {
                    ledger.erase(seq)?;
                }
            }
        }
        if let Some(known) = ledger.known(*id)? {
            ledger.erase(known.seq)?;
        }
    }
    Ok(())
}
