//! Whole turns of laptops, against the office in memory that the laws are proven on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use uuid::Uuid;

use super::{Backend, NOW, bytes, change, device, read, write};
use crate::{
    Archive as _, ChangeSet, Grant, Ledger as _, Limits, SCOPE, Seen, SyncAnswer, SyncRequest,
    absorb, admit, erasing,
    memory::{MemoryLaptop, MemoryOffice},
    next_request,
    parcel::{self, PostOffice as _},
    serve_pages,
};

/// Laptops, and steps of a history.
const LAPTOPS: usize = 3;
const STEPS: usize = 400;

/// Choices without any randomness.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

struct Play<B: Backend> {
    backend: B,
    archive: B::Archive,
    memory: MemoryOffice,
    laptops: Vec<MemoryLaptop>,
    n: u64,
    now: i64,
}

fn grant(at: usize) -> Grant {
    let villages: &[&str] = [
        &["all", "village:1"][..],
        &["all", "village:1", "village:2"],
        &["all", "village:2"],
    ][at];
    Grant {
        device: device(at as u128),
        scopes: villages.iter().map(|scope| (*scope).to_owned()).collect(),
        office_kinds: BTreeSet::from(["service".to_owned()]),
    }
}

impl<B: Backend> Play<B> {
    fn new() -> Self {
        let backend = B::new();
        let mut archive = backend.connect();
        archive.set_server_id("kantor").expect("the storage writes");
        Self {
            backend,
            archive,
            memory: MemoryOffice::new("kantor"),
            laptops: (1..=LAPTOPS as u64).map(MemoryLaptop::new).collect(),
            n: 0,
            now: NOW,
        }
    }

    /// One laptop's save: a new record, or an edit that replaces what it shows.
    fn save(&mut self, at: usize, dice: &mut Dice) {
        self.n += 1;
        let number = u128::from(dice.roll(25));
        let known = self.laptops[at].records.get(&super::record(number));
        let field = ["name", "rt", SCOPE][usize::try_from(dice.roll(3)).unwrap_or(0)];
        let village = ["village:1", "village:2"][usize::try_from(dice.roll(2)).unwrap_or(0)];
        let mut fields = json!({ "name": self.n });
        if known.is_none() || field == SCOPE {
            fields[SCOPE] = json!(village);
        }
        fields[field] = if field == SCOPE {
            json!(village)
        } else {
            json!(self.n)
        };
        let mut set = change(self.laptops[at].session, self.n, &[(number, fields)]);
        set.device = device(at as u128);
        set.wall = self.now - 500 + i64::try_from(dice.roll(1000)).unwrap_or_default();
        for op in &mut set.ops {
            if let Some(known) = known {
                op.seen = Seen {
                    seq: known.seq,
                    own: Vec::new(),
                };
                let ids = op
                    .set
                    .keys()
                    .map(|name| (name.clone(), known.state.ids(name)));
                op.replaces = ids.filter(|(_, ids)| !ids.is_empty()).collect();
            }
        }
        self.laptops[at].write(&set).expect("a small change");
    }

    /// A turn, answered by both; the answers must be the same to the last byte.
    fn turn(&mut self, at: usize, limits: &Limits) -> bool {
        self.now += 1;
        let request = next_request(&self.laptops[at]).expect("a request");
        let (grant, now) = (grant(at), self.now);
        let answer = write(&mut self.archive, |ledger| {
            let answer = serve_pages(ledger, &grant, &request, now, limits)?;
            parcel::note_turn(ledger, grant.device, &request)?;
            Ok(answer)
        });
        let expected = in_memory(&mut self.memory, &grant, &request, now, limits);
        let json = |answer: &SyncAnswer| serde_json::to_string(answer).expect("an answer");
        assert_eq!(json(&answer), json(&expected), "laptop {at} at step {now}");
        absorb(&mut self.laptops[at], answer).is_ok_and(|step| step.done)
    }

    /// A change of the office.
    fn office(&mut self, set: &ChangeSet) {
        let (bytes, now) = (bytes(set), self.now);
        let ack = write(&mut self.archive, |ledger| {
            admit(ledger, device(9), None, &bytes, now)
        });
        let Ok(expected) = admit(&mut self.memory, device(9), None, &bytes, now);
        assert_eq!(ack, expected);
    }

