//! What a transaction has written so far: operations for the change set, and the states that follow from them.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, Op, Seen, Whole};
use serde_json::Value;
use uuid::Uuid;

pub(crate) struct Work {
    id: ChangeId,
    wall_ms: i64,
    /// In the order in which records were touched first.
    ops: Vec<Op>,
    states: BTreeMap<Uuid, Whole>,
}

impl Work {
    pub(crate) fn new(id: ChangeId, wall_ms: i64) -> Self {
        Self {
            id,
            wall_ms,
            ops: Vec::new(),
            states: BTreeMap::new(),
        }
    }

    pub(crate) fn state(&self, id: Uuid) -> Option<&Whole> {
        self.states.get(&id)
    }

    pub(crate) fn states(&self) -> impl Iterator<Item = (&Uuid, &Whole)> {
        self.states.iter()
    }

    pub(crate) fn finish(self) -> (Vec<Op>, BTreeMap<Uuid, Whole>) {
        (self.ops, self.states)
    }

    /// Notes how far the author had seen the log when the form of a record was opened, if something of it was written.
    pub(crate) fn saw(&mut self, record: Uuid, seq: u64) {
        for op in self.ops.iter_mut().filter(|op| op.record == record) {
            op.seen.seq = op.seen.seq.min(seq);
        }
    }

    /// Writes a field. Written twice in one transaction, it has the later value and replaces what both replaced.
    pub(crate) fn put(
        &mut self,
        record: Uuid,
        kind: &str,
        known: Option<&Whole>,
        field: String,
        value: Value,
        mut replaces: Vec<ChangeId>,
    ) {
        // Naming itself, a change would kill its own value.
        replaces.retain(|id| *id != self.id);
        let whole = self
            .states
            .entry(record)
            .or_insert_with(|| known.cloned().unwrap_or_default());
        if whole.state.kind.is_empty() {
            kind.clone_into(&mut whole.state.kind);
        }
        whole.state.fields.entry(field.clone()).or_default().apply(
            self.id,
            &value,
            &replaces,
            self.wall_ms,
        );
        let at = match self.ops.iter().position(|op| op.record == record) {
            Some(at) => at,
            None => {
                self.ops.push(Op {
                    record,
                    kind: whole.state.kind.clone(),
                    seen: Seen {
                        seq: whole.seq,
                        own: Vec::new(),
                    },
                    set: BTreeMap::new(),
                    replaces: BTreeMap::new(),
                });
                self.ops.len() - 1
            }
        };
        let op = &mut self.ops[at];
        op.set.insert(field.clone(), value);
        if !replaces.is_empty() {
            let named = op.replaces.entry(field).or_default();
            replaces.retain(|id| !named.contains(id));
            named.append(&mut replaces);
        }
    }
}
