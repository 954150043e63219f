//! One laptop's database on a real, encrypted file.

use std::{collections::BTreeMap, fs, path::Path};

use jemput_domain::{
    id::{DeviceId, OfficerId},
    number::{SeriesKey, Stock},
    resident::Resident,
};
use jemput_store::{Author, LetterFilter, PrintRow, Store, StoreError, keyring::DataKey};
use serde_json::{Map, Value, json};
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

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in fs::read_dir(from).expect("readable").flatten() {
        if file.file_type().is_ok_and(|kind| kind.is_file()) {
            fs::copy(file.path(), to.join(file.file_name())).expect("copied");
        }
    }
}

#[test]
fn one_call_is_one_change_and_its_reads_see_its_writes() {
    let (_folder, mut store) = laptop();
    let done = store
        .transact(&author(10), |tx| -> Result<usize, StoreError> {
            tx.create_as(id(1), "resident", &named("Sumarni"), &SCOPE)?;
            tx.edit_value(id(1), "phone", json!("0812"))?;
            tx.edit_value(id(1), "phone", json!("0857"))?;
            tx.create_as(id(2), "resident", &named("Slamet"), &SCOPE)?;
            assert_eq!(
                tx.record(id(1))?
                    .and_then(|r| r.text("phone").map(str::to_owned))
                    .as_deref(),
                Some("0857")
            );
            Ok(tx.records("resident")?.len())
        })
        .unwrap();
    assert_eq!(done.value, 2);
    assert_eq!(
        done.touched,
        [
            (id(1), "resident".to_owned()),
            (id(2), "resident".to_owned())
        ]
    );
    assert_eq!(store.unsent().unwrap().changes, 1);
    let record = store.record(id(1)).unwrap().unwrap();
    assert_eq!(record.text("phone"), Some("0857"));
    assert_eq!(record.state.fields["phone"].alive.len(), 1);
    assert!(
        record.state.fields["phone"].dead.is_empty(),
        "a change never kills its own value"
    );
    let nothing = store
        .transact(&author(20), |tx| {
            tx.edit_value(id(1), "phone", json!("0857"))
        })
        .unwrap();
    assert_eq!(nothing.change, None, "the same value again is no change");
}

#[test]
fn a_record_that_nobody_would_get_is_refused() {
    let (_folder, mut store) = laptop();
    let refused = store.transact(&author(1), |tx| {
        tx.create_as(id(1), "resident", &named("Sumarni"), &[])
    });
    assert!(
        matches!(refused, Err(StoreError::Form("scope"))),
        "{refused:?}"
    );
    assert_eq!(store.count("resident").unwrap(), 0);
}

