//! Rows of an answer, one by one.
//!
//! What a laptop shows is what the office had at the laptop's cursor, with the laptop's own unsent work on top. A state
//! from later than the cursor would show a part of a change whose other part is still to come: it is staged.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{ChangeId, ChangeSet, RecordState, Refusal, ReplicaTx, Row, Whole};

/// An own change, and in which of its records if not in all.
pub(crate) type Brought = (ChangeId, Option<BTreeSet<Uuid>>);

/// Takes a row in. Returns the own change that it brought.
pub(crate) fn take<T: ReplicaTx>(
    tx: &mut T,
    row: Row,
    cursor: u64,
    held: &BTreeMap<String, u64>,
) -> Result<Option<Brought>, T::Error> {
    match row {
        Row::Change {
            seq,
            eff,
            change,
            part,
            made,
        } => {
            let bytes = change.get().as_bytes();
            let set: ChangeSet = serde_json::from_slice(bytes).map_err(|_| Refusal::Unreadable)?;
            // Should another content bear the id of an own change, that one is still to be sent, and the office to see.
            let own = tx.change(set.id)?;
            let told = own.is_some().then(|| (set.id, part.then(|| set.records())));
            if own.is_none_or(|own| set.ops.iter().all(|op| own.ops.contains(op))) {
                tx.keep_change(&set, bytes, seq, eff)?;
            }
            for id in &set.erase {
                // One that waits for the office never touched its records there: what it took the place of is back.
                for record in tx.change(*id)?.iter().flat_map(ChangeSet::records) {
                    if tx.record(record)?.is_some_and(|whole| whole.left.is_none()) {
                        tx.want(record, true)?;
                    }
                }
                tx.erase(*id)?;
            }
            apply(tx, &set, seq, eff, |_| true, &made)?;
            return Ok(told);
        }
        Row::Own { seq, eff, id, only } => {
            if only.is_none() && tx.confirmed(id, seq, eff)? {
                return Ok(Some((id, None)));
            }
            let Some(set) = tx.change(id)? else {
                return Err(Refusal::Unreadable.into());
            };
            tx.keep_change(&set, &[], seq, eff)?;
            let counts = |record: &Uuid| only.as_ref().is_none_or(|only| only.contains(record));
            apply(tx, &set, seq, eff, counts, &BTreeSet::new())?;
            return Ok(Some((id, only)));
        }
        Row::Record { seq, record, state } => {
            tx.want(record, false)?;
            if seq > cursor {
                tx.stage(record, seq, &state)?;
            } else {
                whole(tx, record, seq, state)?;
            }
        }
        Row::Leave { seq, record } => leave(tx, record, seq, held)?,
    }
    Ok(None)
}

/// Shows the staged records that the cursor has reached.
pub(crate) fn unstage_until<T: ReplicaTx>(tx: &mut T, cursor: u64) -> Result<(), T::Error> {
    for record in tx.due(cursor)? {
        if let Some((seq, state)) = tx.staged(record)? {
            whole(tx, record, seq, state)?;
        }
    }
    Ok(())
}

/// A record as the office has it, with this laptop's later work on top.
pub(crate) fn whole<T: ReplicaTx>(
    tx: &mut T,
    record: Uuid,
    seq: u64,
    mut state: RecordState,
) -> Result<(), T::Error> {
    tx.unstage(record)?;
    let known = tx.record(record)?;
    if tx.is_offered(record)? {
        // The office may lack what is here: nothing of it goes before it was sent.
        let mut both = known
            .as_ref()
            .map(|known| known.state.clone())
            .unwrap_or_default();
        both.merge(&state);
        state = both;
    }
    for set in tx.own_of(record, seq)? {
        for op in set.ops.iter().filter(|op| op.record == record) {
            state.apply_again(set.id, op, set.wall);
        }
    }
    let seq = known.map_or(seq, |known| known.seq.max(seq));
    tx.put_record(
        record,
        &Whole {
            state,
            seq,
            left: None,
        },
    )
}

fn apply<T: ReplicaTx>(
    tx: &mut T,
    set: &ChangeSet,
    seq: u64,
    eff: i64,
    counts: impl Fn(&Uuid) -> bool,
    made: &BTreeSet<Uuid>,
) -> Result<(), T::Error> {
    let mut touched: BTreeMap<Uuid, Whole> = BTreeMap::new();
    for op in set.ops.iter().filter(|op| counts(&op.record)) {
        let mut whole = match touched.remove(&op.record) {
            Some(whole) => whole,
            None => match tx.record(op.record)? {
                Some(whole) if whole.left.is_some() => {
                    // It is back, by a village that is held since, or the office said that it left when other villages
                    // were granted. What happened to it between is not here; what is on its way holds it already.
                    if tx.staged(op.record)?.is_none() {
                        tx.want(op.record, true)?;
                    }
                    continue;
                }
                Some(whole) => whole,
                None if made.contains(&op.record) => Whole::default(),
                None => {
                    // A patch without its record shows nothing: all of it is asked for, unless it is on its way.
                    if tx.staged(op.record)?.is_none() {
                        tx.want(op.record, true)?;
                    }
                    continue;
                }
            },
        };
        whole.state.apply(set.id, op, eff);
        for id in &set.erase {
            whole.state.erase(*id);
        }
        whole.seq = whole.seq.max(seq);
        touched.insert(op.record, whole);
    }
    for (record, whole) in &touched {
        tx.put_record(*record, whole)?;
    }
    Ok(())
}

/// A record left this laptop's scopes at `seq`: it is hidden.
pub(crate) fn leave<T: ReplicaTx>(
    tx: &mut T,
    record: Uuid,
    seq: u64,
    held: &BTreeMap<String, u64>,
) -> Result<(), T::Error> {
    if let Some((staged, state)) = tx.staged(record)? {
        // A state of that very place holds the leaving already: if it is of a held scope, the record is back.
        let back = staged >= seq && state.scopes().iter().any(|scope| held.contains_key(scope));
        if !back {
            tx.unstage(record)?;
        }
    }
    match tx.record(record)? {
        // Known to be here later than that: the news is old.
        Some(whole) if whole.seq > seq && whole.left.is_none() => Ok(()),
        Some(whole) => tx.put_record(
            record,
            &Whole {
                left: whole.left.max(Some(seq)),
                ..whole
            },
        ),
        None => Ok(()),
    }
}
