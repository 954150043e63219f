//! Approvals of another officer's letter within seconds of its being handed over, several on one day: nobody reads that fast.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::{date, date::Zone};
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::Connection;

use super::{super::refresh::village_of, Found, arrived, hours, id_in, put};

/// Nobody reads a letter in less.
const SECONDS: i64 = 5;
/// One slip is none.
const SEVERAL: u32 = 3;

/// Looks at how a letter was approved.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let (Some(checker), Some(request)) = (id_in(record, "checked_by"), id_in(record, "request"))
    else {
        return Ok(());
    };
    if id_in(record, "prepared_by").is_none_or(|prepared| prepared == checker) {
        return Ok(());
    }
    let (mut handed, mut approved) = (None, None);
    for logged in store.logged_of(request)? {
        let ops = logged.set.ops.iter().filter(|op| op.record == request);
        for op in ops {
            if op.set.contains_key("checked_at") && logged.set.user == checker {
                approved = approved.or(Some(logged.set.wall));
            } else if approved.is_none() && logged.set.user != checker {
                handed = Some(logged.set.wall);
            }
        }
    }
    let (Some(handed), Some(approved)) = (handed, approved) else {
        return Ok(());
    };
    if !(0..SECONDS * 1000).contains(&(approved - handed)) {
        return Ok(());
    }
    let village = village_of(record);
    let day = Zone::of_province(&village).local_date(approved);
    let iso = date::iso(day);
    let count = hours::quick(db, record.id, checker, &iso)?;
    if count < SEVERAL {
        return Ok(());
    }
    let found = Found {
        rule: Rule::QuickApprovals,
        key: format!("{checker} {iso}"),
        facts: (count / 10).to_string(),
        at: approved,
        known: arrived(store, record)?,
        village: &village,
        of: record.id,
        who: checker,
        words: BTreeMap::from([
            ("day", date::short(day)),
            ("count", count.to_string()),
            ("seconds", SECONDS.to_string()),
        ]),
    };
    put(db, store, &found)
}
