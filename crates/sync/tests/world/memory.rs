//! The driver's world in memory.

use std::collections::BTreeMap;

use jemput_sync::{
    Ack, AckState, ChangeId, ChangeSet, Clock, Entry, Erasing, Grant, Limits, Op, PROTO,
    RecordState, Refusal, Replica as _, ReplicaTx as _, Report, Seen, Snapshot, Step as Taken,
    SyncAnswer, SyncRequest, SyncState, Whole, absorb, admit, deciding, drop_snapshot, erasing,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve_pages, take_snapshot,
};
use uuid::Uuid;

use super::driver::{Edit, LaptopSide, OfficeSide, World};

pub(crate) type Memory = World<MemoryOffice, Laptop>;

pub(crate) fn world() -> Memory {
    let laptops = (1..=3).map(|session| Laptop::with(MemoryLaptop::new(session)));
    World::new(MemoryOffice::new("office"), laptops.collect())
}

impl OfficeSide for MemoryOffice {
    type Copy = Self;

    fn answer(
        &mut self,
        grant: &Grant,
        request: &SyncRequest,
        now: i64,
        limits: &Limits,
    ) -> SyncAnswer {
        let Ok(answer) = serve_pages(self, grant, request, now, limits);
        answer
    }

    fn die(&mut self, grant: &Grant, request: &SyncRequest, now: i64) {
        let Ok(_) = serve_pages(&mut self.clone(), grant, request, now, &Limits::default());
    }

    fn admit(&mut self, device: Uuid, grant: Option<&Grant>, bytes: &[u8], now: i64) -> Ack {
        let Ok((ack, _)) = admit(self, device, grant, bytes, now);
        ack
    }

    fn head(&self) -> u64 {
        self.log.len() as u64
    }

    fn entry(&self, seq: u64) -> Entry {
        let Ok(entry) = jemput_sync::Ledger::entry(self, seq);
        entry.expect("in the log")
    }

    fn records(&self) -> BTreeMap<Uuid, RecordState> {
        self.records.clone()
    }

    fn erasing(&self, ids: &[ChangeId]) -> Erasing {
        let Ok(wish) = erasing(self, ids);
        wish
    }

    fn deciding(&self, id: ChangeId, accepted: bool) -> Option<Vec<Vec<Op>>> {
        let Ok(sets) = deciding(self, id, accepted, "");
        sets.filter(|_| !self.settled.contains_key(&id))
    }

    fn quarantined(&self) -> Vec<Vec<u8>> {
        self.quarantined
            .iter()
            .map(|(bytes, _)| bytes.clone())
            .collect()
    }

    fn copy(&mut self) -> Self {
        self.clone()
    }

    fn put_back(&mut self, copy: &Self) {
        self.clone_from(copy);
    }
}

/// A laptop and how often anything was written or started on any of its copies.
#[derive(Debug)]
pub(crate) struct Laptop {
    pub(crate) memory: MemoryLaptop,
    n: u64,
}

impl Laptop {
    fn with(memory: MemoryLaptop) -> Self {
        Self { memory, n: 0 }
    }

    /// 64 random bits, as far as a test can have them.
    fn draw() -> u64 {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0x1_0000);
        NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
}

impl LaptopSide for Laptop {
    type Copy = MemoryLaptop;

    fn request(&self) -> SyncRequest {
        next_request(&self.memory).expect("a request")
    }

    fn absorb(&mut self, answer: SyncAnswer) -> Result<Taken, Refusal> {
        absorb(&mut self.memory, answer)
    }

    fn die(&mut self, answer: SyncAnswer, at: u64) {
        // A transaction in memory is kept whole or not at all.
        let before = self.memory.clone();
        let _ = absorb(&mut self.memory, answer);
        if at.is_multiple_of(2) {
            self.memory = before;
        }
        self.restart();
    }

    fn take(
        &mut self,
        scope: &str,
        snapshot: &Snapshot,
        records: Vec<(Uuid, RecordState)>,
        last: bool,
        killed: Option<u64>,
    ) -> Option<jemput_sync::Taken> {
        let before = self.memory.clone();
        let taken = take_snapshot(&mut self.memory, scope, snapshot, records, last);
        if let Some(writes) = killed {
            if writes.is_multiple_of(2) {
                self.memory = before;
            }
            self.restart();
            return None;
        }
        Some(taken.expect("memory"))
    }

    fn give_up(&mut self, scope: &str, snapshot: &Snapshot) {
        drop_snapshot(&mut self.memory, scope, snapshot).expect("memory");
    }

    fn save(&mut self, device: Uuid, wall: i64, edits: &[Edit]) -> Option<ChangeId> {
        self.n += 1;
        let id = ChangeId {
            session: self.memory.session,
            n: self.n,
        };
        let op = |(record, fields): &Edit| {
            let known = self.memory.records.get(record);
            let ids = |field: &str| {
                known
                    .map(|whole| whole.state.ids(field))
                    .unwrap_or_default()
            };
            let replaces = fields.iter().map(|(field, _)| (field.clone(), ids(field)));
            Op {
                record: *record,
                kind: "resident".into(),
                seen: Seen {
                    seq: known.map_or(0, |whole| whole.seq),
                    own: Vec::new(),
                },
                replaces: replaces.filter(|(_, ids)| !ids.is_empty()).collect(),
                set: fields.iter().cloned().collect(),
            }
        };
        let set = ChangeSet {
            id,
            proto: PROTO,
            salt: String::new(),
            device,
            user: Uuid::nil(),
            wall,
            clock: Clock::Ok,
            ops: edits.iter().map(op).collect(),
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        };
        self.memory.write(&set).expect("small");
        Some(id)
    }

    fn records(&self) -> BTreeMap<Uuid, Whole> {
        self.memory.records.clone()
    }

    fn state(&self) -> SyncState {
        self.memory.sync.clone()
    }

    fn staged(&mut self) -> u64 {
        let tx = self.memory.begin().expect("memory");
        tx.open_ends().expect("memory").staged
    }

    fn reports(&self) -> Vec<Report> {
        self.memory.reports.clone()
    }

    fn own(&self, id: ChangeId) -> Option<(Vec<u8>, Option<u64>, bool)> {
        let answer = self.memory.answer(id);
        let parked = answer.is_some_and(|(_, state)| state == AckState::Parked);
        Some((
            self.memory.bytes(id)?.to_vec(),
            answer.map(|(seq, _)| seq),
            parked,
        ))
    }

    fn copy(&mut self) -> MemoryLaptop {
        self.memory.clone()
    }

    fn from_copy(copy: &MemoryLaptop) -> Self {
        let mut laptop = Self::with(copy.clone());
        laptop.restart();
        laptop
    }

    fn restart(&mut self) {
        self.memory.session = Self::draw();
        self.n = 0;
    }
}
