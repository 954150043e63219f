//! Numbers that a laptop passed over inside of its block, and numbers on two letters.
//!
//! A book is looked through as a whole, but only when a letter or a word about its numbers came, and when the rest of the
//! log is done: the laptop's lower numbers come before its higher ones.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use jemput_domain::number::SeriesKey;
use jemput_store::{
    Record, Store,
    register::{BURNED, ELSEWHERE, HOLDER, burned, elsewhere, holders},
};
use jemput_wire::office::Rule;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::{super::refresh::village_of, Found, arrived, gone, number_in, put};

/// A letter came or changed.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let village = record
        .state
        .shown("snapshot")
        .and_then(|data| data.get("village")?.get("code")?.as_str());
    if let Some(village) = village {
        due(db, village, record)?;
    }
    double(db, store, record)
}

/// A word about numbers came.
pub(super) fn other(db: &Connection, record: &Record) -> Result<()> {
    match (record.kind.as_str(), record.text("village")) {
        (BURNED | ELSEWHERE | HOLDER, Some(village)) => due(db, village, record),
        _ => Ok(()),
    }
}

fn due(db: &Connection, village: &str, record: &Record) -> Result<()> {
    let Some(series) = record.text("series") else {
        return Ok(());
    };
    db.prepare_cached("INSERT OR IGNORE INTO book_due VALUES (?1, ?2, ?3)")?
        .execute((village, series, number_in(record, "year")))?;
    Ok(())
}

/// Two papers with one number stay a finding also when one of them is made void: somebody should say how it came.
fn double(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let number = record.text("number").unwrap_or_default();
    let village = village_of(record);
    let mut same =
        db.prepare_cached("SELECT id FROM letter_number WHERE number = ?1 ORDER BY id")?;
    let ids: Vec<String> = same
        .query_map([format!("{village} {number}")], |row| {
            let id = Uuid::from_slice(row.get_ref(0)?.as_blob()?);
            Ok(id.unwrap_or_default().to_string())
        })?
        .collect::<rusqlite::Result<_>>()?;
    if ids.len() < 2 {
        return Ok(());
    }
    let found = Found {
        rule: Rule::NumberDouble,
        key: format!("{village} {number}"),
        facts: ids.join(" "),
        at: number_in(record, "printed_at"),
        known: arrived(store, record)?,
        village: &village,
        of: record.id,
        who: Uuid::nil(),
        words: BTreeMap::from([
            ("number", number.to_owned()),
            ("count", ids.len().to_string()),
        ]),
    };
    put(db, store, &found)
}

/// Looks through one book that is due; `false` when none is.
pub(super) fn one_book(db: &Connection, store: &Store) -> Result<bool> {
    let book = db
        .prepare_cached("SELECT village, series, year FROM book_due LIMIT 1")?
        .query_row((), |row| {
            Ok(SeriesKey {
                village: row.get(0)?,
                series: row.get(1)?,
                year: row.get(2)?,
            })
        })
        .optional()?;
    let Some(book) = book else {
        return Ok(false);
    };
    gaps(db, store, &book)?;
    db.prepare_cached("DELETE FROM book_due WHERE village = ?1 AND series = ?2 AND year = ?3")?
        .execute((&book.village, &book.series, book.year))?;
    Ok(true)
}

fn gaps(db: &Connection, store: &Store, book: &SeriesKey) -> Result<()> {
    let name = format!("{} {} {}", book.village, book.year, book.series);
    let mut letters: BTreeMap<u32, Uuid> = BTreeMap::new();
    for (id, serial) in store.numbers_in(book)? {
        letters.extend(serial.map(|serial| (serial, id)));
    }
    let explained: Vec<_> = {
        let given_up = burned(&store.records(BURNED)?, book);
        let used = elsewhere(&store.records(ELSEWHERE)?, book);
        let spans = given_up.into_iter().map(|(_, span)| span);
        spans
            .chain(used.into_iter().map(|used| used.span))
            .collect()
    };
    let free = |n: u32| {
        !letters.contains_key(&n)
            && !explained
                .iter()
                .any(|span| (span.from..=span.to).contains(&n))
    };
    let mut still = BTreeSet::new();
    for held in holders(&store.records(HOLDER)?, book) {
        // The newest letter whose number was taken in order.
        let mut newest = None;
        for (serial, id) in letters.range(held.from..=held.to).rev() {
            let record = store.record(*id)?;
            if let Some(record) = record.filter(|one| one.text("manual_reason").is_none()) {
                newest = Some((*serial, record));
                break;
            }
        }
        let Some((last, record)) = newest else {
            continue;
        };
        let mut n = held.from;
        while n < last {
            let from = n;
            while n < last && free(n) {
                n += 1;
            }
            if n > from {
                let span = if n == from + 1 {
                    format!("{from:03}")
                } else {
                    format!("{from:03}–{:03}", n - 1)
                };
                let found = Found {
                    rule: Rule::NumberGap,
                    key: format!("{name}: {span}"),
                    facts: span.clone(),
                    at: number_in(&record, "printed_at"),
                    known: arrived(store, &record)?,
                    village: &book.village,
                    of: record.id,
                    who: Uuid::nil(),
                    words: BTreeMap::from([
                        ("numbers", span),
                        ("series", book.series.clone()),
                        ("year", book.year.to_string()),
                        ("laptop", held.laptop.clone()),
                    ]),
                };
                put(db, store, &found)?;
                still.insert(found.key);
            }
            n += 1;
        }
    }
    let mut known = db.prepare_cached(
        "SELECT key FROM irregular WHERE rule = ?1 AND substr(key, 1, length(?2)) = ?2",
    )?;
    let before: Vec<String> = known
        .query_map((Rule::NumberGap.code(), format!("{name}: ")), |row| {
            row.get(0)
        })?
        .collect::<rusqlite::Result<_>>()?;
    for key in before.iter().filter(|key| !still.contains(*key)) {
        gone(db, Rule::NumberGap, key)?;
    }
    Ok(())
}
