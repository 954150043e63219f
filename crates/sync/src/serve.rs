//! The office's side: one request, one answer.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    Ack, AckState, ChangeId, ChangeSet, Digest, Entry, Grant, Ledger, Mark, PROTO, PUSH_CHANGES,
    RecordState, Refusal, SyncAnswer, SyncRequest, Thread, Touched,
    mark::{chain, hash},
    pull::{pull, wanted},
};

/// Answers a request of the laptop that `grant` describes. In this order: is the laptop's place in the log known, is
/// it the laptop that it was, take in what is new, hand out what it does not have.
///
/// # Errors
/// Those of the storage; then nothing must be kept of what was written.
pub fn serve<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    request: &SyncRequest,
    now_ms: i64,
) -> Result<SyncAnswer, L::Error> {
    let head = ledger.head()?.mark;
    let mut answer = SyncAnswer {
        proto: PROTO,
        server_id: ledger.server_id()?,
        re: request.turn,
        refused: None,
        mark: head,
        thread: request.turn.thread,
        acks: Vec::new(),
        gone: BTreeSet::new(),
        rows: Vec::new(),
        cursor: request.turn.cursor,
        more: false,
        server_time: now_ms,
        durable_seq: ledger.durable_seq()?,
        grants: grant.scopes.clone(),
        checksums: BTreeMap::new(),
    };
    let thread = ledger.thread(grant.device)?;
    answer.refused = if !request.server_id.is_empty() && request.server_id != answer.server_id {
        Some(Refusal::OtherServer)
    } else if request.proto == 0 {
        Some(Refusal::Upgrade)
    } else if request.turn.cursor > head.seq || !is_known(ledger, request.turn.mark)? {
        Some(Refusal::Rollback)
    } else if !follows(thread, request.turn.thread) {
        // The laptop may go on from the turn that is named here: merging loses nothing, and somebody was told.
        ledger.note_fork(grant.device, now_ms)?;
        answer.thread = thread.map(|thread| thread.issued);
        Some(Refusal::Forked)
    } else {
        None
    };
    if answer.refused.is_some() {
        return Ok(answer);
    }

    let held: BTreeMap<String, u64> = grant
        .scopes
        .iter()
        .filter_map(|scope| {
            let since = if request.held.is_empty() {
                Some(0)
            } else {
                request.held.get(scope).copied()
            };
            since.map(|since| (scope.clone(), since))
        })
        .collect();
    let mut own = request.own.clone();
    for change in request.changes.iter().take(PUSH_CHANGES) {
        let (ack, touched) = admit(
            ledger,
            grant.device,
            Some(grant),
            change.get().as_bytes(),
            now_ms,
        )?;
        if let Some(id) = ack.id {
            own.insert(id);
        }
        answer.acks.push(ack);
        for record in touched {
            if !is_held(ledger, record, &held)? {
                answer.gone.insert(record);
            }
        }
    }
    answer.mark = ledger.head()?.mark;
    let page = pull(ledger, &held, request.turn.cursor, answer.mark.seq, &own)?;
    answer.rows = page.rows;
    answer.cursor = page.cursor;
    answer.more = page.more;
    wanted(ledger, &held, &request.want, &mut answer)?;

    if answer.acks.is_empty() && answer.rows.is_empty() {
        // Nothing to tell apart: no turn.
        answer.thread = thread.map(|thread| thread.issued);
    } else {
        let issued = turn(request, answer.mark, answer.cursor);
        ledger.set_thread(
            grant.device,
            &Thread {
                accepted: request.turn.thread,
                issued,
            },
        )?;
        answer.thread = Some(issued);
    }
    Ok(answer)
}

fn is_known<L: Ledger>(ledger: &L, mark: Mark) -> Result<bool, L::Error> {
    if mark.seq == 0 {
        return Ok(mark == Mark::default());
    }
    Ok(ledger.digest_at(mark.seq)? == Some(mark.digest))
}

/// A laptop goes on from its last answer, or, if that was lost, from the one before.
fn follows(thread: Option<Thread>, named: Option<Digest>) -> bool {
    match thread {
        None => named.is_none(),
        Some(thread) => named == Some(thread.issued) || named == thread.accepted,
    }
}

/// The name of a turn. Two copies of a laptop differ in their sessions, so their turns do too.
fn turn(request: &SyncRequest, head: Mark, cursor: u64) -> Digest {
    chain(&[
        &request.turn.thread.unwrap_or_default().0,
        &request.session.to_be_bytes(),
        &head.digest.0,
        &cursor.to_be_bytes(),
    ])
}

