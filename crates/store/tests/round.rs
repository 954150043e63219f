//! Laptops and an office on real files.

use std::collections::BTreeSet;

use jemput_domain::{
    id::{DeviceId, OfficerId},
    nik::Nik,
    resident::Resident,
};
use jemput_store::{Author, Store, StoreError, keyring::DataKey};
use jemput_sync::{Grant, Refusal, Report, SyncAnswer, absorb, next_request};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

const SCOPE: &str = "village:33.99.04.2007";
const NIK: &str = "3399045203890001";

struct World {
    folder: TempDir,
    office: Store,
    now: i64,
}

struct Laptop {
    store: Store,
    device: u128,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let office = Store::open_plain(&folder.path().join("kantor.db")).expect("an office");
        Self {
            folder,
            office,
            now: 1_795_600_000_000,
        }
    }

    fn laptop(&self, device: u128) -> Laptop {
        let path = self.folder.path().join(format!("{device}.db"));
        let key = DataKey::from_bytes([u8::try_from(device).expect("small"); 32]);
        let store = if path.exists() {
            Store::open(&path, &key)
        } else {
            Store::create(&path, &key)
        };
        Laptop {
            store: store.expect("a laptop"),
            device,
        }
    }

    fn answer(&mut self, laptop: &Laptop) -> SyncAnswer {
        self.now += 1_000;
        let request = next_request(&laptop.store).expect("a request");
        let grant = Grant {
            device: Uuid::from_u128(laptop.device),
            scopes: BTreeSet::from([
                SCOPE.to_owned(),
                "all".to_owned(),
                format!("device:{}", Uuid::from_u128(laptop.device)),
            ]),
            office_kinds: BTreeSet::from(["signer".to_owned()]),
        };
        self.office
            .serve(&grant, &request, self.now)
            .expect("an answer")
    }

    fn sync(&mut self, laptop: &mut Laptop) {
        loop {
            let answer = self.answer(laptop);
            if absorb(&mut laptop.store, answer).expect("taken in").done {
                return;
            }
        }
    }
}

fn author(device: u128, wall: i64) -> Author {
    Author::new(
        DeviceId(Uuid::from_u128(device)),
        OfficerId(Uuid::from_u128(device + 100)),
        wall,
    )
}

fn person(name: &str) -> Resident {
    Resident {
        name: name.to_owned(),
        nik: Nik::parse(NIK).ok(),
        ..Resident::default()
    }
}

fn register(laptop: &mut Laptop, id: Uuid, name: &str, wall: i64) {
    let author = author(laptop.device, wall);
    laptop
        .store
        .transact(&author, |tx| {
            tx.create_as(id, "resident", &person(name), &[("scope", SCOPE)])
        })
        .expect("registered");
}

fn edit(laptop: &mut Laptop, id: Uuid, field: &str, value: &str, wall: i64) {
    let author = author(laptop.device, wall);
    laptop
        .store
        .transact(&author, |tx| tx.edit_value(id, field, json!(value)))
        .expect("edited");
}

fn shown(laptop: &Laptop, id: Uuid, field: &str) -> Option<String> {
    laptop
        .store
        .record(id)
        .expect("readable")
        .and_then(|record| record.text(field).map(str::to_owned))
}

#[test]
fn different_fields_edited_on_two_laptops_are_both_kept() {
    let mut world = World::new();
    let (mut one, mut two) = (world.laptop(1), world.laptop(2));
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    world.sync(&mut one);
    world.sync(&mut two);
    edit(&mut one, id, "phone", "0812", 20);
    edit(&mut two, id, "dusun", "Krajan", 21);
    for _ in 0..2 {
        world.sync(&mut one);
        world.sync(&mut two);
    }
    for laptop in [&one, &two] {
        assert_eq!(shown(laptop, id, "phone").as_deref(), Some("0812"));
        assert_eq!(shown(laptop, id, "dusun").as_deref(), Some("Krajan"));
        assert!(!laptop.store.record(id).unwrap().unwrap().has_rivals());
    }
}

