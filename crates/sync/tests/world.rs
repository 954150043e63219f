//! Laptops and an office in memory, on a network that loses, repeats and holds back what it carries.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{
    AckState, ChangeId, ChangeSet, Clock, Grant, Ledger as _, Op, PROTO, RecordState, Refusal, Row,
    SCOPE, Seen, SyncAnswer, SyncRequest, absorb,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve,
};
use proptest::prelude::*;
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

#[derive(Debug, Clone, Copy)]
enum Step {
    Create {
        at: usize,
        village: usize,
    },
    Edit {
        at: usize,
        pick: usize,
        field: usize,
        wall: i64,
    },
    Two {
        at: usize,
        pick: usize,
        other: usize,
    },
    Move {
        at: usize,
        pick: usize,
        village: usize,
    },
    Turn {
        at: usize,
    },
    LoseAnswer {
        at: usize,
    },
    HoldRequest {
        at: usize,
    },
    DeliverLate,
    RepeatAnswer,
    Restart {
        at: usize,
    },
    Grant {
        at: usize,
        village: usize,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = || 0..3usize;
    let step = prop_oneof![
        4 => (at(), 0..3usize).prop_map(|(at, village)| Step::Create { at, village }),
        8 => (at(), 0..20usize, 0..4usize, -100_000..100_000i64)
            .prop_map(|(at, pick, field, wall)| Step::Edit { at, pick, field, wall }),
        2 => (at(), 0..20usize, 0..20usize).prop_map(|(at, pick, other)| Step::Two { at, pick, other }),
        2 => (at(), 0..20usize, 0..3usize).prop_map(|(at, pick, village)| Step::Move { at, pick, village }),
        8 => at().prop_map(|at| Step::Turn { at }),
        3 => at().prop_map(|at| Step::LoseAnswer { at }),
        2 => at().prop_map(|at| Step::HoldRequest { at }),
        2 => Just(Step::DeliverLate),
        2 => Just(Step::RepeatAnswer),
        1 => at().prop_map(|at| Step::Restart { at }),
        1 => (at(), 0..3usize).prop_map(|(at, village)| Step::Grant { at, village }),
    ];
    prop::collection::vec(step, 1..70)
}

impl World {
    fn pick(&self, at: usize, pick: usize) -> Option<Uuid> {
        let visible: Vec<_> = self.laptops[at]
            .records
            .iter()
            .filter(|(_, w)| w.left.is_none())
            .map(|(id, _)| *id)
            .collect();
        (!visible.is_empty()).then(|| visible[pick % visible.len()])
    }

