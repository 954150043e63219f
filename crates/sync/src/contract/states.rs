//! Records and the scopes that they are in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use uuid::Uuid;

use super::{Backend, change, logged, read, record, within};
use crate::{ChangeId, Checksum, Ledger as _, RecordState, SCOPE};

/// Any JSON is a value, and what was replaced stays replaced.
pub fn states_come_back_as_they_were_whatever_is_in_them<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let values = [
        json!(null),
        json!(true),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1.5e300),
        json!(""),
        json!("O'Brien \u{0}\u{1F600} ꦱꦿꦶ"),
        json!([]),
        json!([1, [2, { "x": [] }]]),
        json!({ "": { "a b": null } }),
        json!("x".repeat(40_000)),
    ];
    let mut expected = RecordState::default();
    for (n, value) in (1_u64..).zip(values) {
        let mut set = change(n, n, &[(1, within("village:1", "Sri"))]);
        let names = ["name", "", "a.b", "SELECT", "ñ"];
        for name in names {
            set.ops[0].set.insert(name.to_owned(), value.clone());
        }
        if n % 3 == 0 {
            // Two values at once, one that never was, and the others stay beside each other.
            let ids = [n - 1, n - 2, 77].map(|n| ChangeId { session: n, n });
            set.ops[0].replaces = BTreeMap::from([("name".to_owned(), ids.to_vec())]);
        }
        expected.apply(set.id, &set.ops[0], set.wall);
        logged(&mut archive, &set);
        let state = read(&mut archive, |ledger| ledger.record(record(1)));
        assert_eq!(state.as_ref(), Some(&expected), "after value {n}");
    }
    let state = read(&mut backend.connect(), |ledger| ledger.record(record(1)));
    assert_eq!(state, Some(expected));
    let none = read(&mut archive, |ledger| ledger.record(record(2)));
    assert_eq!(none, None);
}

/// Kept from change to change, and equal to what counting anew gives.
pub fn the_members_and_the_sum_of_a_scope_are_those_of_its_records<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let scopes = ["village:1", "village:2", "all"];
    for n in 1..=120_u64 {
        let number = u128::from(n * 7 % 30);
        // Some records are in two scopes, some move, some end in none that is looked at.
        let scope = match n % 5 {
            0 => json!(["village:1", "village:2"]),
            1 => json!("village:3"),
            other => json!(scopes[usize::try_from(other - 2).unwrap_or_default()]),
        };
        let mut set = change(1, n, &[(number, json!({ SCOPE: scope, "name": n }))]);
        let state = read(&mut archive, |ledger| ledger.record(record(number)));
        let ids = state.map(|state| state.ids(SCOPE)).unwrap_or_default();
        set.ops[0].replaces = BTreeMap::from([(SCOPE.to_owned(), ids)]);
        logged(&mut archive, &set);
    }
    read(&mut archive, |ledger| {
        let mut all = BTreeMap::new();
        for number in 0..30 {
            if let Some(state) = ledger.record(record(number))? {
                all.insert(record(number), state);
            }
        }
        let mut some = BTreeSet::new();
        for scope in scopes {
            let of_it = all
                .iter()
                .filter(|(_, state)| state.scopes().contains(scope));
            let sum = of_it.clone().fold(Checksum::default(), |sum, (id, state)| {
                sum.plus(Checksum::of(*id, state))
            });
            let ids: Vec<Uuid> = of_it.map(|(id, _)| *id).collect();
            assert_eq!(ledger.checksum(scope)?, sum, "{scope}");
            assert_eq!(ledger.members(scope, None, 1000)?, ids, "{scope}");
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = ledger.members(scope, after, 3)?;
                assert!(page.len() <= 3);
                let Some(last) = page.last() else { break };
                after = Some(*last);
                paged.extend(page);
            }
            assert_eq!(paged, ids, "{scope} in pages");
            some.extend(ids);
        }
        assert!(
            some.len() > 10 && some.len() < all.len(),
            "scopes of all kinds"
        );
        assert_eq!(ledger.checksum("village:9")?, Checksum::default());
        assert_eq!(ledger.members("village:9", None, 9)?, [] as [Uuid; 0]);
        Ok(())
    });
}

/// For the office's flags.
pub fn what_touched_a_record_comes_newest_first<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let mut mine = Vec::new();
    for n in 1..=40_u64 {
        let both = [(1, within("village:1", "Sri")), (2, within("all", "x"))];
        let set = change(1, n, if n % 3 == 0 { &both } else { &both[1..] });
        let seq = logged(&mut archive, &set);
        if n % 3 == 0 {
            mine.insert(0, seq);
        }
    }
    read(&mut archive, |ledger| {
        assert_eq!(ledger.touched_after(record(1), 0, usize::MAX)?, mine);
        assert_eq!(ledger.touched_after(record(1), 0, 4)?, mine[..4]);
        assert_eq!(
            ledger.touched_after(record(1), mine[5], usize::MAX)?,
            mine[..5]
        );
        assert_eq!(ledger.touched_after(record(3), 0, 9)?, [] as [u64; 0]);
        Ok(())
    });
}