#[test]
fn the_same_field_keeps_both_values_and_both_laptops_show_the_same_one() {
    let mut world = World::new();
    let (mut one, mut two) = (world.laptop(1), world.laptop(2));
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    world.sync(&mut one);
    world.sync(&mut two);
    edit(&mut one, id, "dusun", "Krajan", 30);
    edit(&mut two, id, "dusun", "Kebon", 20);
    for _ in 0..2 {
        world.sync(&mut two);
        world.sync(&mut one);
    }
    for laptop in [&one, &two] {
        assert_eq!(
            shown(laptop, id, "dusun").as_deref(),
            Some("Krajan"),
            "the later clock is shown"
        );
        let record = laptop.store.record(id).unwrap().unwrap();
        let rivals = record.rival_fields();
        assert_eq!(rivals.len(), 1);
        assert_eq!(
            rivals[0]
                .1
                .iter()
                .map(|(value, _)| value.as_str().unwrap())
                .collect::<Vec<_>>(),
            ["Krajan", "Kebon"]
        );
    }
    assert_eq!(world.office.conflicts(0, 10).unwrap().len(), 1);
}

#[test]
fn an_answer_that_is_lost_or_comes_twice_changes_nothing() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    register(&mut one, Uuid::from_u128(7), "Sri Waluyo", 10);
    let lost = world.answer(&one);
    assert_eq!(one.store.unsent().unwrap().changes, 1);
    world.sync(&mut one);
    let head = world.office.log_head().unwrap();
    let late = absorb(&mut one.store, lost).unwrap_err();
    assert!(
        matches!(late, StoreError::Refused(Refusal::Stale)),
        "{late}"
    );
    world.sync(&mut one);
    assert_eq!(world.office.log_head().unwrap(), head);
    assert_eq!(one.store.unsent().unwrap().changes, 0);
    assert_eq!(one.store.count("resident").unwrap(), 1);
}

#[test]
fn what_lies_outside_of_the_grant_is_logged_and_not_applied() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    let author = author(1, 10);
    let id = Uuid::from_u128(9);
    let fields = [("scope", "village:33.99.04.2008")];
    one.store
        .transact(&author, |tx| {
            tx.create_as(id, "resident", &person("Orang Lain"), &fields)
        })
        .unwrap();
    one.store
        .transact(&author, |tx| {
            tx.create_as(
                Uuid::from_u128(10),
                "signer",
                &json!({"name": "Palsu"}),
                &[("scope", "all")],
            )
        })
        .unwrap();
    world.sync(&mut one);
    assert_eq!(
        one.store.unsent().unwrap().changes,
        0,
        "the laptop may go on"
    );
    assert_eq!(world.office.inbox_count().unwrap(), 2);
    assert_eq!(world.office.record(id).unwrap(), None);
}

#[test]
fn an_office_that_was_restored_gets_everything_back_by_itself() {
    let mut world = World::new();
    let (mut one, mut two) = (world.laptop(1), world.laptop(2));
    let (id, others) = (Uuid::from_u128(7), Uuid::from_u128(8));
    register(&mut one, id, "Sri Waluyo", 10);
    register(&mut two, others, "Sri Lestari", 10);
    world.sync(&mut two);
    world.sync(&mut one);
    edit(&mut one, id, "phone", "0812", 20);
    world.sync(&mut one);
    // Everything is lost, and one of the laptops too.
    world.office = Store::open_plain(&world.folder.path().join("kosong.db")).unwrap();
    drop(two);
    edit(&mut one, others, "phone", "0857", 30);
    let answer = world.answer(&one);
    let step = absorb(&mut one.store, answer).unwrap();
    assert!(step.rollback && !step.done);
    world.sync(&mut one);
    for (record, name, phone) in [(id, "Sri Waluyo", "0812"), (others, "Sri Lestari", "0857")] {
        let there = world.office.record(record).unwrap().unwrap();
        assert_eq!(
            (there.text("name"), there.text("phone")),
            (Some(name), Some(phone))
        );
        assert_eq!(shown(&one, record, "name").as_deref(), Some(name));
    }
    assert_eq!(one.store.unsent().unwrap().changes, 0);
    assert!(matches!(
        one.store.reports().unwrap()[..],
        [(_, Report::Rollback { .. })]
    ));
    assert_eq!(world.office.rollbacks().unwrap().len(), 1);
    assert!(world.office.forks().unwrap().is_empty());
    assert_eq!(world.office.damage().unwrap(), Vec::<String>::new());
}