    fn token(&mut self) -> Value {
        self.tokens += 1;
        json!(format!("value {}", self.tokens))
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Create { at, village } => {
                // Only in villages of one's own: work outside is parked and tested by itself.
                if self.grants[at].scopes.contains(VILLAGES[village]) {
                    self.tokens += 1;
                    self.create(at, u128::from(self.tokens), village);
                }
            }
            Step::Edit {
                at,
                pick,
                field,
                wall,
            } => {
                if let Some(record) = self.pick(at, pick) {
                    let value = self.token();
                    self.edit(at, record, &[(FIELDS[field], value)], self.now + wall);
                }
            }
            Step::Two { at, pick, other } => {
                if let (Some(one), Some(two)) = (self.pick(at, pick), self.pick(at, other))
                    && one != two
                {
                    let value = self.token();
                    let ops = vec![
                        self.op(at, one, &[("phone", value.clone())]),
                        self.op(at, two, &[("phone", value)]),
                    ];
                    self.commit(at, self.now, ops);
                }
            }
            Step::Move { at, pick, village } => {
                if let Some(record) = self.pick(at, pick) {
                    self.edit(at, record, &[(SCOPE, json!(VILLAGES[village]))], self.now);
                }
            }
            Step::Turn { at } => {
                if let Err(refused) = self.turn(at) {
                    assert_eq!(refused, Refusal::Forked);
                }
            }
            Step::LoseAnswer { at } => {
                let request = next_request(&self.laptops[at]).expect("a request");
                let answer = self.ask(at, &request);
                self.old_answers.push((at, answer));
            }
            Step::HoldRequest { at } => {
                let request = next_request(&self.laptops[at]).expect("a request");
                self.late.push((at, request));
            }
            Step::DeliverLate => {
                if let Some((at, request)) = self.late.pop() {
                    self.ask(at, &request);
                }
            }
            Step::RepeatAnswer => {
                if let Some((at, answer)) = self.old_answers.pop() {
                    // In time by chance, or refused; never wrong.
                    let _ = absorb(&mut self.laptops[at], answer);
                }
            }
            Step::Restart { at } => self.laptops[at].session += 16,
            Step::Grant { at, village } => {
                self.grants[at].scopes.insert(VILLAGES[village].to_owned());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_network_does_nothing_is_lost_and_all_sides_agree(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        world.quiesce();
        world.check();
    }

    #[test]
    fn merging_knows_no_order_no_repetition_and_no_grouping(
        writes in prop::collection::vec((0..6u64, 0..3usize, prop::collection::vec(0..6u64, 0..3)), 1..12),
        order in any::<prop::sample::Index>(),
    ) {
        let id = |n| ChangeId { session: 9, n: n + 1 };
        // An id stands for one content: the first one that the list gives it.
        let mut ops: BTreeMap<u64, Op> = BTreeMap::new();
        for (n, field, replaces) in writes {
            ops.entry(n).or_insert_with(|| Op {
                record: Uuid::nil(),
                kind: "resident".into(),
                seen: Seen::default(),
                set: BTreeMap::from([(FIELDS[field].to_owned(), json!(n))]),
                replaces: BTreeMap::from([(FIELDS[field].to_owned(), replaces.into_iter().filter(|r| *r != n).map(id).collect())]),
            });
        }
        let eff = |n: u64| i64::try_from(n % 3).unwrap();
        let all: Vec<(u64, Op)> = ops.into_iter().collect();
        let fold = |list: &[(u64, Op)]| {
            let mut state = RecordState::default();
            for (n, op) in list {
                state.apply(id(*n), op, eff(*n));
            }
            state
        };
        let straight = fold(&all);
        let mut turned = all.clone();
        turned.rotate_left(order.index(all.len()));
        turned.reverse();
        turned.extend(all.iter().take(2).cloned());
        prop_assert_eq!(&fold(&turned), &straight);
        let (left, right) = all.split_at(order.index(all.len()));
        let (left, right) = (fold(left), fold(right));
        let mut one = left.clone();
        one.merge(&right);
        let mut other = right;
        other.merge(&left);
        other.merge(&one);
        prop_assert_eq!(&one, &straight);
        prop_assert_eq!(&other, &straight);
    }
}

#[test]
fn edits_of_different_fields_are_both_kept() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("phone", json!("0812"))], 2000);
    world.edit(1, id, &[("address", json!("Dusun Krajan"))], 1900);
    world.quiesce();
    world.check();
    for laptop in &world.laptops[..2] {
        let state = &laptop.records[&id].state;
        assert_eq!(state.shown("phone"), Some(&json!("0812")));
        assert_eq!(state.shown("address"), Some(&json!("Dusun Krajan")));
        assert!(!state.has_rivals());
    }
}

#[test]
fn edits_of_the_same_field_keep_both_values_and_show_the_same_one_everywhere() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("address", json!("Dusun Krajan"))], 400);
    world.edit(1, id, &[("address", json!("Dusun Sawahan"))], 300);
    // Whoever syncs last does not win by it.
    world.sync(0);
    world.sync(1);
    world.quiesce();
    world.check();
    for laptop in &world.laptops[..2] {
        let field = &laptop.records[&id].state.fields["address"];
        assert_eq!(field.shown().unwrap().1.value, json!("Dusun Krajan"));
        assert_eq!(field.rivals()[0].1.value, json!("Dusun Sawahan"));
    }
}

#[test]
fn a_clock_far_ahead_counts_as_the_time_of_arrival() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("phone", json!("ahead"))], i64::MAX);
    world.sync(0);
    let eff = world.office.records[&id].fields["phone"]
        .shown()
        .unwrap()
        .1
        .eff;
    assert_eq!(eff, world.office.log.last().unwrap().received);
    world.sync(1);
    world.edit(1, id, &[("phone", json!("later"))], world.now + 5);
    world.quiesce();
    assert_eq!(
        world.laptops[0].records[&id].state.shown("phone"),
        Some(&json!("later"))
    );
    world.check();
}

