//! The core lives through a history step by step.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{
    ChangeId, ChangeSet, Clock, Grant, Ledger as _, Limits, Op, PROTO, Refusal, Seen, SyncRequest,
    absorb, admit,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve_pages,
};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::told::{
    Back, Edit, Field, Step, change_id, field, of_core, of_model, record_id, scope, value,
};

#[derive(Clone)]
struct Laptop {
    memory: MemoryLaptop,
    device: Uuid,
    held: BTreeSet<String>,
}

pub(super) struct Replay {
    office: MemoryOffice,
    backup: MemoryOffice,
    laptops: Vec<Laptop>,
    copies: BTreeMap<usize, Laptop>,
    bytes: BTreeMap<ChangeId, Vec<u8>>,
    /// Up to where the log went after each of the model's salvaged entries.
    salvaged: BTreeMap<String, u64>,
    now: i64,
    processes: u64,
}

/// What a turn carries.
enum Carry<'a> {
    /// Changes, and no rows.
    Up(&'a [String]),
    /// Rows, at most so many entries.
    Down(usize),
    /// What the request itself holds: places, offers and salvaged states.
    Recovery,
}

impl Replay {
    pub(super) fn new() -> Self {
        let office = MemoryOffice::new("office");
        let laptop = |n: u64, villages: &[&str]| Laptop {
            memory: MemoryLaptop::new(n),
            device: Uuid::from_u128(0xd0 + u128::from(n)),
            held: villages.iter().map(|v| scope(v)).collect(),
        };
        Self {
            backup: office.clone(),
            office,
            laptops: vec![
                laptop(1, &["v1", "v2"]),
                laptop(2, &["v1"]),
                laptop(3, &["v2", "v3"]),
            ],
            copies: BTreeMap::new(),
            bytes: BTreeMap::new(),
            salvaged: BTreeMap::new(),
            now: 1000,
            processes: 3,
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Commit {
                laptop,
                id,
                wall,
                ops,
            } => self.commit(laptop, &id, wall, ops),
            Step::Sync {
                laptop,
                held,
                back,
                push,
                at,
                lost,
                pull,
            } => {
                self.laptops[laptop].held = held.iter().map(|v| scope(v)).collect();
                self.recover(laptop, back.as_ref());
                self.push(laptop, &push, at, lost);
                if let Some(upto) = pull {
                    self.pull(laptop, &upto);
                }
            }
            Step::Grant { laptop, held } => {
                self.laptops[laptop].held = held.iter().map(|v| scope(v)).collect();
                self.pull(laptop, "head");
            }
            Step::Backup => self.backup = self.office.clone(),
            Step::Restore => self.office = self.backup.clone(),
            Step::Copy { laptop } => {
                let copy = self.laptops[laptop].clone();
                self.copies.insert(laptop, copy);
            }
            Step::PutBack { laptop } => {
                self.laptops[laptop] = self.started(self.copies[&laptop].clone());
            }
            Step::Clone { laptop } => {
                let clone = self.started(self.laptops[laptop].clone());
                self.laptops.push(clone);
            }
            Step::Deliver { changes, at } => {
                self.now = at;
                self.take_in(&changes);
            }
            Step::Quiet { records, laptops } => self.compare(&records, &laptops),
        }
    }

    /// Whatever was copied runs as a process of its own.
    fn started(&mut self, mut laptop: Laptop) -> Laptop {
        self.processes += 1;
        laptop.memory.session = self.processes;
        laptop
    }

    fn commit(&mut self, laptop: usize, id: &str, wall: i64, ops: Vec<Edit>) {
        let op = |(record, set, replaces): Edit| Op {
            record: record_id(&record),
            kind: "resident".into(),
            seen: Seen::default(),
            set: set
                .iter()
                .map(|(name, text)| (field(name), value(name, text)))
                .collect(),
            replaces: replaces
                .iter()
                .map(|(name, ids)| (field(name), ids.iter().map(|id| change_id(id)).collect()))
                .collect(),
        };
        let set = ChangeSet {
            id: change_id(id),
            proto: PROTO,
            salt: String::new(),
            device: self.laptops[laptop].device,
            user: Uuid::nil(),
            wall,
            clock: Clock::Ok,
            ops: ops.into_iter().map(op).collect(),
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        };
        self.laptops[laptop].memory.write(&set).expect("small");
        self.bytes.insert(set.id, set.write().expect("small"));
    }

    fn take_in(&mut self, changes: &[String]) {
        for change in changes {
            let bytes = &self.bytes[&change_id(change)];
            let Ok((ack, _)) = admit(&mut self.office, Uuid::nil(), None, bytes, self.now);
            assert_eq!(ack.reason, None);
        }
    }

    fn grant(&self, laptop: usize, scopes: BTreeSet<String>) -> Grant {
        Grant {
            device: self.laptops[laptop].device,
            scopes,
            office_kinds: BTreeSet::new(),
        }
    }

    fn request(&self, laptop: usize) -> SyncRequest {
        next_request(&self.laptops[laptop].memory).expect("a request")
    }

