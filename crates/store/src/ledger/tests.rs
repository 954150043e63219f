//! The feed over several scopes, page by page.

use super::*;

/// The scopes in which each (number, record) shows.
type Fed = BTreeMap<(u64, Uuid), BTreeSet<&'static str>>;

/// Entries that touch one to three records in some of three scopes, without any randomness.
fn fed() -> (tempfile::TempDir, Store, Fed) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_plain(&folder.path().join("kantor.db")).unwrap();
    let tx = store.conn.transaction().unwrap();
    let mut all = Fed::new();
    for at in 1..700_u64 {
        for n in 0..=at % 3 {
            let record = Uuid::from_u128(u128::from(at * 7 % 50 + n));
            for (bit, scope) in ["a", "b", "c"].into_iter().enumerate() {
                if (at * 5 + n) >> bit & 1 == 1 {
                    tx.execute(
                        "INSERT INTO feed VALUES (?1, ?2, ?3, 0, 1, ?4)",
                        (
                            scope,
                            at.cast_signed(),
                            record.as_bytes().as_slice(),
                            bit == 0,
                        ),
                    )
                    .unwrap();
                    all.entry((at, record)).or_default().insert(scope);
                }
            }
        }
    }
    tx.commit().unwrap();
    (folder, store, all)
}

#[test]
fn pages_of_several_scopes_give_each_item_once_and_never_half_an_entry() {
    let (_folder, mut store, all) = fed();
    let tx = store.conn.transaction().unwrap();
    let office = Office::new(&tx);
    for (scopes, limit) in [
        (vec![("a", 0), ("b", 0)], 1),
        (vec![("a", 0), ("b", 300), ("c", 0)], 50),
    ] {
        let held: BTreeMap<String, u64> = scopes
            .iter()
            .map(|(scope, since)| ((*scope).to_owned(), *since))
            .collect();
        let mine = |at: u64, scope: &str| held.get(scope).is_some_and(|since| at > *since);
        let expected: Vec<(u64, Uuid)> = all
            .iter()
            .filter(|((at, _), scopes)| scopes.iter().any(|scope| mine(*at, scope)))
            .map(|(key, _)| *key)
            .collect();
        let (mut got, mut cursor, mut pages) = (Vec::new(), 0, 0);
        loop {
            let (items, more) = office.feed(&held, cursor, limit).unwrap();
            for item in &items {
                let after = all[&(item.seq, item.record)].contains("a") && mine(item.seq, "a");
                assert_eq!((item.before, item.after), (true, after));
            }
            assert!(items.first().is_none_or(|first| first.seq > cursor));
            got.extend(items.iter().map(|item| (item.seq, item.record)));
            pages += 1;
            if !more {
                break;
            }
            cursor = items
                .last()
                .expect("a page that has more has something")
                .seq;
        }
        assert_eq!(got, expected);
        assert!(pages > 10, "{pages} pages");
    }
}
