//! Two laptops and an office, with sticks between them and sometimes a network.

use serde_json::{Value, json};

use super::*;
use crate::{
    ChangeId, ChangeSet, Clock, Grant, Op, PROTO, RecordState, Refusal, Replica, SCOPE, Seen,
    absorb,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve,
};

struct World {
    office: MemoryOffice,
    laptops: Vec<MemoryLaptop>,
    grants: Vec<Grant>,
    numbers: Vec<u64>,
    n: u64,
    now: i64,
}

/// A laptop's parcel on a stick.
#[derive(Clone)]
struct Up(UpHead, Vec<Vec<u8>>, Vec<(Uuid, RecordState)>);

/// An office's parcel on a stick.
#[derive(Clone)]
struct Down(DownHead, Vec<Page>);

fn device(at: usize) -> Uuid {
    Uuid::from_u128(0xd0 + at as u128)
}

fn grant(at: usize, villages: &[&str]) -> Grant {
    let mut scopes: BTreeSet<String> = villages.iter().map(|v| format!("village:{v}")).collect();
    scopes.insert("all".into());
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
            laptops: vec![MemoryLaptop::new(1), MemoryLaptop::new(2)],
            grants: vec![grant(0, &["1", "2"]), grant(1, &["1"])],
            numbers: vec![0, 0],
            n: 0,
            now: 1000,
        }
    }

    fn write(&mut self, at: usize, record: u128, set: &[(&str, Value)]) {
        self.n += 1;
        self.now += 1;
        let record = Uuid::from_u128(record);
        let known = self.laptops[at].records.get(&record);
        let ids = |field: &str| known.map(|w| w.state.ids(field)).unwrap_or_default();
        let change = ChangeSet {
            id: ChangeId {
                session: self.laptops[at].session,
                n: self.n,
            },
            proto: PROTO,
            salt: format!("{:032x}", self.n),
            device: device(at),
            user: Uuid::nil(),
            wall: self.now,
            clock: Clock::Ok,
            ops: vec![Op {
                record,
                kind: "resident".into(),
                seen: Seen::default(),
                replaces: set
                    .iter()
                    .map(|(field, _)| ((*field).to_owned(), ids(field)))
                    .filter(|(_, ids)| !ids.is_empty())
                    .collect(),
                set: set
                    .iter()
                    .map(|(field, value)| ((*field).to_owned(), value.clone()))
                    .collect(),
            }],
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        };
        self.laptops[at].write(&change).unwrap();
    }

    fn create(&mut self, at: usize, record: u128, village: &str) {
        let scope = json!(format!("village:{village}"));
        self.write(at, record, &[(SCOPE, scope), ("name", json!("Sumarni"))]);
    }

    fn pack_up(&mut self, at: usize) -> Up {
        self.numbers[at] += 1;
        let changes = self.laptops[at].unsent(usize::MAX, usize::MAX).unwrap();
        let made = Made {
            id: Uuid::from_u128(self.now as u128 * 10 + self.numbers[at] as u128),
            device: device(at),
            number: self.numbers[at],
            at: self.now,
            want_files: BTreeSet::new(),
            reply_to: String::new(),
            changes: changes.len() as u64,
            blobs: 0,
        };
        let kept = self.laptops[at].kept(None, usize::MAX).unwrap();
        Up(up_head(&self.laptops[at], made).unwrap(), changes, kept)
    }

    fn bring_up(&mut self, at: usize, up: &Up) -> Arrival {
        self.now += 1;
        let grant = &self.grants[at];
        let Ok(seen) = arrival(&self.office, grant, &up.0).unwrap() else {
            panic!("the office's own laptop")
        };
        let mut acks = Vec::new();
        for batch in up.1.chunks(2) {
            acks.extend(take_changes(&mut self.office, grant, batch, self.now).unwrap());
        }
        let taken = Taken {
            acks,
            salvaged: take_kept(&mut self.office, grant, &up.2, self.now).unwrap(),
            ..Taken::default()
        };
        close(&mut self.office, grant, &up.0, taken, self.now).unwrap();
        seen
    }

    fn pack_down(&mut self, at: usize) -> Down {
        self.now += 1;
        let grant = &self.grants[at];
        let id = Uuid::from_u128(self.now as u128);
        let head = down_head(&self.office, grant, id, self.now)
            .unwrap()
            .unwrap();
        let mut pages = ack_pages(&self.office, grant, &head).unwrap();
        let mut cursor = head.from;
        loop {
            let page = down_page(&mut self.office, grant, &head, cursor).unwrap();
            assert_eq!(page.answer.refused, None);
            cursor = page.answer.cursor;
            let more = page.answer.more;
            pages.push(page);
            if !more {
                break;
            }
        }
        for (scope, mut after) in to_fetch(&self.office, grant).unwrap() {
            loop {
                let scope = scope.clone();
                let fetch = crate::Fetch { scope, after };
                let page = fetch_page(&mut self.office, grant, &head, fetch).unwrap();
                after = page.answer.fetched.as_ref().unwrap().upto;
                pages.push(page);
                if after.is_none() {
                    break;
                }
            }
        }
        Down(head, pages)
    }

    /// Takes the first pages in, as a cut leaves it.
    fn bring_some(&mut self, at: usize, down: &Down, pages: usize) -> Fit {
        let fit = fit(&self.laptops[at], device(at), &down.0).unwrap();
        if matches!(fit, Fit::Fits | Fit::Restored) {
            for page in down.1.iter().take(pages) {
                let before = self.laptops[at].sync.cursor;
                take_page(&mut self.laptops[at], device(at), &down.0, page.clone()).unwrap();
                let after = self.laptops[at].sync.cursor;
                assert!(
                    after >= before || down.0.from == 0 || fit == Fit::Restored,
                    "{after} after {before}"
                );
            }
        }
        fit
    }

    fn bring_down(&mut self, at: usize, down: &Down) -> Fit {
        self.bring_some(at, down, usize::MAX)
    }

    fn network(&mut self, at: usize) {
        for _ in 0..50 {
            self.now += 1;
            let request = next_request(&self.laptops[at]).unwrap();
            note_turn(&mut self.office, device(at), &request).unwrap();
            let answer = serve(&mut self.office, &self.grants[at], &request, self.now).unwrap();
            if absorb(&mut self.laptops[at], answer).unwrap().done {
                return;
            }
        }
        panic!("no end");
    }

    /// Both ways by stick, until nothing is new.
    fn round(&mut self, at: usize) {
        let up = self.pack_up(at);
        self.bring_up(at, &up);
        let down = self.pack_down(at);
        let fit = self.bring_down(at, &down);
        assert!(matches!(fit, Fit::Fits | Fit::Restored), "{fit:?}");
    }

    fn unsent(&self, at: usize) -> usize {
        self.laptops[at]
            .unsent(usize::MAX, usize::MAX)
            .unwrap()
            .len()
    }

    /// Each laptop shows the office's state for exactly its villages.
    fn check(&self) {
        for (at, laptop) in self.laptops.iter().enumerate() {
            let here: BTreeMap<_, _> = laptop
                .records
                .iter()
                .filter(|(_, whole)| whole.left.is_none())
                .map(|(id, whole)| (*id, whole.state.clone()))
                .collect();
            let there: BTreeMap<_, _> = self
                .office
                .records
                .iter()
                .filter(|(_, state)| {
                    state
                        .scopes()
                        .iter()
                        .any(|scope| self.grants[at].scopes.contains(scope))
                })
                .map(|(id, state)| (*id, state.clone()))
                .collect();
            assert_eq!(here, there, "laptop {at}");
        }
    }
}