#[test]
fn the_same_request_five_times_makes_one_entry() {
    let mut world = World::new();
    world.create(0, 1, 0);
    let request = next_request(&world.laptops[0]).unwrap();
    let answers: Vec<SyncAnswer> = (0..5).map(|_| world.ask(0, &request)).collect();
    assert_eq!(world.office.log.len(), 1);
    assert!(
        answers
            .iter()
            .all(|answer| answer.acks == answers[0].acks && answer.refused.is_none())
    );
    absorb(&mut world.laptops[0], answers[4].clone()).unwrap();
    assert_eq!(
        absorb(&mut world.laptops[0], answers[3].clone()),
        Err(Refusal::Stale)
    );
    world.quiesce();
    world.check();
}

#[test]
fn an_own_change_comes_back_without_its_content() {
    let mut world = World::new();
    world.create(0, 1, 0);
    let request = next_request(&world.laptops[0]).unwrap();
    let answer = world.ask(0, &request);
    assert!(matches!(answer.rows[..], [Row::Own { seq: 1, .. }]));
    let request = next_request(&world.laptops[1]).unwrap();
    assert!(matches!(
        world.ask(1, &request).rows[..],
        [Row::Change {
            seq: 1,
            part: false,
            ..
        }]
    ));
}

#[test]
fn push_and_pull_go_page_by_page() {
    let mut world = World::new();
    for n in 0..1200 {
        world.create(0, n + 1, 0);
    }
    let mut turns = 1;
    while !world.turn(0).unwrap() {
        turns += 1;
    }
    assert!((3..8).contains(&turns), "{turns} turns");
    world.quiesce();
    world.check();
    assert_eq!(world.laptops[1].records.len(), 1200);
}

#[test]
fn an_office_that_was_restored_is_found_out_and_nothing_is_done() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.sync(0);
    let backup = world.office.clone();
    world.create(0, 2, 0);
    world.sync(0);
    world.office = backup;
    world.create(1, 3, 0);
    world.sync(1);
    world.create(0, 4, 0);
    let before = world.laptops[0].clone();
    let log = world.office.log.len();
    assert_eq!(world.turn(0), Err(Refusal::Rollback));
    assert_eq!(world.office.log.len(), log);
    assert_eq!(world.laptops[0].records, before.records);
    assert_eq!(world.laptops[0].sync, before.sync);
}

#[test]
fn a_laptop_restored_from_a_copy_is_told_once_and_loses_nothing() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.sync(0);
    let copy = world.laptops[0].clone();
    world.edit(0, id, &[("phone", json!("0812"))], 500);
    world.sync(0);
    world.edit(0, id, &[("job", json!("Petani"))], 600);
    world.sync(0);
    world.laptops[0] = copy;
    world.laptops[0].session = 77;
    world.edit(0, id, &[("address", json!("Dusun Krajan"))], 700);
    assert_eq!(world.turn(0), Err(Refusal::Forked));
    assert_eq!(world.office.forks, [device(0)]);
    world.sync(0);
    world.quiesce();
    assert_eq!(world.office.forks.len(), 1);
    world.check();
    let state = &world.laptops[0].records[&id].state;
    assert_eq!(state.shown("phone"), Some(&json!("0812")));
    assert_eq!(state.shown("address"), Some(&json!("Dusun Krajan")));
}

#[test]
fn two_copies_of_one_laptop_are_found_out_and_both_keep_their_work() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.sync(0);
    // The clone works as laptop 1, with laptop 0's key.
    world.laptops[1] = world.laptops[0].clone();
    world.laptops[1].session = 77;
    world.grants[1] = world.grants[0].clone();
    for n in 0..3 {
        let id = Uuid::from_u128(1);
        world.edit(0, id, &[("phone", json!(n))], 500);
        let _ = world.turn(0);
        let op = world.op(1, id, &[("job", json!(n))]);
        world.n += 1;
        let set = ChangeSet {
            id: ChangeId {
                session: 77,
                n: world.n,
            },
            proto: PROTO,
            salt: String::new(),
            device: device(0),
            user: Uuid::nil(),
            wall: 500,
            clock: Clock::Ok,
            ops: vec![op],
        };
        world.laptops[1].write(&set).unwrap();
        let _ = world.turn(1);
    }
    assert!(!world.office.forks.is_empty());
    world.quiesce();
    world.check();
}

