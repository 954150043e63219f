//! Laptops and an office under every fault that we know of, whatever they store their data in.
//!
//! Time, choices and faults come from the list of [`Step`]s: the same list gives the same history.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{
    Ack, ChangeId, ChangeSet, Clock, Entry, Erasing, Grant, Limits, Op, PROTO, RecordState,
    Refusal, Report, Row, SCOPE, Seen, Snapshot, Step as Taken, SyncAnswer, SyncRequest, SyncState,
    Whole,
};
use serde_json::{Value, json, value::RawValue};
use uuid::Uuid;

use super::shelf::Shelf;

pub(crate) const VILLAGES: [&str; 3] = ["village:1", "village:2", "village:3"];
pub(crate) const FIELDS: [&str; 4] = ["name", "phone", "address", "job"];
/// A village that no laptop holds, and a record there; a record of the office for all.
pub(crate) const NOBODYS: u128 = 0xabcd;
pub(crate) const SERVICE: u128 = 0xabce;
/// The process that writes at the office.
pub(crate) const OFFICE: u64 = 0xfff;

/// What is written of one record.
pub(crate) type Edit = (Uuid, Vec<(String, Value)>);

/// The office's storage.
pub(crate) trait OfficeSide {
    type Copy;
    fn answer(
        &mut self,
        grant: &Grant,
        request: &SyncRequest,
        now: i64,
        limits: &Limits,
    ) -> SyncAnswer;
    /// The same, killed before anything is kept.
    fn die(&mut self, grant: &Grant, request: &SyncRequest, now: i64);
    fn admit(&mut self, device: Uuid, grant: Option<&Grant>, bytes: &[u8], now: i64) -> Ack;
    fn head(&self) -> u64;
    fn entry(&self, seq: u64) -> Entry;
    fn records(&self) -> BTreeMap<Uuid, RecordState>;
    fn erasing(&self, ids: &[ChangeId]) -> Erasing;
    fn deciding(&self, id: ChangeId, accepted: bool) -> Option<Vec<Vec<Op>>>;
    fn quarantined(&self) -> Vec<Vec<u8>>;
    fn copy(&mut self) -> Self::Copy;
    fn put_back(&mut self, copy: &Self::Copy);
}

/// A laptop's storage.
pub(crate) trait LaptopSide: Sized {
    type Copy;
    fn request(&self) -> SyncRequest;
    fn absorb(&mut self, answer: SyncAnswer) -> Result<Taken, Refusal>;
    /// The same, killed on the way; `at` says where.
    fn die(&mut self, answer: SyncAnswer, at: u64);
    /// Takes records of a snapshot in; `None`: killed after so many writes.
    fn take(
        &mut self,
        scope: &str,
        snapshot: &Snapshot,
        records: Vec<(Uuid, RecordState)>,
        last: bool,
        killed: Option<u64>,
    ) -> Option<jemput_sync::Taken>;
    /// The snapshot cannot be had.
    fn give_up(&mut self, scope: &str, snapshot: &Snapshot);
    fn save(&mut self, device: Uuid, wall: i64, edits: &[Edit]) -> Option<ChangeId>;
    /// Hidden ones too.
    fn records(&self) -> BTreeMap<Uuid, Whole>;
    fn state(&self) -> SyncState;
    /// Records that wait for the cursor.
    fn staged(&mut self) -> u64;
    fn reports(&self) -> Vec<Report>;
    /// Own bytes, and what the office said of them.
    fn own(&self, id: ChangeId) -> Option<(Vec<u8>, Option<u64>, bool)>;
    fn copy(&mut self) -> Self::Copy;
    /// A laptop with this data, in a process of its own.
    fn from_copy(copy: &Self::Copy) -> Self;
    fn restart(&mut self);
}

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
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
        push: usize,
        entries: usize,
    },
    Sync {
        at: usize,
    },
    LoseAnswer {
        at: usize,
        push: usize,
    },
    HoldRequest {
        at: usize,
    },
    DeliverLate,
    RepeatAnswer,
    OfficeDies {
        at: usize,
    },
    LaptopDies {
        at: usize,
        after: u64,
    },
    Restart {
        at: usize,
    },
    Grant {
        at: usize,
        village: usize,
    },
    Revoke {
        at: usize,
        village: usize,
    },
    Backup,
    Restore,
    Copy {
        at: usize,
    },
    PutBack {
        at: usize,
    },
    Clone {
        at: usize,
    },
    Pack {
        at: usize,
        pick: usize,
    },
    Deliver {
        pick: usize,
    },
    Bad {
        at: usize,
        how: usize,
    },
    Erase {
        pick: usize,
    },
    Decide {
        pick: usize,
        accepted: bool,
    },
    OfficeEdit {
        pick: usize,
        field: usize,
    },
    Prepare {
        village: usize,
    },
    Discard {
        village: usize,
    },
    Take {
        at: usize,
        piece: usize,
        killed: Option<u64>,
    },
}

