//! Letters at night, and more letters of one officer on one day than a day has room for.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::{date, date::Zone};
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::Connection;
use uuid::Uuid;

use super::{super::refresh::village_of, Found, arrived, id_in, number_in, put};

/// Before it and from its end on nobody serves citizens.
const OPEN: std::ops::Range<u8> = 5..22;
/// A letter every two minutes for seven hours.
const MANY: u32 = 200;

/// Looks at a letter, and at its officer's day.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let printed = number_in(record, "printed_at");
    let (Some(officer), true) = (id_in(record, "prepared_by"), printed > 0) else {
        return Ok(());
    };
    let village = village_of(record);
    let zone = Zone::of_province(&village);
    let day = date::iso(zone.local_date(printed));
    let (hour, minute) = zone.local_time(printed);
    // Where somebody said the day by hand, the clock was known to be in doubt.
    let given = record.state.shown("date_given") == Some(&serde_json::Value::Bool(true));
    let night = !OPEN.contains(&hour) && !given;
    let known: bool = db
        .prepare_cached("SELECT 1 FROM letter_day WHERE id = ?1")?
        .exists([record.id.as_bytes().as_slice()])?;
    if known {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO letter_day VALUES (?1, ?2, ?3)")?
        .execute((
            record.id.as_bytes().as_slice(),
            officer.as_bytes().as_slice(),
            &day,
        ))?;
    let key = format!("{officer} {day}");
    let found = |rule, facts: String, words| -> Result<Found<'_>> {
        Ok(Found {
            rule,
            key: key.clone(),
            facts,
            at: printed,
            known: arrived(store, record)?,
            village: &village,
            of: record.id,
            who: officer,
            words,
        })
    };
    let short = date::from_iso(&day).map(date::short).unwrap_or_default();
    if night {
        let words = BTreeMap::from([
            ("day", short.clone()),
            ("time", format!("{hour:02}.{minute:02}")),
        ]);
        // One for a night, however many letters.
        put(db, store, &found(Rule::OddHours, day.clone(), words)?)?;
    }
    let count: u32 = db
        .prepare_cached("SELECT count(*) FROM letter_day WHERE officer = ?1 AND day = ?2")?
        .query_row((officer.as_bytes().as_slice(), &day), |row| row.get(0))?;
    if count >= MANY {
        let words = BTreeMap::from([("day", short), ("count", count.to_string())]);
        // A hundred more are other facts.
        let facts = (count / 100).to_string();
        put(db, store, &found(Rule::ManyLetters, facts, words)?)?;
    }
    Ok(())
}

/// Notes that a letter was approved in seconds; how many of that officer's day were.
pub(super) fn quick(db: &Connection, letter: Uuid, checker: Uuid, day: &str) -> Result<u32> {
    db.prepare_cached("INSERT OR REPLACE INTO quick_check VALUES (?1, ?2, ?3)")?
        .execute((
            letter.as_bytes().as_slice(),
            checker.as_bytes().as_slice(),
            day,
        ))?;
    Ok(db
        .prepare_cached("SELECT count(*) FROM quick_check WHERE officer = ?1 AND day = ?2")?
        .query_row((checker.as_bytes().as_slice(), day), |row| row.get(0))?)
}
