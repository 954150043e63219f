//! Two records of one person: merged, taken back, merged in a circle; deleted. Lists, searches and counts agree.

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::merge::{DELETED, MERGED_INTO, kept};
use jemput_store::{LetterFilter, Store};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{author, id, laptop, named, object, register};

fn set(store: &mut Store, at: u128, field: &str, value: Value) {
    store
        .transact(&author(20), |tx| tx.edit_value(id(at), field, value))
        .expect("edited");
}

fn merge(store: &mut Store, lose: u128, keep: u128) {
    set(store, lose, MERGED_INTO, json!(id(keep)));
}

/// What each way of counting says; they must agree.
fn listed(store: &Store) -> BTreeSet<u128> {
    let ids = |records: Vec<jemput_store::Record>| -> BTreeSet<u128> {
        records.iter().map(|record| record.id.as_u128()).collect()
    };
    let all = ids(store.listed_residents().expect("a list"));
    let (gone, count) = store.unlisted_residents(0, 100).expect("a list");
    let stored = store.record_ids("resident").expect("ids").len();
    assert_eq!(store.count("resident").expect("a count"), all.len() as u64);
    assert_eq!(
        ids(store.search_residents("warga", 100).expect("hits").records),
        all
    );
    assert_eq!(ids(store.recent_residents(100).expect("a list")), all);
    assert_eq!((gone.len() + all.len(), count), (stored, gone.len() as u64));
    all
}

fn people(store: &mut Store, count: u128) {
    for at in 1..=count {
        register(store, at, &named(&format!("Warga {at}")));
    }
}

#[test]
fn ten_records_one_pair_merged_and_one_deleted_make_eight_everywhere() {
    let (_folder, mut store) = laptop();
    people(&mut store, 10);
    merge(&mut store, 3, 2);
    set(&mut store, 9, DELETED, json!(true));
    assert_eq!(listed(&store), [1, 2, 4, 5, 6, 7, 8, 10].into());
    set(&mut store, 9, DELETED, Value::Null);
    set(&mut store, 3, MERGED_INTO, Value::Null);
    assert_eq!(listed(&store).len(), 10);
}

#[test]
fn the_kept_record_has_the_letters_and_requests_of_both() {
    let (_folder, mut store) = laptop();
    people(&mut store, 4);
    for (at, resident) in [(11, 1), (12, 2), (13, 3), (14, 4)] {
        let paper = object(
            json!({ "scope": "all", "resident": id(resident), "state": "issued", "number": "1" }),
        );
        let request = object(json!({ "scope": "all", "resident": id(resident), "state": "open" }));
        store
            .transact(&author(10), |tx| {
                tx.create(id(at), "letter", paper)?;
                tx.create(id(at + 100), "request", request)
            })
            .unwrap();
    }
    merge(&mut store, 2, 1);
    merge(&mut store, 3, 2);
    let letters = |store: &Store, of: u128| -> BTreeSet<u128> {
        let filter = LetterFilter {
            resident: Some(id(of)),
            ..LetterFilter::default()
        };
        let (records, total) = store.letters(&filter, 0, 10).unwrap();
        assert_eq!(total, records.len() as u64);
        records.iter().map(|record| record.id.as_u128()).collect()
    };
    assert_eq!(letters(&store, 1), [11, 12, 13].into());
    assert_eq!(store.requests_of(id(1)).unwrap().len(), 3);
    assert_eq!(store.merged_into(id(1)).unwrap(), [id(2), id(3)]);
    assert_eq!(store.kept(id(3)).unwrap().id, id(1));
    set(&mut store, 2, MERGED_INTO, Value::Null);
    assert_eq!(letters(&store, 1), [11].into());
    assert_eq!(letters(&store, 2), [12, 13].into());
}

#[test]
fn somebody_who_was_merged_is_no_member_and_no_twin_of_anybody() {
    let (_folder, mut store) = laptop();
    let household = id(77);
    for at in [1, 2] {
        let mut person = named("Slamet Riyadi");
        person.household = Some(jemput_domain::id::HouseholdId(household));
        person.nik = jemput_domain::nik::Nik::parse("3301010101800001").ok();
        register(&mut store, at, &person);
    }
    let twin: jemput_domain::resident::Resident =
        store.record(id(1)).unwrap().unwrap().to().unwrap();
    assert_eq!(
        store
            .duplicate_candidates(Some(id(1)), &twin)
            .unwrap()
            .len(),
        1
    );
    merge(&mut store, 2, 1);
    assert_eq!(
        store
            .duplicate_candidates(Some(id(1)), &twin)
            .unwrap()
            .len(),
        0
    );
    assert_eq!(store.household_members(household).unwrap().len(), 1);
}

#[test]
fn people_whom_the_office_told_apart_are_not_proposed_again() {
    let (_folder, mut store) = laptop();
    for at in [1, 2] {
        let mut person = named("Slamet Riyadi");
        person.nik = jemput_domain::nik::Nik::parse("3301010101800001").ok();
        register(&mut store, at, &person);
    }
    let twin: jemput_domain::resident::Resident =
        store.record(id(1)).unwrap().unwrap().to().unwrap();
    let apart = jemput_domain::duplicate::distinct_id(id(1), id(2));
    let fields = object(json!({ "scope": "all", "a": id(1), "b": id(2), "distinct": true }));
    store
        .transact(&author(10), |tx| tx.create(apart, "distinct", fields))
        .unwrap();
    assert_eq!(
        store
            .duplicate_candidates(Some(id(1)), &twin)
            .unwrap()
            .len(),
        0
    );
    // The same file once more: the same ids, nothing changes.
    register(&mut store, 1, &twin);
    assert_eq!(
        store
            .duplicate_candidates(Some(id(1)), &twin)
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        store.duplicate_candidates(None, &twin).unwrap().len(),
        2,
        "somebody new is another matter"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Merges and their taking back in any order, also in circles: the lists have exactly the kept ones.
    #[test]
    fn lists_have_exactly_the_kept_records(
        steps in proptest::collection::vec((1_u128..7, 0_u128..7, any::<bool>()), 1..25),
    ) {
        let (_folder, mut store) = laptop();
        people(&mut store, 6);
        let mut names: BTreeMap<u128, u128> = BTreeMap::new();
        let mut deleted: BTreeSet<u128> = BTreeSet::new();
        for (at, into, delete) in steps {
            if delete && into == 0 {
                let gone = deleted.insert(at);
                if !gone {
                    deleted.remove(&at);
                }
                set(&mut store, at, DELETED, if gone { json!(true) } else { Value::Null });
            } else if into == 0 || into == at {
                names.remove(&at);
                set(&mut store, at, MERGED_INTO, Value::Null);
            } else {
                names.insert(at, into);
                merge(&mut store, at, into);
            }
        }
        let follow = |from: u128| {
            let kept = kept(id(from), |at| {
                Ok::<_, std::convert::Infallible>(names.get(&at.as_u128()).map(|into| id(*into)))
            });
            let Ok(kept) = kept;
            kept
        };
        let expected: BTreeSet<u128> =
            (1..=6).filter(|at| follow(*at).id == id(*at) && !deleted.contains(at)).collect();
        prop_assert_eq!(listed(&store), expected);
        for at in 1..=6 {
            prop_assert_eq!(store.kept(id(at)).unwrap(), follow(at));
            let mine: Vec<Uuid> =
                (1..=6).map(id).filter(|other| *other != id(at) && follow(other.as_u128()).id == id(at)).collect();
            if follow(at).id == id(at) {
                prop_assert_eq!(store.merged_into(id(at)).unwrap(), mine);
            }
        }
    }
}
