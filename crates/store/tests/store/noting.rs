//! Who looked, printed, came and went on a laptop, until it is a record for the office.

use jemput_domain::audit::{AUDIT, Deed, Entry};
use jemput_store::Store;
use jemput_sync::Replica;

use crate::{author, id, key, laptop};

fn look(who: u128, at_ms: i64) -> Entry {
    Entry {
        who: id(who),
        deed: Deed::Saw,
        of: id(7),
        at_ms,
        note: String::new(),
    }
}

#[test]
fn what_a_laptop_notes_is_the_kind_that_the_office_lets_it_add() {
    assert_eq!(AUDIT, jemput_sync::NOTE_KIND);
}

#[test]
fn what_was_only_looked_at_is_no_unsent_work_until_it_goes_as_one_change() {
    let (folder, store) = laptop();
    for at in [60_000, 119_999, 120_000] {
        store.note(&look(1, at)).unwrap();
    }
    store.note(&look(2, 60_000)).unwrap();
    assert_eq!(
        store.notes_waiting().unwrap(),
        (3, Some(60_000)),
        "twice in one minute is once"
    );
    assert_eq!(store.unsent().unwrap().changes, 0);
    drop(store);
    let mut store = Store::open(&folder.path().join("desa.db"), &key()).unwrap();
    assert_eq!(store.send_notes(&author(9)).unwrap(), 3);
    assert_eq!(store.notes_waiting().unwrap(), (0, None));
    assert_eq!(store.unsent().unwrap().changes, 1);
    let mut sent: Vec<Entry> = store
        .records(AUDIT)
        .unwrap()
        .iter()
        .filter_map(|record| Entry::read(&record.fields()))
        .collect();
    sent.sort_by_key(|entry| (entry.at_ms, entry.who));
    assert_eq!(sent, [look(1, 60_000), look(2, 60_000), look(1, 120_000)]);
    assert_eq!(store.send_notes(&author(9)).unwrap(), 0);
    assert_eq!(store.unsent().unwrap().changes, 1, "nothing, no change");
}

#[test]
fn many_notes_go_as_few_changes() {
    let (_folder, mut store) = laptop();
    for n in 0..250 {
        store.note(&look(1, n * 60_000)).unwrap();
    }
    assert_eq!(store.send_notes(&author(9)).unwrap(), 250);
    let changes = Replica::unsent(&store, 10, usize::MAX).unwrap();
    assert_eq!(changes.len(), 3);
}