pub(crate) struct Slot<L: LaptopSide> {
    pub(crate) laptop: L,
    /// Which grant it works under; a clone has its original's.
    pub(crate) device: usize,
    /// Changes that it wrote and has not been put back behind.
    pub(crate) owned: Vec<ChangeId>,
    copy: Option<(L::Copy, Vec<ChangeId>)>,
}

pub(crate) struct World<O: OfficeSide, L: LaptopSide> {
    pub(crate) office: O,
    pub(crate) slots: Vec<Slot<L>>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) now: i64,
    backup: O::Copy,
    pub(crate) backed_up: BTreeSet<ChangeId>,
    backup_head: u64,
    /// What each entry made of the records that it touched.
    pub(crate) timeline: Vec<BTreeMap<Uuid, RecordState>>,
    /// The bytes of every change that anybody wrote.
    pub(crate) written: BTreeMap<ChangeId, Vec<u8>>,
    late: Vec<(usize, SyncRequest)>,
    old: Vec<(usize, SyncAnswer)>,
    parcels: Vec<(usize, Vec<Vec<u8>>)>,
    tokens: u64,
    pub(crate) shelf: Shelf,
    /// Something was sent that is no honest change.
    pub(crate) forged: bool,
}

pub(crate) fn device(at: usize) -> Uuid {
    Uuid::from_u128(0xd0 + at as u128)
}

pub(crate) fn grant(at: usize, villages: &[usize]) -> Grant {
    let mut scopes: BTreeSet<String> = villages.iter().map(|v| VILLAGES[*v].to_owned()).collect();
    scopes.insert("all".into());
    scopes.insert(format!("device:{}", device(at)));
    Grant {
        device: device(at),
        scopes,
        office_kinds: BTreeSet::from(["service".into()]),
    }
}

impl<O: OfficeSide, L: LaptopSide> World<O, L> {
    pub(crate) fn new(mut office: O, laptops: Vec<L>) -> Self {
        let backup = office.copy();
        let slot = |(device, laptop)| Slot {
            laptop,
            device,
            owned: Vec::new(),
            copy: None,
        };
        let mut world = Self {
            office,
            slots: laptops.into_iter().enumerate().map(slot).collect(),
            grants: vec![grant(0, &[0, 1]), grant(1, &[0]), grant(2, &[1, 2])],
            now: 1_000_000,
            backup,
            backed_up: BTreeSet::new(),
            backup_head: 0,
            timeline: Vec::new(),
            written: BTreeMap::new(),
            late: Vec::new(),
            old: Vec::new(),
            parcels: Vec::new(),
            tokens: 0,
            shelf: Shelf::default(),
            forged: false,
        };
        for (id, kind, scope) in [
            (NOBODYS, "resident", "village:9"),
            (SERVICE, "service", "all"),
        ] {
            let set = [
                (SCOPE.to_owned(), json!(scope)),
                ("name".to_owned(), json!("kantor")),
            ];
            world.write_at_office(
                vec![Op {
                    record: Uuid::from_u128(id),
                    kind: kind.into(),
                    seen: Seen::default(),
                    set: set.into(),
                    replaces: BTreeMap::new(),
                }],
                Vec::new(),
            );
        }
        world.step(Step::Backup);
        world
    }

    pub(crate) fn grant_of(&self, at: usize) -> &Grant {
        &self.grants[self.slots[at].device]
    }