    /// One turn; `true` once there is nothing more to say.
    fn turn(&mut self, laptop: usize, carry: &Carry<'_>, lost: bool) -> bool {
        loop {
            let mut request = self.request(laptop);
            let mut limits = Limits::default();
            let held = self.laptops[laptop].held.clone();
            let mut scopes = held.clone();
            match *carry {
                Carry::Up(changes) => {
                    self.take_in(changes);
                    request.changes = changes
                        .iter()
                        .map(|id| raw(&self.bytes[&change_id(id)]))
                        .collect();
                    request.quiet = true;
                }
                Carry::Down(entries) => {
                    request.changes.clear();
                    limits.entries = entries;
                }
                Carry::Recovery => {
                    request.changes.clear();
                    if request.quiet {
                        scopes = ["v1", "v2", "v3"].map(scope).into();
                    }
                }
            }
            let grant = self.grant(laptop, scopes);
            let Ok(mut answer) = serve_pages(&mut self.office, &grant, &request, self.now, &limits);
            answer.grants = held;
            if lost {
                return false;
            }
            match absorb(&mut self.laptops[laptop].memory, answer) {
                Ok(step) => return step.done,
                // Told once, and then it goes on.
                Err(Refusal::Forked) => {}
                Err(refused) => panic!("{refused}"),
            }
        }
    }

    /// Until what an office that was restored lost is there again, and the villages are fetched anew.
    fn recover(&mut self, laptop: usize, back: Option<&Back>) {
        // An office that does not know the laptop's place says so before anything else.
        let marks = self.laptops[laptop].memory.sync.marks.newest();
        let known = marks.seq == 0 || self.office.digest_at(marks.seq) == Ok(Some(marks.digest));
        if !known {
            for _ in 0..2 {
                self.turn(laptop, &Carry::Recovery, false);
            }
            assert!(!self.laptops[laptop].memory.sync.rewind);
        }
        let Some(back) = back else { return };
        self.now = back.at;
        for _ in 0..100 {
            let request = self.request(laptop);
            if !request.quiet {
                break;
            }
            self.turn(laptop, &Carry::Recovery, false);
        }
        if let Some(salvage) = &back.salvage {
            let head = self.office.log.len() as u64;
            self.salvaged.insert(salvage.clone(), head);
        }
        self.push(laptop, &back.push, back.at, false);
        // The villages anew.
        for _ in 0..100 {
            if self.request(laptop).fetch.is_none() {
                break;
            }
            self.turn(laptop, &Carry::Recovery, false);
        }
    }

    fn push(&mut self, laptop: usize, changes: &[String], at: i64, lost: bool) {
        self.now = at;
        self.turn(laptop, &Carry::Up(changes), lost);
    }

    /// Rows up to a place of the log, and not beyond.
    fn pull(&mut self, laptop: usize, upto: &str) {
        if upto == "head" {
            for _ in 0..200 {
                if self.turn(laptop, &Carry::Down(usize::MAX), false) {
                    return;
                }
            }
            panic!("laptop {laptop} never has everything");
        }
        let known = |id| {
            self.office
                .known(id)
                .unwrap_or_default()
                .map(|known| known.seq)
        };
        let upto = match self.salvaged.get(upto) {
            Some(seq) => *seq,
            None => known(change_id(upto)).expect("in the log"),
        };
        loop {
            let state = &self.laptops[laptop].memory.sync;
            let granted = &self.laptops[laptop].held;
            let mut held = state.held.clone();
            if held.is_empty() && state.cursor == 0 {
                // The first answer is made for everything that is granted.
                held.extend(granted.iter().map(|scope| (scope.clone(), 0)));
            }
            held.retain(|scope, _| granted.contains(scope));
            let Ok((next, _)) = self.office.feed(&held, state.cursor, 1);
            if next.first().is_none_or(|item| item.seq > upto) {
                return;
            }
            self.turn(laptop, &Carry::Down(1), false);
        }
    }

    fn compare(
        &self,
        records: &BTreeMap<String, BTreeMap<String, Field>>,
        laptops: &[BTreeSet<String>],
    ) {
        let model: BTreeMap<Uuid, _> = records
            .iter()
            .map(|(id, fields)| (record_id(id), of_model(fields)))
            .collect();
        let office = self.office.records.iter();
        let office: BTreeMap<Uuid, _> = office.map(|(id, state)| (*id, of_core(state))).collect();
        for (id, fields) in &model {
            assert_eq!(office.get(id), Some(fields), "record {id}");
        }
        assert_eq!(office.len(), model.len(), "records of the office");
        assert_eq!(self.laptops.len(), laptops.len());
        for (at, (laptop, wanted)) in self.laptops.iter().zip(laptops).enumerate() {
            let wanted: BTreeSet<Uuid> = wanted.iter().map(|name| record_id(name)).collect();
            let here: BTreeSet<Uuid> = laptop.memory.records.keys().copied().collect();
            assert_eq!(here, wanted, "records of laptop {at}");
            for (id, whole) in &laptop.memory.records {
                assert_eq!(
                    whole.state, self.office.records[id],
                    "record {id} on laptop {at}"
                );
            }
            let request = self.request(at);
            for change in &request.changes {
                // After a restore more may be sent again than the office lacks.
                let set = ChangeSet::read(change.get().as_bytes()).expect("written here");
                let known = self.office.known(set.id).unwrap_or_default();
                assert!(known.is_some(), "laptop {at} has unsent work");
            }
        }
    }
}

fn raw(bytes: &[u8]) -> Box<RawValue> {
    let text = String::from_utf8(bytes.to_vec()).expect("JSON");
    RawValue::from_string(text).expect("JSON")
}
