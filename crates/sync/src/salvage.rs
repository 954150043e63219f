//! After the office was restored from a backup: what laptops still have of what it lost.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    ChangeId, ChangeSet, Checksum, Clock, Grant, Ledger, Mark, PROTO, RecordState,
    admit::{append, before},
    mark::chain,
};

/// The newest of a laptop's marks that this log has; the log's beginning if it has none.
pub(crate) fn newest_common<L: Ledger>(ledger: &L, marks: &[Mark]) -> Result<Mark, L::Error> {
    let mut newest = Mark::default();
    for mark in marks {
        if mark.seq > newest.seq && ledger.digest_at(mark.seq)? == Some(mark.digest) {
            newest = *mark;
        }
    }
    Ok(newest)
}

/// Whether this office has something else of a record than the laptop.
pub(crate) fn lacks<L: Ledger>(
    ledger: &L,
    record: Uuid,
    theirs: Checksum,
) -> Result<bool, L::Error> {
    Ok(ledger
        .record(record)?
        .is_none_or(|state| Checksum::of(record, &state) != theirs))
}

/// A state without the values that the office has erased meanwhile.
fn without_erased<L: Ledger>(ledger: &L, state: &RecordState) -> Result<RecordState, L::Error> {
    let mut state = state.clone();
    let ids: BTreeSet<ChangeId> = state
        .fields
        .values()
        .flat_map(|field| field.alive.keys().copied())
        .collect();
    for id in ids {
        if ledger.known(id)?.is_some_and(|known| known.erased) {
            state.erase(id);
        }
    }
    Ok(state)
}

/// Takes the state of a record in that a laptop kept: as an entry of the office's own, whose author may be gone. Within
/// the laptop's grant it is applied, otherwise it waits for the office like any other change. Nothing new makes no
/// entry. Returns the number under which the log has it.
pub(crate) fn take<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    record: Uuid,
    state: &RecordState,
    now_ms: i64,
) -> Result<u64, L::Error> {
    let head = ledger.head()?;
    let received = head.received.max(now_ms);
    let mut one = before(ledger, record)?;
    let known = one.state.clone();
    let state = &without_erased(ledger, state)?;
    one.state.salvage(state, received);
    if one.state == known {
        return Ok(head.mark.seq);
    }
    one.after = one.state.scopes();
    let kind = if known.kind.is_empty() {
        &state.kind
    } else {
        &known.kind
    };
    let refused = [kind, &state.kind]
        .into_iter()
        .find_map(|kind| grant.refuses(kind, one.before.as_ref(), &one.after));
    // Which entry it is follows from what it holds and from where it stands, so that no other one can have its id.
    let content = serde_json::to_vec(state).unwrap_or_default();
    let [a, b, c, d, e, f, g, h, ..] = chain(&[&head.mark.digest.0, record.as_bytes(), &content]).0;
    let set = ChangeSet {
        id: ChangeId {
            session: u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            n: head.mark.seq + 1,
        },
        proto: PROTO,
        salt: String::new(),
        device: grant.device,
        user: Uuid::nil(),
        wall: received,
        clock: Clock::Ok,
        ops: Vec::new(),
        erase: Vec::new(),
        salvage: BTreeMap::from([(record, state.clone())]),
    };
    let bytes = serde_json::to_vec(&set).unwrap_or_default();
    let touched = if refused.is_some() {
        Vec::new()
    } else {
        vec![one]
    };
    let parked = refused.map(str::to_owned);
    append(
        ledger,
        &set,
        &bytes,
        received,
        received,
        parked,
        &touched,
        &[],
    )
}
