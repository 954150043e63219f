//! The laptop's side: takes an answer in.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    AckState, Fetched, Mark, Refusal, Repair, Replica, ReplicaTx, Report, Row, SyncAnswer,
    SyncState, own::Told, rows,
};

/// After a scope was fetched because of its sum, it is not fetched again for the same reason for this long, in ms: a
/// fault that fetching does not cure must not eat the link.
const REPAIR_PAUSE: i64 = 24 * 60 * 60 * 1000;

/// What an answer brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// Own changes that the office has now.
    pub accepted: u64,
    /// Of these, changes that wait for the office's decision.
    pub parked: u64,
    /// Rows of others.
    pub received: u64,
    /// Records that the office had lost and has now.
    pub salvaged: u64,
    /// The office was restored from a backup; what it lost goes with the next turns.
    pub rollback: bool,
    /// A snapshot must come before anything else can: see [`SyncState::snapshot`].
    pub waits: bool,
    /// Both sides have everything; or this turn changed nothing, so that another one would not either.
    pub done: bool,
}

/// Takes an answer in: all of it in one transaction, or nothing.
///
/// # Errors
/// Those of the storage, and [`Refusal`]s: the office's own, [`Refusal::Stale`] for an answer to another turn,
/// [`Refusal::Upgrade`] once an office that reads this program no more has all of the laptop's work.
pub fn absorb<R: Replica>(replica: &mut R, mut answer: SyncAnswer) -> Result<Step, R::Error> {
    let mut tx = replica.begin()?;
    let mut state = tx.sync_state()?;
    if !state.server_id.is_empty() && state.server_id != answer.server_id {
        return Err(Refusal::OtherServer.into());
    }
    if answer.re != state.turn() {
        return Err(Refusal::Stale.into());
    }
    let known = state.marks.newest();
    // The office knew our mark, so its head cannot lie before it; this is the same check from our side.
    let behind =
        answer.mark.seq < known.seq || (answer.mark.seq == known.seq && answer.mark != known);
    if answer.refused.is_some() || behind {
        return refused(tx, state, &answer);
    }

    let mut step = Step::default();
    let mut told = Told::default();
    let mut of_others = BTreeSet::new();
    for ack in &answer.acks {
        // The office has another content under this id; that it knows that one says nothing of ours.
        if ack.state == AckState::Parked && ack.seq == 0 {
            of_others.insert(ack.id);
        } else if of_others.contains(&ack.id) {
            continue;
        }
        let first = tx.answered(ack)?;
        told.answered(ack, first, state.cursor);
        step.accepted += 1;
        step.parked += u64::from(ack.state == AckState::Parked);
        if ack.state == AckState::Parked
            && let Some(set) = ack.id.map(|id| tx.change(id)).transpose()?.flatten()
        {
            // The office shows these records without it, so this laptop does too.
            for record in set.records() {
                tx.want(record, true)?;
            }
        }
    }
    for (record, lacking) in &answer.offers {
        tx.offered(*record, *lacking)?;
    }
    for (record, seq) in &answer.salvaged {
        tx.offered(*record, false)?;
        if let Some(mut whole) = tx.record(*record)? {
            whole.seq = whole.seq.max(*seq);
            tx.put_record(*record, &whole)?;
        }
        step.salvaged += 1;
    }
    for record in &answer.gone {
        rows::leave(&mut tx, *record, answer.mark.seq, &state.held)?;
        tx.want(*record, false)?;
        told.record(*record);
    }
    let cursor = if state.anew && answer.fetched.is_some() {
        answer.mark.seq
    } else {
        answer.cursor
    };
    let delivered: BTreeSet<Uuid> = answer.rows.iter().filter_map(record_of).collect();
    let mut any_staged = !tx.due(u64::MAX)?.is_empty();
    for row in std::mem::take(&mut answer.rows) {
        step.received += u64::from(!matches!(row, Row::Own { .. }));
        match row {
            Row::Record { record, .. } => {
                any_staged = true;
                told.record(record);
            }
            // What is staged from before this row comes before it.
            Row::Change { seq, .. } | Row::Own { seq, .. } | Row::Leave { seq, .. } => {
                if any_staged {
                    rows::unstage_until(&mut tx, seq.saturating_sub(1))?;
                }
            }
        }
        if let Row::Leave { record, .. } = row {
            told.record(record);
        }
        if let Some((id, only)) = rows::take(&mut tx, row, cursor, &state.held)? {
            told.own(id, only);
        }
    }
    if any_staged {
        rows::unstage_until(&mut tx, cursor)?;
    }
    told.ask_for_the_rest(&mut tx, state.cursor, cursor)?;

    let moved = cursor != state.cursor || !answer.offers.is_empty() || answer.fetched.is_some();
    let asked_from = state.cursor;
    state.server_id = std::mem::take(&mut answer.server_id);
    state.marks.note(answer.mark);
    state.cursor = cursor;
    state.thread = answer.thread;
    state.durable_seq = state.durable_seq.max(answer.durable_seq);
    state.server_time = answer.server_time;
    state.rewind = false;
    if let Some(page) = &answer.fetched {
        if state.fetch.get(&page.page.scope) == Some(&page.page.after) {
            // It goes on page by page from here.
            state.snapshots.remove(&page.page.scope);
        }
        fetched(&mut tx, &mut state, page, &delivered)?;
    }
    let again = regrant(&mut tx, &mut state, &answer, asked_from)?;
    state.note_offers(&answer.snapshots, &answer.grants);
    let open = tx.open_ends()?;
    let mut complete = !again
        && !answer.more
        && state.cursor == answer.mark.seq
        && open.whole()
        && state.fetch.is_empty();
    if complete {
        for record in tx.leaving()? {
            if !tx.is_dirty(record)? {
                tx.delete_record(record)?;
            }
        }
        if open.unsent == 0 {
            complete = compare(&mut tx, &mut state, &answer.checksums)?;
        }
    }
    tx.set_sync_state(&state)?;
    tx.commit()?;
    if answer.upgrade.is_some() && (open.unsent == 0 || step.accepted == 0) {
        return Err(Refusal::Upgrade.into());
    }
    let idle = step.accepted == 0 && step.received == 0 && step.salvaged == 0 && !moved && !again;
    step.waits = state.waits(open.unsent, open.wanted, idle);
    // After a page of a scope one more turn shows whether both sides are equal now.
    step.done = (complete && open.unsent == 0 && answer.fetched.is_none())
        || (idle && state.fetch.is_empty());
    Ok(step)
}

