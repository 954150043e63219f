//! A laptop in memory.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    Ack, AckState, ChangeError, ChangeId, ChangeSet, IdRanges, Refusal, Replica, ReplicaTx,
    SyncState, Whole,
};

/// A change as a laptop keeps it.
#[derive(Debug, Clone)]
struct Kept {
    set: ChangeSet,
    bytes: Vec<u8>,
    own: bool,
    answer: Option<(u64, AckState)>,
}

/// A laptop's storage.
#[derive(Debug, Clone, Default)]
pub struct MemoryLaptop {
    /// The running process.
    pub session: u64,
    /// What it remembers of its turns.
    pub sync: SyncState,
    /// Records, hidden ones too.
    pub records: BTreeMap<Uuid, Whole>,
    changes: BTreeMap<ChangeId, Kept>,
    order: Vec<ChangeId>,
    wanted: BTreeSet<Uuid>,
}

impl MemoryLaptop {
    /// An empty laptop.
    #[must_use]
    pub fn new(session: u64) -> Self {
        Self {
            session,
            ..Self::default()
        }
    }

    /// Keeps an own change and applies it.
    ///
    /// # Errors
    /// When the change is beyond the limits.
    pub fn write(&mut self, set: &ChangeSet) -> Result<(), ChangeError> {
        let bytes = set.write()?;
        for op in &set.ops {
            self.records
                .entry(op.record)
                .or_default()
                .state
                .apply(set.id, op, set.wall);
        }
        self.order.push(set.id);
        self.changes.insert(
            set.id,
            Kept {
                set: set.clone(),
                bytes,
                own: true,
                answer: None,
            },
        );
        Ok(())
    }

    /// All own changes, oldest first.
    #[must_use]
    pub fn own(&self) -> Vec<&ChangeSet> {
        self.order
            .iter()
            .filter_map(|id| self.changes.get(id))
            .map(|kept| &kept.set)
            .collect()
    }

    fn unanswered(&self) -> impl Iterator<Item = &Kept> {
        self.order
            .iter()
            .filter_map(|id| self.changes.get(id))
            .filter(|kept| kept.answer.is_none())
    }
}

impl Replica for MemoryLaptop {
    type Error = Refusal;
    type Tx<'a> = MemoryTx<'a>;

    fn session(&self) -> u64 {
        self.session
    }

    fn sync_state(&self) -> Result<SyncState, Refusal> {
        Ok(self.sync.clone())
    }

    fn unsent(&self, count: usize, bytes: usize) -> Result<Vec<Vec<u8>>, Refusal> {
        let mut size = 0;
        let page = self.unanswered().take(count).take_while(|kept| {
            let fits = size == 0 || size + kept.bytes.len() <= bytes;
            size += kept.bytes.len();
            fits
        });
        Ok(page.map(|kept| kept.bytes.clone()).collect())
    }

    fn own_after(&self, seq: u64) -> Result<IdRanges, Refusal> {
        let mut ids = IdRanges::default();
        let open = self
            .changes
            .iter()
            .filter(|(_, kept)| kept.own && kept.answer.is_none_or(|answer| answer.0 > seq));
        open.for_each(|(id, _)| ids.insert(*id));
        Ok(ids)
    }

    fn wanted(&self) -> Result<BTreeSet<Uuid>, Refusal> {
        Ok(self.wanted.clone())
    }

    fn begin(&mut self) -> Result<MemoryTx<'_>, Refusal> {
        Ok(MemoryTx {
            work: self.clone(),
            laptop: self,
        })
    }
}

/// A transaction: a copy that takes the place of the laptop when it is committed.
#[derive(Debug)]
pub struct MemoryTx<'a> {
    work: MemoryLaptop,
    laptop: &'a mut MemoryLaptop,
}

impl ReplicaTx for MemoryTx<'_> {
    type Error = Refusal;

    fn sync_state(&self) -> Result<SyncState, Refusal> {
        Ok(self.work.sync.clone())
    }

    fn set_sync_state(&mut self, state: &SyncState) -> Result<(), Refusal> {
        self.work.sync = state.clone();
        Ok(())
    }

    fn answered(&mut self, ack: &Ack) -> Result<(), Refusal> {
        if let Some(kept) = ack.id.and_then(|id| self.work.changes.get_mut(&id)) {
            kept.answer = Some((ack.seq, ack.state));
        }
        Ok(())
    }

    fn change(&self, id: ChangeId) -> Result<Option<ChangeSet>, Refusal> {
        Ok(self.work.changes.get(&id).map(|kept| kept.set.clone()))
    }

    fn keep_change(
        &mut self,
        set: &ChangeSet,
        bytes: &[u8],
        seq: u64,
        _: i64,
    ) -> Result<(), Refusal> {
        let answer = Some((seq, AckState::Accepted));
        match self.work.changes.get_mut(&set.id) {
            Some(kept) if kept.own => kept.answer = answer,
            _ => {
                let kept = Kept {
                    set: set.clone(),
                    bytes: bytes.to_vec(),
                    own: false,
                    answer,
                };
                self.work.changes.insert(set.id, kept);
            }
        }
        Ok(())
    }

    fn record(&self, id: Uuid) -> Result<Option<Whole>, Refusal> {
        Ok(self.work.records.get(&id).cloned())
    }

    fn put_record(&mut self, id: Uuid, whole: &Whole) -> Result<(), Refusal> {
        self.work.records.insert(id, whole.clone());
        Ok(())
    }

    fn delete_record(&mut self, id: Uuid) -> Result<(), Refusal> {
        self.work.records.remove(&id);
        Ok(())
    }

    fn is_dirty(&self, id: Uuid) -> Result<bool, Refusal> {
        Ok(self
            .work
            .unanswered()
            .any(|kept| kept.set.ops.iter().any(|op| op.record == id)))
    }

    fn leaving(&self) -> Result<Vec<Uuid>, Refusal> {
        Ok(self
            .work
            .records
            .iter()
            .filter(|(_, whole)| whole.left.is_some())
            .map(|(id, _)| *id)
            .collect())
    }

    fn want(&mut self, id: Uuid, wanted: bool) -> Result<(), Refusal> {
        if wanted {
            self.work.wanted.insert(id);
        } else {
            self.work.wanted.remove(&id);
        }
        Ok(())
    }

    fn open_ends(&self) -> Result<(u64, u64), Refusal> {
        Ok((
            self.work.wanted.len() as u64,
            self.work.unanswered().count() as u64,
        ))
    }

    fn commit(self) -> Result<(), Refusal> {
        *self.laptop = self.work;
        Ok(())
    }
}
