//! `records.db`: the log and the records that laptops share. Written by one connection, read by another.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::Result;
use jemput_domain::privacy::{PRIVACY_REQUEST, notice::OFFICE};
use jemput_store::{Author, Committed, Store, StoreError, Tx};
use jemput_sync::{ChangeId, Clock, Grant, SyncAnswer};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    devices::Device,
    numbering::{ELSEWHERE, HOLDER, NUMBERING},
    office_file::named_id,
    officers::OFFICER,
    publish::{KEY_LIST, OFFICE_KEYS},
    recovery::READ,
    restore::RESTORE,
    review::IRREGULARITY,
    together::{Ask, Queue},
};

/// Kinds of records that only the office writes; a laptop's change to them waits for the office's decision.
const OFFICE_KINDS: &[&str] = &[
    crate::lost::FATE,
    "choice",
    "decision",
    "device",
    "distinct",
    KEY_LIST,
    "number_block",
    HOLDER,
    IRREGULARITY,
    NUMBERING,
    ELSEWHERE,
    OFFICE,
    OFFICE_KEYS,
    OFFICER,
    READ,
    PRIVACY_REQUEST,
    RESTORE,
    "service",
    SETTLED,
    "signer",
    "village",
];

/// A laptop waits for no more than this.
const WORDS_AT_ONCE: u32 = 500;

/// Kind of the record that closes a matter.
pub(crate) const SETTLED: &str = "settled";

/// The record that says that the office has seen how a record was deleted and edited at once.
pub(crate) fn settled_id(record: Uuid) -> Uuid {
    Uuid::new_v5(&record, b"settled")
}

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    /// It was not there.
    Created,
    /// Some fields were different.
    Changed,
    /// Nothing to do.
    Unchanged,
}

/// Both connections.
#[derive(Debug)]
pub(crate) struct Records {
    writer: Mutex<Store>,
    reader: Mutex<Store>,
    queue: Queue,
    /// The office as an author of changes.
    office: Uuid,
    path: PathBuf,
}