#[test]
fn work_outside_a_laptops_scopes_is_kept_and_touches_nothing() {
    let mut world = World::new();
    let mine = world.create(1, 1, 0);
    let outside = world.create(1, 2, 2);
    world.edit(1, mine, &[(SCOPE, json!("all"))], 500);
    let id = Uuid::from_u128(3);
    let mut op = world.op(1, id, &[(SCOPE, json!(VILLAGES[0])), ("file", json!("x"))]);
    op.kind = "service".into();
    world.commit(1, 500, vec![op]);
    let last = world.create(1, 4, 0);
    let request = next_request(&world.laptops[1]).unwrap();
    let answer = world.ask(1, &request);
    let reasons: Vec<_> = answer
        .acks
        .iter()
        .map(|ack| ack.reason.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        reasons,
        [
            "-",
            "change-outside-scope",
            "change-outside-scope",
            "change-office-kind",
            "-"
        ]
    );
    assert_eq!(answer.acks[1].state, AckState::Parked);
    assert_eq!(world.office.log.len(), 5);
    assert_eq!(
        world.office.records.keys().copied().collect::<Vec<_>>(),
        [mine, last]
    );
    absorb(&mut world.laptops[1], answer).unwrap();
    assert!(
        world.laptops[1].records.contains_key(&outside),
        "unsent work is never deleted"
    );
    world.sync(1);
}

#[test]
fn one_bad_change_does_not_stop_the_others() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.create(0, 2, 0);
    let mut request = next_request(&world.laptops[0]).unwrap();
    let raw = |text: &str| serde_json::value::RawValue::from_string(text.into()).unwrap();
    let forged = request.changes[0].get().replace("Sumarni", "Sumarno");
    request
        .changes
        .insert(1, raw("{\"id\":\"00000000000000aa-7\",\"ops\":5}"));
    request.changes.insert(2, raw("[]"));
    request.changes.insert(3, raw(&forged));
    let answer = world.ask(0, &request);
    let reasons: Vec<_> = answer
        .acks
        .iter()
        .map(|ack| ack.reason.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        reasons,
        [
            "-",
            "change-unreadable",
            "change-unreadable",
            "change-same-id",
            "-"
        ]
    );
    assert_eq!(answer.acks[1].id, "00000000000000aa-7".parse().ok());
    assert_eq!(world.office.log.len(), 2);
    assert_eq!(world.office.quarantined.len(), 3);
    assert_eq!(
        world.office.records[&Uuid::from_u128(1)].shown("name"),
        Some(&json!("Sumarni"))
    );
    world.ask(0, &request);
    assert_eq!(world.office.quarantined.len(), 3, "once");
}

#[test]
fn a_record_that_moves_away_is_hidden_and_then_deleted() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    assert!(world.laptops[1].records.contains_key(&id));
    world.edit(0, id, &[(SCOPE, json!(VILLAGES[1]))], 500);
    world.sync(0);
    world.edit(1, id, &[("phone", json!("0812"))], 600);
    world.quiesce();
    assert!(!world.laptops[1].records.contains_key(&id));
    assert!(world.laptops[2].records.contains_key(&id));
}

#[test]
fn a_village_granted_later_comes_with_its_history() {
    let mut world = World::new();
    let id = world.create(2, 1, 2);
    world.quiesce();
    assert!(!world.laptops[1].records.contains_key(&id));
    world.grants[1].scopes.insert(VILLAGES[2].into());
    world.quiesce();
    world.check();
    assert!(world.laptops[1].records.contains_key(&id));
}

#[test]
fn a_laptop_that_joins_before_it_is_granted_anything_gets_all_when_it_is() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.sync(0);
    let scopes = std::mem::take(&mut world.grants[1].scopes);
    world.sync(1);
    world.grants[1].scopes = scopes;
    world.quiesce();
    world.check();
    assert!(world.laptops[1].records.contains_key(&id));
}

#[test]
fn an_answer_of_another_office_is_not_taken_in() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.sync(0);
    world.office.server_id = "another".into();
    assert_eq!(world.turn(0), Err(Refusal::OtherServer));
    assert_eq!(world.office.head().unwrap().mark.seq, 1);
}
