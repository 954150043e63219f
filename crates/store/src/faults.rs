//! The laws of the sync on real files: the same driver as in `crates/sync`, with processes that are killed between two
//! statements, full disks, and copies of database and write-ahead log that are put back.

#[path = "../../sync/tests/world/driver.rs"]
mod driver;
#[path = "../../sync/tests/world/invariants.rs"]
mod invariants;
#[path = "../../sync/tests/world/shelf.rs"]
mod shelf;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use jemput_domain::id::{DeviceId, OfficerId};
use jemput_sync::{
    Ack, ChangeId, Entry, Erasing, Grant, Ledger as _, Limits, Op, RecordState, Refusal,
    Replica as _, ReplicaTx as _, Report, Snapshot, Step as Taken, SyncAnswer, SyncRequest,
    SyncState, Whole, absorb, admit, deciding, drop_snapshot, erasing, next_request, serve_pages,
    take_snapshot,
};
use rusqlite::functions::FunctionFlags;
use uuid::Uuid;

use self::driver::{Edit, LaptopSide, OfficeSide, Step, World};
use crate::{
    Author, Store, StoreError, change, keyring::DataKey, ledger::Office, packed, record,
    record::uuid,
};

/// Histories, if `JEMPUT_FILE_HISTORIES` says nothing else.
const HISTORIES: u64 = 10;

/// A database file and the connection to it.
struct File {
    store: Option<Store>,
    path: PathBuf,
    laptop: bool,
    /// Writes until the process is killed; negative: it lives.
    fuse: Arc<AtomicI64>,
}

/// What lies on the disk: the database and its write-ahead log.
#[derive(Clone)]
struct Disk {
    folder: PathBuf,
    database: Vec<u8>,
    wal: Option<Vec<u8>>,
}

fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