fn record_of(row: &Row) -> Option<Uuid> {
    match row {
        Row::Record { record, .. } => Some(*record),
        _ => None,
    }
}

/// The office did nothing.
fn refused<T: ReplicaTx>(
    mut tx: T,
    mut state: SyncState,
    answer: &SyncAnswer,
) -> Result<Step, T::Error> {
    match (answer.refused, answer.common) {
        (Some(Refusal::Forked), _) => {
            state.thread = answer.thread;
            tx.report(&Report::Forked {
                at: answer.server_time,
            })?;
        }
        (None | Some(Refusal::Rollback), Some(common)) if state.marks.contains(common) => {
            rewind(&mut tx, &mut state, common, answer)?;
        }
        (None | Some(Refusal::Rollback), None) if !state.rewind => state.rewind = true,
        (refused, _) => return Err(refused.unwrap_or(Refusal::Rollback).into()),
    }
    tx.set_sync_state(&state)?;
    tx.commit()?;
    match answer.refused {
        Some(Refusal::Forked) => Err(Refusal::Forked.into()),
        _ => Ok(Step {
            rollback: true,
            ..Step::default()
        }),
    }
}

/// Goes back to the newest place that both sides know. All in one transaction: own changes after it are unsent again,
/// records touched after it will be offered, and then the scopes are fetched anew, since what was dropped in the lost
/// time may have to come back. A cut at any moment goes on from what is written here.
fn rewind<T: ReplicaTx>(
    tx: &mut T,
    state: &mut SyncState,
    common: Mark,
    answer: &SyncAnswer,
) -> Result<(), T::Error> {
    let lost = state.marks.iter().filter(|mark| mark.seq > common.seq);
    tx.report(&Report::Rollback {
        common,
        lost: lost.copied().collect(),
        office: answer.mark,
        at: answer.server_time,
    })?;
    tx.rewind(common.seq)?;
    state.marks.back_to(common);
    state.cursor = state.cursor.min(common.seq);
    state.durable_seq = state.durable_seq.min(common.seq);
    state.thread = answer.thread;
    for since in state.held.values_mut() {
        *since = (*since).min(common.seq);
    }
    // They may be of the lost time.
    state.snapshots.clear();
    state.fetch = state
        .held
        .keys()
        .map(|scope| (scope.clone(), None))
        .collect();
    state.anew = !state.fetch.is_empty();
    state.rewind = false;
    Ok(())
}

