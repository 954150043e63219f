//! Writing records, and reading who wrote them.

use jemput_domain::resident::Resident;
use jemput_store::StoreError;
use serde_json::{Value, json};

use super::{SCOPE, author, id, laptop, named, object, register};

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
