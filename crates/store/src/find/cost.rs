//! What a search costs, told by the steps that SQLite takes and not by a clock.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use jemput_domain::{
    id::{DeviceId, OfficerId},
    resident::Resident,
};
use uuid::Uuid;

use crate::{Author, Store, StoreError, keyring::DataKey};

const SCOPE: [(&str, &str); 1] = [("scope", "village:33.99.04.2007")];
/// Names without the letters that are searched for.
const OTHERS: [&str; 5] = ["Budi", "Ngatini", "Slamet", "Wagiyem", "Tri Handayani"];

fn key() -> DataKey {
    DataKey::from_bytes([7; 32])
}

/// A laptop with so many residents, of whom three are found by `sum`.
fn village(path: &Path, residents: u128) {
    let mut store = Store::create(path, &key()).unwrap();
    let author = Author::new(
        DeviceId(Uuid::from_u128(1)),
        OfficerId(Uuid::from_u128(2)),
        10,
    );
    let all: Vec<u128> = (0..residents).collect();
    for page in all.chunks(200) {
        store
            .transact(&author, |tx| -> Result<(), StoreError> {
                for n in page {
                    let name = match n {
                        0..3 => format!("Sumarni {n}"),
                        _ => format!("{} {n}", OTHERS[(n % 5) as usize]),
                    };
                    let person = Resident {
                        name,
                        ..Resident::default()
                    };
                    tx.create_as(Uuid::from_u128(*n + 1), "resident", &person, &SCOPE)?;
                }
                Ok(())
            })
            .unwrap();
    }
    while store.index_words(500).unwrap() {}
    assert_eq!(store.words_due().unwrap(), 0);
}

/// Steps of the first and of the second search after a new start, and rows that were written for them.
fn cost(path: &Path) -> (u64, u64, u64) {
    let mut store = Store::open(path, &key()).unwrap();
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    let count = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        false
    };
    store.conn.progress_handler(1, Some(count)).unwrap();
    let written = store.conn.total_changes();
    let search = || {
        let found = store.search_residents("sum", 20).unwrap();
        assert_eq!(found.total, 3);
        steps.swap(0, Ordering::Relaxed)
    };
    let (first, second) = (search(), search());
    (first, second, store.conn.total_changes() - written)
}

#[test]
fn the_first_search_after_a_start_looks_at_no_more_residents_than_it_must() {
    let folder = tempfile::tempdir().unwrap();
    let costs = [300, 3_000].map(|residents| {
        let path = folder.path().join(format!("{residents}.db"));
        village(&path, residents);
        cost(&path)
    });
    let [(few_first, few_second, _), (first, second, written)] = costs;
    assert!(few_second > 10, "the steps are counted");
    assert_eq!(written, 0, "a search makes no index anew");
    // Ten times as many residents: whoever looked at each of them would take ten times as many steps.
    for (few, many) in [(few_first, first), (few_second, second)] {
        assert!(many < 4 * few, "{many} steps instead of {few}");
    }
    assert!(first < 4 * second, "{first} steps, the next time {second}");
}
