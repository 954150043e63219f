//! The office's word on changes that wait for it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{ChangeId, ChangeSet, Ledger, Op, SCOPE, Seen};

/// Kind of the records that tell a laptop what became of its waiting changes: fields `change`, `accepted` (true or
/// false) and `reason`, in the laptop's own scope.
pub const DECISION_KIND: &str = "decision";

/// The record in which the decision about a change stands.
#[must_use]
pub fn decision_record(id: ChangeId) -> Uuid {
    Uuid::new_v5(
        &Uuid::NAMESPACE_OID,
        format!("jemput-decision:{id}").as_bytes(),
    )
}

/// The change sets of the office that accept or decline a waiting change: their operations, in order. The values
/// become the office's own; they take the place of what the author replaced.
///
/// `None` when there is no such change, when it does not wait, or when its content was erased.
///
/// # Errors
/// Those of the storage.
pub fn deciding<L: Ledger>(
    ledger: &L,
    id: ChangeId,
    accepted: bool,
    reason: &str,
) -> Result<Option<Vec<Vec<Op>>>, L::Error> {
    let Some(known) = ledger.known(id)?.filter(|known| known.parked.is_some()) else {
        return Ok(None);
    };
    let Some(entry) = ledger.entry(known.seq)? else {
        return Ok(None);
    };
    let Ok(set) = ChangeSet::read(&entry.bytes) else {
        return Ok(None);
    };
    let mut sets = Vec::new();
    if accepted {
        let mut ops: Vec<Op> = salvaged(&set).into_iter().chain(set.ops).collect();
        for op in &mut ops {
            op.seen = Seen::default();
            // Accepting values is not accepting that a record is of another kind.
            if let Some(known) = ledger.record(op.record)? {
                op.kind = known.kind;
            }
        }
        sets.push(ops);
    }
    let field = |name: &str, value: Value| (name.to_owned(), value);
    sets.push(vec![Op {
        record: decision_record(id),
        kind: DECISION_KIND.to_owned(),
        seen: Seen::default(),
        set: BTreeMap::from([
            field(SCOPE, json!(format!("device:{}", entry.device))),
            field("change", json!(id.to_string())),
            field("accepted", json!(accepted)),
            field("reason", json!(reason)),
        ]),
        replaces: BTreeMap::new(),
    }]);
    Ok(Some(sets))
}

/// Salvaged states as operations: each shown value takes the place of what else the laptop had.
fn salvaged(set: &ChangeSet) -> Vec<Op> {
    let ops = set.salvage.iter().map(|(record, state)| {
        let shown = state.fields.keys().filter_map(|name| {
            let value = state.shown(name)?;
            Some((name.clone(), value.clone()))
        });
        Op {
            record: *record,
            kind: state.kind.clone(),
            seen: Seen::default(),
            set: shown.collect(),
            replaces: state
                .fields
                .iter()
                .map(|(name, field)| (name.clone(), field.alive.keys().copied().collect()))
                .collect(),
        }
    });
    ops.collect()
}
