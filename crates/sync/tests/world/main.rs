//! Laptops and an office in memory, on a network that loses, repeats and holds back what it carries.

mod bounded;
mod cases;
mod driver;
mod files;
mod invariants;
mod kept;
mod laws;
mod memory;
mod model;
mod random;
mod recovery;
mod released;
mod scenarios;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{
    ChangeId, ChangeSet, Clock, Grant, Op, PROTO, RecordState, Refusal, SCOPE, Seen, SyncAnswer,
    SyncRequest, absorb, admit,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve,
};
use serde_json::{Value, json};
use uuid::Uuid;

const VILLAGES: [&str; 3] = ["village:1", "village:2", "village:3"];
const FIELDS: [&str; 4] = ["name", "phone", "address", "job"];

struct World {
    office: MemoryOffice,
    laptops: Vec<MemoryLaptop>,
    grants: Vec<Grant>,
    now: i64,
    n: u64,
    tokens: u64,
    late: Vec<(usize, SyncRequest)>,
    old_answers: Vec<(usize, SyncAnswer)>,
}

fn device(at: usize) -> Uuid {
    Uuid::from_u128(0xd0 + at as u128)
}

fn grant(at: usize, villages: &[usize]) -> Grant {
    let mut scopes: BTreeSet<String> = villages.iter().map(|v| VILLAGES[*v].to_owned()).collect();
    scopes.insert("all".into());
    scopes.insert(format!("device:{}", device(at)));
    Grant {
        device: device(at),
        scopes,
        office_kinds: BTreeSet::from(["service".into()]),
    }
}

impl World {
    fn new() -> Self {
        Self {
            office: MemoryOffice::new("office"),
            laptops: vec![
                MemoryLaptop::new(1),
                MemoryLaptop::new(2),
                MemoryLaptop::new(3),
            ],
            grants: vec![grant(0, &[0, 1]), grant(1, &[0]), grant(2, &[1, 2])],
            now: 1000,
            n: 0,
            tokens: 0,
            late: Vec::new(),
            old_answers: Vec::new(),
        }
    }

    fn op(&self, at: usize, record: Uuid, set: &[(&str, Value)]) -> Op {
        let known = self.laptops[at].records.get(&record);
        Op {
            record,
            kind: "resident".into(),
            seen: Seen {
                seq: known.map_or(0, |whole| whole.seq),
                own: Vec::new(),
            },
            set: set
                .iter()
                .map(|(field, value)| ((*field).to_owned(), value.clone()))
                .collect(),
            replaces: set
                .iter()
                .map(|(field, _)| {
                    (
                        (*field).to_owned(),
                        known.map(|w| w.state.ids(field)).unwrap_or_default(),
                    )
                })
                .filter(|(_, ids)| !ids.is_empty())
                .collect(),
        }
    }

    fn commit(&mut self, at: usize, wall: i64, ops: Vec<Op>) -> ChangeId {
        let device = self.grants[at].device;
        self.n += 1;
        let id = ChangeId {
            session: self.laptops[at].session,
            n: self.n,
        };
        let salt = format!("{:032x}", self.n);
        let set = ChangeSet {
            id,
            proto: PROTO,
            salt,
            device,
            user: Uuid::nil(),
            wall,
            clock: Clock::Ok,
            ops,
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        };
        self.laptops[at].write(&set).expect("small");
        id
    }

    fn edit(&mut self, at: usize, record: Uuid, set: &[(&str, Value)], wall: i64) -> ChangeId {
        let op = self.op(at, record, set);
        self.commit(at, wall, vec![op])
    }

    fn create(&mut self, at: usize, record: u128, village: usize) -> Uuid {
        let id = Uuid::from_u128(record);
        self.edit(
            at,
            id,
            &[
                (SCOPE, json!(VILLAGES[village])),
                ("name", json!("Sumarni")),
            ],
            100,
        );
        id
    }

    /// A laptop is lost with all that only it had.
    fn retire(&mut self, at: usize) {
        self.laptops[at] = MemoryLaptop::new(1000 + self.n);
        self.grants[at].device = Uuid::from_u128(0xee00 + u128::from(self.n));
    }

    /// A new laptop of some villages.
    fn join(&mut self, villages: &[usize]) {
        let at = self.laptops.len();
        self.laptops.push(MemoryLaptop::new(2000 + self.n));
        self.grants.push(grant(at, villages));
    }

    fn write_at_office(&mut self, ops: Vec<Op>) -> ChangeId {
        self.erase_at_office(ops, Vec::new())
    }

    fn erase_at_office(&mut self, ops: Vec<Op>, erase: Vec<ChangeId>) -> ChangeId {
        self.n += 1;
        self.now += 1;
        let set = ChangeSet {
            id: ChangeId {
                session: 0xfff,
                n: self.n,
            },
            proto: PROTO,
            salt: String::new(),
            device: Uuid::from_u128(0xfff),
            user: Uuid::nil(),
            wall: self.now,
            clock: Clock::Ok,
            ops,
            erase,
            salvage: BTreeMap::new(),
        };
        let bytes = set.write().expect("small");
        let Ok((ack, _)) = admit(&mut self.office, set.device, None, &bytes, self.now);
        assert_eq!(ack.reason, None);
        set.id
    }

