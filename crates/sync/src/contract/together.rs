//! Several connections at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::{Backend, change, logged, read, take, within, write};
use crate::{Digest, Ledger as _};

/// Laptops that push at once, and changes of each.
const WRITERS: u64 = 4;
const CHANGES: u64 = 40;

/// However long it looks around.
pub fn a_reader_sees_one_moment_and_no_unfinished_work<B: Backend>() {
    let backend = B::new();
    let (mut one, mut two) = (backend.connect(), backend.connect());
    logged(&mut one, &change(1, 1, &[(1, within("village:1", "Sri"))]));
    let scopes = BTreeMap::from([("village:1".to_owned(), 0)]);
    let edit = change(1, 2, &[(1, json!({ "name": "Sumarni" }))]);
    // Unfinished work of another connection is not there.
    write(&mut one, |ledger| {
        take(ledger, &edit)?;
        let seen = read(&mut two, |other| {
            Ok((
                other.head()?.mark.seq,
                other.known(edit.id)?,
                other.feed(&scopes, 1, 9)?.0.len(),
            ))
        });
        assert_eq!(seen, (1, None, 0));
        Ok(())
    });
    // What is finished while one reads is there for the next who reads.
    let later = change(1, 3, &[(1, json!({ "name": "Sutinah" }))]);
    read(&mut one, |ledger| {
        let before = (ledger.head()?, ledger.checksum("village:1")?);
        assert_eq!(before.0.mark.seq, 2);
        logged(&mut two, &later);
        assert_eq!((ledger.head()?, ledger.checksum("village:1")?), before);
        assert_eq!((ledger.known(later.id)?, ledger.entry(3)?), (None, None));
        assert_eq!(ledger.feed(&scopes, 2, 9)?, (Vec::new(), false));
        Ok(())
    });
    assert_eq!(read(&mut one, |ledger| ledger.head()).mark.seq, 3);
}

/// Law I12: a laptop that reads while others write never passes over a number that becomes visible later.
pub fn no_row_is_delivered_before_one_with_a_lower_number<B: Backend>() {
    let backend = B::new();
    let done = AtomicBool::new(false);
    let scopes = BTreeMap::from([("village:1".to_owned(), 0)]);
    let mut got: Vec<u64> = Vec::new();
    let mut reader = backend.connect();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (1..=WRITERS)
            .map(|session| {
                let mut archive = backend.connect();
                scope.spawn(move || {
                    for n in 1..=CHANGES {
                        let number = u128::from(session * 1000 + n);
                        let set = change(session, n, &[(number, within("village:1", "Sri"))]);
                        logged(&mut archive, &set);
                    }
                })
            })
            .collect();
        let done = &done;
        let reading = scope.spawn(|| {
            let mut cursor = 0;
            loop {
                let last_look = done.load(Ordering::SeqCst);
                let (items, head) = read(&mut reader, |ledger| {
                    Ok((ledger.feed(&scopes, cursor, 7)?.0, ledger.head()?.mark.seq))
                });
                got.extend(items.iter().map(|item| item.seq));
                cursor = got.last().copied().unwrap_or_default();
                if last_look && cursor >= head {
                    return;
                }
            }
        });
        let panicked = writers.into_iter().any(|writer| writer.join().is_err());
        done.store(true, Ordering::SeqCst);
        assert!(reading.join().is_ok() && !panicked, "nobody fails");
    });
    assert_eq!(got, (1..=WRITERS * CHANGES).collect::<Vec<_>>());
}

/// Each reads what the one before it wrote.
pub fn writers_on_many_connections_lose_nothing_of_each_other<B: Backend>() {
    let backend = B::new();
    logged(
        &mut backend.connect(),
        &change(99, 1, &[(1, within("village:1", "0"))]),
    );
    std::thread::scope(|scope| {
        for session in 1..=WRITERS {
            let mut archive = backend.connect();
            scope.spawn(move || {
                for n in 1..=CHANGES {
                    // A look and an edit that follows from it, in one piece of work.
                    write(&mut archive, |ledger| {
                        let state = ledger.record(super::record(1))?.expect("it is there");
                        let shown = state.shown("name").and_then(|name| name.as_str());
                        let count: u64 = shown.and_then(|text| text.parse().ok()).unwrap_or(0);
                        let name = (count + 1).to_string();
                        let mut set = change(session, n, &[(1, json!({ "name": name }))]);
                        let ids = state.ids("name");
                        set.ops[0].replaces = BTreeMap::from([("name".to_owned(), ids)]);
                        take(ledger, &set)
                    });
                }
            });
        }
    });
    let mut archive = backend.connect();
    let all = WRITERS * CHANGES;
    read(&mut archive, |ledger| {
        let state = ledger.record(super::record(1))?.expect("it is there");
        assert!(!state.has_rivals(), "everybody replaced what was there");
        assert_eq!(state.shown("name"), Some(&json!(all.to_string())));
        assert_eq!(ledger.head()?.mark.seq, all + 1);
        let mut running = Digest::default();
        for seq in 1..=all + 1 {
            let entry = ledger.entry(seq)?.expect("no gap");
            running = running.next(entry.id, entry.hash, entry.eff, false);
            assert_eq!(entry.digest, running);
        }
        Ok(())
    });
}