#[test]
fn a_laptop_without_any_network_sends_and_fetches_by_stick_and_learns_what_was_accepted() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.create(0, 2, "2");
    world.create(1, 3, "1");
    assert_eq!(world.unsent(0), 2);
    for at in [0, 1, 0] {
        world.round(at);
    }
    assert_eq!((world.unsent(0), world.unsent(1)), (0, 0));
    world.check();
    world.write(0, 3, &[("name", json!("Sumarni Lestari"))]);
    world.write(1, 3, &[("phone", json!("0812"))]);
    for at in [0, 1, 0] {
        world.round(at);
    }
    world.check();
}

#[test]
fn an_update_that_comes_before_the_one_it_follows_wins_without_a_conflict() {
    // Case 3b#13: v2 and v3 offline, v3 delivered first, both by stick.
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    world.write(0, 1, &[("name", json!("v2"))]);
    let first = world.pack_up(0);
    world.write(0, 1, &[("name", json!("v3"))]);
    let mut second = world.pack_up(0);
    // A stick that holds only what is new since the one before it.
    second.1.remove(0);
    world.bring_up(0, &second);
    world.bring_up(0, &first);
    let state = &world.office.records[&Uuid::from_u128(1)];
    assert_eq!(state.shown("name"), Some(&json!("v3")));
    assert!(!state.has_rivals());
    world.round(0);
    world.round(1);
    world.check();
}

