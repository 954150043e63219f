use std::collections::BTreeMap;

use jemput_domain::id::{DeviceId, OfficerId};
use serde_json::json;

use super::*;
use crate::{Author, keyring::DataKey};

const SCOPE: &str = "village:1";

fn author() -> Author {
    Author::new(DeviceId(Uuid::from_u128(1)), OfficerId(Uuid::nil()), 1000)
}

/// An office with so many records in the village, one elsewhere, and some that were edited.
fn office(folder: &std::path::Path, count: u128) -> Store {
    let mut store = Store::open_plain(&folder.join("kantor.db")).unwrap();
    for n in 0..=count {
        let scope = if n == 0 { "village:2" } else { SCOPE };
        let fields = json!({"scope": scope, "name": format!("Warga {n}"), "note": null});
        let fields = fields.as_object().unwrap().clone();
        store
            .transact_at_office(&author(), |tx| {
                tx.create(Uuid::from_u128(n), "resident", fields)
            })
            .unwrap();
        if n.is_multiple_of(7) {
            let name = json!({"name": "Sumarni"}).as_object().unwrap().clone();
            store
                .transact_at_office(&author(), |tx| {
                    tx.edit(Uuid::from_u128(n), name, &BTreeMap::new())
                })
                .unwrap();
        }
    }
    store
}

fn laptop(folder: &std::path::Path) -> Store {
    Store::create(&folder.join("laptop.db"), &DataKey::from_bytes([7; 32])).unwrap()
}

#[test]
fn a_snapshot_brings_exactly_the_records_of_its_scope() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path(), 1200);
    let mut file = Vec::new();
    let snapshot = office.write_snapshot(SCOPE, &mut file).unwrap();
    assert_eq!(snapshot.mark, office.log_head().unwrap());
    assert_eq!(
        (snapshot.records, snapshot.bytes),
        (1200, file.len() as u64)
    );
    let laptop = laptop(folder.path());
    for piece in file.chunks(1000) {
        laptop.keep_snapshot_piece(&snapshot, piece).unwrap();
    }
    assert_eq!(laptop.snapshot_have(&snapshot).unwrap(), snapshot.bytes);
    let mut reader = laptop.read_snapshot(SCOPE, &snapshot).unwrap();
    let mut here = Vec::new();
    loop {
        let (group, last) = reader.next(500).unwrap();
        here.extend(group);
        if last {
            break;
        }
    }
    assert_eq!(here.len(), 1200);
    for (id, state) in &here {
        assert_eq!(&office.record(*id).unwrap().unwrap().state, state);
    }
    assert!(here.is_sorted_by_key(|(id, _)| *id));
    assert_eq!(reader.next(500).unwrap(), (Vec::new(), true));
}

#[test]
fn damage_another_scope_and_missing_bytes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = Vec::new();
    let snapshot = office(folder.path(), 20)
        .write_snapshot(SCOPE, &mut file)
        .unwrap();
    let laptop = laptop(folder.path());
    let refused = |scope: &str| {
        let error = laptop.read_snapshot(scope, &snapshot).unwrap_err();
        assert!(matches!(error, StoreError::Form("snapshot")), "{error}");
    };
    laptop.keep_snapshot_piece(&snapshot, &file[..100]).unwrap();
    refused(SCOPE);
    laptop.keep_snapshot_piece(&snapshot, &file[100..]).unwrap();
    assert!(laptop.read_snapshot(SCOPE, &snapshot).is_ok());
    refused("village:2");
    laptop.drop_snapshot_pieces([&snapshot]).unwrap();
    assert_eq!(laptop.snapshot_have(&snapshot).unwrap(), snapshot.bytes);
    laptop.drop_snapshot_pieces([]).unwrap();
    assert_eq!(laptop.snapshot_have(&snapshot).unwrap(), 0);
    let mut damaged = file.clone();
    damaged[file.len() / 2] ^= 1;
    laptop.keep_snapshot_piece(&snapshot, &damaged).unwrap();
    refused(SCOPE);
    laptop.keep_snapshot_piece(&snapshot, b"more").unwrap();
    refused(SCOPE);
}
