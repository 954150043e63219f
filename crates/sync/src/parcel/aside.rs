//! A look at the office's ledger that leaves turns alone.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    ChangeId, ChangeSet, Checksum, Digest, Entry, FeedItem, Flag, Head, Known, Ledger, Mark,
    RecordState, Thread, Touched,
};

/// A ledger whose threads of turns are left alone.
pub(super) struct Aside<'a, L>(pub(super) &'a mut L);

impl<L: Ledger> Ledger for Aside<'_, L> {
    type Error = L::Error;

    fn server_id(&self) -> Result<String, L::Error> {
        self.0.server_id()
    }
    fn head(&self) -> Result<Head, L::Error> {
        self.0.head()
    }
    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, L::Error> {
        self.0.digest_at(seq)
    }
    fn durable_seq(&self) -> Result<u64, L::Error> {
        self.0.durable_seq()
    }
    fn known(&self, id: ChangeId) -> Result<Option<Known>, L::Error> {
        self.0.known(id)
    }
    fn entry(&self, seq: u64) -> Result<Option<Entry>, L::Error> {
        self.0.entry(seq)
    }
    fn record(&self, id: Uuid) -> Result<Option<RecordState>, L::Error> {
        self.0.record(id)
    }
    fn append(
        &mut self,
        entry: &Entry,
        set: &ChangeSet,
        touched: &[Touched],
        flags: &[Flag],
    ) -> Result<(), L::Error> {
        self.0.append(entry, set, touched, flags)
    }
    fn touched_after(&self, record: Uuid, seq: u64, limit: usize) -> Result<Vec<u64>, L::Error> {
        self.0.touched_after(record, seq, limit)
    }
    fn erase(&mut self, seq: u64) -> Result<(), L::Error> {
        self.0.erase(seq)
    }
    fn members(
        &self,
        scope: &str,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Uuid>, L::Error> {
        self.0.members(scope, after, limit)
    }
    fn checksum(&self, scope: &str) -> Result<Checksum, L::Error> {
        self.0.checksum(scope)
    }
    fn settle(&mut self, id: ChangeId, accepted: bool) -> Result<(), L::Error> {
        self.0.settle(id, accepted)
    }
    fn quarantine(
        &mut self,
        device: Uuid,
        bytes: &[u8],
        reason: &str,
        now_ms: i64,
    ) -> Result<(), L::Error> {
        self.0.quarantine(device, bytes, reason, now_ms)
    }
    fn feed(
        &self,
        scopes: &BTreeMap<String, u64>,
        after: u64,
        limit: usize,
    ) -> Result<(Vec<FeedItem>, bool), L::Error> {
        self.0.feed(scopes, after, limit)
    }
    fn thread(&self, _: Uuid) -> Result<Option<Thread>, L::Error> {
        Ok(None)
    }
    fn set_thread(&mut self, _: Uuid, _: &Thread) -> Result<(), L::Error> {
        Ok(())
    }
    fn note_fork(&mut self, _: Uuid, _: i64) -> Result<(), L::Error> {
        Ok(())
    }
    fn note_rollback(&mut self, _: Uuid, _: Mark, _: Mark, _: i64) -> Result<(), L::Error> {
        Ok(())
    }
}