    fn ask(&mut self, at: usize, request: &SyncRequest) -> SyncAnswer {
        self.now += 1;
        let Ok(answer) = serve(&mut self.office, &self.grants[at], request, self.now);
        // Over the wire and back.
        let json = serde_json::to_string(&answer).expect("json");
        serde_json::from_str(&json).expect("an answer")
    }

    fn turn(&mut self, at: usize) -> Result<bool, Refusal> {
        let request = next_request(&self.laptops[at])?;
        let answer = self.ask(at, &request);
        absorb(&mut self.laptops[at], answer).map(|step| step.done)
    }

    fn sync(&mut self, at: usize) {
        for _ in 0..200 {
            match self.turn(at) {
                Ok(true) => return,
                Ok(false) | Err(Refusal::Forked) => {}
                Err(refused) => panic!("{refused}"),
            }
        }
        panic!("laptop {at} never has everything");
    }

    fn quiesce(&mut self) {
        for _ in 0..3 {
            for at in 0..self.laptops.len() {
                self.sync(at);
            }
        }
    }

    /// What must hold once nothing moves any more.
    fn check(&self) {
        let mut said: BTreeMap<(Uuid, String, ChangeId), Value> = BTreeMap::new();
        let mut named = BTreeSet::new();
        let mut erased = BTreeSet::new();
        let mut ids = BTreeSet::new();
        let mut digest = jemput_sync::Digest::default();
        for entry in &self.office.log {
            assert!(ids.insert(entry.id), "logged twice: {}", entry.id);
            assert!(entry.eff <= entry.received);
            digest = digest.next(entry.id, entry.hash, entry.eff, entry.parked.is_some());
            assert_eq!(digest, entry.digest);
            if entry.erased {
                erased.insert(entry.id);
                continue;
            }
            assert_eq!(jemput_sync::hash(&entry.bytes), entry.hash);
            let set = ChangeSet::read(&entry.bytes).expect("logged");
            if entry.parked.is_some() {
                continue;
            }
            for (record, state) in &set.salvage {
                for (name, field) in &state.fields {
                    for (id, alive) in &field.alive {
                        said.insert((*record, name.clone(), *id), alive.value.clone());
                    }
                }
            }
            for op in set.ops {
                for (field, value) in op.set {
                    said.insert((op.record, field, entry.id), value);
                }
                for (field, ids) in op.replaces {
                    named.extend(ids.into_iter().map(|id| (op.record, field.clone(), id)));
                }
            }
        }
        for laptop in &self.laptops {
            for set in laptop.own() {
                let kept = laptop.bytes(set.id).is_none() || ids.contains(&set.id);
                assert!(kept || self.is_quarantined(set.id), "lost: {}", set.id);
            }
        }
        let salvaged = |record, field: &str, id| {
            let states = self.office.log.iter().filter(|entry| !entry.erased);
            let sets = states.filter_map(|entry| ChangeSet::read(&entry.bytes).ok());
            sets.filter_map(|set| set.salvage.get(record).cloned())
                .filter_map(|state| state.fields.get(field).cloned())
                .any(|field| field.dead.contains(id))
        };
        for (key, value) in &said {
            let (record, name, id) = key;
            let field = &self.office.records[record].fields[name];
            let alive = field.alive.get(id);
            let dead = named.contains(key)
                || erased.contains(id)
                || (alive.is_none() && salvaged(record, name, *id));
            assert_eq!(alive.is_none(), dead, "{key:?}");
            assert!(alive.is_none_or(|alive| alive.value == *value));
        }
        for (at, laptop) in self.laptops.iter().enumerate() {
            let want: BTreeMap<Uuid, &RecordState> = self
                .office
                .records
                .iter()
                .filter(|(_, state)| {
                    let scopes = state.scopes();
                    !scopes.is_disjoint(&self.grants[at].scopes)
                })
                .map(|(id, state)| (*id, state))
                .collect();
            let have: BTreeMap<Uuid, &RecordState> = laptop
                .records
                .iter()
                .map(|(id, whole)| (*id, &whole.state))
                .collect();
            assert_eq!(
                have.keys().collect::<Vec<_>>(),
                want.keys().collect::<Vec<_>>(),
                "records of laptop {at}"
            );
            for (id, state) in want {
                assert_eq!(have[&id], state, "record {id} on laptop {at}");
            }
        }
    }

    fn is_quarantined(&self, id: ChangeId) -> bool {
        let id = id.to_string();
        let all = self.office.quarantined.iter();
        let mut texts = all.filter_map(|(bytes, _)| std::str::from_utf8(bytes).ok());
        texts.any(|text| text.contains(&id))
    }
}
