//! Search, register, and what belongs together.

use jemput_domain::number::SeriesKey;
use jemput_domain::resident::Resident;
use jemput_store::{LetterFilter, Store, StoreError};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{SCOPE, author, id, laptop, named, object, register};

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
    let found = |who: Option<u128>, nik: Option<&str>, name: &str, birth: &str| -> Vec<u128> {
        let typed = [
            ("name", name),
            ("nik", nik.unwrap_or_default()),
            ("birth_date", birth),
        ];
        let typed = typed.map(|(field, text)| (field.to_owned(), text.to_owned()));
        let (person, _) = Resident::from_form(None, &typed.into());
        let records = store.duplicate_candidates(who.map(id), &person).unwrap();
        records.iter().map(|record| record.id.as_u128()).collect()
    };
    assert_eq!(found(Some(1), Some(nik), "Slamet Riyadi", ""), [2]);
    assert_eq!(found(None, None, "Slamet Rijadi", "12-03-1989"), [1, 2]);
    assert_eq!(found(None, None, "NURAINI", "12-03-1989"), [3]);
    assert_eq!(
        found(None, None, "NURAINI", "01-01-1990"),
        Vec::<u128>::new()
    );
    assert_eq!(found(None, None, "", "12-03-1989"), Vec::<u128>::new());
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
fn whoever_waits_for_the_index_is_found_all_the_same() {
    let (_folder, mut store) = laptop();
    let name = |n: u128| match n % 3 {
        0 => format!("Sumarni {n}"),
        1 => format!("Budi Sumarno {n}"),
        _ => format!("Dewi {n}"),
    };
    store
        .transact(&author(1), |tx| -> Result<(), StoreError> {
            for n in 1..=150 {
                let fields = object(json!({"name": name(n), "scope": SCOPE[0].1}));
                tx.create(id(n), "resident", fields)?;
            }
            Ok(())
        })
        .unwrap();
    let waiting = store.words_due().unwrap();
    assert!(waiting > 50, "one save does not index all of them");
    let found = |store: &Store, query: &str| -> Vec<u128> {
        let found = store.search_residents(query, 500).unwrap();
        found.records.iter().map(|one| one.id.as_u128()).collect()
    };
    let all =
        |store: &Store| ["sumar", "sumarno budi", "ewi 14", "dewi 149"].map(|q| found(store, q));
    let before = all(&store);
    assert_eq!(before[0].len(), 100);
    assert_eq!(before[3], [149]);

    // One that waits gets another name, one that is in the index too, and one that waits is deleted.
    store
        .transact(&author(2), |tx| {
            tx.edit_value(id(150), "name", json!("Wagiyem"))?;
            tx.edit_value(id(1), "name", json!("Wagiman"))?;
            tx.edit_value(id(149), "deleted", json!(true))
        })
        .unwrap();
    assert_eq!(found(&store, "sumar").len(), 98);
    assert_eq!(found(&store, "wagi"), [1, 150]);
    assert!(found(&store, "dewi 149").is_empty());
    assert!(store.words_due().unwrap() > 0);

    let before = all(&store);
    while store.index_words(40).unwrap() {}
    assert_eq!(store.words_due().unwrap(), 0);
    assert_eq!(all(&store), before);
    assert_eq!(found(&store, "wagi"), [1, 150]);
    assert!(!store.index_words(40).unwrap(), "there is nothing to do");
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
