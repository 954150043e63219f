//! The office's log, changed by hand behind the program's back.

use jemput_store::{LogFault, Store};
use jemput_sync::{ChangeId, Digest, Mark};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use crate::{author, id, object};

/// An office with six entries, and its file opened by hand.
fn office() -> (TempDir, Store, Connection) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kantor.db");
    let mut store = Store::open_plain(&path).expect("an office");
    for n in 1..=6 {
        let fields = object(json!({ "scope": "office", "deed": "saw", "at": n }));
        store
            .transact_at_office(&author(10), |tx| {
                tx.create(id(n), "audit", fields)?;
                Ok::<_, jemput_store::StoreError>(())
            })
            .expect("an entry");
    }
    let raw = Connection::open(&path).expect("the file");
    (folder, store, raw)
}

fn change_at(raw: &Connection, seq: u32) -> ChangeId {
    raw.query_row("SELECT session, n FROM log WHERE seq = ?1", [seq], |row| {
        Ok(ChangeId {
            session: row.get::<_, i64>(0)?.cast_unsigned(),
            n: row.get::<_, i64>(1)?.cast_unsigned(),
        })
    })
    .expect("an entry")
}

fn first_broken(store: &Store) -> Option<(u64, LogFault)> {
    let broken = store.verify_log(&[]).expect("a check").broken;
    broken.map(|broken| (broken.seq, broken.fault))
}

#[test]
fn a_byte_that_was_changed_by_hand_is_named_with_its_entry() {
    let (_folder, store, raw) = office();
    let check = store.verify_log(&[]).unwrap();
    assert_eq!((check.good.seq, check.broken), (6, None));
    assert_eq!(check.good, store.log_head().unwrap());
    let mut bytes: Vec<u8> = raw
        .query_row("SELECT bytes FROM change WHERE seq = 4", (), |row| {
            row.get(0)
        })
        .unwrap();
    let last = bytes.len() - 4;
    bytes[last] ^= 1;
    let changed = raw
        .execute("UPDATE change SET bytes = ?1 WHERE seq = 4", [bytes])
        .unwrap();
    assert_eq!(changed, 1);
    assert_eq!(first_broken(&store), Some((4, LogFault::Content)));
}

#[test]
fn a_row_that_was_removed_is_named() {
    let (_folder, store, raw) = office();
    raw.execute("DELETE FROM change WHERE seq = 5", ()).unwrap();
    assert_eq!(first_broken(&store), Some((5, LogFault::NoChange)));
    raw.execute("DELETE FROM log WHERE seq = 3", ()).unwrap();
    assert_eq!(first_broken(&store), Some((3, LogFault::Missing)));
}

#[test]
fn two_rows_that_were_swapped_are_named_by_the_first() {
    let (_folder, store, raw) = office();
    raw.execute_batch(
        "UPDATE log SET seq = -1 WHERE seq = 2; UPDATE log SET seq = 2 WHERE seq = 3; UPDATE log SET seq = 3 WHERE seq = -1;",
    )
    .unwrap();
    assert_eq!(first_broken(&store), Some((2, LogFault::Digest)));
}

#[test]
fn another_author_beside_the_same_bytes_is_named() {
    let (_folder, store, raw) = office();
    let other = id(99);
    raw.execute(
        "UPDATE change SET user = ?1 WHERE seq = 6",
        [other.as_bytes().as_slice()],
    )
    .unwrap();
    assert_eq!(first_broken(&store), Some((6, LogFault::Author)));
}

#[test]
fn content_that_went_without_an_erasure_is_named() {
    let (_folder, mut store, raw) = office();
    let second = change_at(&raw, 2);
    store.erase(&author(10), &[second]).unwrap();
    assert_eq!(
        first_broken(&store),
        None,
        "the log says that it was erased"
    );
    let how = "UPDATE change SET bytes = x'', erased = 1 WHERE seq = ";
    raw.execute(&format!("{how} 4"), ()).unwrap();
    assert_eq!(first_broken(&store), Some((4, LogFault::Emptied)));
    // Nor does the erasure itself go unnoticed.
    raw.execute(&format!("{how} 7"), ()).unwrap();
    assert_eq!(first_broken(&store), Some((2, LogFault::Emptied)));
}

#[test]
fn an_erasure_is_not_erased() {
    let (_folder, mut store, raw) = office();
    let of_notes = |store: &Store| store.changes_only_of("audit", i64::MAX, 9).unwrap();
    let all = of_notes(&store);
    assert_eq!(all.len(), 6);
    store.erase(&author(10), &all).unwrap();
    assert_eq!(of_notes(&store), []);
    let erasure = change_at(&raw, 7);
    assert_eq!(store.erase(&author(10), &[erasure]).unwrap(), []);
    assert_eq!(store.verify_log(&[]).unwrap().good.seq, 7);
    assert_eq!(first_broken(&store), None);
}

#[test]
fn a_log_that_was_cut_or_written_anew_is_told_by_a_place_that_somebody_else_kept() {
    let (_folder, store, raw) = office();
    let kept = store.log_head().unwrap();
    raw.execute_batch("DELETE FROM log WHERE seq = 6; DELETE FROM change WHERE seq = 6;")
        .unwrap();
    assert_eq!(first_broken(&store), None, "it is consistent in itself");
    let check = store.verify_log(&[kept]).unwrap();
    assert_eq!(
        check.broken.map(|broken| (broken.seq, broken.fault)),
        Some((6, LogFault::Missing))
    );
    let elsewhere = Mark {
        seq: 2,
        digest: Digest([7; 32]),
    };
    let check = store.verify_log(&[elsewhere]).unwrap();
    assert_eq!(
        check.broken.map(|broken| (broken.seq, broken.fault)),
        Some((2, LogFault::Expected))
    );
}