impl File {
    fn new(folder: &Path, laptop: bool) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let path = folder.join(format!("{}.db", NEXT.fetch_add(1, Ordering::Relaxed)));
        let mut file = Self {
            store: None,
            path,
            laptop,
            fuse: Arc::new(AtomicI64::new(-1)),
        };
        file.start();
        file
    }

    /// A process of its own, with what is on the disk.
    fn start(&mut self) {
        self.store = None;
        let key = DataKey::from_bytes([7; 32]);
        let store = match (self.laptop, self.path.exists()) {
            (true, true) => Store::open(&self.path, &key),
            (true, false) => Store::create(&self.path, &key),
            (false, _) => Store::open_plain(&self.path),
        };
        let store = store.unwrap();
        let fuse = Arc::clone(&self.fuse);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        store
            .conn
            .create_scalar_function("burn", 0, flags, move |_| {
                if fuse.fetch_sub(1, Ordering::Relaxed) == 0 {
                    return Err(rusqlite::Error::UserFunctionError("killed".into()));
                }
                Ok(1)
            })
            .unwrap();
        for table in [
            "change", "record", "setting", "member", "log", "feed", "staged", "wanted", "offered",
        ] {
            for event in ["INSERT", "UPDATE", "DELETE"] {
                store
                    .conn
                    .execute_batch(&format!(
                        "CREATE TEMP TRIGGER {table}_{event} BEFORE {event} ON main.{table} BEGIN SELECT burn(); END;"
                    ))
                    .unwrap();
            }
        }
        self.store = Some(store);
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn store_mut(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn disk(&self) -> Disk {
        Disk {
            folder: self.path.parent().unwrap().to_owned(),
            database: std::fs::read(&self.path).unwrap(),
            wal: std::fs::read(wal(&self.path)).ok(),
        }
    }

    fn write(&mut self, disk: &Disk) {
        self.store = None;
        let _ = std::fs::remove_file(wal(&self.path));
        std::fs::write(&self.path, &disk.database).unwrap();
        if let Some(bytes) = &disk.wal {
            std::fs::write(wal(&self.path), bytes).unwrap();
        }
        self.start();
    }

    /// Runs `work` in a process that ends at its `writes`th write, or finds the disk full; then starts it anew.
    fn killed<T>(
        &mut self,
        writes: u64,
        work: impl FnOnce(&mut Store) -> crate::Result<T>,
    ) -> bool {
        if writes.is_multiple_of(3) {
            let store = self.store_mut();
            let pages: i64 = store
                .conn
                .query_row("PRAGMA page_count", (), |row| row.get(0))
                .unwrap();
            store
                .conn
                .query_row(&format!("PRAGMA max_page_count = {pages}"), (), |_| Ok(()))
                .unwrap();
        } else {
            self.fuse
                .store(i64::try_from(writes).unwrap(), Ordering::Relaxed);
        }
        let kept = work(self.store_mut()).is_ok();
        self.fuse.store(-1, Ordering::Relaxed);
        self.start();
        kept
    }

    /// A look at the office's side of the file.
    fn look<T>(&self, look: impl FnOnce(&Office<'_>) -> crate::Result<T>) -> T {
        let tx = self.store().conn.unchecked_transaction().unwrap();
        look(&Office::new(&tx)).unwrap()
    }

    /// Writing at the office's side, with a word on whether it stays.
    fn office<T>(
        store: &mut Store,
        keep: bool,
        work: impl FnOnce(&mut Office<'_>) -> crate::Result<T>,
    ) -> crate::Result<T> {
        let tx = store.conn.transaction()?;
        let done = work(&mut Office::new(&tx))?;
        if keep {
            tx.commit()?;
        }
        Ok(done)
    }
}

struct OfficeFile(File);

impl OfficeSide for OfficeFile {
    type Copy = Disk;

    fn answer(
        &mut self,
        grant: &Grant,
        request: &SyncRequest,
        now: i64,
        limits: &Limits,
    ) -> SyncAnswer {
        File::office(self.0.store_mut(), true, |office| {
            serve_pages(office, grant, request, now, limits)
        })
        .unwrap()
    }

    fn die(&mut self, grant: &Grant, request: &SyncRequest, now: i64) {
        let writes = now.unsigned_abs() % 50;
        self.0.killed(writes, |store| {
            File::office(store, false, |office| {
                serve_pages(office, grant, request, now, &Limits::default())
            })
        });
    }

    fn admit(&mut self, device: Uuid, grant: Option<&Grant>, bytes: &[u8], now: i64) -> Ack {
        let done = File::office(self.0.store_mut(), true, |office| {
            let (ack, _) = admit(office, device, grant, bytes, now)?;
            // What a decision is about follows from its record.
            Ok(ack)
        });
        done.unwrap()
    }

    fn head(&self) -> u64 {
        self.0.store().log_head().unwrap().seq
    }

    fn entry(&self, seq: u64) -> Entry {
        self.0.look(|office| office.entry(seq)).expect("in the log")
    }

    fn records(&self) -> BTreeMap<Uuid, RecordState> {
        let records = all_records(self.0.store());
        records
            .into_iter()
            .map(|(id, whole)| (id, whole.state))
            .collect()
    }

    fn erasing(&self, ids: &[ChangeId]) -> Erasing {
        self.0.look(|office| erasing(office, ids))
    }

    fn deciding(&self, id: ChangeId, accepted: bool) -> Option<Vec<Vec<Op>>> {
        let decided = self
            .0
            .look(|office| office.record(jemput_sync::decision_record(id)));
        if decided.is_some() {
            return None;
        }
        self.0.look(|office| deciding(office, id, accepted, ""))
    }

    fn quarantined(&self) -> Vec<Vec<u8>> {
        let all = self.0.store().quarantined(1000).unwrap();
        all.into_iter().map(|one| one.bytes).collect()
    }

    fn copy(&mut self) -> Disk {
        self.0.disk()
    }

    fn put_back(&mut self, copy: &Disk) {
        self.0.write(copy);
    }
}

fn all_records(store: &Store) -> BTreeMap<Uuid, Whole> {
    let mut statement = store.conn.prepare("SELECT id FROM record").unwrap();
    let ids: Vec<Uuid> = statement
        .query_map((), |row| uuid(row, 0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    ids.into_iter()
        .map(|id| (id, record::whole(&store.conn, id).unwrap().unwrap()))
        .collect()
}

struct LaptopFile(File);

fn refused(error: StoreError) -> Refusal {
    match error {
        StoreError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    }
}

impl LaptopSide for LaptopFile {
    type Copy = Disk;

    fn request(&self) -> SyncRequest {
        next_request(self.0.store()).unwrap()
    }

    fn absorb(&mut self, answer: SyncAnswer) -> Result<Taken, Refusal> {
        absorb(self.0.store_mut(), answer).map_err(refused)
    }

    fn die(&mut self, answer: SyncAnswer, at: u64) {
        let before = (self.state(), self.records());
        let kept = self.0.killed(at, |store| absorb(store, answer));
        if !kept {
            let after = (self.state(), self.records());
            assert!(
                before == after || before.0.thread != after.0.thread,
                "I14: a part stayed"
            );
        }
    }

    fn take(
        &mut self,
        scope: &str,
        snapshot: &Snapshot,
        records: Vec<(Uuid, RecordState)>,
        last: bool,
        killed: Option<u64>,
    ) -> Option<jemput_sync::Taken> {
        let Some(writes) = killed else {
            let store = self.0.store_mut();
            return Some(take_snapshot(store, scope, snapshot, records, last).unwrap());
        };
        let before = (self.state(), self.records());
        let kept = self.0.killed(writes, |store| {
            take_snapshot(store, scope, snapshot, records, last)
        });
        if !kept {
            let after = (self.state(), self.records());
            assert_eq!(before, after, "I14: a part stayed");
        }
        None
    }

    fn give_up(&mut self, scope: &str, snapshot: &Snapshot) {
        drop_snapshot(self.0.store_mut(), scope, snapshot).unwrap();
    }

    fn save(&mut self, device: Uuid, wall: i64, edits: &[Edit]) -> Option<ChangeId> {
        let author = Author::new(DeviceId(device), OfficerId(Uuid::nil()), wall);
        let done = self
            .0
            .store_mut()
            .transact(&author, |tx| -> crate::Result<()> {
                for (id, fields) in edits {
                    let fields = fields.iter().cloned().collect();
                    if tx.record(*id)?.is_some() {
                        tx.edit(*id, fields, &BTreeMap::new())?;
                    } else {
                        tx.create(*id, "resident", fields)?;
                    }
                }
                Ok(())
            });
        done.unwrap().change
    }

    fn records(&self) -> BTreeMap<Uuid, Whole> {
        all_records(self.0.store())
    }

    fn state(&self) -> SyncState {
        self.0.store().sync_state().unwrap()
    }

    fn staged(&mut self) -> u64 {
        let tx = self.0.store_mut().begin().unwrap();
        tx.open_ends().unwrap().staged
    }

    fn reports(&self) -> Vec<Report> {
        let all = self.0.store().reports().unwrap();
        all.into_iter().map(|(_, report)| report).collect()
    }

    fn own(&self, id: ChangeId) -> Option<(Vec<u8>, Option<u64>, bool)> {
        let conn = &self.0.store().conn;
        let row = conn.query_row(
            "SELECT bytes, seq, parked IS NOT NULL, erased FROM change WHERE session = ?1 AND n = ?2 AND own = 1",
            change::columns(id),
            |row| {
                let seq: Option<i64> = row.get(1)?;
                let erased: bool = row.get(3)?;
                Ok((!erased).then_some((packed::column(row, 0)?, seq.map(i64::cast_unsigned), row.get(2)?)))
            },
        );
        row.ok().flatten()
    }

    fn copy(&mut self) -> Disk {
        self.0.disk()
    }

    fn from_copy(copy: &Disk) -> Self {
        let mut file = File::new(&copy.folder, true);
        file.write(copy);
        Self(file)
    }

    fn restart(&mut self) {
        self.0.start();
    }
}

/// The choices of a history.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn step(&mut self) -> Step {
        let (at, pick) = (self.roll(5), self.roll(40));
        let (village, field) = (self.roll(3), self.roll(4));
        let push = [0, 1, 2, usize::MAX][self.roll(4)];
        let entries = [1, 3, usize::MAX][self.roll(3)];
        let wall = [-5, 0, 7, 400_000_000_000, -400_000_000_000][self.roll(5)];
        match self.roll(84) {
            0..=7 => Step::Create { at, village },
            8..=21 => Step::Edit {
                at,
                pick,
                field,
                wall,
            },
            22..=26 => Step::Two {
                at,
                pick,
                other: self.roll(40),
            },
            27..=31 => Step::Move { at, pick, village },
            32..=41 => Step::Turn { at, push, entries },
            42..=46 => Step::Sync { at },
            47..=48 => Step::OfficeEdit { pick, field },
            49..=50 => Step::LoseAnswer { at, push },
            51 => Step::HoldRequest { at },
            52 => Step::DeliverLate,
            53 => Step::RepeatAnswer,
            54..=55 => Step::OfficeDies { at },
            56 => Step::Backup,
            57 => Step::Restore,
            58 => Step::Restart { at },
            59..=62 => Step::LaptopDies {
                at,
                after: pick as u64,
            },
            63 => Step::Copy { at },
            64 => Step::PutBack { at },
            65 => Step::Clone { at },
            66 => Step::Grant { at, village },
            67 => Step::Revoke { at, village },
            68 => Step::Pack { at, pick },
            69 => Step::Deliver { pick },
            70 => Step::Bad {
                at,
                how: self.roll(21),
            },
            71 => Step::Decide {
                pick,
                accepted: village == 0,
            },
            72..=74 => Step::Erase { pick },
            75..=77 => Step::Prepare { village },
            78 => Step::Discard { village },
            _ => Step::Take {
                at,
                piece: 1 + field,
                killed: (push == 0).then_some(pick as u64),
            },
        }
    }
}

fn history(seed: u64, length: usize) {
    let folder = tempfile::tempdir().unwrap();
    let office = OfficeFile(File::new(folder.path(), false));
    let laptops = (0..3).map(|_| LaptopFile(File::new(folder.path(), true)));
    let mut world = World::new(office, laptops.collect());
    let mut dice = Dice(seed);
    for _ in 0..length {
        world.step(dice.step());
    }
    world.quiesce();
    world.check();
    let damage = world.office.0.store().damage().unwrap();
    assert_eq!(damage, Vec::<String>::new());
    for slot in &world.slots {
        let conn = &slot.laptop.0.store().conn;
        assert_eq!(
            crate::sums::kept(conn).unwrap(),
            crate::sums::counted(conn).unwrap()
        );
    }
}

#[test]
fn the_laws_hold_on_real_files_with_kills_full_disks_and_copies_put_back() {
    let wanted = std::env::var("JEMPUT_FILE_HISTORIES").ok();
    let first = wanted.as_ref().map_or(0, |_| 1000);
    let count = wanted
        .and_then(|text| text.parse().ok())
        .unwrap_or(HISTORIES);
    for seed in first..first + count {
        let done = std::panic::catch_unwind(|| history(seed, 70));
        assert!(done.is_ok(), "seed {seed}");
    }
}

/// I12: numbers become visible in their order, since there is one writer.
#[test]
fn i12_a_second_writer_waits_for_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = File::new(folder.path(), false);
    let path = one.path.clone();
    let second = rusqlite::Connection::open(&path).unwrap();
    second.busy_timeout(std::time::Duration::ZERO).unwrap();
    let tx = one
        .store_mut()
        .conn
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    let busy = second.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    assert_eq!(
        busy.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy)
    );
    tx.commit().unwrap();
    second.execute_batch("BEGIN IMMEDIATE; COMMIT").unwrap();
}
