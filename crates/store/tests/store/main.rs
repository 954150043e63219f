//! One laptop's database on a real, encrypted file.

mod blobs;
mod file;
mod finding;
mod merging;
mod noting;
mod one_field;
mod saving;
mod side_by_side;
mod verifying;

use jemput_domain::{
    id::{DeviceId, OfficerId},
    resident::Resident,
};
use jemput_store::{Author, Store, keyring::DataKey};
use serde_json::{Map, Value};
use tempfile::TempDir;
use uuid::Uuid;

const SCOPE: [(&str, &str); 1] = [("scope", "village:33.99.04.2007")];

fn key() -> DataKey {
    DataKey::from_bytes([7; 32])
}

fn laptop() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(&folder.path().join("desa.db"), &key()).expect("a database");
    (folder, store)
}

fn author(wall_ms: i64) -> Author {
    Author::new(
        DeviceId(Uuid::from_u128(1)),
        OfficerId(Uuid::from_u128(2)),
        wall_ms,
    )
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn register(store: &mut Store, at: u128, person: &Resident) {
    store
        .transact(&author(10), |tx| {
            tx.create_as(id(at), "resident", person, &SCOPE)
        })
        .expect("registered");
}

fn named(name: &str) -> Resident {
    Resident {
        name: name.to_owned(),
        ..Resident::default()
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => panic!("an object"),
    }
}
