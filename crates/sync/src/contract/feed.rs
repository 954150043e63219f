//! The feed: what happened in some scopes, page by page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Backend, change, logged, read, record};
use crate::{FeedItem, Ledger as _, SCOPE};

type Held = BTreeMap<String, u64>;

/// What happened, entry by entry: (number, record, scopes before, scopes after).
type Touches = Vec<(u64, u128, Option<BTreeSet<String>>, BTreeSet<String>)>;

fn held(scopes: &[(&str, u64)]) -> Held {
    let pairs = scopes.iter();
    pairs
        .map(|(scope, since)| ((*scope).to_owned(), *since))
        .collect()
}

/// A log of small and large entries over four scopes.
fn filled<B: Backend>(backend: &B) -> (B::Archive, Touches) {
    let mut archive = backend.connect();
    let scopes: [Value; 6] = [
        json!("village:1"),
        json!("village:2"),
        json!("all"),
        json!(["village:1", "village:2"]),
        json!(["all", "village:2", "village:1"]),
        json!("village:3"),
    ];
    let mut now: BTreeMap<u128, BTreeSet<String>> = BTreeMap::new();
    let mut touches = Touches::new();
    for n in 1..=90_u64 {
        // Up to two hundred records in one entry.
        let many = match n % 10 {
            3 => 40,
            7 => 200,
            few => few,
        };
        let mut numbers = BTreeSet::new();
        for k in 0..=many {
            numbers.insert(u128::from((n * 13 + k * 5) % 211));
        }
        let numbers: Vec<u128> = numbers.into_iter().take(200).collect();
        let at = |number: u128| &scopes[usize::try_from((number + u128::from(n)) % 6).unwrap_or(0)];
        let fields: Vec<_> = numbers
            .iter()
            .map(|number| (*number, json!({ SCOPE: at(*number), "name": n })))
            .collect();
        let mut set = change(1, n, &fields);
        read(&mut archive, |ledger| {
            for op in &mut set.ops {
                let state = ledger.record(op.record)?;
                let ids = state.map(|state| state.ids(SCOPE)).unwrap_or_default();
                op.replaces = BTreeMap::from([(SCOPE.to_owned(), ids)]);
            }
            Ok(())
        });
        let seq = logged(&mut archive, &set);
        for number in numbers {
            let after: BTreeSet<String> = match at(number) {
                Value::Array(all) => all
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                one => one.as_str().map(str::to_owned).into_iter().collect(),
            };
            let before = now.insert(number, after.clone());
            touches.push((seq, number, before, after));
        }
    }
    (archive, touches)
}

/// What the feed must say.
fn expected(touches: &Touches, held: &Held, cursor: u64) -> Vec<FeedItem> {
    let mut items = Vec::new();
    for (seq, number, before, after) in touches {
        let mine = |scopes: &BTreeSet<String>| {
            let mut scopes = scopes.iter();
            scopes.any(|scope| held.get(scope).is_some_and(|since| seq > since))
        };
        let item = FeedItem {
            seq: *seq,
            record: record(*number),
            made: before.is_none(),
            before: before.as_ref().is_some_and(mine),
            after: mine(after),
        };
        if *seq > cursor && (item.before || item.after) {
            items.push(item);
        }
    }
    items
}

/// Whatever the size of a page, and however large an entry is.
pub fn pages_of_the_feed_give_each_touch_once_and_never_a_part_of_an_entry<B: Backend>() {
    let backend = B::new();
    let (mut archive, touches) = filled(&backend);
    for scopes in [
        held(&[("village:1", 0)]),
        held(&[("village:1", 0), ("village:2", 0), ("all", 0)]),
        held(&[
            ("village:1", 30),
            ("village:2", 0),
            ("all", 61),
            ("village:9", 0),
        ]),
    ] {
        for limit in [1, 2, 7, 150, 199, 200, 201, 2000, 100_000] {
            let (mut got, mut cursor, mut pages) = (Vec::new(), 5, 0);
            loop {
                let (items, more) =
                    read(&mut archive, |ledger| ledger.feed(&scopes, cursor, limit));
                pages += 1;
                let size = items.len();
                let last = items.last().map(|item| item.seq);
                // One entry more than asked for at most.
                let whole = items.iter().filter(|item| Some(item.seq) != last).count();
                assert!(whole < limit.max(1), "{size} items of {limit}");
                got.extend(items);
                let all = expected(&touches, &scopes, 5).len();
                assert_eq!(more, got.len() < all, "more is said where there is more");
                let Some(last) = last.filter(|_| more) else {
                    assert!(!more, "a page that has more has something");
                    break;
                };
                assert!(last > cursor, "the cursor moves");
                cursor = last;
            }
            // Items come by number and record: both is in the expected order.
            assert_eq!(got, expected(&touches, &scopes, 5), "in pages of {limit}");
            assert!(limit < 100_000 || pages == 1, "{pages} pages");
        }
    }
    let nobody = read(&mut archive, |ledger| ledger.feed(&Held::new(), 0, 10));
    assert_eq!(nobody, (Vec::new(), false));
}

/// A village that is held since entry 40 was fetched as of then.
pub fn a_scope_shows_only_what_came_after_its_own_number<B: Backend>() {
    let backend = B::new();
    let (mut archive, touches) = filled(&backend);
    for since in [0, 1, 40, 89, 90, 1000] {
        let scopes = held(&[("village:2", since), ("all", 20)]);
        let (items, more) = read(&mut archive, |ledger| ledger.feed(&scopes, 0, 100_000));
        assert_eq!(
            (items, more),
            (expected(&touches, &scopes, 0), false),
            "since {since}"
        );
    }
}

/// From that a laptop knows whether a record comes, changes or leaves.
pub fn a_touch_says_whether_the_record_was_there_before_and_after<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let way = ["village:1", "village:2", "village:2", "village:1"];
    for (n, scope) in (1_u64..).zip(way) {
        let mut set = change(1, n, &[(1, json!({ SCOPE: scope }))]);
        if n > 1 {
            let before = crate::ChangeId {
                session: 1,
                n: n - 1,
            };
            set.ops[0].replaces = BTreeMap::from([(SCOPE.to_owned(), vec![before])]);
        }
        logged(&mut archive, &set);
    }
    let mut said = |scope: &str| -> Vec<(u64, bool, bool, bool)> {
        let scopes = held(&[(scope, 0)]);
        let (items, _) = read(&mut archive, |ledger| ledger.feed(&scopes, 0, 10));
        let items = items.iter();
        items
            .map(|item| (item.seq, item.made, item.before, item.after))
            .collect()
    };
    assert_eq!(
        said("village:1"),
        [
            (1, true, false, true),
            (2, false, true, false),
            (4, false, false, true)
        ]
    );
    assert_eq!(
        said("village:2"),
        [
            (2, false, false, true),
            (3, false, true, true),
            (4, false, true, false)
        ]
    );
}
