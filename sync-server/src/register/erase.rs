//! Erasing what a person only agreed to: telephone and note, with what the log ever said of them.
//!
//! A change is erased as a whole, so the rest of it is written anew first, by the office, in the place of exactly its own
//! values. A change that other residents' data came with (an import) is not erased: theirs would lose who wrote them. There
//! the value is only cleared, and the clerk is told so.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_domain::privacy::Wish;
use jemput_store::{Logged, StoreError};
use jemput_sync::{ChangeId, Op};
use jemput_wire::{
    AppError,
    office::{EraseExtras, ErasedExtras},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    fault::{self, bad, missing},
    office::Office,
};

/// What nothing depends on.
const EXTRAS: [&str; 2] = ["phone", "note"];

fn says_extras(op: &Op, of: Uuid) -> bool {
    op.record == of
        && EXTRAS
            .iter()
            .any(|field| op.set.get(*field).is_some_and(|value| !value.is_null()))
}

impl Office {
    /// Erases the extras of whoever asked, for an open request that says so.
    pub(crate) fn erase_extras(
        &self,
        account: &str,
        wish: &EraseExtras,
    ) -> fault::Result<ErasedExtras> {
        let request = self.known_privacy(&wish.id)?;
        let asked = request.text("wish").and_then(Wish::read);
        let open = request.text("answer").unwrap_or_default().is_empty();
        if !open || !matches!(asked, Some(Wish::Erasure | Wish::Withdrawal)) {
            return Err(bad(AppError::new("privacy-no-erasure")));
        }
        let person: Uuid = request
            .text("resident")
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| missing(AppError::new("resident-unknown")))?;
        let (alone, shared) = self.said_extras(person)?;
        let (now, clerk) = (self.now_ms(), self.clerk(account));
        self.records()
            .write(clerk, now, |tx| -> Result<(), StoreError> {
                for one in &alone {
                    let records: BTreeSet<Uuid> = one.set.ops.iter().map(|op| op.record).collect();
                    for id in records {
                        let Some(record) = tx.record(id)? else {
                            continue;
                        };
                        for (name, field) in &record.state.fields {
                            let extra = id == person && EXTRAS.contains(&name.as_str());
                            if let Some(alive) = field.alive.get(&one.set.id).filter(|_| !extra) {
                                let value = alive.value.clone();
                                tx.settle(id, name, value, vec![one.set.id])?;
                            }
                        }
                    }
                }
                for field in EXTRAS {
                    tx.edit_value(person, field, Value::Null)?;
                }
                Ok(())
            })?;
        let ids: Vec<ChangeId> = alone.iter().map(|one| one.set.id).collect();
        if !ids.is_empty() {
            self.records().erase(clerk, now, &ids)?;
        }
        Ok(ErasedExtras {
            erased: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            shared,
        })
    }

    /// Changes that ever said something of a person's extras: those that are of this person alone, and how many are not.
    fn said_extras(&self, person: Uuid) -> Result<(Vec<Logged>, u32)> {
        let store = self.records().reader();
        let (mut alone, mut shared) = (Vec::new(), 0);
        for one in store.logged_of(person)? {
            if !one.set.ops.iter().any(|op| says_extras(op, person)) {
                continue;
            }
            let others = |op: &&Op| op.kind == "resident" && op.record != person;
            if one.set.ops.iter().any(|op| others(&op)) {
                shared += 1;
            } else {
                alone.push(one);
            }
        }
        Ok((alone, shared))
    }
}
