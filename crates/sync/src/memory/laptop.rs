//! A laptop in memory.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    Ack, AckState, ChangeError, ChangeId, ChangeSet, Checksum, IdRanges, OpenEnds, RecordState,
    Refusal, Replica, ReplicaTx, Report, SyncState, Whole,
};

/// A change as a laptop keeps it.
#[derive(Debug, Clone)]
struct Kept {
    set: ChangeSet,
    bytes: Vec<u8>,
    own: bool,
    answer: Option<(u64, AckState)>,
    erased: bool,
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
    /// What it repaired by itself.
    pub reports: Vec<Report>,
    changes: BTreeMap<ChangeId, Kept>,
    order: Vec<ChangeId>,
    wanted: BTreeSet<Uuid>,
    /// Records that the office may have lost; `true`: it asked for them.
    offered: BTreeMap<Uuid, bool>,
    staged: BTreeMap<Uuid, (u64, RecordState)>,
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
                erased: false,
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

    /// The bytes of a change that is here; `None` also where they were erased.
    #[must_use]
    pub fn bytes(&self, id: ChangeId) -> Option<&[u8]> {
        let kept = self.changes.get(&id).filter(|kept| !kept.erased)?;
        Some(&kept.bytes)
    }

    /// What the office said of an own change; `None`: nothing yet.
    #[must_use]
    pub fn answer(&self, id: ChangeId) -> Option<(u64, AckState)> {
        self.changes.get(&id)?.answer
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
        let open = self.changes.iter().filter(|(_, kept)| {
            kept.own && !kept.erased && kept.answer.is_some_and(|answer| answer.0 > seq)
        });
        open.for_each(|(id, _)| ids.insert(*id));
        Ok(ids)
    }

    fn offers(&self, count: usize) -> Result<BTreeMap<Uuid, Checksum>, Refusal> {
        let open = self.offered.iter().filter(|(_, lacking)| !**lacking);
        let sums =
            open.filter_map(|(id, _)| Some((*id, Checksum::of(*id, &self.records.get(id)?.state))));
        Ok(sums.take(count).collect())
    }

    fn lacking(&self, bytes: usize) -> Result<BTreeMap<Uuid, RecordState>, Refusal> {
        let mut size = 0;
        let asked = self.offered.iter().filter(|(_, lacking)| **lacking);
        let states = asked.filter_map(|(id, _)| Some((*id, self.records.get(id)?.state.clone())));
        let page = states.take_while(|(_, state)| {
            let fits = size < bytes;
            size += serde_json::to_vec(state).map_or(0, |json| json.len());
            fits
        });
        Ok(page.collect())
    }

