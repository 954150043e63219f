//! Large villages as files for laptops that join.

use jemput_sync::{Digest, Replica as _};
use serde_json::json;

use crate::{
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

/// An office whose village of forty is large, and the laptop that registered them.
fn large() -> (TestOffice, Laptop) {
    let mut office = TestOffice::new();
    office.snapshots_from = 20;
    office.restart();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    for n in 0..40 {
        laptop.create(&office, "resident", json!({ "name": format!("Warga {n}") }));
    }
    laptop.sync(&office);
    prepare(&office);
    (office, laptop)
}

/// What the server does by itself once laptops are quiet.
fn prepare(office: &TestOffice) {
    let head = office.office().prepare_snapshots(0).expect("the log");
    office.office().prepare_snapshots(head).expect("a file");
}

/// A laptop that has asked once, and what it is offered for the village.
fn offered(office: &TestOffice, name: &str, seed: u8) -> (Laptop, Option<jemput_sync::Snapshot>) {
    let mut laptop = Laptop::joined(office, name, seed);
    let sent = laptop.request(office);
    laptop.absorb(&sent, &sent.send(office));
    let state = laptop.store.sync_state().expect("a state");
    let scope = format!("village:{VILLAGE}");
    let snapshot = state.snapshots.get(&scope).copied();
    (laptop, snapshot)
}

#[test]
fn a_laptop_that_joins_gets_the_file_and_then_what_came_after_it() {
    let (office, mut first) = large();
    let (mut second, snapshot) = offered(&office, "Laptop 02", 2);
    assert!(snapshot.unwrap().records >= 40);
    assert_eq!(
        second.store.count("resident").unwrap(),
        0,
        "no row brought them"
    );
    let late = first.create(&office, "resident", json!({ "name": "Sumarni" }));
    first.sync(&office);
    let own = second.create(&office, "resident", json!({ "name": "Ngatini" }));
    assert_eq!(second.sync(&office), 1);
    first.sync(&office);
    for laptop in [&first, &second] {
        assert_eq!(laptop.store.count("resident").unwrap(), 42);
        assert_eq!(laptop.text(late, "name").as_deref(), Some("Sumarni"));
        assert_eq!(laptop.text(own, "name").as_deref(), Some("Ngatini"));
        assert!(laptop.store.reports().unwrap().is_empty(), "sums agree");
    }
}

#[test]
fn parts_are_handed_out_as_asked_and_to_nobody_else() {
    let (office, _) = large();
    let (mut laptop, snapshot) = offered(&office, "Laptop 02", 2);
    let snapshot = snapshot.unwrap();
    let part = laptop.part(&office, snapshot.sha256, "bytes=10-19");
    assert_eq!((part.status, part.body.len()), (206, 10));
    let said = format!("bytes 10-19/{}", snapshot.bytes);
    assert_eq!(part.header("content-range"), Some(said.as_str()));
    let rest = laptop.part(&office, snapshot.sha256, "bytes=10-");
    assert_eq!(rest.body.len() as u64, snapshot.bytes - 10);
    assert!(rest.body.starts_with(&part.body));
    let beyond = format!("bytes={}-", snapshot.bytes);
    assert_eq!(laptop.part(&office, snapshot.sha256, &beyond).status, 416);
    let unknown = laptop.part(&office, Digest([7; 32]), "bytes=0-9");
    assert_eq!(
        (unknown.status, unknown.code()),
        (404, "snapshot-gone".into())
    );
}

#[test]
fn a_file_is_made_anew_when_a_tenth_of_the_village_has_changed_and_not_before() {
    let (office, mut first) = large();
    let (_, snapshot) = offered(&office, "Laptop 02", 2);
    first.create(&office, "resident", json!({ "name": "Sumarni" }));
    first.sync(&office);
    prepare(&office);
    let (_, again) = offered(&office, "Laptop 03", 3);
    assert_eq!(again, snapshot);
    for n in 0..6 {
        first.create(&office, "resident", json!({ "name": format!("Baru {n}") }));
    }
    first.sync(&office);
    prepare(&office);
    let (mut laptop, newer) = offered(&office, "Laptop 04", 4);
    // Seven residents; two laptops joined meanwhile, and the village knows officer and numbers of each.
    let more = newer.unwrap().records - snapshot.unwrap().records;
    assert_eq!(more, 7 + 2 * 2);
    // Who is fetching the old one can go on with it.
    let part = laptop.part(&office, snapshot.unwrap().sha256, "bytes=0-9");
    assert_eq!(part.status, 206);
}

#[test]
fn files_are_there_after_a_restart_and_half_of_one_is_not() {
    let (mut office, _) = large();
    let (_, snapshot) = offered(&office, "Laptop 02", 2);
    let half = office.server_folder().join("snapshots/draft.part");
    std::fs::write(&half, b"half").unwrap();
    office.restart();
    assert!(!half.exists());
    assert_eq!(offered(&office, "Laptop 03", 3).1, snapshot);
    // Cut behind the server's back: it is none any more, and a new one is made.
    let file = office
        .server_folder()
        .join(format!("snapshots/{}.snapshot", snapshot.unwrap().sha256));
    std::fs::write(&file, b"cut").unwrap();
    office.restart();
    assert_eq!(offered(&office, "Laptop 04", 4).1, None);
    prepare(&office);
    assert!(offered(&office, "Laptop 05", 5).1.is_some());
}

#[test]
fn a_small_village_comes_by_the_feed() {
    let (mut office, _) = large();
    office.snapshots_from = 5_000;
    std::fs::remove_dir_all(office.server_folder().join("snapshots")).unwrap();
    office.restart();
    prepare(&office);
    let (mut laptop, snapshot) = offered(&office, "Laptop 02", 2);
    assert_eq!(snapshot, None);
    laptop.sync(&office);
    assert_eq!(laptop.store.count("resident").unwrap(), 40);
}
