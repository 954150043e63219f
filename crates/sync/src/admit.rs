//! The one appender of the office's log.

use std::collections::{BTreeMap, BTreeSet, btree_map};

use uuid::Uuid;

use crate::{
    Ack, AckState, ChangeId, ChangeSet, Entry, Flag, FlagKind, Grant, Ledger, RecordState, Touched,
    erasure, flag, mark::hash,
};

/// Takes a change into the log, whoever brings it. Known ones change nothing.
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
    let admitted = take_in(ledger, device, grant, bytes, now_ms)?;
    Ok((admitted.ack, admitted.records))
}

/// What became of a change.
pub(crate) struct Admitted {
    pub(crate) ack: Ack,
    /// The records that it names, if it is applied.
    pub(crate) records: BTreeSet<Uuid>,
    /// If it was applied just now: the scopes of these records after it.
    pub(crate) scopes: Option<BTreeMap<Uuid, BTreeSet<String>>>,
}

impl Admitted {
    fn kept(ack: Ack, records: BTreeSet<Uuid>) -> Self {
        Self {
            ack,
            records,
            scopes: None,
        }
    }
}

/// [`admit`], with what need not be looked up again.
pub(crate) fn take_in<L: Ledger>(
    ledger: &mut L,
    device: Uuid,
    grant: Option<&Grant>,
    bytes: &[u8],
    now_ms: i64,
) -> Result<Admitted, L::Error> {
    let set = match ChangeSet::read(bytes) {
        Ok(set) => set,
        Err(error) => {
            ledger.quarantine(device, bytes, error.code(), now_ms)?;
            let ack = outside(id_of(bytes), error.code());
            return Ok(Admitted::kept(ack, BTreeSet::new()));
        }
    };
    if let Some(known) = ledger.known(set.id)? {
        if known.hash != hash(bytes) {
            ledger.quarantine(device, bytes, "change-same-id", now_ms)?;
            let ack = outside(Some(set.id), "change-same-id");
            return Ok(Admitted::kept(ack, BTreeSet::new()));
        }
        let touched = if known.parked.is_none() {
            set.records()
        } else {
            BTreeSet::new()
        };
        let parked = known.parked;
        let ack = logged(set.id, known.seq, known.eff, parked, &[]);
        return Ok(Admitted::kept(ack, touched));
    }
    let received = ledger.head()?.received.max(now_ms);
    let applied = apply(ledger, grant, &set, received)?;
    let (touched, eff, parked) = match applied {
        Ok((touched, eff)) => (touched, eff, None),
        Err(reason) => (Vec::new(), set.wall.min(received), Some(reason.to_owned())),
    };
    let flags = if parked.is_none() {
        flag::flags(ledger, &set, &touched)?
    } else {
        Vec::new()
    };
    let seq = append(
        ledger,
        &set,
        bytes,
        received,
        eff,
        parked.clone(),
        &touched,
        &flags,
    )?;
    if parked.is_some() {
        let ack = logged(set.id, seq, eff, parked, &flags);
        return Ok(Admitted::kept(ack, BTreeSet::new()));
    }
    erasure::erase(ledger, &set)?;
    let scopes = touched.into_iter().map(|one| (one.record, one.after));
    Ok(Admitted {
        records: set.records(),
        scopes: (set.erase.is_empty() && set.salvage.is_empty()).then(|| scopes.collect()),
        ack: logged(set.id, seq, eff, None, &flags),
    })
}

/// Gives a change its number.
#[expect(clippy::too_many_arguments, reason = "the parts of an entry")]
pub(crate) fn append<L: Ledger>(
    ledger: &mut L,
    set: &ChangeSet,
    bytes: &[u8],
    received: i64,
    eff: i64,
    parked: Option<String>,
    touched: &[Touched],
    flags: &[Flag],
) -> Result<u64, L::Error> {
    let head = ledger.head()?.mark;
    let seq = head.seq + 1;
    let hash = hash(bytes);
    let entry = Entry {
        seq,
        id: set.id,
        device: set.device,
        user: set.user,
        wall: set.wall,
        eff,
        received,
        hash,
        digest: head.digest.next(set.id, hash, eff, parked.is_some()),
        parked,
        bytes: bytes.to_vec(),
        erased: false,
    };
    ledger.append(&entry, set, touched, flags)?;
    Ok(seq)
}

/// A record before something is done to it.
pub(crate) fn before<L: Ledger>(ledger: &L, record: Uuid) -> Result<Touched, L::Error> {
    let known = ledger.record(record)?;
    Ok(Touched {
        record,
        before: known.as_ref().map(RecordState::scopes),
        state: known.unwrap_or_default(),
        after: BTreeSet::new(),
    })
}

/// The states after a change and the time that counts for it, or why it must not be applied. A change counts as a
/// whole or not at all.
#[expect(clippy::type_complexity, reason = "read in one place")]
fn apply<L: Ledger>(
    ledger: &L,
    grant: Option<&Grant>,
    set: &ChangeSet,
    received: i64,
) -> Result<Result<(Vec<Touched>, i64), &'static str>, L::Error> {
    if grant.is_some_and(|grant| grant.device != set.device) {
        return Ok(Err("change-other-device"));
    }
    if grant.is_some() && !(set.erase.is_empty() && set.salvage.is_empty()) {
        return Ok(Err("change-office-kind"));
    }
    let mut touched: BTreeMap<Uuid, Touched> = BTreeMap::new();
    for op in &set.ops {
        if let btree_map::Entry::Vacant(vacant) = touched.entry(op.record) {
            vacant.insert(before(ledger, op.record)?);
        }
    }
    // What another laptop salvaged of this change keeps the time under which the office had it first.
    let eff = set
        .ops
        .iter()
        .find_map(|op| touched.get(&op.record)?.state.eff_of(set.id, op))
        .unwrap_or(set.wall)
        .min(received);
    for op in &set.ops {
        let Some(one) = touched.get_mut(&op.record) else {
            continue;
        };
        let kind = if one.state.kind.is_empty() {
            op.kind.clone()
        } else {
            one.state.kind.clone()
        };
        one.state.apply(set.id, op, eff);
        for erased in &set.erase {
            one.state.erase(*erased);
        }
        one.after = one.state.scopes();
        if let Some(grant) = grant {
            let refused = [&kind, &op.kind]
                .into_iter()
                .find_map(|kind| grant.refuses(kind, one.before.as_ref(), &one.after));
            if let Some(reason) = refused {
                return Ok(Err(reason));
            }
        }
    }
    Ok(Ok((touched.into_values().collect(), eff)))
}

fn logged(id: ChangeId, seq: u64, eff: i64, parked: Option<String>, flags: &[Flag]) -> Ack {
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
        flags: flags
            .iter()
            .map(|flag| flag.kind)
            .collect::<BTreeSet<FlagKind>>(),
    }
}

fn outside(id: Option<ChangeId>, reason: &str) -> Ack {
    Ack {
        id,
        seq: 0,
        eff: 0,
        state: AckState::Parked,
        reason: Some(reason.to_owned()),
        flags: BTreeSet::new(),
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