pub(crate) fn is_held<L: Ledger>(
    ledger: &L,
    record: Uuid,
    held: &BTreeMap<String, u64>,
) -> Result<bool, L::Error> {
    let scopes = ledger
        .record(record)?
        .map(|state| state.scopes())
        .unwrap_or_default();
    Ok(scopes.iter().any(|scope| held.contains_key(scope)))
}

/// The one appender: takes a change into the log, whoever brings it. Known ones change nothing.
///
/// `device` brings it; `grant` limits what it may do, `None` is the office itself. Returns what became of the change,
/// and the records that it names if it is applied.
///
/// # Errors
/// Those of the storage. Bad changes are no errors: they are kept and answered.
pub fn admit<L: Ledger>(
    ledger: &mut L,
    device: Uuid,
    grant: Option<&Grant>,
    bytes: &[u8],
    now_ms: i64,
) -> Result<(Ack, BTreeSet<Uuid>), L::Error> {
    let set = match ChangeSet::read(bytes) {
        Ok(set) => set,
        Err(error) => {
            ledger.quarantine(device, bytes, error.code(), now_ms)?;
            return Ok((outside(id_of(bytes), error.code()), BTreeSet::new()));
        }
    };
    let records: BTreeSet<Uuid> = set.ops.iter().map(|op| op.record).collect();
    let hash = hash(bytes);
    if let Some(known) = ledger.known(set.id)? {
        if known.hash != hash {
            ledger.quarantine(device, bytes, "change-same-id", now_ms)?;
            return Ok((outside(Some(set.id), "change-same-id"), BTreeSet::new()));
        }
        let touched = if known.parked.is_none() {
            records
        } else {
            BTreeSet::new()
        };
        return Ok((logged(set.id, known.seq, known.eff, known.parked), touched));
    }
    let head = ledger.head()?;
    let received = head.received.max(now_ms);
    let eff = set.wall.min(received);
    let (touched, refused) = apply(ledger, grant, &set, eff)?;
    let seq = head.mark.seq + 1;
    let parked = refused.map(str::to_owned);
    let entry = Entry {
        seq,
        id: set.id,
        device: set.device,
        user: set.user,
        wall: set.wall,
        eff,
        received,
        hash,
        digest: head.mark.digest.next(set.id, hash, eff),
        parked: parked.clone(),
        bytes: bytes.to_vec(),
    };
    let (touched, records) = if parked.is_some() {
        (Vec::new(), BTreeSet::new())
    } else {
        (touched, records)
    };
    ledger.append(&entry, &touched)?;
    Ok((logged(set.id, seq, eff, parked), records))
}

/// The states after a change, and why it must not be applied, if so. A change counts as a whole or not at all.
fn apply<L: Ledger>(
    ledger: &L,
    grant: Option<&Grant>,
    set: &ChangeSet,
    eff: i64,
) -> Result<(Vec<Touched>, Option<&'static str>), L::Error> {
    if grant.is_some_and(|grant| grant.device != set.device) {
        return Ok((Vec::new(), Some("change-other-device")));
    }
    let mut touched: BTreeMap<Uuid, Touched> = BTreeMap::new();
    for op in &set.ops {
        let mut one = match touched.remove(&op.record) {
            Some(one) => one,
            None => {
                let known = ledger.record(op.record)?;
                Touched {
                    record: op.record,
                    before: known.as_ref().map(RecordState::scopes),
                    state: known.unwrap_or_default(),
                    after: BTreeSet::new(),
                }
            }
        };
        let kind = if one.state.kind.is_empty() {
            op.kind.clone()
        } else {
            one.state.kind.clone()
        };
        one.state.apply(set.id, op, eff);
        one.after = one.state.scopes();
        if let Some(grant) = grant {
            let refused = [&kind, &op.kind]
                .into_iter()
                .find_map(|kind| grant.refuses(kind, one.before.as_ref(), &one.after));
            if refused.is_some() {
                return Ok((Vec::new(), refused));
            }
        }
        touched.insert(op.record, one);
    }
    Ok((touched.into_values().collect(), None))
}

fn logged(id: ChangeId, seq: u64, eff: i64, parked: Option<String>) -> Ack {
    let state = if parked.is_some() {
        AckState::Parked
    } else {
        AckState::Accepted
    };
    Ack {
        id: Some(id),
        seq,
        eff,
        state,
        reason: parked,
    }
}

fn outside(id: Option<ChangeId>, reason: &str) -> Ack {
    Ack {
        id,
        seq: 0,
        eff: 0,
        state: AckState::Parked,
        reason: Some(reason.to_owned()),
    }
}

/// The id of a change that cannot be read otherwise.
fn id_of(bytes: &[u8]) -> Option<ChangeId> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: ChangeId,
    }
    serde_json::from_slice::<Named>(bytes)
        .ok()
        .map(|named| named.id)
}
