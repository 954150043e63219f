//! The office's side: one request, one answer.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    Digest, Fetch, Fetched, Grant, Ledger, Mark, OLDEST_PROTO, PROTO, PUSH_CHANGES, Refusal, Row,
    Snapshot, SyncAnswer, SyncRequest, Thread,
    admit::take_in,
    mark::chain,
    pull::{Fresh, Limits, Own, pull, wanted},
    salvage, snapshot,
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
    serve_pages(ledger, grant, request, now_ms, &Limits::default())
}

/// The same with other sizes of pages.
///
/// # Errors
/// As [`serve`].
pub fn serve_pages<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    request: &SyncRequest,
    now_ms: i64,
    limits: &Limits,
) -> Result<SyncAnswer, L::Error> {
    let mut answer = blank(ledger, grant, request, now_ms)?;
    let thread = ledger.thread(grant.device)?;
    refuse(ledger, grant, request, thread, &mut answer)?;
    if answer.refused.is_some() {
        return Ok(answer);
    }
    let limits = limits.clone().for_room(request.room);
    answer.snapshots = snapshot::offers(ledger, grant, request, &limits.snapshots)?;
    let held = held(grant, request, &answer.snapshots);
    let mut own = Own {
        ids: request.own.clone(),
        but: BTreeSet::new(),
        fresh: BTreeMap::new(),
    };
    // Records of this push, and their scopes after the last change that names them, where these are known.
    let mut pushed: BTreeMap<Uuid, Option<BTreeSet<String>>> = BTreeMap::new();
    for change in request.changes.iter().take(PUSH_CHANGES) {
        let bytes = change.get().as_bytes();
        let admitted = take_in(ledger, grant.device, Some(grant), bytes, now_ms)?;
        for record in &admitted.records {
            let scopes = admitted.scopes.as_ref().and_then(|all| all.get(record));
            pushed.insert(*record, scopes.cloned());
        }
        match admitted.ack.id {
            Some(id) if admitted.ack.seq > 0 => {
                own.ids.insert(id);
                if admitted.scopes.is_some() {
                    let fresh = Fresh {
                        id,
                        eff: admitted.ack.eff,
                        records: admitted.records,
                    };
                    own.fresh.insert(admitted.ack.seq, fresh);
                }
            }
            // Another content bears this id in the log: the laptop does not have that.
            Some(id) => drop(own.but.insert(id)),
            None => {}
        }
        answer.acks.push(admitted.ack);
    }
    for (record, theirs) in &request.offer {
        let lacks = salvage::lacks(ledger, *record, *theirs)?;
        answer.offers.insert(*record, lacks);
    }
    for (record, state) in &request.salvage {
        let seq = salvage::take(ledger, grant, *record, state, now_ms)?;
        answer.salvaged.insert(*record, seq);
        pushed.insert(*record, None);
    }
    // As they stand after all of it; what is granted and not held yet will be fetched, and is not gone.
    for (record, scopes) in pushed {
        let scopes = match scopes {
            Some(scopes) => scopes,
            None => ledger
                .record(record)?
                .map(|state| state.scopes())
                .unwrap_or_default(),
        };
        if scopes.is_disjoint(&grant.scopes) {
            answer.gone.insert(record);
        }
    }
    answer.mark = ledger.head()?.mark;
    if request.proto < OLDEST_PROTO {
        answer.upgrade = Some(OLDEST_PROTO);
    } else if !request.quiet {
        hand_out(ledger, grant, request, &held, &own, &limits, &mut answer)?;
    }

    if answer.acks.is_empty() && answer.rows.is_empty() && answer.salvaged.is_empty() {
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

fn blank<L: Ledger>(
    ledger: &L,
    grant: &Grant,
    request: &SyncRequest,
    now_ms: i64,
) -> Result<SyncAnswer, L::Error> {
    Ok(SyncAnswer {
        proto: PROTO,
        server_id: ledger.server_id()?,
        re: request.turn,
        refused: None,
        mark: ledger.head()?.mark,
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
        common: None,
        offers: BTreeMap::new(),
        salvaged: BTreeMap::new(),
        fetched: None,
        snapshots: BTreeMap::new(),
        upgrade: None,
    })
}

fn refuse<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    request: &SyncRequest,
    thread: Option<Thread>,
    answer: &mut SyncAnswer,
) -> Result<(), L::Error> {
    let issued = thread.map(|thread| thread.issued);
    if !request.server_id.is_empty() && request.server_id != answer.server_id {
        answer.refused = Some(Refusal::OtherServer);
    } else if request.turn.cursor > answer.mark.seq || !is_known(ledger, request.turn.mark)? {
        answer.refused = Some(Refusal::Rollback);
        if !request.marks.is_empty() {
            let common = salvage::newest_common(ledger, &request.marks)?;
            let lost = request.turn.mark;
            ledger.note_rollback(grant.device, lost, common, answer.server_time)?;
            answer.common = Some(common);
            // Turns of the lost time are not known here either: that is no copy of the laptop.
            answer.thread = issued;
        }
    } else if !follows(thread, request.turn.thread) {
        // The laptop may go on from the turn that is named here: merging loses nothing, and somebody was told.
        ledger.note_fork(grant.device, answer.server_time)?;
        answer.thread = issued;
        answer.refused = Some(Refusal::Forked);
    }
    Ok(())
}

/// What the laptop holds of what it may hold, and is not offered as a file.
fn held(
    grant: &Grant,
    request: &SyncRequest,
    offers: &BTreeMap<String, Snapshot>,
) -> BTreeMap<String, u64> {
    let first = request.held.is_empty() && request.turn.cursor == 0;
    let since = |scope: &String| {
        if first {
            Some(0)
        } else {
            request.held.get(scope).copied()
        }
    };
    let scopes = grant.scopes.iter();
    scopes
        .filter(|scope| !offers.contains_key(*scope))
        .filter_map(|scope| Some((scope.clone(), since(scope)?)))
        .collect()
}

/// A page of a scope, or of what is new; then what the laptop asked for by name.
fn hand_out<L: Ledger>(
    ledger: &L,
    grant: &Grant,
    request: &SyncRequest,
    held: &BTreeMap<String, u64>,
    own: &Own,
    limits: &Limits,
    answer: &mut SyncAnswer,
) -> Result<(), L::Error> {
    let head = answer.mark.seq;
    let offered = |fetch: &&Fetch| answer.snapshots.contains_key(&fetch.scope);
    let fetch = request.fetch.as_ref().filter(|fetch| !offered(fetch));
    if let Some(fetch) = fetch {
        if grant.scopes.contains(&fetch.scope) {
            members(ledger, fetch, limits, answer)?;
        }
    } else {
        let offers = answer.snapshots.values().map(|offer| offer.mark.seq);
        let upto = offers.chain(request.upto).fold(head, u64::min);
        let upto = upto.max(request.turn.cursor);
        let page = pull(ledger, held, request.turn.cursor, (head, upto), own, limits)?;
        answer.rows = page.rows;
        answer.cursor = page.cursor;
        answer.more = page.more;
    }
    wanted(ledger, grant, &request.want, answer)?;
    if request.fetch.is_none() && answer.cursor == head && answer.snapshots.is_empty() {
        for scope in held.keys() {
            let sum = ledger.checksum(scope)?;
            answer.checksums.insert(scope.clone(), sum);
        }
    }
    Ok(())
}

/// Records of one scope as they are now.
fn members<L: Ledger>(
    ledger: &L,
    fetch: &Fetch,
    limits: &Limits,
    answer: &mut SyncAnswer,
) -> Result<(), L::Error> {
    let ids = ledger.members(&fetch.scope, fetch.after, limits.items)?;
    let mut upto = ids.last().copied().filter(|_| ids.len() >= limits.items);
    let mut size = 0;
    let mut last = None;
    for record in ids {
        if size > limits.bytes {
            upto = last;
            break;
        }
        last = Some(record);
        if let Some(state) = ledger.record(record)? {
            size += 200 + 40 * state.fields.len();
            answer.rows.push(Row::Record {
                seq: answer.mark.seq,
                record,
                state,
            });
        }
    }
    answer.fetched = Some(Fetched {
        page: fetch.clone(),
        upto,
    });
    Ok(())
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
        // Never heard of it, or restored from a backup and left without a memory of turns: nothing speaks against it.
        None => true,
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
