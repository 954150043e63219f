//! The office in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use uuid::Uuid;

use crate::{
    ChangeId, Digest, Entry, FeedItem, Head, Known, Ledger, Mark, RecordState, Thread, Touched,
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
    feed: Vec<Fed>,
    threads: BTreeMap<Uuid, Thread>,
}

impl MemoryOffice {
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
        Ok(0)
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
            }))
    }

    fn entry(&self, seq: u64) -> Result<Option<Entry>, Infallible> {
        let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1));
        Ok(at.and_then(|at| self.log.get(at)).cloned())
    }

    fn record(&self, id: Uuid) -> Result<Option<RecordState>, Infallible> {
        Ok(self.records.get(&id).cloned())
    }

    fn append(&mut self, entry: &Entry, touched: &[Touched]) -> Result<(), Infallible> {
        self.log.push(entry.clone());
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
            if items.len() >= limit && items.last().is_some_and(|last| last.seq != row.seq) {
                return Ok((items, true));
            }
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