#[test]
fn the_same_stick_twice_and_an_old_one_late_change_nothing() {
    let mut world = World::new();
    world.create(0, 1, "1");
    let up = world.pack_up(0);
    assert_eq!(world.bring_up(0, &up), Arrival::New);
    let old = world.pack_down(0);
    let log = world.office.log.len();
    assert_eq!(world.bring_up(0, &up), Arrival::Again);
    assert_eq!(world.office.log.len(), log);
    world.bring_down(0, &old);
    world.bring_down(0, &old);
    world.write(0, 1, &[("name", json!("Ningsih"))]);
    world.round(0);
    let before = world.laptops[0].records.clone();
    assert_eq!(world.bring_down(0, &old), Fit::Old);
    world.bring_up(0, &up);
    assert_eq!(world.laptops[0].records, before);
    world.round(0);
    world.round(1);
    world.check();
}

#[test]
fn a_late_stick_does_not_take_away_what_has_come_back_since() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    world.round(1);
    // Laptop 1 holds only village 1: the record leaves and comes back.
    world.write(0, 1, &[(SCOPE, json!("village:2"))]);
    world.round(0);
    let away = world.pack_down(1);
    world.write(0, 1, &[(SCOPE, json!("village:1"))]);
    world.round(0);
    world.network(1);
    assert_eq!(world.bring_down(1, &away), Fit::Old);
    world.check();
    // Gone and back within one stick.
    for village in ["village:2", "village:1", "village:2", "village:1"] {
        world.write(0, 1, &[(SCOPE, json!(village))]);
    }
    world.round(0);
    world.round(1);
    world.check();
}

#[test]
fn a_stick_that_was_pulled_out_half_way_goes_on_where_it_was() {
    let mut world = World::new();
    for n in 0..700 {
        world.create(0, 10 + n, "1");
        let long = "x".repeat(2000);
        world.write(0, 10 + n, &[("note", json!(long))]);
    }
    world.round(0);
    let down = world.pack_down(1);
    assert!(down.1.len() > 2, "{} pages", down.1.len());
    world.bring_some(1, &down, 2);
    world.network(1);
    assert_eq!(world.bring_down(1, &down), Fit::Fits);
    world.check();
}

#[test]
fn a_stick_for_a_place_further_on_waits_for_the_laptops_own() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    world.round(1);
    let copy = world.laptops[1].clone();
    world.write(0, 1, &[("name", json!("Ningsih"))]);
    world.round(0);
    world.round(1);
    world.write(0, 1, &[("name", json!("Lestari"))]);
    world.round(0);
    let up = world.pack_up(1);
    world.bring_up(1, &up);
    // The laptop is restored from a copy.
    world.laptops[1] = copy;
    world.laptops[1].session = 77;
    let down = world.pack_down(1);
    let before = world.laptops[1].records.clone();
    assert_eq!(world.bring_down(1, &down), Fit::Gap);
    assert_eq!(world.laptops[1].records, before);
    world.round(1);
    world.check();
}

#[test]
fn an_office_that_was_restored_is_noticed_and_its_stick_moves_nobody_on() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    let backup = world.office.clone();
    world.create(0, 2, "1");
    world.round(0);
    world.office = backup;
    // Others go on in the restored office until its log is longer than what laptop 0 knows.
    for n in 0..5 {
        world.create(1, 100 + n, "1");
    }
    world.round(1);
    let down = world.pack_down(0);
    let before = world.laptops[0].records.clone();
    assert_eq!(world.bring_down(0, &down), Fit::Rollback);
    assert_eq!(world.laptops[0].records, before);
    // And the office sees it by the laptop's own stick.
    let lost = world.laptops[0].sync.marks.newest();
    let up = world.pack_up(0);
    world.bring_up(0, &up);
    let noted = world.office.rollbacks.last().copied().unwrap();
    assert_eq!((noted.0, noted.1), (device(0), lost));
}

mod restored;