#[test]
fn a_record_that_differs_from_the_offices_is_fetched_again() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    register(&mut one, Uuid::from_u128(8), "Sri Lestari", 10);
    world.sync(&mut one);
    assert!(one.store.reports().unwrap().is_empty());
    drop(one);
    // A disk that lies: a row is gone, and with it what the laptop counts of it.
    let path = world.folder.path().join("1.db");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "key", format!("x'{}'", "01".repeat(32)))
        .unwrap();
    raw.execute("DELETE FROM record WHERE id = ?1", [id.as_bytes()])
        .unwrap();
    raw.execute("UPDATE scope_sum SET sum = sum - 5", ())
        .unwrap();
    drop(raw);
    let mut one = world.laptop(1);
    assert_eq!(shown(&one, id, "name"), None);
    world.sync(&mut one);
    assert_eq!(shown(&one, id, "name").as_deref(), Some("Sri Waluyo"));
    let reports = one.store.reports().unwrap();
    assert!(matches!(
        reports[..],
        [(_, Report::Checksum { fetched: true, .. })]
    ));
    one.store.drop_reports(reports[0].0).unwrap();
    world.sync(&mut one);
    assert!(one.store.reports().unwrap().is_empty());
    assert_eq!(world.office.damage().unwrap(), Vec::<String>::new());
}

#[test]
fn what_the_office_writes_reaches_every_laptop() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    let id = Uuid::from_u128(11);
    let office = author(0, 5);
    world
        .office
        .transact_at_office(&office, |tx| {
            tx.create_as(id, "signer", &json!({"name": "Budi"}), &[("scope", "all")])
        })
        .unwrap();
    world.sync(&mut one);
    assert_eq!(shown(&one, id, "name").as_deref(), Some("Budi"));
}

#[test]
fn a_wrong_key_opens_nothing_and_the_file_shows_no_name() {
    let world = World::new();
    let mut one = world.laptop(1);
    register(&mut one, Uuid::from_u128(7), "Waluyo Rahasia", 10);
    drop(one);
    let path = world.folder.path().join("1.db");
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(7).any(|part| part == b"Rahasia") && !bytes.starts_with(b"SQLite"));
    let wrong = Store::open(&path, &DataKey::from_bytes([9; 32])).unwrap_err();
    assert!(matches!(wrong, StoreError::NotADatabase), "{wrong}");
}

#[test]
fn work_that_fails_takes_everything_back() {
    let world = World::new();
    let mut one = world.laptop(1);
    let id = Uuid::from_u128(7);
    let failed: Result<_, StoreError> = one.store.transact(&author(1, 10), |tx| {
        tx.create_as(id, "resident", &person("Sri Waluyo"), &[("scope", SCOPE)])?;
        tx.set_setting("mark", &1)?;
        Err::<(), _>(StoreError::Missing)
    });
    assert!(failed.is_err());
    assert_eq!(one.store.count("resident").unwrap(), 0);
    assert_eq!(one.store.setting::<u32>("mark").unwrap(), None);
    assert_eq!(one.store.unsent().unwrap().changes, 0);
}

