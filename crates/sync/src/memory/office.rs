//! The office in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use uuid::Uuid;

use crate::{
    ChangeId, ChangeSet, Checksum, Digest, Entry, FeedItem, Flag, Head, Known, Ledger, Mark,
    RecordState, Thread, Touched,
};

/// An office's storage.
#[derive(Debug, Clone, Default)]
pub struct MemoryOffice {
    /// Its id.
    pub server_id: String,
    /// The log; entry n is at n − 1.
    pub log: Vec<Entry>,
    /// Records.
    pub records: BTreeMap<Uuid, RecordState>,
    /// Bytes that could not be logged, with the reason.
    pub quarantined: BTreeSet<(Vec<u8>, String)>,
    /// Laptops that were found to be restored or cloned.
    pub forks: Vec<Uuid>,
    /// Where laptops stand, for parcels.
    pub places: BTreeMap<Uuid, crate::parcel::Place>,
    /// Laptops that knew later places than the log has: what they knew, and what both know.
    pub rollbacks: Vec<(Uuid, Mark, Mark)>,
    /// What the office's list shows, by the number of the later change.
    pub flags: Vec<(u64, Flag)>,
    /// What was decided about waiting changes.
    pub settled: BTreeMap<ChangeId, bool>,
    /// Up to here a backup goes.
    pub durable: u64,
    feed: Vec<Fed>,
    threads: BTreeMap<Uuid, Thread>,
}

impl MemoryOffice {
    /// The office was restored from a backup: later turns of laptops may have been answered.
    pub fn forget_turns(&mut self) {
        self.threads.clear();
    }

    /// An empty office.
    #[must_use]
    pub fn new(server_id: &str) -> Self {
        Self {
            server_id: server_id.to_owned(),
            ..Self::default()
        }
    }
}

/// One entry's touch of one record.
#[derive(Debug, Clone)]
struct Fed {
    seq: u64,
    record: Uuid,
    before: Option<BTreeSet<String>>,
    after: BTreeSet<String>,
}

impl Ledger for MemoryOffice {
    type Error = Infallible;

    fn server_id(&self) -> Result<String, Infallible> {
        Ok(self.server_id.clone())
    }

    fn head(&self) -> Result<Head, Infallible> {
        Ok(self.log.last().map_or_else(Head::default, |entry| Head {
            mark: Mark {
                seq: entry.seq,
                digest: entry.digest,
            },
            received: entry.received,
        }))
    }

    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, Infallible> {
        Ok(self.entry(seq)?.map(|entry| entry.digest))
    }

    fn durable_seq(&self) -> Result<u64, Infallible> {
        Ok(self.durable)
    }

    fn known(&self, id: ChangeId) -> Result<Option<Known>, Infallible> {
        Ok(self
            .log
            .iter()
            .find(|entry| entry.id == id)
            .map(|entry| Known {
                seq: entry.seq,
                eff: entry.eff,
                hash: entry.hash,
                parked: entry.parked.clone(),
                erased: entry.erased,
            }))
    }

    fn entry(&self, seq: u64) -> Result<Option<Entry>, Infallible> {
        let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
        Ok(at.and_then(|at| self.log.get(at)).cloned())
    }

    fn record(&self, id: Uuid) -> Result<Option<RecordState>, Infallible> {
        Ok(self.records.get(&id).cloned())
    }

    fn append(
        &mut self,
        entry: &Entry,
        _: &ChangeSet,
        touched: &[Touched],
        flags: &[Flag],
    ) -> Result<(), Infallible> {
        self.log.push(entry.clone());
        self.flags
            .extend(flags.iter().map(|flag| (entry.seq, flag.clone())));
        for one in touched {
            self.records.insert(one.record, one.state.clone());
            let (before, after) = (one.before.clone(), one.after.clone());
            self.feed.push(Fed {
                seq: entry.seq,
                record: one.record,
                before,
                after,
            });
        }
        Ok(())
    }

    fn touched_after(&self, record: Uuid, seq: u64, limit: usize) -> Result<Vec<u64>, Infallible> {
        let rows = self.feed.iter().rev().take_while(|row| row.seq > seq);
        let mine = rows.filter(|row| row.record == record);
        Ok(mine.map(|row| row.seq).take(limit).collect())
    }

    fn erase(&mut self, seq: u64) -> Result<(), Infallible> {
        let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
        if let Some(entry) = at.and_then(|at| self.log.get_mut(at)) {
            entry.erased = true;
            entry.bytes = Vec::new();
        }
        Ok(())
    }

    fn members(
        &self,
        scope: &str,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Uuid>, Infallible> {
        let mine = self.records.iter().filter(|(id, state)| {
            after.is_none_or(|after| **id > after) && state.scopes().contains(scope)
        });
        Ok(mine.map(|(id, _)| *id).take(limit).collect())
    }

    fn checksum(&self, scope: &str) -> Result<Checksum, Infallible> {
        let mine = self
            .records
            .iter()
            .filter(|(_, state)| state.scopes().contains(scope));
        Ok(mine.fold(Checksum::default(), |sum, (id, state)| {
            sum.plus(Checksum::of(*id, state))
        }))
    }

    fn settle(&mut self, id: ChangeId, accepted: bool) -> Result<(), Infallible> {
        self.settled.insert(id, accepted);
        Ok(())
    }

    fn quarantine(
        &mut self,
        _: Uuid,
        bytes: &[u8],
        reason: &str,
        _: i64,
    ) -> Result<(), Infallible> {
        self.quarantined.insert((bytes.to_vec(), reason.to_owned()));
        Ok(())
    }

    fn feed(
        &self,
        scopes: &BTreeMap<String, u64>,
        after: u64,
        limit: usize,
    ) -> Result<(Vec<FeedItem>, bool), Infallible> {
        let mut items: Vec<FeedItem> = Vec::new();
        for row in self.feed.iter().filter(|row| row.seq > after) {
            let mine = |set: &BTreeSet<String>| {
                set.iter()
                    .any(|scope| scopes.get(scope).is_some_and(|s| *s < row.seq))
            };
            let item = FeedItem {
                seq: row.seq,
                record: row.record,
                made: row.before.is_none(),
                before: row.before.as_ref().is_some_and(mine),
                after: mine(&row.after),
            };
            if item.before || item.after {
                if items.len() >= limit && items.last().is_some_and(|last| last.seq != row.seq) {
                    return Ok((items, true));
                }
                items.push(item);
            }
        }
        Ok((items, false))
    }

    fn thread(&self, device: Uuid) -> Result<Option<Thread>, Infallible> {
        Ok(self.threads.get(&device).copied())
    }

    fn set_thread(&mut self, device: Uuid, thread: &Thread) -> Result<(), Infallible> {
        self.threads.insert(device, *thread);
        Ok(())
    }

    fn note_fork(&mut self, device: Uuid, _: i64) -> Result<(), Infallible> {
        self.forks.push(device);
        Ok(())
    }

    fn note_rollback(
        &mut self,
        device: Uuid,
        lost: Mark,
        common: Mark,
        _: i64,
    ) -> Result<(), Infallible> {
        self.rollbacks.push((device, lost, common));
        Ok(())
    }
}

impl crate::parcel::PostOffice for MemoryOffice {
    fn place(&self, device: Uuid) -> Result<Option<crate::parcel::Place>, Infallible> {
        Ok(self.places.get(&device).cloned())
    }

    fn set_place(&mut self, device: Uuid, place: &crate::parcel::Place) -> Result<(), Infallible> {
        self.places.insert(device, place.clone());
        Ok(())
    }
}
