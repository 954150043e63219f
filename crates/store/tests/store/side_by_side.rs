//! Two connections to one file: the officer's, and that of the sync.

use std::sync::atomic::{AtomicBool, Ordering};

use jemput_store::Store;
use jemput_sync::{Replica as _, ReplicaTx as _};

use crate::{author, id, key, laptop, named, register};

#[test]
fn a_save_is_never_refused_while_the_sync_takes_records_in() {
    let (folder, mut officer) = laptop();
    let path = folder.path().join("desa.db");
    for n in 0..100 {
        register(&mut officer, n, &named("Sumarni"));
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let pulling = scope.spawn(|| {
            let mut sync = Store::open(&path, &key()).unwrap();
            let mut pages = 0;
            // One page after the other, as on a quick link; between two of them the next one is read.
            while !done.load(Ordering::SeqCst) {
                let mut page = sync.begin().unwrap();
                for n in 0..100 {
                    let whole = page.record(id(n)).unwrap().unwrap();
                    page.put_record(id(n), &whole).unwrap();
                }
                page.commit().unwrap();
                pages += 1;
                for n in 0..100 {
                    sync.record(id(n)).unwrap();
                }
            }
            pages
        });
        for n in 0..40 {
            officer
                .transact(&author(20), |tx| {
                    tx.edit_value(id(n), "note", format!("simpan {n}").into())
                })
                .unwrap();
        }
        done.store(true, Ordering::SeqCst);
        assert!(pulling.join().unwrap() > 0);
    });
    assert_eq!(
        officer.record(id(39)).unwrap().unwrap().text("note"),
        Some("simpan 39")
    );
}