#[test]
fn a_resident_is_found_by_name_nik_and_address() {
    let world = World::new();
    let mut one = world.laptop(1);
    let author = author(1, 10);
    let nur = Resident {
        dusun: Some("Krajan".to_owned()),
        rt: Some("003".to_owned()),
        ..person("Nur'aini Ba'asyir")
    };
    one.store
        .transact(&author, |tx| {
            tx.create_as(Uuid::from_u128(1), "resident", &nur, &[("scope", SCOPE)])
        })
        .unwrap();
    let yusuf = Resident {
        name: "M. Yusuf, S.Pd.".to_owned(),
        ..Resident::default()
    };
    one.store
        .transact(&author, |tx| {
            tx.create_as(Uuid::from_u128(2), "resident", &yusuf, &[("scope", SCOPE)])
        })
        .unwrap();
    for (query, found) in [
        ("nuraini baasyir", 1),
        ("Nur’aini", 1),
        ("ba'asyir nur", 1),
        ("0001", 1),
        (NIK, 1),
        ("krajan", 1),
        ("yu", 2),
        ("yusuf s.pd", 2),
        ("tidak ada", 0),
        ("\"* OR", 0),
    ] {
        let hits = one.store.search_residents(query, 5).expect(query);
        let ids: Vec<u128> = hits
            .records
            .iter()
            .map(|record| record.id.as_u128())
            .collect();
        assert_eq!(
            ids,
            if found == 0 { vec![] } else { vec![found] },
            "{query}"
        );
    }
}

#[test]
fn a_laptop_that_is_killed_between_two_pages_goes_on_where_it_was() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    for batch in 0..30u128 {
        let author = author(1, 10);
        one.store
            .transact(&author, |tx| -> Result<(), StoreError> {
                for n in 0..100u128 {
                    let id = Uuid::from_u128(1000 + batch * 100 + n);
                    tx.create_as(id, "resident", &person("Sri Waluyo"), &[("scope", SCOPE)])?;
                }
                Ok(())
            })
            .unwrap();
    }
    world.sync(&mut one);
    let mut two = world.laptop(2);
    let mut starts = 0;
    loop {
        let lost = world.answer(&two);
        drop(lost);
        let answer = world.answer(&two);
        let done = absorb(&mut two.store, answer).unwrap().done;
        drop(two);
        two = world.laptop(2);
        starts += 1;
        if done {
            break;
        }
    }
    assert!(starts > 1, "more than one page");
    assert_eq!(two.store.count("resident").unwrap(), 3000);
    assert_eq!(world.office.log_head().unwrap().seq, 30);
    assert_eq!(
        two.store
            .search_residents("waluyo", 5)
            .unwrap()
            .records
            .len(),
        5
    );
}

#[test]
fn a_laptop_put_back_from_a_copy_of_its_files_is_told_once_and_loses_nothing() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    world.sync(&mut one);
    drop(one);
    let path = world.folder.path().join("1.db");
    let copy = std::fs::read(&path).unwrap();
    let mut one = world.laptop(1);
    edit(&mut one, id, "phone", "0812", 20);
    world.sync(&mut one);
    edit(&mut one, id, "rt", "003", 25);
    world.sync(&mut one);
    drop(one);
    std::fs::write(&path, copy).unwrap();
    let mut one = world.laptop(1);
    edit(&mut one, id, "dusun", "Krajan", 30);
    let answer = world.answer(&one);
    let told = absorb(&mut one.store, answer).unwrap_err();
    assert!(
        matches!(told, StoreError::Refused(Refusal::Forked)),
        "{told}"
    );
    assert_eq!(one.store.unsent().unwrap().changes, 1);
    world.sync(&mut one);
    assert_eq!(shown(&one, id, "phone").as_deref(), Some("0812"));
    assert_eq!(shown(&one, id, "dusun").as_deref(), Some("Krajan"));
    assert_eq!(world.office.forks().unwrap()[&Uuid::from_u128(1)], 1);
    assert_eq!(
        world.office.record(id).unwrap().unwrap().text("dusun"),
        Some("Krajan")
    );
}

