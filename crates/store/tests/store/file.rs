//! The file itself, and what belongs to this laptop alone.

use std::{collections::BTreeMap, fs, path::Path};

use jemput_domain::number::{SeriesKey, Stock};
use jemput_store::{PrintRow, Store, StoreError};
use serde_json::{Value, json};

use super::{SCOPE, author, id, key, laptop, named, register};

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in fs::read_dir(from).expect("readable").flatten() {
        if file.file_type().is_ok_and(|kind| kind.is_file()) {
            fs::copy(file.path(), to.join(file.file_name())).expect("copied");
        }
    }
}

#[test]
fn a_power_cut_in_the_middle_of_a_save_loses_nothing_that_was_saved() {
    let (folder, mut store) = laptop();
    register(&mut store, 1, &named("Sumarni"));
    let after = folder.path().join("after");
    // The files as they lie on the disk while a save is under way.
    store
        .transact(&author(20), |tx| -> Result<(), StoreError> {
            tx.create_as(id(2), "resident", &named("Slamet"), &SCOPE)?;
            tx.set_setting("half", &true)?;
            copy_files(folder.path(), &after);
            Ok(())
        })
        .unwrap();
    let cut = Store::open(&after.join("desa.db"), &key()).unwrap();
    assert_eq!(cut.count("resident").unwrap(), 1);
    assert_eq!(cut.setting::<bool>("half").unwrap(), None);
    assert_eq!(cut.unsent().unwrap().changes, 1);
    // And as they lie there right after it, without the database being closed.
    let whole = folder.path().join("whole");
    copy_files(folder.path(), &whole);
    let whole = Store::open(&whole.join("desa.db"), &key()).unwrap();
    assert_eq!(whole.search_residents("slamet", 5).unwrap().total, 1);
    assert_eq!(whole.damage().unwrap(), Vec::<String>::new());
}

#[test]
fn neither_the_file_nor_its_log_shows_a_name_or_a_key() {
    let (folder, mut store) = laptop();
    register(&mut store, 1, &named("Waluyo Rahasia"));
    store
        .save_draft("request:1", &json!({"answer": "Rahasia"}), 5)
        .unwrap();
    let mut seen = 0;
    for file in fs::read_dir(folder.path()).unwrap().flatten() {
        let bytes = fs::read(file.path()).unwrap();
        seen += bytes.len();
        for secret in [b"Rahasia".as_slice(), b"rahasia", b"resident", &[7; 32]] {
            let found = bytes.windows(secret.len()).any(|part| part == secret);
            // The shared-memory index of the log holds page numbers only, and many equal bytes.
            assert!(
                !found || file.path().to_string_lossy().ends_with("-shm"),
                "{:?}",
                file.path()
            );
        }
    }
    assert!(seen > 10_000, "the log was looked at while it is in use");
}

#[test]
fn a_database_is_neither_made_over_another_nor_opened_where_none_is() {
    let (folder, _store) = laptop();
    let path = folder.path().join("desa.db");
    assert!(matches!(
        Store::create(&path, &key()),
        Err(StoreError::File(_))
    ));
    assert!(matches!(
        Store::open(&folder.path().join("lain.db"), &key()),
        Err(StoreError::File(_))
    ));
    assert!(!folder.path().join("lain.db").exists());
}

#[test]
fn two_connections_work_on_one_file() {
    let (folder, mut store) = laptop();
    let mut other = Store::open(&folder.path().join("desa.db"), &key()).unwrap();
    register(&mut store, 1, &named("Sumarni"));
    register(&mut other, 2, &named("Slamet"));
    assert_eq!(store.count("resident").unwrap(), 2);
    let ids: Vec<_> = store.record_ids("resident").unwrap();
    assert_eq!(ids, [id(1), id(2)]);
    let author_of = |n| {
        let record = store.record(id(n)).unwrap().unwrap();
        record.state.fields["name"].shown().unwrap().0
    };
    assert_ne!(
        author_of(1).session,
        author_of(2).session,
        "each has ids of its own"
    );
}

#[test]
fn drafts_come_back_after_being_put_away_and_stocks_go_with_their_letter() {
    let (_folder, mut store) = laptop();
    store.save_draft("request:a", &json!({"n": 1}), 10).unwrap();
    store.save_draft("request:b", &json!({"n": 2}), 20).unwrap();
    store
        .save_draft("resident:c", &json!({"n": 3}), 30)
        .unwrap();
    let drafts = store.drafts::<BTreeMap<String, u32>>("request:").unwrap();
    assert_eq!(
        drafts
            .iter()
            .map(|draft| draft.value["n"])
            .collect::<Vec<_>>(),
        [2, 1]
    );
    store.discard_draft("request:a", 40).unwrap();
    assert!(
        store
            .draft::<Value>("request:a")
            .unwrap()
            .unwrap()
            .discarded
    );
    store.restore_draft("request:a", 50).unwrap();
    assert!(
        !store
            .draft::<Value>("request:a")
            .unwrap()
            .unwrap()
            .discarded
    );
    assert!(matches!(
        store.restore_draft("request:z", 60),
        Err(StoreError::Missing)
    ));

    let counter = SeriesKey {
        village: "33.99.04.2007".into(),
        series: "domisili".into(),
        year: 2026,
    };
    let mut stock = Stock::empty("P07".parse().unwrap());
    stock.take();
    let failed: Result<_, StoreError> = store.transact(&author(1), |tx| {
        tx.set_stock(&counter, &stock)?;
        Err::<(), _>(StoreError::Missing)
    });
    assert!(failed.is_err());
    assert_eq!(
        store.stock(&counter).unwrap(),
        None,
        "no number is taken by a letter that was not written"
    );
    store
        .transact(&author(1), |tx| tx.set_stock(&counter, &stock))
        .unwrap();
    assert_eq!(store.stocks().unwrap(), [(counter, stock)]);
}

#[test]
fn orders_to_printers_and_looks_at_numbers_are_kept() {
    let (_folder, store) = laptop();
    let mut order = PrintRow {
        id: id(31),
        letter: id(11),
        copy: 1,
        for_file: false,
        printer: "Kantor".into(),
        state: "ordered".into(),
        job: None,
        reason: None,
        path: None,
        at_ms: 5,
        copies: 1,
        name: "400.8/003/KJ/XI/2026 0a1b".into(),
        address: Some("ipp://localhost:631/printers/balai".into()),
        paper: "F4".into(),
        pages: 1,
        sha256: "00".into(),
    };
    store.save_print(&order).unwrap();
    order.state = "confirmed".into();
    store.save_print(&order).unwrap();
    assert_eq!(store.prints_of(id(11)).unwrap(), [order.clone()]);
    assert_eq!(store.print(id(31)).unwrap(), Some(order));
}
