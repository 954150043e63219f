//! Laptops and an office in memory, on a network that loses, repeats and holds back what it carries.

mod random;
mod scenarios;

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{
    ChangeId, ChangeSet, Clock, Grant, Op, PROTO, RecordState, Refusal, SCOPE, Seen, SyncAnswer,
    SyncRequest, absorb,
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
            device: device(at),
            user: Uuid::nil(),
            wall,
            clock: Clock::Ok,
            ops,
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

    /// I1, I2, I3, I4, I9, I13, I15 once nothing moves any more.
    fn check(&self) {
        let mut said: BTreeMap<(Uuid, String, ChangeId), Value> = BTreeMap::new();
        let mut named = BTreeSet::new();
        let mut ids = BTreeSet::new();
        let mut digest = jemput_sync::Digest::default();
        // An edit of a record that had moved away is parked: it is with the office, and laptops show it until then.
        let mut parked = BTreeSet::new();
        for entry in &self.office.log {
            assert!(ids.insert(entry.id), "logged twice: {}", entry.id);
            assert!(entry.eff <= entry.received);
            digest = digest.next(entry.id, jemput_sync::hash(&entry.bytes), entry.eff);
            assert_eq!(digest, entry.digest);
            let set = ChangeSet::read(&entry.bytes).expect("logged");
            if entry.parked.is_some() {
                parked.extend(set.ops.iter().map(|op| op.record));
                continue;
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
                assert!(ids.contains(&set.id), "lost: {}", set.id);
            }
        }
        for (key, value) in &said {
            let field = &self.office.records[&key.0].fields[&key.1];
            let alive = field.alive.get(&key.2);
            assert_eq!(alive.is_none(), named.contains(key), "{key:?}");
            assert!(alive.is_none_or(|alive| alive.value == *value));
        }
        for (at, laptop) in self.laptops.iter().enumerate() {
            let want: BTreeMap<Uuid, &RecordState> = self
                .office
                .records
                .iter()
                .filter(|(_, state)| {
                    state
                        .scopes()
                        .iter()
                        .any(|scope| self.grants[at].scopes.contains(scope))
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
            for (id, state) in want.into_iter().filter(|(id, _)| !parked.contains(id)) {
                assert_eq!(have[&id], state, "record {id} on laptop {at}");
            }
        }
    }
}