    fn write_at_office(&mut self, ops: Vec<Op>, erase: Vec<ChangeId>) {
        self.now += 1;
        self.tokens += 1;
        let set = ChangeSet {
            id: ChangeId {
                session: OFFICE,
                n: self.tokens,
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
        let ack = self.office.admit(set.device, None, &bytes, self.now);
        assert_eq!(ack.reason, None, "the office may do everything");
        self.written.insert(set.id, bytes);
        self.note();
    }

    /// Brings the timeline up to the office's head.
    pub(crate) fn note(&mut self) {
        while (self.timeline.len() as u64) < self.office.head() {
            let entry = self.office.entry(self.timeline.len() as u64 + 1);
            let made = self.fold(&entry);
            self.timeline.push(made);
        }
    }

    /// What an entry makes of the records that it touches, by the rules alone.
    fn fold(&self, entry: &Entry) -> BTreeMap<Uuid, RecordState> {
        let mut made = BTreeMap::new();
        if entry.parked.is_some() {
            return made;
        }
        let set = ChangeSet::read(&entry.bytes).expect("logged");
        let known = |id: &Uuid| {
            self.at(*id, self.timeline.len() as u64)
                .cloned()
                .unwrap_or_default()
        };
        for op in &set.ops {
            let state = made.entry(op.record).or_insert_with(|| known(&op.record));
            state.apply(set.id, op, entry.eff);
            for id in &set.erase {
                state.erase(*id);
            }
        }
        for (record, kept) in &set.salvage {
            let mut state = known(record);
            let mut theirs = kept.clone();
            for (name, field) in &mut theirs.fields {
                for (id, alive) in &mut field.alive {
                    // What the office knows already counts as it knows it: a laptop may have been told a forged one.
                    let mine = state.fields.get(name).and_then(|field| field.alive.get(id));
                    match mine {
                        Some(mine) => alive.clone_from(mine),
                        None => alive.eff = alive.eff.min(entry.received),
                    }
                }
            }
            state.merge(&theirs);
            made.insert(*record, state);
        }
        made
    }

    /// A record as the office had it at a place of its log.
    pub(crate) fn at(&self, record: Uuid, seq: u64) -> Option<&RecordState> {
        let seq = usize::try_from(seq)
            .expect("small")
            .min(self.timeline.len());
        self.timeline[..seq]
            .iter()
            .rev()
            .find_map(|made| made.get(&record))
    }

    fn token(&mut self) -> Value {
        self.tokens += 1;
        json!(format!("nilai {}", self.tokens))
    }

    fn pick(&self, at: usize, pick: usize) -> Option<Uuid> {
        let all = self.slots[at].laptop.records();
        let mut visible: Vec<Uuid> = all
            .iter()
            .filter(|(_, whole)| whole.left.is_none() && whole.state.kind == "resident")
            .map(|(id, _)| *id)
            .collect();
        visible.sort_unstable();
        (!visible.is_empty()).then(|| visible[pick % visible.len()])
    }

    fn save(&mut self, at: usize, wall: i64, edits: &[Edit]) {
        let device = self.grant_of(at).device;
        let slot = &mut self.slots[at];
        if let Some(id) = slot.laptop.save(device, wall, edits) {
            let (bytes, ..) = slot.laptop.own(id).expect("just written");
            slot.owned.push(id);
            assert!(
                self.written.insert(id, bytes).is_none(),
                "I10: {id} is used twice"
            );
        }
    }

    pub(crate) fn ask(&mut self, at: usize, request: &SyncRequest, limits: &Limits) -> SyncAnswer {
        self.now += 1;
        let grant = self.grants[self.slots[at].device].clone();
        let json = serde_json::to_string(request).expect("json");
        let request: SyncRequest = serde_json::from_str(&json).expect("a request");
        let limits = self.shelf.limits(limits);
        let answer = self.office.answer(&grant, &request, self.now, &limits);
        self.note();
        rows_run_forward(&request, &answer);
        let json = serde_json::to_string(&answer).expect("json");
        serde_json::from_str(&json).expect("an answer")
    }

    pub(crate) fn absorb(&mut self, at: usize, answer: SyncAnswer) -> Result<Taken, Refusal> {
        let before = self.slots[at].laptop.state();
        let common = answer.common;
        let taken = self.slots[at].laptop.absorb(answer);
        let after = self.slots[at].laptop.state();
        if after.cursor < before.cursor {
            let common =
                common.expect("I6: a cursor goes back only to a mark that both sides know");
            assert!(before.marks.contains(common), "I6");
            assert!(after.cursor <= common.seq, "I6");
        }
        self.check_sums(at);
        self.check_view(at);
        taken
    }

    /// Sums differ only where something is wrong.
    fn check_sums(&self, at: usize) {
        let laptop = &self.slots[at].laptop;
        for report in laptop.reports() {
            if let Report::Checksum { scope, .. } = &report {
                let office = self.office.records();
                let office = office
                    .iter()
                    .filter(|(_, state)| state.scopes().contains(scope));
                let here = laptop.records();
                let here = here
                    .iter()
                    .filter(|(_, w)| w.left.is_none() && w.state.scopes().contains(scope));
                let office: BTreeMap<_, _> =
                    office.map(|(id, state)| (*id, state.clone())).collect();
                let here: BTreeMap<_, _> =
                    here.map(|(id, whole)| (*id, whole.state.clone())).collect();
                panic!("laptop {at}: {report:?}\noffice {office:#?}\nhere {here:#?}");
            }
        }
    }

    pub(crate) fn turn(
        &mut self,
        at: usize,
        push: usize,
        limits: &Limits,
    ) -> Result<Taken, Refusal> {
        let mut request = self.slots[at].laptop.request();
        request.changes.truncate(push);
        let answer = self.ask(at, &request, limits);
        self.absorb(at, answer)
    }

    pub(crate) fn sync(&mut self, at: usize) {
        for _ in 0..300 {
            match self.turn(at, usize::MAX, &Limits::default()) {
                Ok(taken) if taken.done => return,
                Ok(taken) if taken.waits => {
                    while self.take(at, 2, None) == Some(jemput_sync::Taken::More) {}
                }
                Ok(_) | Err(Refusal::Forked) => {}
                Err(refused) => panic!("{refused}"),
            }
        }
        let state = self.slots[at].laptop.state();
        panic!(
            "laptop {at} never has everything: {state:?} {:?}",
            self.slots[at].laptop.request()
        );
    }

    pub(crate) fn quiesce(&mut self) {
        for _ in 0..4 {
            for at in 0..self.slots.len() {
                self.sync(at);
            }
        }
    }

    pub(crate) fn step(&mut self, step: Step) {
        let count = self.slots.len();
        match step {
            Step::Create { at, village } => {
                let at = at % count;
                // Work outside one's own villages is what `Bad` does.
                if self.grant_of(at).scopes.contains(VILLAGES[village]) {
                    self.tokens += 1;
                    let id = Uuid::from_u128(u128::from(self.tokens));
                    let name = self.token();
                    let fields = vec![
                        (SCOPE.into(), json!(VILLAGES[village])),
                        ("name".into(), name),
                    ];
                    self.save(at, self.now, &[(id, fields)]);
                }
            }
            Step::Edit {
                at,
                pick,
                field,
                wall,
            } => {
                let at = at % count;
                if let Some(record) = self.pick(at, pick) {
                    let value = self.token();
                    self.save(
                        at,
                        self.now + wall,
                        &[(record, vec![(FIELDS[field].into(), value)])],
                    );
                }
            }
            Step::Two { at, pick, other } => {
                let at = at % count;
                if let (Some(one), Some(two)) = (self.pick(at, pick), self.pick(at, other))
                    && one != two
                {
                    let value = self.token();
                    let fields = vec![("phone".to_owned(), value)];
                    self.save(at, self.now, &[(one, fields.clone()), (two, fields)]);
                }
            }
            Step::Move { at, pick, village } => {
                let at = at % count;
                if let Some(record) = self.pick(at, pick) {
                    self.save(
                        at,
                        self.now,
                        &[(record, vec![(SCOPE.into(), json!(VILLAGES[village]))])],
                    );
                }
            }
            Step::Turn { at, push, entries } => {
                let limits = Limits {
                    entries,
                    items: entries.max(2),
                    ..Limits::default()
                };
                let taken = self.turn(at % count, push, &limits);
                assert!(matches!(taken, Ok(_) | Err(Refusal::Forked)), "{taken:?}");
            }
            Step::Sync { at } => self.sync(at % count),
            Step::LoseAnswer { at, push } => {
                let at = at % count;
                let mut request = self.slots[at].laptop.request();
                request.changes.truncate(push);
                let answer = self.ask(at, &request, &Limits::default());
                self.old.push((at, answer));
            }
            Step::HoldRequest { at } => {
                let request = self.slots[at % count].laptop.request();
                self.late.push((at % count, request));
            }
            Step::DeliverLate => {
                if let Some((at, request)) = self.late.pop() {
                    self.ask(at, &request, &Limits::default());
                }
            }
            Step::RepeatAnswer => {
                if let Some((at, answer)) = self.old.pop() {
                    // In time by chance, or refused; never wrong.
                    let _ = self.absorb(at, answer);
                }
            }
            Step::OfficeDies { at } => {
                let at = at % count;
                let request = self.slots[at].laptop.request();
                self.now += 1;
                let grant = self.grant_of(at).clone();
                self.office.die(&grant, &request, self.now);
                assert_eq!(self.office.head(), self.timeline.len() as u64, "I14");
            }
            Step::LaptopDies { at, after } => {
                let at = at % count;
                let request = self.slots[at].laptop.request();
                let answer = self.ask(at, &request, &Limits::default());
                self.slots[at].laptop.die(answer, after);
                self.check_view(at);
            }
            Step::Restart { at } => self.slots[at % count].laptop.restart(),
            Step::Grant { at, village } => {
                let device = self.slots[at % count].device;
                self.grants[device]
                    .scopes
                    .insert(VILLAGES[village].to_owned());
            }
            Step::Revoke { at, village } => {
                let device = self.slots[at % count].device;
                self.grants[device].scopes.remove(VILLAGES[village]);
            }
            Step::Backup => {
                self.backup = self.office.copy();
                self.backup_head = self.office.head();
                self.backed_up = (1..=self.backup_head)
                    .map(|seq| self.office.entry(seq).id)
                    .collect();
            }
            Step::Restore => {
                self.office.put_back(&self.backup);
                self.timeline
                    .truncate(usize::try_from(self.backup_head).expect("small"));
            }
            Step::Copy { at } => {
                let slot = &mut self.slots[at % count];
                slot.copy = Some((slot.laptop.copy(), slot.owned.clone()));
            }
            Step::PutBack { at } => {
                let slot = &mut self.slots[at % count];
                if let Some((copy, owned)) = &slot.copy {
                    slot.laptop = L::from_copy(copy);
                    slot.owned.clone_from(owned);
                }
            }
            Step::Clone { at } => {
                if count < 5 {
                    let slot = &mut self.slots[at % count];
                    let clone = Slot {
                        laptop: L::from_copy(&slot.laptop.copy()),
                        device: slot.device,
                        owned: slot.owned.clone(),
                        copy: None,
                    };
                    self.slots.push(clone);
                }
            }
            Step::Pack { at, pick } => {
                let slot = &self.slots[at % count];
                let from = pick % (slot.owned.len() + 1);
                let owned = slot.owned[from..].iter();
                let bytes = owned
                    .filter_map(|id| Some(slot.laptop.own(*id)?.0))
                    .collect();
                self.parcels.push((slot.device, bytes));
            }
            Step::Deliver { pick } => {
                if !self.parcels.is_empty() {
                    let (device, changes) = self.parcels[pick % self.parcels.len()].clone();
                    let grant = self.grants[device].clone();
                    for bytes in changes.iter().rev() {
                        self.now += 1;
                        self.office
                            .admit(grant.device, Some(&grant), bytes, self.now);
                        self.note();
                    }
                }
            }
            Step::Bad { at, how } => self.bad(at % count, how),
            Step::Erase { pick } => {
                let head = self.office.head();
                let entry = self.office.entry(1 + pick as u64 % head);
                if entry.id.session != OFFICE {
                    let wish = self.office.erasing(&[entry.id]);
                    self.write_at_office(wish.ops, wish.ids);
                }
            }
            Step::Decide { pick, accepted } => {
                let head = self.office.head();
                let entry = self.office.entry(1 + pick as u64 % head);
                for ops in self
                    .office
                    .deciding(entry.id, accepted)
                    .into_iter()
                    .flatten()
                {
                    self.write_at_office(ops, Vec::new());
                }
            }
            Step::Prepare { village } => self.prepare(village),
            Step::Discard { village } => self.discard(village),
            Step::Take { at, piece, killed } => drop(self.take(at % count, piece, killed)),
            Step::OfficeEdit { pick, field } => {
                let all = self.office.records();
                let mut mine = all
                    .iter()
                    .filter(|(_, state)| state.kind == "resident")
                    .cycle();
                if let Some((record, state)) = mine.nth(pick) {
                    let name = FIELDS[field].to_owned();
                    let op = Op {
                        record: *record,
                        kind: "resident".into(),
                        seen: Seen::default(),
                        replaces: BTreeMap::from([(name.clone(), state.ids(&name))]),
                        set: BTreeMap::from([(name, self.token())]),
                    };
                    self.write_at_office(vec![op], Vec::new());
                }
            }
        }
    }

    /// A request that holds what no honest laptop sends, among honest changes.
    fn bad(&mut self, at: usize, how: usize) {
        self.forged = true;
        let mut request = self.slots[at].laptop.request();
        let raw = |text: String| RawValue::from_string(text).expect("json");
        self.tokens += 1;
        let forge = |record: u128, kind: &str, device: Uuid, set: Value| {
            raw(json!({
                "id": format!("{:016x}-{}", 0xbad, self.tokens), "proto": 1, "salt": "", "device": device,
                "user": Uuid::nil(), "wall": 5,
                "ops": [{"record": Uuid::from_u128(record), "kind": kind, "set": set}],
            }).to_string())
        };
        let own = self.grant_of(at).device;
        let change = match how % 7 {
            0 => raw("{\"id\":\"0000000000000bad-1\",\"ops\":5}".into()),
            1 => raw("[]".into()),
            2 => forge(SERVICE, "service", own, json!({"name": "palsu"})),
            3 => forge(
                SERVICE,
                "resident",
                own,
                json!({"name": "palsu", "scope": "village:1"}),
            ),
            4 => forge(NOBODYS, "resident", own, json!({"name": "palsu"})),
            5 => forge(
                NOBODYS,
                "resident",
                Uuid::from_u128(0xfff),
                json!({"name": "palsu"}),
            ),
            // An id that is known, with other bytes.
            _ => match request.changes.last() {
                Some(last) => raw(last.get().replace("nilai", "palsu")),
                None => raw("{}".into()),
            },
        };
        let honest = request.changes.len();
        request
            .changes
            .insert(honest.min(how % 3 + 1), change.clone());
        request.changes.push(change);
        if request.quiet && !request.marks.is_empty() {
            request.changes.clear();
        }
        let sent = request.changes.len();
        let answer = self.ask(at, &request, &Limits::default());
        if answer.refused.is_none() {
            assert_eq!(answer.acks.len(), sent, "I11");
            let forged = [honest.min(how % 3 + 1), sent.saturating_sub(1)];
            for (n, ack) in answer.acks.iter().enumerate() {
                // A forged one may have come before under its id: then its bytes are kept outside the log.
                let kept = ack.seq > 0 || ack.reason.as_deref() == Some("change-same-id");
                assert!(forged.contains(&n) || kept, "I11: {ack:?}");
            }
        }
        let taken = self.absorb(at, answer);
        assert!(matches!(taken, Ok(_) | Err(Refusal::Forked)), "{taken:?}");
    }
}

/// I12: rows come in the order of the log, all behind the cursor.
fn rows_run_forward(request: &SyncRequest, answer: &SyncAnswer) {
    let seqs = answer.rows.iter().filter_map(|row| match row {
        Row::Change { seq, .. } | Row::Own { seq, .. } | Row::Leave { seq, .. } => Some(*seq),
        Row::Record { .. } => None,
    });
    let mut last = request.turn.cursor;
    for seq in seqs {
        assert!(
            seq >= last && seq > request.turn.cursor && seq <= answer.cursor,
            "I12: {seq} after {last}"
        );
        last = seq;
    }
}