impl Records {
    pub(crate) fn open(path: &Path, server_id: &str) -> Result<Self> {
        let writer = Store::open_plain(path)?;
        writer.set_server_id(server_id)?;
        let reader = Store::open_plain(path)?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            queue: Queue::default(),
            office: named_id(server_id, "office", ""),
            path: path.to_owned(),
        })
    }

    fn writer(&self) -> MutexGuard<'_, Store> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For looking things up, while laptops write.
    pub(crate) fn reader(&self) -> MutexGuard<'_, Store> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The office's id as an author.
    pub(crate) fn office(&self) -> Uuid {
        self.office
    }

    /// Whether the database answers.
    pub(crate) fn pulse(&self) -> Result<()> {
        self.reader().log_head()?;
        Ok(())
    }

    /// Changes in the log.
    pub(crate) fn changes(&self) -> Result<u64> {
        Ok(self.reader().log_head()?.seq)
    }

    /// Writes a record of the office: makes it, or changes the fields that differ.
    pub(crate) fn put(
        &self,
        id: Uuid,
        kind: &str,
        fields: Map<String, Value>,
        now_ms: i64,
    ) -> Result<Put> {
        let author = Author {
            device: self.office,
            user: Uuid::nil(),
            wall_ms: now_ms,
            clock: Clock::Ok,
        };
        let done = self
            .writer()
            .transact_at_office(&author, |tx| -> Result<Put, StoreError> {
                let Some(known) = tx.record(id)? else {
                    let fields = fields
                        .into_iter()
                        .filter(|(_, value)| !value.is_null())
                        .collect();
                    tx.create(id, kind, fields)?;
                    return Ok(Put::Created);
                };
                let mut put = Put::Unchanged;
                for (name, value) in fields {
                    if *known.state.shown(&name).unwrap_or(&Value::Null) != value {
                        tx.edit_value(id, &name, value)?;
                        put = Put::Changed;
                    }
                }
                Ok(put)
            })?;
        Ok(done.value)
    }

    /// One change of the office in the name of one of its clerks.
    pub(crate) fn write<T>(
        &self,
        clerk: Uuid,
        now_ms: i64,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<Committed<T>> {
        let author = Author {
            device: self.office,
            user: clerk,
            wall_ms: now_ms,
            clock: Clock::Ok,
        };
        Ok(self.writer().transact_at_office(&author, work)?)
    }

    /// Takes the content of changes out of the log for ever.
    pub(crate) fn erase(&self, clerk: Uuid, now_ms: i64, ids: &[ChangeId]) -> Result<()> {
        let author = Author {
            device: self.office,
            user: clerk,
            wall_ms: now_ms,
            clock: Clock::Ok,
        };
        self.writer().erase(&author, ids)?;
        Ok(())
    }

    /// The office's word on a change that waits; the records that changed and their kinds, `None` when it does not
    /// wait any more.
    pub(crate) fn decide(
        &self,
        clerk: Uuid,
        now_ms: i64,
        change: ChangeId,
        accepted: bool,
        reason: &str,
    ) -> Result<Option<Vec<(Uuid, String)>>> {
        let author = Author {
            device: self.office,
            user: clerk,
            wall_ms: now_ms,
            clock: Clock::Ok,
        };
        Ok(self.writer().decide(&author, change, accepted, reason)?)
    }

    /// Answers a laptop.
    pub(crate) fn serve(&self, ask: Ask) -> Result<SyncAnswer> {
        self.queue.serve(ask, || self.writer())
    }

    /// What a laptop may do.
    pub(crate) fn grant(device: &Device) -> Grant {
        Grant {
            device: device.id.0,
            scopes: device.scopes().into_iter().collect(),
            office_kinds: OFFICE_KINDS.iter().map(|kind| (*kind).to_owned()).collect(),
        }
    }

    /// Residents whose words no index has yet; a search looks through them one by one.
    pub(crate) fn words_due(&self) -> Result<u64> {
        Ok(self.reader().words_due()?)
    }

    /// Puts them into the index. Laptops get their turn after each step.
    pub(crate) fn index_words(&self) -> Result<()> {
        while self.writer().index_words(WORDS_AT_ONCE)? {}
        Ok(())
    }

    /// For writing what a stick brings, batch by batch.
    pub(crate) fn stick<T>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError>,
    ) -> Result<T> {
        Ok(work(&mut self.writer())?)
    }

    /// A connection of its own, for reading that takes long.
    pub(crate) fn aside(&self) -> Result<Store> {
        Ok(Store::open_plain(&self.path)?)
    }

    /// Writes what is in the write-ahead log into the file, so that no laptop has to wait for that.
    pub(crate) fn settle_down(&self) -> Result<()> {
        Ok(self.writer().checkpoint()?)
    }

    /// After a restore: see [`Store::forget_turns`].
    pub(crate) fn forget_turns(&self) -> Result<()> {
        Ok(self.writer().forget_turns()?)
    }

    /// A checked backup off this machine holds the log up to here.
    pub(crate) fn set_durable(&self, seq: u64) -> Result<()> {
        Ok(self.writer().set_durable(seq)?)
    }

    /// Up to here the log is in a backup that was read again.
    pub(crate) fn durable(&self) -> Result<u64> {
        Ok(self.reader().durable_upto()?)
    }

    /// One field of all records of a kind.
    pub(crate) fn texts(&self, kind: &str, field: &str) -> Result<Vec<String>> {
        let records = self.reader().records(kind)?;
        Ok(records
            .iter()
            .filter_map(|record| record.text(field).map(str::to_owned))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use jemput_domain::privacy;

    use super::OFFICE_KINDS;

    #[test]
    fn every_kind_that_only_the_office_writes_has_its_legal_basis() {
        for kind in OFFICE_KINDS {
            assert!(privacy::of(kind).is_some(), "{kind} is not in the table");
        }
    }
}