#[test]
fn a_clock_that_went_back_between_two_days_sends_nothing_in_the_wrong_order() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 2_000_000);
    drop(one);
    let mut one = world.laptop(1);
    edit(&mut one, id, "phone", "0812", 1_000);
    world.sync(&mut one);
    assert_eq!(world.office.inbox_count().unwrap(), 0);
    let record = world.office.record(id).unwrap().unwrap();
    assert_eq!(record.text("phone"), Some("0812"));
}

#[test]
fn a_record_that_moves_to_another_village_leaves_lists_and_searches() {
    let mut world = World::new();
    let (mut one, mut two) = (world.laptop(1), world.laptop(2));
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    world.sync(&mut one);
    world.sync(&mut two);
    assert_eq!(two.store.search_residents("waluyo", 5).unwrap().total, 1);
    edit(&mut one, id, "scope", "village:33.99.04.2008", 20);
    world.sync(&mut one);
    world.sync(&mut two);
    for laptop in [&one, &two] {
        assert_eq!(laptop.store.record(id).unwrap(), None);
        assert_eq!(laptop.store.search_residents("waluyo", 5).unwrap().total, 0);
        assert_eq!(laptop.store.count("resident").unwrap(), 0);
    }
    assert_eq!(world.office.count("resident").unwrap(), 1);
    assert_eq!(
        one.store.sync_counts().unwrap().sent,
        2,
        "own changes stay in the own log"
    );
}

#[test]
fn both_laptops_know_who_wrote_what_and_how_far_it_came() {
    let mut world = World::new();
    let (mut one, mut two) = (world.laptop(1), world.laptop(2));
    let id = Uuid::from_u128(7);
    register(&mut one, id, "Sri Waluyo", 10);
    assert!(!one.store.is_sent(id).unwrap());
    assert_eq!(one.store.unsent().unwrap().oldest_ms, Some(10));
    world.sync(&mut one);
    assert!(one.store.is_sent(id).unwrap());
    assert_eq!(
        (
            one.store.sync_counts().unwrap().sent,
            one.store.sync_counts().unwrap().safe
        ),
        (1, 0)
    );
    world.office.set_durable(1).unwrap();
    world.sync(&mut one);
    assert_eq!(
        (
            one.store.sync_counts().unwrap().sent,
            one.store.sync_counts().unwrap().safe
        ),
        (0, 1)
    );
    world.sync(&mut two);
    let record = two.store.record(id).unwrap().unwrap();
    let (change, _) = record.state.fields["name"].shown().unwrap();
    let author = two.store.author_of(change).unwrap().unwrap();
    assert_eq!(
        (author.device, author.user, author.wall_ms),
        (Uuid::from_u128(1), Uuid::from_u128(101), 10)
    );
    assert_eq!(two.store.history(id).unwrap().len(), 3);
}

#[test]
fn a_log_that_was_changed_behind_the_offices_back_is_noticed() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    register(&mut one, Uuid::from_u128(7), "Sri Waluyo", 10);
    register(&mut one, Uuid::from_u128(8), "Sri Lestari", 11);
    world.sync(&mut one);
    assert_eq!(world.office.damage().unwrap(), Vec::<String>::new());
    let raw = rusqlite::Connection::open(world.folder.path().join("kantor.db")).unwrap();
    let changed = raw
        .execute(
            "UPDATE change SET bytes = (SELECT bytes FROM change WHERE seq = 1) WHERE seq = 2",
            (),
        )
        .unwrap();
    assert_eq!(changed, 1);
    let damage = world.office.damage().unwrap();
    assert_eq!(
        damage,
        ["the log is not what it was at entry 2: the change's content was altered"]
    );
}