#[test]
fn what_lies_outside_of_the_grant_and_what_is_no_change_are_answered_too() {
    let mut world = World::new();
    world.create(1, 1, "2");
    world.create(1, 2, "1");
    let mut up = world.pack_up(1);
    world.bring_up(1, &up);
    assert_eq!(world.office.records.len(), 1);
    let down = world.pack_down(1);
    world.bring_down(1, &down);
    assert_eq!(world.unsent(1), 0);
    up.1 = vec![b"rubbish".to_vec()];
    world.bring_up(1, &up);
    assert_eq!(world.office.quarantined.len(), 1);
}

#[test]
fn a_foreign_laptops_and_another_offices_stick_are_refused_before_anything_is_read() {
    let mut world = World::new();
    world.create(0, 1, "1");
    let up = world.pack_up(0);
    let other = arrival(&world.office, &world.grants[1], &up.0).unwrap();
    assert_eq!(other, Err(Refusal::OtherServer));
    world.round(0);
    let down = world.pack_down(0);
    assert_eq!(world.bring_down(1, &down), Fit::Other);
    let refused = take_page(&mut world.laptops[1], device(1), &down.0, down.1[0].clone());
    assert_eq!(refused.err(), Some(Refusal::Stale));
    let mut foreign = world.pack_up(0);
    foreign.0.server_id = "elsewhere".into();
    let refused = arrival(&world.office, &world.grants[0], &foreign.0).unwrap();
    assert_eq!(refused, Err(Refusal::OtherServer));
    let mut newer = down;
    newer.0.proto = PROTO + 1;
    assert_eq!(world.bring_down(0, &newer), Fit::Newer);
}

#[test]
fn a_village_that_is_granted_later_comes_by_stick_too() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.create(0, 2, "2");
    world.round(0);
    world.round(1);
    world.grants[1] = grant(1, &["1", "2"]);
    world.round(1);
    world.check();
}

/// The mix of everything, in many orders: late, twice, cut, by stick and by network.
#[test]
fn sticks_and_network_in_any_order_lead_to_the_same_state() {
    for seed in 1..120_u64 {
        let mut world = World::new();
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut draw = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let mut ups: Vec<(usize, Up)> = Vec::new();
        let mut downs: Vec<(usize, Down)> = Vec::new();
        for step in 0..60 {
            let at = draw(2) as usize;
            let known = |world: &World, at: usize, record| {
                let whole = world.laptops[at].records.get(&Uuid::from_u128(record));
                whole.is_some_and(|whole| whole.left.is_none())
            };
            match draw(10) {
                // Laptop 0 moves its records between its villages; both edit those of village 1.
                0 | 1 => {
                    let record = 1 + u128::from(draw(3)) + 3 * at as u128;
                    let village = if at == 0 {
                        ["1", "2"][draw(2) as usize]
                    } else {
                        "1"
                    };
                    if at == 0 || !known(&world, at, record) {
                        let scope = json!(format!("village:{village}"));
                        world.write(at, record, &[(SCOPE, scope), ("name", json!(step))]);
                    }
                }
                2 | 3 => {
                    let record = 4 + u128::from(draw(3));
                    if known(&world, at, record) {
                        world.write(at, record, &[("phone", json!(step))]);
                    }
                }
                4 => {
                    let up = world.pack_up(at);
                    ups.push((at, up));
                }
                5 if !ups.is_empty() => {
                    let (at, up) = ups[draw(ups.len() as u64) as usize].clone();
                    world.bring_up(at, &up);
                }
                6 => {
                    let down = world.pack_down(at);
                    downs.push((at, down));
                }
                7 if !downs.is_empty() => {
                    let (at, down) = downs[draw(downs.len() as u64) as usize].clone();
                    let pages = 1 + draw(3) as usize;
                    let fit = world.bring_some(at, &down, pages);
                    assert!(matches!(fit, Fit::Fits | Fit::Old | Fit::Gap), "{fit:?}");
                }
                8 => world.network(at),
                _ => {}
            }
        }
        if seed % 2 == 0 {
            for at in [0, 1, 0, 1] {
                world.round(at);
            }
        } else {
            for at in [0, 1, 0, 1] {
                world.network(at);
            }
        }
        assert_eq!((world.unsent(0), world.unsent(1)), (0, 0), "seed {seed}");
        world.check();
    }
}
