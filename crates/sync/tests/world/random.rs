//! Random histories, and the laws of merging.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, Op, RecordState, Refusal, SCOPE, Seen, absorb, next_request};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{FIELDS, VILLAGES, World};

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
    fn i08_merging_knows_no_order_no_repetition_and_no_grouping(
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
