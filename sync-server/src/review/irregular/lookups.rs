//! One record looked at again and again by one person, and whole numbers read of very many.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::audit::Deed;
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::Connection;
use uuid::Uuid;

use super::{DAY_MS, Found, id_in, put};

/// Looks at one record within a day; two in one minute are one.
const OFTEN: u32 = 10;
/// Residents whose whole numbers somebody reads within a day.
const MANY: u32 = 100;

/// Looks at what stands around a deed. The audit's own table has it already.
pub(super) fn deed(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let deed = record.text("deed").and_then(Deed::read);
    let (Some(deed @ (Deed::Saw | Deed::SawNumbers)), Some(who)) = (deed, id_in(record, "who"))
    else {
        return Ok(());
    };
    let at: i64 = db
        .prepare_cached("SELECT at FROM deed WHERE id = ?1")?
        .query_row([record.id.as_bytes().as_slice()], |row| row.get(0))?;
    let day = at.div_euclid(DAY_MS);
    let known = store.log_time(record.last_seq)?.unwrap_or(at);
    let found = |rule, of: Uuid, key: String, facts: u32, words| Found {
        rule,
        key,
        facts: facts.to_string(),
        at,
        known,
        village: "",
        of,
        who,
        words,
    };
    let who_bytes = who.as_bytes().as_slice();
    if let Some(of) = id_in(record, "of") {
        let count: u32 = db
            .prepare_cached(
                "SELECT count(*) FROM deed WHERE of = ?1 AND who = ?2 AND deed IN ('saw', 'saw-numbers') AND at > ?3 AND at <= ?4",
            )?
            .query_row((of.as_bytes().as_slice(), who_bytes, at - DAY_MS, at), |row| {
                row.get(0)
            })?;
        if count >= OFTEN {
            let words = BTreeMap::from([("count", count.to_string())]);
            let key = format!("{who} {of} {day}");
            put(
                db,
                store,
                &found(Rule::RepeatedLooks, of, key, count / 50, words),
            )?;
        }
    }
    if deed == Deed::SawNumbers {
        let count: u32 = db
            .prepare_cached(
                "SELECT count(DISTINCT of) FROM deed WHERE who = ?1 AND deed = 'saw-numbers' AND at > ?2 AND at <= ?3",
            )?
            .query_row((who_bytes, at - DAY_MS, at), |row| row.get(0))?;
        if count >= MANY {
            let words = BTreeMap::from([("count", count.to_string())]);
            let key = format!("{who} {day}");
            put(
                db,
                store,
                &found(Rule::ManyNumbers, Uuid::nil(), key, count / 100, words),
            )?;
        }
    }
    Ok(())
}