/// A page of a scope is in. What is here in its range and not in the page is asked for by name: it may be elsewhere, or
/// gone.
pub(crate) fn fetched<T: ReplicaTx>(
    tx: &mut T,
    state: &mut SyncState,
    done: &Fetched,
    delivered: &BTreeSet<Uuid>,
) -> Result<(), T::Error> {
    let scope = &done.page.scope;
    if state.fetch.get(scope) != Some(&done.page.after) {
        return Ok(());
    }
    state.anew = false;
    for record in tx.members(scope, done.page.after, done.upto)? {
        if !delivered.contains(&record) && tx.staged(record)?.is_none() {
            tx.want(record, true)?;
        }
    }
    if done.upto.is_some() {
        state.fetch.insert(scope.clone(), done.upto);
    } else {
        state.fetch.remove(scope);
        state.held.entry(scope.clone()).or_insert(state.cursor);
        if state.fetch.is_empty() {
            // What belongs to no held scope as it is here may have moved while the log was another.
            for record in tx.strays(&state.held)? {
                if !tx.is_dirty(record)? {
                    tx.want(record, true)?;
                }
            }
        }
    }
    Ok(())
}

/// Holds what is granted now: a new scope is fetched, the records of a revoked one are hidden, and deleted when all is
/// sent and the head is reached.
fn regrant<T: ReplicaTx>(
    tx: &mut T,
    state: &mut SyncState,
    answer: &SyncAnswer,
    asked_from: u64,
) -> Result<bool, T::Error> {
    let (grants, head) = (&answer.grants, answer.mark);
    if state.held.is_empty() && state.fetch.is_empty() && asked_from == 0 {
        // The first answer was made for everything that is granted, but for what comes as files.
        let (files, rows): (Vec<_>, Vec<_>) = grants
            .iter()
            .partition(|scope| answer.snapshots.contains_key(*scope));
        state.held = rows.into_iter().map(|scope| (scope.clone(), 0)).collect();
        state.fetch = files
            .into_iter()
            .map(|scope| (scope.clone(), None))
            .collect();
        return Ok(false);
    }
    let held: BTreeSet<String> = state
        .held
        .keys()
        .chain(state.fetch.keys())
        .cloned()
        .collect();
    state.fetch.retain(|scope, _| grants.contains(scope));
    if state.fetch.is_empty() {
        state.anew = false;
    }
    for scope in held.iter().filter(|scope| !grants.contains(*scope)) {
        state.held.remove(scope);
        for record in tx.members(scope, None, None)? {
            let scopes = tx.record(record)?.map(|whole| whole.state.scopes());
            if scopes.is_none_or(|scopes| scopes.is_disjoint(grants)) {
                rows::leave(tx, record, head.seq, &state.held)?;
            }
        }
    }
    if held.iter().any(|scope| !grants.contains(scope)) {
        for record in tx.due(u64::MAX)? {
            let staged = tx.staged(record)?;
            if staged.is_none_or(|(_, state)| state.scopes().is_disjoint(grants)) {
                tx.unstage(record)?;
            }
        }
    }
    let mut again = false;
    for scope in grants
        .iter()
        .filter(|scope| !state.held.contains_key(*scope))
    {
        state.fetch.entry(scope.clone()).or_insert_with(|| {
            again = true;
            None
        });
    }
    Ok(again)
}

/// Compares the sums of both sides; `false`: something will be fetched.
fn compare<T: ReplicaTx>(
    tx: &mut T,
    state: &mut SyncState,
    sums: &std::collections::BTreeMap<String, crate::Checksum>,
) -> Result<bool, T::Error> {
    for (scope, office) in sums
        .iter()
        .filter(|(scope, _)| state.held.contains_key(*scope))
    {
        if tx.checksum(scope)? == *office {
            continue;
        }
        // What is kept from save to save may itself be wrong: only the records count.
        let here = tx.recount(scope)?;
        if here == *office {
            continue;
        }
        let at = state.server_time;
        let last = state.repairs.get(scope).copied();
        let recent = last.is_some_and(|last| (at - last.at).abs() < REPAIR_PAUSE);
        if recent && last.is_some_and(|last| last.in_vain) {
            continue;
        }
        tx.report(&Report::Checksum {
            scope: scope.clone(),
            here,
            office: *office,
            fetched: !recent,
            at,
        })?;
        let repair = match last.filter(|_| recent) {
            Some(last) => Repair {
                in_vain: true,
                ..last
            },
            None => {
                state.fetch.insert(scope.clone(), None);
                Repair { at, in_vain: false }
            }
        };
        state.repairs.insert(scope.clone(), repair);
    }
    Ok(state.fetch.is_empty())
}
