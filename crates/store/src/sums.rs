//! Who belongs to which scope, and the sums that laptop and office compare.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{Checksum, RecordState};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::{Result, packed, record::uuid};

/// In what a record counts: its sum, and the scopes whose sums it is part of.
pub(crate) struct Counted {
    pub(crate) sum: Checksum,
    pub(crate) scopes: BTreeSet<String>,
}

impl Counted {
    /// A hidden record counts nowhere.
    pub(crate) fn new(id: Uuid, state: &RecordState, hidden: bool, json: &str) -> Self {
        Self {
            sum: Checksum::of_json(id, json.as_bytes()),
            scopes: if hidden {
                BTreeSet::new()
            } else {
                state.scopes()
            },
        }
    }

    /// As it was stored.
    pub(crate) fn stored(conn: &Connection, id: Uuid) -> Result<Option<Self>> {
        let row: Option<(i64, String)> = conn
            .prepare_cached("SELECT sum, scopes FROM record WHERE id = ?1")?
            .query_row([id.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        row.map(|(sum, scopes)| {
            Ok(Self {
                sum: Checksum(sum.cast_unsigned()),
                scopes: serde_json::from_str(&scopes)?,
            })
        })
        .transpose()
    }
}

/// Brings sums and members up to date with a record that changes from one to the other.
pub(crate) fn recount(
    conn: &Connection,
    id: Uuid,
    old: Option<&Counted>,
    new: Option<&Counted>,
) -> Result<()> {
    let key = id.as_bytes().as_slice();
    let none = BTreeSet::new();
    let before = old.map_or(&none, |old| &old.scopes);
    let after = new.map_or(&none, |new| &new.scopes);
    for scope in before.union(after) {
        let (was, is) = (before.contains(scope), after.contains(scope));
        let out = old
            .filter(|_| was)
            .map_or(Checksum::default(), |old| old.sum);
        let added = new
            .filter(|_| is)
            .map_or(Checksum::default(), |new| new.sum);
        if was && is && out == added {
            continue;
        }
        let sum = of_scope(conn, scope)?.minus(out).plus(added);
        conn.prepare_cached("INSERT OR REPLACE INTO scope_sum VALUES (?1, ?2)")?
            .execute((scope, sum.0.cast_signed()))?;
        if !was {
            conn.prepare_cached("INSERT OR IGNORE INTO member VALUES (?1, ?2)")?
                .execute((scope, key))?;
        } else if !is {
            conn.prepare_cached("DELETE FROM member WHERE scope = ?1 AND record = ?2")?
                .execute((scope, key))?;
        }
    }
    Ok(())
}

/// The sum of a scope.
pub(crate) fn of_scope(conn: &Connection, scope: &str) -> Result<Checksum> {
    let sum: Option<i64> = conn
        .prepare_cached("SELECT sum FROM scope_sum WHERE scope = ?1")?
        .query_row([scope], |row| row.get(0))
        .optional()?;
    Ok(Checksum(sum.unwrap_or_default().cast_unsigned()))
}

/// Records of a scope, by id: after the one and up to and with the other, at most `limit`.
pub(crate) fn members(
    conn: &Connection,
    scope: &str,
    after: Option<Uuid>,
    upto: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>> {
    let after = after.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    let upto = upto.unwrap_or(Uuid::max()).as_bytes().to_vec();
    let mut statement = conn.prepare_cached(
        "SELECT record FROM member WHERE scope = ?1 AND record > ?2 AND record <= ?3 ORDER BY record LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map((scope, after, upto, limit), |row| uuid(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The sums of all scopes, as they are kept from save to save.
pub(crate) fn kept(conn: &Connection) -> Result<BTreeMap<String, Checksum>> {
    let mut statement = conn.prepare("SELECT scope, sum FROM scope_sum WHERE sum <> 0")?;
    let rows = statement.query_map((), |row| {
        Ok((row.get(0)?, Checksum(row.get::<_, i64>(1)?.cast_unsigned())))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same, from the records themselves.
pub(crate) fn counted(conn: &Connection) -> Result<BTreeMap<String, Checksum>> {
    let mut all = conn.prepare("SELECT id, state FROM record WHERE left_seq IS NULL")?;
    let mut rows = all.query(())?;
    let mut sums: BTreeMap<String, Checksum> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (id, json) = (uuid(row, 0)?, packed::column(row, 1)?);
        let state: RecordState = serde_json::from_slice(&json)?;
        for scope in state.scopes() {
            let sum = sums.entry(scope).or_default();
            *sum = sum.plus(Checksum::of(id, &state));
        }
    }
    sums.retain(|_, sum| *sum != Checksum::default());
    Ok(sums)
}

/// Counts all records anew: for files of a schema that had no sums.
pub(crate) fn recount_all(conn: &Connection) -> Result<()> {
    conn.execute_batch("DELETE FROM member; DELETE FROM scope_sum;")?;
    let mut all = conn.prepare("SELECT id FROM record")?;
    let ids: Vec<Uuid> = all
        .query_map((), |row| uuid(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in ids {
        let Some(whole) = crate::record::whole(conn, id)? else {
            continue;
        };
        let json = serde_json::to_string(&whole.state)?;
        let counted = Counted::new(id, &whole.state, whole.left.is_some(), &json);
        conn.prepare_cached("UPDATE record SET state = ?2, sum = ?3, scopes = ?4 WHERE id = ?1")?
            .execute((
                id.as_bytes().as_slice(),
                packed::pack(json.as_bytes())?,
                counted.sum.0.cast_signed(),
                serde_json::to_string(&counted.scopes)?,
            ))?;
        recount(conn, id, None, Some(&counted))?;
    }
    Ok(())
}
