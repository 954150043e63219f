//! Laptops and an office on real files.

use std::collections::BTreeSet;

use jemput_domain::{
    id::{DeviceId, OfficerId},
    nik::Nik,
    resident::Resident,
};
use jemput_store::{Author, Store, StoreError, keyring::DataKey};
use jemput_sync::{Grant, Refusal, SyncAnswer, absorb, next_request};
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
fn an_office_that_was_restored_is_noticed_and_takes_nothing_away() {
    let mut world = World::new();
    let mut one = world.laptop(1);
    register(&mut one, Uuid::from_u128(7), "Sri Waluyo", 10);
    world.sync(&mut one);
    world.office = Store::open_plain(&world.folder.path().join("kosong.db")).unwrap();
    let answer = world.answer(&one);
    let refused = absorb(&mut one.store, answer).unwrap_err();
    assert!(
        matches!(refused, StoreError::Refused(Refusal::Rollback)),
        "{refused}"
    );
    assert_eq!(one.store.count("resident").unwrap(), 1);
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