#[test]
fn saving_a_form_leaves_alone_what_changed_behind_it() {
    let (_folder, mut store) = laptop();
    let person = Resident {
        phone: Some("0812".into()),
        dusun: Some("Krajan".into()),
        ..named("Sumarni")
    };
    register(&mut store, 1, &person);
    let opened = store.record(id(1)).unwrap().unwrap();
    let (base, form): (_, Resident) = (opened.base(), opened.to().unwrap());
    // While the form is open, somebody else's phone and note arrive, and another dusun.
    store
        .transact(&author(20), |tx| -> Result<(), StoreError> {
            tx.edit_value(id(1), "phone", json!("0857"))?;
            tx.edit_value(id(1), "note", json!("pindah"))?;
            tx.edit_value(id(1), "dusun", json!("Sawahan"))
        })
        .unwrap();
    let saved = Resident {
        dusun: Some("Kebonagung".into()),
        rt: Some("003".into()),
        ..form
    };
    store
        .transact(&author(30), |tx| tx.edit_as(id(1), &saved, &base))
        .unwrap();
    let record = store.record(id(1)).unwrap().unwrap();
    assert_eq!(
        record.text("phone"),
        Some("0857"),
        "not touched in the form"
    );
    assert_eq!(
        record.text("note"),
        Some("pindah"),
        "not there when the form opened"
    );
    assert_eq!(record.text("rt"), Some("003"));
    let rivals = record.rival_fields();
    let values: Vec<&Value> = rivals[0].1.iter().map(|(value, _)| *value).collect();
    assert_eq!((rivals.len(), rivals[0].0), (1, "dusun"));
    assert_eq!(
        values,
        [&json!("Kebonagung"), &json!("Sawahan")],
        "both, the officer's later one shown"
    );
    assert_eq!(store.conflicts(0, 10).unwrap().len(), 1);
    // Deciding replaces all that is on the screen.
    let base = record.base();
    store
        .transact(&author(40), |tx| {
            tx.edit(id(1), object(json!({"dusun": "Sawahan B"})), &base)
        })
        .unwrap();
    assert!(store.conflicts(0, 10).unwrap().is_empty());
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
fn history_tells_what_each_author_saw_before() {
    let (_folder, mut store) = laptop();
    register(
        &mut store,
        1,
        &Resident {
            phone: Some("1".into()),
            ..named("Sumarni")
        },
    );
    let base = store.record(id(1)).unwrap().unwrap().base();
    let phone = |value: &str| object(json!({ "phone": value }));
    store
        .transact(&author(20), |tx| tx.edit(id(1), phone("2"), &base))
        .unwrap();
    // Written with the first value on the screen.
    store
        .transact(&author(30), |tx| tx.edit(id(1), phone("3"), &base))
        .unwrap();
    let history = store.history(id(1)).unwrap();
    let phones: Vec<(Option<&str>, &str, i64)> = history
        .iter()
        .filter(|row| row.field == "phone")
        .map(|row| {
            (
                row.old.as_ref().and_then(Value::as_str),
                row.new.as_str().unwrap(),
                row.wall_ms,
            )
        })
        .collect();
    assert_eq!(
        phones,
        [(Some("1"), "3", 30), (Some("1"), "2", 20), (None, "1", 10)]
    );
    assert!(
        history
            .iter()
            .all(|row| row.user == id(2) && row.device == id(1))
    );
}

#[test]
fn the_same_person_is_proposed_by_nik_or_by_name_and_birth() {
    let (_folder, mut store) = laptop();
    let nik = "3399045203890001";
    let born = |name: &str, nik: Option<&str>| {
        let mut fields = object(json!({"name": name, "birth_date": "1989-03-12"}));
        if let Some(nik) = nik {
            fields.insert("nik".into(), json!(nik));
        }
        fields.insert("scope".into(), json!(SCOPE[0].1));
        fields
    };
    store
        .transact(&author(1), |tx| -> Result<(), StoreError> {
            tx.create(id(1), "resident", born("Slamet Riyadi", Some(nik)))?;
            tx.create(id(2), "resident", born("Slamet Riyady", Some(nik)))?;
            tx.create(id(3), "resident", born("Nur’aini", None))
        })
        .unwrap();
    let found =
        |who: Option<u128>, nik: Option<&str>, name: &str, birth: Option<&str>| -> Vec<u128> {
            let records = store
                .duplicate_candidates(who.map(id), nik, name, birth)
                .unwrap();
            records.iter().map(|record| record.id.as_u128()).collect()
        };
    assert_eq!(found(Some(1), Some(nik), "Slamet Riyadi", None), [2]);
    assert_eq!(found(None, None, "NURAINI", Some("1989-03-12")), [3]);
    assert_eq!(
        found(None, None, "NURAINI", Some("1990-01-01")),
        Vec::<u128>::new()
    );
    assert_eq!(
        found(None, None, "", Some("1989-03-12")),
        Vec::<u128>::new()
    );
}

#[test]
fn search_puts_names_that_begin_so_first_and_finds_numbers_by_both_ends() {
    let (_folder, mut store) = laptop();
    let people = [
        ("Misumarno", "", ""),
        ("Sri Sumarni", "3399045203890001", "3399040101010001"),
        ("Sumarni", "3399044506700022", "3399040101010001"),
        ("Budi", "", ""),
    ];
    for (n, (name, nik, kk)) in (1..).zip(people) {
        let mut fields =
            object(json!({"name": name, "dusun": "Krajan", "rt": "003", "scope": SCOPE[0].1}));
        for (field, value) in [("nik", nik), ("kk", kk)] {
            if !value.is_empty() {
                fields.insert(field.into(), json!(value));
            }
        }
        store
            .transact(&author(1), |tx| tx.create(id(n), "resident", fields))
            .unwrap();
    }
    let find = |query: &str| -> Vec<u128> {
        let found = store.search_residents(query, 10).unwrap();
        assert_eq!(found.total as usize, found.records.len(), "{query}");
        found
            .records
            .iter()
            .map(|record| record.id.as_u128())
            .collect()
    };
    assert_eq!(find("sumar"), [3, 2, 1]);
    assert_eq!(find("su"), [3, 2]);
    assert_eq!(find("sumarni sri"), [2]);
    assert_eq!(find("0022"), [3]);
    assert_eq!(find("3399.0452"), [2]);
    assert_eq!(
        find("3399040101010001"),
        [3, 2].into_iter().rev().collect::<Vec<_>>()
    );
    assert_eq!(find("krajan budi"), [4]);
    assert_eq!(find("  "), Vec::<u128>::new());
    let page = store.search_residents("krajan", 3).unwrap();
    assert_eq!((page.records.len(), page.total, page.more), (3, 4, true));
    // The index follows a new name.
    store
        .transact(&author(2), |tx| {
            tx.edit_value(id(4), "name", json!("Bambang"))
        })
        .unwrap();
    assert_eq!(store.search_residents("budi", 5).unwrap().total, 0);
    assert_eq!(store.search_residents("bambang", 5).unwrap().total, 1);
}

#[test]
fn residents_who_were_opened_last_come_first() {
    let (_folder, mut store) = laptop();
    for (n, name) in (1..).zip(["Dewi", "Agus", "Budi"]) {
        register(&mut store, n, &named(name));
    }
    store.touch_resident(id(3), 100).unwrap();
    let ids: Vec<u128> = store
        .recent_residents(3)
        .unwrap()
        .iter()
        .map(|record| record.id.as_u128())
        .collect();
    assert_eq!(ids, [3, 2, 1]);
}

fn letter(number: u32, state: &str, day: &str, name: &str) -> Map<String, Value> {
    object(json!({
        "scope": SCOPE[0].1, "number": format!("400.8/{number:03}/KJ/XI/2026"), "serial": format!("{number:03}"),
        "series": "domisili", "year": 2026, "title": "Surat Keterangan Domisili", "state": state, "issued_on": day,
        "resident": id(1), "printed_at": 1000 + number, "cti": format!("{number:016x}"),
        "snapshot": {"resident": {"name": name}, "village": {"code": "33.99.04.2007"}},
    }))
}

#[test]
fn the_register_is_searched_by_number_name_state_and_day() {
    let (_folder, mut store) = laptop();
    store
        .transact(&author(1), |tx| -> Result<(), StoreError> {
            tx.create(
                id(11),
                "letter",
                letter(1, "issued", "2026-11-24", "Nur'aini Ba'asyir"),
            )?;
            tx.create(id(12), "letter", letter(2, "void", "2026-11-25", "Slamet"))?;
            tx.create(
                id(13),
                "letter",
                letter(17, "awaiting_signature", "2026-11-25", "Sumarni"),
            )
        })
        .unwrap();
    let find = |filter: LetterFilter| -> Vec<u128> {
        let (records, total) = store.letters(&filter, 0, 10).unwrap();
        assert_eq!(total as usize, records.len());
        records.iter().map(|record| record.id.as_u128()).collect()
    };
    let text = |text: &str| LetterFilter {
        text: text.into(),
        ..LetterFilter::default()
    };
    assert_eq!(find(LetterFilter::default()), [13, 12, 11]);
    assert_eq!(find(text("/017/")), [13]);
    assert_eq!(find(text("NURAINI")), [11]);
    assert_eq!(find(text("Ba'as")), [11]);
    assert_eq!(find(text("domisili")), [13, 12, 11]);
    assert_eq!(
        find(text("02")),
        [13, 12, 11],
        "two characters are compared one by one"
    );
    assert_eq!(find(text("\"")), Vec::<u128>::new());
    assert_eq!(
        find(LetterFilter {
            state: Some("void".into()),
            ..LetterFilter::default()
        }),
        [12]
    );
    assert_eq!(
        find(LetterFilter {
            since: Some("2026-11-25".into()),
            ..LetterFilter::default()
        }),
        [13, 12]
    );
    assert_eq!(
        store.letters(&LetterFilter::default(), 1, 1).unwrap().0[0].id,
        id(12)
    );
    assert_eq!(store.letters_of(id(1)).unwrap().len(), 3);
    assert_eq!(
        store.letter_by_cti("0000000000000011").unwrap().unwrap().id,
        id(13)
    );
    assert_eq!(
        store
            .letters_by_cti_prefix("000000000000000")
            .unwrap()
            .len(),
        2
    );
    let counter = SeriesKey {
        village: "33.99.04.2007".into(),
        series: "domisili".into(),
        year: 2026,
    };
    assert_eq!(store.highest_serial(&counter, 1, 10).unwrap(), Some(2));
    assert_eq!(store.highest_serial(&counter, 18, 100).unwrap(), None);
}

#[test]
fn households_and_requests_are_found_by_what_they_belong_to() {
    let (_folder, mut store) = laptop();
    let kk = "3399040101010001";
    store
        .transact(&author(1), |tx| -> Result<(), StoreError> {
            tx.create(id(5), "household", object(json!({"scope": SCOPE[0].1, "kk": kk})))?;
            let member = object(json!({"scope": SCOPE[0].1, "name": "Sumarni", "household": id(5)}));
            tx.create(id(1), "resident", member)?;
            for (n, at) in [(21, 100), (22, 200)] {
                let request = json!({"scope": SCOPE[0].1, "resident": id(1), "state": "printed", "opened_at": at});
                tx.create(id(n), "request", object(request))?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(store.household_by_kk(kk).unwrap().unwrap().id, id(5));
    assert_eq!(store.household_members(id(5)).unwrap()[0].id, id(1));
    let requests: Vec<Uuid> = store
        .requests_of(id(1))
        .unwrap()
        .iter()
        .map(|record| record.id)
        .collect();
    assert_eq!(requests, [id(22), id(21)]);
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
        printer: "Kantor".into(),
        state: "ordered".into(),
        job: None,
        reason: None,
        path: None,
        at_ms: 5,
    };
    store.save_print(&order).unwrap();
    order.state = "confirmed".into();
    store.save_print(&order).unwrap();
    assert_eq!(store.prints_of(id(11)).unwrap(), [order.clone()]);
    assert_eq!(store.print(id(31)).unwrap(), Some(order));
    store.log_view(id(1), id(2), 7).unwrap();
    store.log_view(id(1), id(2), 8).unwrap();
    let views: Vec<i64> = store
        .views(0, 10)
        .unwrap()
        .iter()
        .map(|view| view.at_ms)
        .collect();
    assert_eq!(views, [8, 7]);
}