    fn erase(&mut self, dice: &mut Dice) {
        let head = self.memory.log.len() as u64;
        let Some(entry) = (head > 0)
            .then(|| {
                self.memory
                    .log
                    .get(usize::try_from(dice.roll(head)).unwrap_or(0))
            })
            .flatten()
        else {
            return;
        };
        let id = entry.id;
        self.n += 1;
        let mut set = change(900, self.n, &[]);
        let wish = read(&mut self.archive, |ledger| erasing(&*ledger, &[id]));
        assert_eq!(Ok(wish.clone()), erasing(&self.memory, &[id]));
        if wish.ids.is_empty() {
            return;
        }
        (set.ops, set.erase) = (wish.ops, wish.ids);
        self.office(&set);
    }

    /// What a stick for a laptop would hold.
    fn stick(&mut self, at: usize) {
        let (grant, now) = (grant(at), self.now);
        let id = Uuid::from_u128(u128::from(self.n));
        let made = read(&mut self.archive, |ledger| {
            let Ok(head) = parcel::down_head(&*ledger, &grant, id, now)? else {
                return Ok(String::new());
            };
            let page = parcel::down_page(ledger, &grant, &head, head.from)?;
            Ok(format!("{head:?} {page:?}"))
        });
        let Ok(head) = parcel::down_head(&self.memory, &grant, id, now);
        let expected = head.map_or(String::new(), |head| {
            let mut aside = self.memory.clone();
            let Ok(page) = parcel::down_page(&mut aside, &grant, &head, head.from);
            format!("{head:?} {page:?}")
        });
        assert_eq!(made, expected);
    }

    /// The log, the records and what is beside them.
    fn check(&mut self) {
        let mut archive = self.backend.connect();
        let memory = &self.memory;
        read(&mut archive, |ledger| {
            let Ok(head) = memory.head();
            assert_eq!(ledger.head()?, head);
            for (seq, expected) in (1_u64..).zip(&memory.log) {
                let mut entry = ledger.entry(seq)?.expect("it is logged");
                if entry.erased {
                    // What stands in their place may differ, as long as it tells nothing.
                    entry.bytes.clone_from(&expected.bytes);
                }
                assert_eq!(&entry, expected);
            }
            for (id, state) in &memory.records {
                assert_eq!(ledger.record(*id)?.as_ref(), Some(state));
            }
            for at in 0..LAPTOPS {
                let Ok(place) = memory.place(device(at as u128));
                assert_eq!(ledger.place(device(at as u128))?, place);
            }
            Ok(())
        });
    }
}

fn in_memory(
    memory: &mut MemoryOffice,
    grant: &Grant,
    request: &SyncRequest,
    now: i64,
    limits: &Limits,
) -> SyncAnswer {
    let Ok(answer) = serve_pages(memory, grant, request, now, limits);
    let Ok(()) = parcel::note_turn(memory, grant.device, request);
    answer
}

/// Pushes, pages of all sizes, moves between villages, work outside of a grant, erasures, and sticks.
pub fn the_same_turns_get_the_same_answers_as_in_memory<B: Backend>() {
    for seed in [1, 2] {
        let mut play = Play::<B>::new();
        let mut dice = Dice(seed);
        for _ in 0..STEPS {
            let at = usize::try_from(dice.roll(LAPTOPS as u64)).unwrap_or(0);
            match dice.roll(20) {
                0..=8 => play.save(at, &mut dice),
                9..=16 => {
                    let few = usize::try_from(1 + dice.roll(5)).unwrap_or(1);
                    let mut limits = Limits::default();
                    if dice.roll(2) == 0 {
                        (limits.items, limits.entries) = (few, few);
                    }
                    play.turn(at, &limits);
                }
                17 => {
                    play.n += 1;
                    let fields = json!({ SCOPE: "all", "name": play.n });
                    play.office(&change(900, play.n, &[(500, fields)]));
                }
                18 => play.erase(&mut dice),
                _ => play.stick(at),
            }
        }
        for at in (0..LAPTOPS).chain(0..LAPTOPS) {
            let limits = Limits::default();
            let done = (0..60).any(|_| play.turn(at, &limits));
            assert!(done, "laptop {at} comes to an end");
        }
        play.check();
        let shown: BTreeMap<_, _> = play.laptops[1].records.iter().collect();
        assert!(shown.len() > 10 && play.memory.log.len() > 100);
    }
}
