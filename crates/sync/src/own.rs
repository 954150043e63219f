//! The laptop's own changes which the office accepted and of which no row came.
//!
//! A change of a record in a village that is granted and not held yet is accepted like any other, but the feed shows it
//! to nobody who does not hold the village. Should the record move on before the village's page is made, the feed would go
//! on upon what the laptop wrote itself, without the office's time on it and without what others did to the record
//! meanwhile: so the record is asked for.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{Ack, AckState, ChangeId, ReplicaTx};

/// What an answer told of own changes.
#[derive(Default)]
pub(crate) struct Told {
    /// Those that came as rows, and in which records if not in all.
    rows: BTreeMap<ChangeId, Option<BTreeSet<Uuid>>>,
    /// Records that came whole, or left.
    records: BTreeSet<Uuid>,
    /// Accepted long ago, and only now told so: no row of them came when the cursor passed.
    late: BTreeSet<ChangeId>,
}

impl Told {
    pub(crate) fn answered(&mut self, ack: &Ack, first: bool, cursor: u64) {
        if let Some(id) = ack.id
            && first
            && ack.state == AckState::Accepted
            && ack.seq > 0
            && ack.seq <= cursor
        {
            self.late.insert(id);
        }
    }

    pub(crate) fn record(&mut self, record: Uuid) {
        self.records.insert(record);
    }

    pub(crate) fn own(&mut self, id: ChangeId, only: Option<BTreeSet<Uuid>>) {
        self.rows.insert(id, only);
    }

    /// Asks for the visible records of own changes that the cursor passes, on its way from the one place to the other,
    /// without a row.
    pub(crate) fn ask_for_the_rest<T: ReplicaTx>(
        mut self,
        tx: &mut T,
        from: u64,
        to: u64,
    ) -> Result<(), T::Error> {
        let mut passed = tx.own_between(from, to)?;
        passed.append(&mut self.late);
        for id in passed {
            let only = match self.rows.get(&id) {
                Some(None) => continue,
                Some(Some(only)) => Some(only),
                None => None,
            };
            let Some(set) = tx.change(id)? else { continue };
            for record in set.records() {
                let came = only.is_some_and(|only| only.contains(&record))
                    || self.records.contains(&record)
                    || tx.staged(record)?.is_some();
                if !came && tx.record(record)?.is_some_and(|whole| whole.left.is_none()) {
                    tx.want(record, true)?;
                }
            }
        }
        Ok(())
    }
}
