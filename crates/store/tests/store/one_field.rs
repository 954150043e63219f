//! One field that is written again and again.

use jemput_store::Store;
use serde_json::json;

use crate::{author, id, key, laptop, named, register};

#[test]
fn edits_of_one_field_cost_the_file_a_bounded_number_of_bytes_each() {
    const ROUNDS: usize = 3;
    const EDITS: u32 = 400;
    let (folder, mut store) = laptop();
    register(&mut store, 1, &named("Sri Waluyo"));
    let path = folder.path().join("desa.db");
    let mut sizes = Vec::new();
    for round in 1..=ROUNDS {
        for n in 0..EDITS {
            let value = json!(format!("0812{round}{n:07}"));
            store
                .transact(&author(20), |tx| tx.edit_value(id(1), "phone", value))
                .expect("edited");
        }
        let phone = &store.record(id(1)).unwrap().unwrap().state.fields["phone"];
        // What was replaced is one range for each start of the program.
        assert_eq!((phone.alive.len(), phone.dead.ranges()), (1, round));
        // Closed, the file holds all of it and its log nothing.
        drop(store);
        sizes.push(path.metadata().expect("the file").len());
        store = Store::open(&path, &key()).expect("the laptop");
    }
    let each: Vec<u64> = sizes
        .windows(2)
        .map(|two| (two[1] - two[0]) / u64::from(EDITS))
        .collect();
    assert!(
        each.iter().all(|bytes| *bytes <= 1024),
        "{each:?} bytes an edit: {sizes:?}"
    );
}
