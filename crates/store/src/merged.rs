//! Residents who were merged into another record or deleted: their records stay, but no list, search or count has them.

use std::collections::BTreeSet;

use jemput_domain::merge::{self, DELETED, Kept, MERGED_INTO};
use jemput_sync::RecordState;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;
use uuid::Uuid;

use crate::{Record, Result, Store, record::uuid};

/// Ids of the records that a record stands for, its own among them: a common table for `IN (SELECT id FROM away)`.
pub(crate) const AWAY: &str = "WITH RECURSIVE away(id) AS (SELECT ? UNION SELECT m.id FROM merged m JOIN away ON m.target = away.id)";

impl Store {
    /// The record that stands for this one: itself, unless it was merged into another.
    pub fn kept(&self, id: Uuid) -> Result<Kept> {
        kept(&self.conn, id)
    }

    /// The records that were merged into this one, directly or over others, in the order of their ids.
    pub fn merged_into(&self, id: Uuid) -> Result<Vec<Uuid>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{AWAY} SELECT id FROM away WHERE id <> ?1 ORDER BY id"
        ))?;
        Ok(statement
            .query_map([id.as_bytes().as_slice()], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a resident is in lists and counts.
    pub fn is_listed(&self, id: Uuid) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached("SELECT 1 FROM resident WHERE id = ?1")?
            .exists([id.as_bytes().as_slice()])?)
    }

    /// The residents that lists and counts have, in the order of their ids.
    pub fn listed_residents(&self) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM resident ORDER BY id")?
            .query_map((), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Residents that were deleted or merged away, and how many there are.
    pub fn unlisted_residents(&self, offset: u32, limit: u32) -> Result<(Vec<Record>, u64)> {
        let from = "FROM record r WHERE r.kind = 'resident' AND r.left_seq IS NULL
                    AND NOT EXISTS (SELECT 1 FROM resident p WHERE p.id = r.id)";
        let total: i64 = self
            .conn
            .prepare_cached(&format!("SELECT count(*) {from}"))?
            .query_row((), |row| row.get(0))?;
        let ids = self
            .conn
            .prepare_cached(&format!(
                "SELECT r.id {from} ORDER BY r.last_seq DESC, r.id LIMIT ?1 OFFSET ?2"
            ))?
            .query_map((limit, offset), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((self.pick(ids)?, total.cast_unsigned()))
    }
}

/// Follows the merges from a record.
pub(crate) fn kept(conn: &Connection, id: Uuid) -> Result<Kept> {
    merge::kept(id, |at| target(conn, at))
}

fn target(conn: &Connection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(conn
        .prepare_cached("SELECT target FROM merged WHERE id = ?1")?
        .query_row([id.as_bytes().as_slice()], |row| uuid(row, 0))
        .optional()?)
}

/// Notes where a resident's record was merged into. Others that must be listed or unlisted because of that come back:
/// those of a circle that began or ended.
pub(crate) fn note(
    conn: &Connection,
    id: Uuid,
    state: Option<&RecordState>,
) -> Result<BTreeSet<Uuid>> {
    let mut others = BTreeSet::new();
    // A field that was ever written stays, if only as "no value": most records never had it.
    let wanted = state.and_then(|state| {
        let text = state.shown(MERGED_INTO)?.as_str()?;
        text.parse::<Uuid>().ok().filter(|into| *into != id)
    });
    if state.is_some_and(|state| !state.fields.contains_key(MERGED_INTO)) {
        return Ok(others);
    }
    if target(conn, id)? == wanted {
        return Ok(others);
    }
    circle(conn, id, &mut others)?;
    match wanted {
        Some(into) => conn
            .prepare_cached("INSERT OR REPLACE INTO merged VALUES (?1, ?2)")?
            .execute((id.as_bytes().as_slice(), into.as_bytes().as_slice()))?,
        None => conn
            .prepare_cached("DELETE FROM merged WHERE id = ?1")?
            .execute([id.as_bytes().as_slice()])?,
    };
    circle(conn, id, &mut others)?;
    others.remove(&id);
    Ok(others)
}

/// The members of the circle that a record is in, if it is in one.
fn circle(conn: &Connection, id: Uuid, found: &mut BTreeSet<Uuid>) -> Result<()> {
    let mut way = BTreeSet::new();
    let mut at = id;
    while let Some(next) = target(conn, at)? {
        way.insert(at);
        if next == id {
            found.extend(way);
            return Ok(());
        }
        if way.contains(&next) {
            return Ok(());
        }
        at = next;
    }
    Ok(())
}

/// Whether lists and counts have a resident's record.
pub(crate) fn is_listed(conn: &Connection, id: Uuid, state: &RecordState) -> Result<bool> {
    if state.shown(DELETED) == Some(&Value::Bool(true)) {
        return Ok(false);
    }
    Ok(!state.fields.contains_key(MERGED_INTO) || kept(conn, id)?.id == id)
}
