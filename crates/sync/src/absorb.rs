//! The laptop's side: makes a request, takes an answer in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{
    AckState, ChangeSet, PROTO, PUSH_BYTES, PUSH_CHANGES, Refusal, Replica, ReplicaTx, Row,
    SyncAnswer, SyncRequest, SyncState, Whole,
};

/// What an answer brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// Own changes that the office has now.
    pub accepted: u64,
    /// Of these, changes that wait for the office's decision.
    pub parked: u64,
    /// Rows of others.
    pub received: u64,
    /// Both sides have everything; or this turn changed nothing, so that another one would not either.
    pub done: bool,
}

/// The next request. Made again after a cut it is the same, but for what was written meanwhile.
///
/// # Errors
/// Those of the storage.
pub fn next_request<R: Replica>(replica: &R) -> Result<SyncRequest, R::Error> {
    let state = replica.sync_state()?;
    let changes = replica
        .unsent(PUSH_CHANGES, PUSH_BYTES)?
        .into_iter()
        .map(|bytes| {
            String::from_utf8(bytes)
                .ok()
                .and_then(|text| RawValue::from_string(text).ok())
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(Refusal::Unreadable)?;
    Ok(SyncRequest {
        proto: PROTO,
        server_id: state.server_id.clone(),
        turn: state.turn(),
        session: replica.session(),
        held: state.held,
        changes,
        own: replica.own_after(state.cursor)?,
        want: replica.wanted()?,
    })
}

/// Takes an answer in: all of it in one transaction, or nothing.
///
/// # Errors
/// Those of the storage, and [`Refusal`]s: the office's own, [`Refusal::Stale`] for an answer to another turn.
pub fn absorb<R: Replica>(replica: &mut R, answer: SyncAnswer) -> Result<Step, R::Error> {
    let mut tx = replica.begin()?;
    let mut state = tx.sync_state()?;
    if !state.server_id.is_empty() && state.server_id != answer.server_id {
        return Err(Refusal::OtherServer.into());
    }
    if answer.re != state.turn() {
        return Err(Refusal::Stale.into());
    }
    if let Some(refused) = answer.refused {
        if refused == Refusal::Forked {
            state.thread = answer.thread;
            tx.set_sync_state(&state)?;
            tx.commit()?;
        }
        return Err(refused.into());
    }
    let known = state.marks.newest();
    // The office knew our mark, so its head cannot lie before it; this is the same check from our side.
    if answer.mark.seq < known.seq || (answer.mark.seq == known.seq && answer.mark != known) {
        return Err(Refusal::Rollback.into());
    }

    let mut step = Step::default();
    for ack in &answer.acks {
        tx.answered(ack)?;
        step.accepted += 1;
        step.parked += u64::from(ack.state == AckState::Parked);
    }
    for record in &answer.gone {
        leave(&mut tx, *record, answer.mark.seq)?;
        tx.want(*record, false)?;
    }
    for row in answer.rows {
        step.received += u64::from(!matches!(row, Row::Own { .. }));
        take(&mut tx, row)?;
    }

    let moved = answer.cursor != state.cursor;
    state.server_id = answer.server_id;
    state.marks.note(answer.mark);
    state.cursor = answer.cursor;
    state.thread = answer.thread;
    state.durable_seq = state.durable_seq.max(answer.durable_seq);
    state.server_time = answer.server_time;
    let again = regrant(&mut state, &answer.grants, answer.re.cursor);
    tx.set_sync_state(&state)?;
    let (wanted, unsent) = tx.open_ends()?;
    let complete = !again && !answer.more && state.cursor == answer.mark.seq && wanted == 0;
    if complete {
        for record in tx.leaving()? {
            if !tx.is_dirty(record)? {
                tx.delete_record(record)?;
            }
        }
    }
    tx.commit()?;
    let idle = step.accepted == 0 && step.received == 0 && !moved && !again;
    step.done = (complete && unsent == 0) || idle;
    Ok(step)
}

/// Holds what is granted now. A scope that was not held before is fetched from the log's beginning: rows that are
/// here already change nothing. (Fetching it as a snapshot will save that.)
fn regrant(state: &mut SyncState, grants: &BTreeSet<String>, asked_from: u64) -> bool {
    let first = state.held.is_empty() && asked_from == 0;
    let new = grants.iter().any(|scope| !state.held.contains_key(scope));
    if new || grants.len() != state.held.len() {
        state.held = grants
            .iter()
            .map(|scope| (scope.clone(), 0))
            .collect::<BTreeMap<_, _>>();
    }
    // The first answer was made for everything that is granted.
    let again = new && !first;
    if again {
        state.cursor = 0;
    }
    again
}

fn take<T: ReplicaTx>(tx: &mut T, row: Row) -> Result<(), T::Error> {
    match row {
        Row::Change {
            seq,
            eff,
            change,
            made,
            ..
        } => {
            let bytes = change.get().as_bytes();
            let set: ChangeSet = serde_json::from_slice(bytes).map_err(|_| Refusal::Unreadable)?;
            tx.keep_change(&set, bytes, seq, eff)?;
            apply(tx, &set, seq, eff, |_| true, &made)
        }
        Row::Own { seq, eff, id, only } => {
            let Some(set) = tx.change(id)? else {
                return Err(Refusal::Unreadable.into());
            };
            tx.keep_change(&set, &[], seq, eff)?;
            let counts = |record: &Uuid| only.as_ref().is_none_or(|only| only.contains(record));
            apply(tx, &set, seq, eff, counts, &BTreeSet::new())
        }
        Row::Record { seq, record, state } => {
            let mut whole = tx.record(record)?.unwrap_or_default();
            whole.state.merge(&state);
            whole.seq = whole.seq.max(seq);
            whole.left = None;
            tx.want(record, false)?;
            tx.put_record(record, &whole)
        }
        Row::Leave { seq, record } => leave(tx, record, seq),
    }
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
                Some(whole) => whole,
                None => {
                    // A patch without its record: what is missing merges in when it comes.
                    if !made.contains(&op.record) {
                        tx.want(op.record, true)?;
                    }
                    Whole::default()
                }
            },
        };
        whole.state.apply(set.id, op, eff);
        whole.seq = whole.seq.max(seq);
        whole.left = None;
        touched.insert(op.record, whole);
    }
    for (record, whole) in &touched {
        tx.put_record(*record, whole)?;
    }
    Ok(())
}

fn leave<T: ReplicaTx>(tx: &mut T, record: Uuid, seq: u64) -> Result<(), T::Error> {
    match tx.record(record)? {
        Some(whole) => tx.put_record(
            record,
            &Whole {
                left: Some(seq),
                ..whole
            },
        ),
        None => Ok(()),
    }
}