    fn kept(&self, after: Option<Uuid>, count: usize) -> Result<Vec<(Uuid, RecordState)>, Refusal> {
        let later = self.offered.keys().filter(|id| Some(**id) > after);
        let states = later.filter_map(|id| Some((*id, self.records.get(id)?.state.clone())));
        Ok(states.take(count).collect())
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

    fn answered(&mut self, ack: &Ack) -> Result<bool, Refusal> {
        let kept = ack.id.and_then(|id| self.work.changes.get_mut(&id));
        let before = kept.map(|kept| kept.answer.replace((ack.seq, ack.state)));
        Ok(before == Some(None))
    }

    fn own_between(&self, seq: u64, upto: u64) -> Result<BTreeSet<ChangeId>, Refusal> {
        let accepted = self.work.changes.iter().filter(|(_, kept)| {
            let within = |at| at > seq && at <= upto;
            kept.own
                && kept
                    .answer
                    .is_some_and(|(at, state)| state == AckState::Accepted && within(at))
        });
        Ok(accepted.map(|(id, _)| *id).collect())
    }

    fn rewind(&mut self, seq: u64) -> Result<(), Refusal> {
        for kept in self.work.changes.values_mut() {
            // What is kept outside the log has no number that would tell whether the office still has it.
            let lost = kept.answer.is_some_and(|(at, _)| at > seq || at == 0);
            if kept.own && !kept.erased && lost {
                kept.answer = None;
            }
        }
        for (id, whole) in &mut self.work.records {
            if whole.seq > seq {
                whole.seq = seq;
                self.work.offered.insert(*id, false);
            }
            whole.left = whole.left.map(|left| left.min(seq));
        }
        self.work.staged.clear();
        Ok(())
    }

    fn offered(&mut self, id: Uuid, lacking: bool) -> Result<(), Refusal> {
        if lacking {
            self.work.offered.insert(id, true);
        } else {
            self.work.offered.remove(&id);
        }
        Ok(())
    }

    fn is_offered(&self, id: Uuid) -> Result<bool, Refusal> {
        Ok(self.work.offered.contains_key(&id))
    }

    fn stage(&mut self, id: Uuid, seq: u64, state: &RecordState) -> Result<(), Refusal> {
        self.work.staged.insert(id, (seq, state.clone()));
        Ok(())
    }

    fn staged(&self, id: Uuid) -> Result<Option<(u64, RecordState)>, Refusal> {
        Ok(self.work.staged.get(&id).cloned())
    }

    fn unstage(&mut self, id: Uuid) -> Result<(), Refusal> {
        self.work.staged.remove(&id);
        Ok(())
    }

    fn due(&self, cursor: u64) -> Result<Vec<Uuid>, Refusal> {
        let staged = self
            .work
            .staged
            .iter()
            .filter(|(_, staged)| staged.0 <= cursor);
        Ok(staged.map(|(id, _)| *id).collect())
    }

    fn members(
        &self,
        scope: &str,
        after: Option<Uuid>,
        upto: Option<Uuid>,
    ) -> Result<Vec<Uuid>, Refusal> {
        let visible = self
            .work
            .records
            .iter()
            .filter(|(_, whole)| whole.left.is_none());
        let within = visible.filter(|(id, _)| {
            after.is_none_or(|after| **id > after) && upto.is_none_or(|upto| **id <= upto)
        });
        let mine = within.filter(|(_, whole)| whole.state.scopes().contains(scope));
        Ok(mine.map(|(id, _)| *id).collect())
    }

    fn strays(&self, held: &BTreeMap<String, u64>) -> Result<Vec<Uuid>, Refusal> {
        let visible = self
            .work
            .records
            .iter()
            .filter(|(_, whole)| whole.left.is_none());
        let strays = visible.filter(|(_, whole)| {
            let scopes = whole.state.scopes();
            !scopes.iter().any(|scope| held.contains_key(scope))
        });
        Ok(strays.map(|(id, _)| *id).collect())
    }

    fn checksum(&self, scope: &str) -> Result<Checksum, Refusal> {
        let mut sum = Checksum::default();
        for id in self.members(scope, None, None)? {
            sum = sum.plus(Checksum::of(id, &self.work.records[&id].state));
        }
        Ok(sum)
    }

    fn recount(&mut self, scope: &str) -> Result<Checksum, Refusal> {
        self.checksum(scope)
    }

    fn own_of(&self, id: Uuid, seq: u64) -> Result<Vec<ChangeSet>, Refusal> {
        let own = self
            .work
            .order
            .iter()
            .filter_map(|id| self.work.changes.get(id));
        let open = own.filter(|kept| {
            kept.answer
                .is_none_or(|(at, state)| state == AckState::Accepted && at > seq)
        });
        let open = open.map(|kept| &kept.set);
        Ok(open
            .filter(|set| set.records().contains(&id))
            .cloned()
            .collect())
    }

    fn erase(&mut self, id: ChangeId) -> Result<(), Refusal> {
        if let Some(kept) = self.work.changes.get_mut(&id) {
            kept.erased = true;
            // Who erases it has it: there is nothing left to send.
            kept.answer.get_or_insert((0, AckState::Accepted));
            kept.bytes = Vec::new();
            kept.set.ops = Vec::new();
        }
        Ok(())
    }

    fn report(&mut self, report: &Report) -> Result<(), Refusal> {
        self.work.reports.push(report.clone());
        Ok(())
    }

    fn change(&self, id: ChangeId) -> Result<Option<ChangeSet>, Refusal> {
        let kept = self.work.changes.get(&id);
        let kept = kept.filter(|kept| kept.own && !kept.erased);
        Ok(kept.map(|kept| kept.set.clone()))
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
            // Another content bears the id of an own change: that stays with its answer.
            Some(kept) if kept.own && kept.answer.is_some_and(|answer| answer.0 == 0) => {}
            Some(kept) if kept.own => kept.answer = answer,
            _ => {
                let kept = Kept {
                    set: set.clone(),
                    bytes: bytes.to_vec(),
                    own: false,
                    answer,
                    erased: false,
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
        self.work.offered.remove(&id);
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

    fn open_ends(&self) -> Result<OpenEnds, Refusal> {
        Ok(OpenEnds {
            wanted: self.work.wanted.len() as u64,
            unsent: self.work.unanswered().count() as u64,
            salvage: self.work.offered.len() as u64,
            staged: self.work.staged.len() as u64,
        })
    }

    fn commit(self) -> Result<(), Refusal> {
        *self.laptop = self.work;
        Ok(())
    }
}
