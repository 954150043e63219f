//! Change sets as rows: how they are made, kept and read again.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, ChangeSet, Op, PROTO};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;
use uuid::Uuid;

use crate::{Author, Result, StoreError, packed, replica::change_id};

/// A change set of this author, with its salt.
pub(crate) fn set(id: ChangeId, author: &Author, ops: Vec<Op>) -> Result<ChangeSet> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| StoreError::Random)?;
    Ok(ChangeSet {
        id,
        proto: PROTO,
        salt: data_encoding::HEXLOWER.encode(&salt),
        device: author.device,
        user: author.user,
        wall: author.wall_ms,
        clock: author.clock,
        ops,
        erase: Vec::new(),
        salvage: BTreeMap::new(),
    })
}

/// Notes a change set and the records that it touches. An own one stays as it is; one of another is renewed, since a
/// laptop that is granted more may see more of it.
pub(crate) fn insert(
    conn: &Connection,
    set: &ChangeSet,
    bytes: &[u8],
    own: bool,
    logged: Option<(u64, i64)>,
) -> Result<()> {
    let (session, n) = columns(set.id);
    conn.prepare_cached(
        "INSERT INTO change (session, n, bytes, own, device, user, wall, seq, eff)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (session, n) DO UPDATE SET seq = excluded.seq, eff = excluded.eff, parked = NULL,
                                                bytes = CASE own WHEN 0 THEN excluded.bytes ELSE bytes END",
    )?
    .execute((
        session,
        n,
        packed::pack(bytes)?,
        own,
        set.device.as_bytes().as_slice(),
        set.user.as_bytes().as_slice(),
        set.wall,
        logged.map(|(seq, _)| seq.cast_signed()),
        logged.map(|(_, eff)| eff),
    ))?;
    let mut link =
        conn.prepare_cached("INSERT OR IGNORE INTO change_record VALUES (?1, ?2, ?3)")?;
    for record in set.records() {
        link.execute((record.as_bytes().as_slice(), session, n))?;
    }
    Ok(())
}

/// A change that is here and was not erased.
pub(crate) fn read(conn: &Connection, id: ChangeId) -> Result<Option<ChangeSet>> {
    let bytes: Option<Vec<u8>> = conn
        .prepare_cached("SELECT bytes FROM change WHERE session = ?1 AND n = ?2 AND erased = 0")?
        .query_row(columns(id), |row| packed::column(row, 0))
        .optional()?;
    Ok(bytes
        .map(|bytes| serde_json::from_slice(&bytes))
        .transpose()?)
}

/// An own change that is here and was not erased.
pub(crate) fn own(conn: &Connection, id: ChangeId) -> Result<Option<ChangeSet>> {
    let own = conn
        .prepare_cached("SELECT 1 FROM change WHERE session = ?1 AND n = ?2 AND own = 1")?
        .exists(columns(id))?;
    if own { read(conn, id) } else { Ok(None) }
}

/// Takes the bytes away for ever; the rest of the row stays. Who erases a change has it: it needs no sending.
pub(crate) fn erase(conn: &Connection, id: ChangeId) -> Result<()> {
    conn.prepare_cached("UPDATE change SET bytes = x'', erased = 1, seq = coalesce(seq, 0) WHERE session = ?1 AND n = ?2")?
        .execute(columns(id))?;
    Ok(())
}

/// Own changes of a record that the office has not answered, or that it accepted after `seq`, oldest first.
pub(crate) fn own_of(conn: &Connection, record: Uuid, seq: u64) -> Result<Vec<ChangeSet>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.bytes FROM change_record r JOIN change c ON c.session = r.session AND c.n = r.n
         WHERE r.record = ?1 AND c.own = 1 AND c.erased = 0
               AND (c.seq IS NULL OR (c.seq > ?2 AND c.parked IS NULL))
         ORDER BY c.no",
    )?;
    let mut rows = statement.query((record.as_bytes().as_slice(), seq.cast_signed()))?;
    let mut sets = Vec::new();
    while let Some(row) = rows.next()? {
        sets.push(serde_json::from_slice(&packed::column(row, 0)?)?);
    }
    Ok(sets)
}

/// Most own changes that a new one says its author had seen. They are for flags only, and the office knows a laptop's
/// own work by its device: without an end, a record that is edited for weeks without a network would cost more with
/// each save, until a save is beyond the limit of a change.
const SEEN: u32 = 32;
/// A record with more changes than this is not looked through at each save.
const LONG_HISTORY: u32 = 64;
/// In its place, so many of the newest unsent changes are.
const NEWEST: u32 = 200;

/// Ids of own changes of a record that the office has not answered: the newest.
pub(crate) fn unsent_of(conn: &Connection, record: Uuid) -> Result<Vec<ChangeId>> {
    let key = record.as_bytes().as_slice();
    let changes: u32 = conn
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM change_record WHERE record = ?1 LIMIT ?2)",
        )?
        .query_row((key, LONG_HISTORY), |row| row.get(0))?;
    let sql = if changes < LONG_HISTORY {
        "SELECT c.session, c.n FROM change_record r JOIN change c ON c.session = r.session AND c.n = r.n
         WHERE r.record = ?1 AND c.own = 1 AND c.seq IS NULL AND ?3 > 0 ORDER BY c.no DESC LIMIT ?2"
    } else {
        "SELECT c.session, c.n FROM (SELECT no, session, n FROM change WHERE own = 1 AND seq IS NULL
                                     ORDER BY no DESC LIMIT ?3) c
         CROSS JOIN change_record r ON r.record = ?1 AND r.session = c.session AND r.n = c.n
         ORDER BY c.no DESC LIMIT ?2"
    };
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map((key, SEEN, NEWEST), |row| {
        Ok(change_id(row.get(0)?, row.get(1)?))
    })?;
    let mut ids = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    ids.reverse();
    Ok(ids)
}

/// The value that a change wrote into a field, with the time that counts for it.
pub(crate) fn value(
    conn: &Connection,
    id: ChangeId,
    record: Uuid,
    field: &str,
) -> Result<Option<(i64, Value)>> {
    let Some(set) = read(conn, id)? else {
        return Ok(None);
    };
    let eff: Option<i64> = conn
        .prepare_cached("SELECT eff FROM change WHERE session = ?1 AND n = ?2")?
        .query_row(columns(id), |row| row.get(0))?;
    let mut ops = set.ops.into_iter().filter(|op| op.record == record);
    let value = ops.find_map(|mut op| op.set.remove(field));
    Ok(value.map(|value| (eff.unwrap_or(set.wall), value)))
}

/// A change's id as its two columns.
pub(crate) fn columns(id: ChangeId) -> (i64, i64) {
    (id.session.cast_signed(), id.n.cast_signed())
}
