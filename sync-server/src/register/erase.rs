//! Erasing what a person only agreed to (telephone, note and photos) and papers that are not needed any more, with what
//! the log ever said of them.
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
    blobs::Hash,
    fault::{self, bad, missing},
    office::Office,
    secret,
};

/// What nothing depends on.
const EXTRAS: [&str; 2] = ["phone", "note"];
/// Of a person's photo: its content, and what somebody wrote to it.
const PHOTO: [&str; 3] = ["sha256", "name", "note"];

/// What is to go: extras of a person, and of attachments the file.
struct Going {
    person: Option<Uuid>,
    photos: BTreeSet<Uuid>,
}

impl Going {
    fn owns(&self, record: Uuid) -> bool {
        self.person == Some(record) || self.photos.contains(&record)
    }

    fn is_extra(&self, record: Uuid, field: &str) -> bool {
        (self.person == Some(record) && EXTRAS.contains(&field))
            || (self.photos.contains(&record) && PHOTO.contains(&field))
    }

    fn says_extras(&self, op: &Op) -> bool {
        op.set
            .iter()
            .any(|(field, value)| !value.is_null() && self.is_extra(op.record, field))
    }

    /// The files of the photos, as these changes name them.
    fn files(&self, said: &[Logged]) -> BTreeSet<Hash> {
        said.iter()
            .flat_map(|one| &one.set.ops)
            .filter(|op| self.photos.contains(&op.record))
            .filter_map(|op| secret::array_from_hex(op.set.get("sha256")?.as_str()?))
            .collect()
    }
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
        let id: Uuid = request
            .text("resident")
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| missing(AppError::new("resident-unknown")))?;
        // Papers of a request are its proof and no extras.
        let photos = self.records().reader().attachments_of(id)?;
        let going = Going {
            person: Some(id),
            photos: photos.iter().map(|record| record.id).collect(),
        };
        Ok(self.let_go(self.clerk(account), &going)?)
    }

    /// Erases the files of attachments and what was written to them, by a rule and nobody's wish.
    pub(crate) fn erase_papers(&self, papers: BTreeSet<Uuid>) -> Result<ErasedExtras> {
        let going = Going {
            person: None,
            photos: papers,
        };
        self.let_go(Uuid::nil(), &going)
    }

    fn let_go(&self, clerk: Uuid, going: &Going) -> Result<ErasedExtras> {
        let (alone, shared) = self.said_extras(going)?;
        let files = going.files(&alone);
        // First the files, then what names them: cut off between the two, the page still offers it.
        let photos = self.remove_files(&files, &going.photos)?;
        let now = self.now_ms();
        self.records()
            .write(clerk, now, |tx| -> Result<(), StoreError> {
                for one in &alone {
                    let records: BTreeSet<Uuid> = one.set.ops.iter().map(|op| op.record).collect();
                    for id in records {
                        let Some(record) = tx.record(id)? else {
                            continue;
                        };
                        for (name, field) in &record.state.fields {
                            let extra = going.is_extra(id, name);
                            if let Some(alive) = field.alive.get(&one.set.id).filter(|_| !extra) {
                                let value = alive.value.clone();
                                tx.settle(id, name, value, vec![one.set.id])?;
                            }
                        }
                    }
                }
                if let Some(person) = going.person {
                    // With what was agreed to the consent ends; that there was one stays in the history.
                    for field in EXTRAS.into_iter().chain(["extras_consent"]) {
                        tx.edit_value(person, field, Value::Null)?;
                    }
                }
                // Without a value of its own the file's hash is gone for laptops too, and with it their copy.
                for photo in &going.photos {
                    tx.edit_value(*photo, "deleted", Value::Bool(true))?;
                }
                Ok(())
            })?;
        let ids: Vec<ChangeId> = alone.iter().map(|one| one.set.id).collect();
        if !ids.is_empty() {
            self.records().erase(clerk, now, &ids)?;
            // A laptop may have sent a piece in between.
            self.remove_files(&files, &going.photos)?;
        }
        Ok(ErasedExtras {
            erased: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            shared,
            photos,
        })
    }

    /// Changes that ever said something of what is to go: those that are of nobody else, and how many are not.
    fn said_extras(&self, going: &Going) -> Result<(Vec<Logged>, u32)> {
        let store = self.records().reader();
        let (mut alone, mut shared) = (Vec::new(), 0);
        let mut seen = BTreeSet::new();
        for record in going.photos.iter().chain(&going.person) {
            for one in store.logged_of(*record)? {
                let says = one.set.ops.iter().any(|op| going.says_extras(op));
                if !says || !seen.insert(one.seq) {
                    continue;
                }
                let others = |op: &Op| op.kind == "resident" && !going.owns(op.record);
                if one.set.ops.iter().any(others) {
                    shared += 1;
                } else {
                    alone.push(one);
                }
            }
        }
        Ok((alone, shared))
    }

    /// Removes files that nothing but these attachments names; how many those are.
    fn remove_files(&self, files: &BTreeSet<Hash>, of: &BTreeSet<Uuid>) -> Result<u32> {
        let mut removed = 0;
        for hash in files {
            let named = self.records().reader().attachments_with(hash)?;
            if named.iter().all(|record| of.contains(&record.id)) {
                self.blobs().remove(hash)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
