//! Taking content out of the log for ever, as a law on personal data may demand.
//!
//! The bytes go, their salt with them, so that the hash which stays tells nothing; id, hash and effective time stay, so
//! that digests hold. The erasure is a change of its own ([`ChangeSet::erase`]): it goes down the feed and laptops do
//! the same. A value that is erased counts as replaced, so that it can never come back; the bytes arriving once more
//! are recognised by their id and hash and are not kept. What goes is named: an entry without its bytes that no such
//! change names was emptied by hand.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{ChangeId, ChangeSet, Ledger, Op, Seen};

/// What a change that erases others says.
#[derive(Debug, Clone, PartialEq)]
pub struct Erasing {
    /// For [`ChangeSet::erase`].
    pub ids: Vec<ChangeId>,
    /// One for each record that they touched, which writes nothing.
    pub ops: Vec<Op>,
}

/// How to erase changes: with them go salvaged states that hold the same values. Erasures that count stay themselves: they
/// say nothing of anybody, and why other bytes are gone.
///
/// # Errors
/// Those of the storage.
pub fn erasing<L: Ledger>(ledger: &L, ids: &[ChangeId]) -> Result<Erasing, L::Error> {
    let (mut all, mut records) = (BTreeSet::new(), BTreeSet::new());
    for id in ids {
        let (set, waits) = logged(ledger, *id)?;
        // What a laptop sends of this kind waits for ever, and can be erased as anything else.
        if !waits && set.as_ref().is_some_and(|set| !set.erase.is_empty()) {
            continue;
        }
        all.insert(*id);
        for record in set.map(|set| set.records()).unwrap_or_default() {
            all.extend(salvaged(ledger, record, *id)?);
            records.insert(record);
        }
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
    let ids = all.into_iter().collect();
    Ok(Erasing { ids, ops })
}

/// A logged change, if its content is there, and whether it waits for the office.
fn logged<L: Ledger>(ledger: &L, id: ChangeId) -> Result<(Option<ChangeSet>, bool), L::Error> {
    let entry = match ledger.known(id)? {
        Some(known) => ledger.entry(known.seq)?,
        None => None,
    };
    Ok(entry.map_or((None, false), |entry| {
        let set = ChangeSet::read(&entry.bytes).ok();
        (set, entry.parked.is_some())
    }))
}

/// Entries that took in a state of this record with values of a change.
fn salvaged<L: Ledger>(ledger: &L, record: Uuid, id: ChangeId) -> Result<Vec<ChangeId>, L::Error> {
    let mut found = Vec::new();
    for seq in ledger.touched_after(record, 0, usize::MAX)? {
        let Some(entry) = ledger.entry(seq)? else {
            continue;
        };
        let holds = ChangeSet::read(&entry.bytes).is_ok_and(|set| {
            let states = set.salvage.values();
            let mut fields = states.flat_map(|state| state.fields.values());
            fields.any(|field| field.alive.contains_key(&id))
        });
        if holds {
            found.push(entry.id);
        }
    }
    Ok(found)
}

/// Takes the bytes away.
pub(crate) fn erase<L: Ledger>(ledger: &mut L, set: &ChangeSet) -> Result<(), L::Error> {
    for id in &set.erase {
        if let Some(known) = ledger.known(*id)? {
            ledger.erase(known.seq)?;
        }
    }
    Ok(())
}
