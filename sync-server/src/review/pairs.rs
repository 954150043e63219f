//! Pairs of residents who may be one person, kept up to date record by record.

use anyhow::Result;
use jemput_domain::{
    duplicate::{LIKELY, Reason, Traits, compare},
    resident::Resident,
};
use jemput_store::{Record, Store};
use rusqlite::Connection;
use uuid::Uuid;

use super::{Lists, refresh::village_of};

/// A key that more people share tells nobody apart (the first of July, for one).
const CROWD: u32 = 150;

/// Two records that may be one person's.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) a: Uuid,
    pub(crate) b: Uuid,
    pub(crate) points: u8,
    pub(crate) reasons: Vec<Reason>,
}

/// Compares a resident with those who share a key with it.
pub(super) fn note(
    db: &Connection,
    store: &Store,
    id: Uuid,
    record: Option<&Record>,
) -> Result<()> {
    let key = id.as_bytes().as_slice();
    for sql in [
        "DELETE FROM pair WHERE a = ?1",
        "DELETE FROM pair WHERE b = ?1",
        "DELETE FROM person_key WHERE id = ?1",
        "DELETE FROM person WHERE id = ?1",
    ] {
        db.prepare_cached(sql)?.execute([key])?;
    }
    let Some(record) = record.filter(|record| record.kind == "resident") else {
        return Ok(());
    };
    if !store.is_listed(id)? {
        return Ok(());
    }
    let mine = Traits::of(&Resident::from_fields(record.fields()));
    let mut others = db.prepare_cached(
        "SELECT p.id, p.traits, p.village FROM person p WHERE p.id IN
           (SELECT id FROM person_key WHERE key = ?1 LIMIT ?2)",
    )?;
    let mut crowd = db.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM person_key WHERE key = ?1 LIMIT ?2)",
    )?;
    let mut put =
        db.prepare_cached("INSERT OR REPLACE INTO pair VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let village = village_of(record);
    let keys = mine.keys();
    for shared in &keys {
        if crowd.query_row((shared, CROWD), |row| row.get::<_, u32>(0))? >= CROWD {
            continue;
        }
        let mut rows = others.query((shared, CROWD))?;
        while let Some(row) = rows.next()? {
            let other = Uuid::from_slice(row.get_ref(0)?.as_blob()?)?;
            let theirs: Traits = serde_json::from_str(row.get_ref(1)?.as_str()?)?;
            let likeness = compare(&mine, &theirs);
            if likeness.points < LIKELY || store.is_distinct(id, other)? {
                continue;
            }
            let (a, b) = if id < other { (id, other) } else { (other, id) };
            put.execute((
                a.as_bytes().as_slice(),
                b.as_bytes().as_slice(),
                likeness.points,
                serde_json::to_string(&likeness.reasons)?,
                &village,
                row.get::<_, String>(2)?,
            ))?;
        }
    }
    db.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3)")?
        .execute((key, serde_json::to_string(&mine)?, &village))?;
    let mut block = db.prepare_cached("INSERT OR IGNORE INTO person_key VALUES (?1, ?2)")?;
    for one in keys {
        block.execute((one, key))?;
    }
    Ok(())
}

impl Lists {
    /// How many pairs wait.
    pub(crate) fn pair_count(&self, village: &str) -> Result<u64> {
        let count: i64 = self
            .db
            .prepare_cached("SELECT count(*) FROM pair WHERE ?1 IN ('', village_a, village_b)")?
            .query_row([village], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// A page of pairs, most likely first.
    pub(crate) fn pairs(&self, village: &str, offset: u32, limit: u32) -> Result<Vec<Pair>> {
        let mut statement = self.db.prepare_cached(
            "SELECT a, b, points, reasons FROM pair WHERE ?1 IN ('', village_a, village_b)
             ORDER BY points DESC, a, b LIMIT ?2 OFFSET ?3",
        )?;
        let rows = statement.query_map((village, limit, offset), |row| {
            Ok(Pair {
                a: Uuid::from_slice(row.get_ref(0)?.as_blob()?).unwrap_or_default(),
                b: Uuid::from_slice(row.get_ref(1)?.as_blob()?).unwrap_or_default(),
                points: row.get(2)?,
                reasons: serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
