//! The laptop's side of the sync: what is unsent is a question to the change log, never a flag of its own.
//!
//! An answer is taken in by one transaction: acknowledgements, rows, lists and searches, and the laptop's new place in
//! the office's log. A power cut leaves all of it or nothing, and the next request asks again.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use jemput_sync::{
    Ack, AckState, ChangeId, ChangeSet, Checksum, IdRanges, OpenEnds, RecordState, Replica,
    ReplicaTx, Report, SyncState, Whole,
};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::{
    Result, Store, StoreError, change, packed, project,
    record::{self, uuid},
    setting, sums,
};

const STATE: &str = "sync-state";

/// What only this laptop holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsent {
    /// Change sets.
    pub changes: u64,
    /// Clock of the oldest, ms since 1970 UTC.
    pub oldest_ms: Option<i64>,
}

/// How far this laptop's own changes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncCounts {
    /// The office has them, and no checked backup yet.
    pub sent: u64,
    /// The office and its backup have them.
    pub safe: u64,
}

/// The same for one kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCounts {
    /// Kind.
    pub kind: String,
    /// Records with unsent changes.
    pub unsent: u64,
    /// Records whose changes the office has.
    pub sent: u64,
    /// Records whose changes are in a backup too.
    pub safe: u64,
}

impl Store {
    /// What only this laptop holds.
    pub fn unsent(&self) -> Result<Unsent> {
        Ok(self
            .conn
            .prepare_cached("SELECT count(*), min(wall) FROM change WHERE own = 1 AND seq IS NULL")?
            .query_row((), |row| {
                Ok(Unsent {
                    changes: row.get::<_, i64>(0)?.cast_unsigned(),
                    oldest_ms: row.get(1)?,
                })
            })?)
    }

    /// How far this laptop's own changes have come.
    pub fn sync_counts(&self) -> Result<SyncCounts> {
        let durable = self.durable()?.cast_signed();
        Ok(self
            .conn
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE seq > ?1), count(*) FILTER (WHERE seq <= ?1)
                 FROM change WHERE own = 1 AND seq > 0",
            )?
            .query_row([durable], |row| {
                Ok(SyncCounts {
                    sent: row.get::<_, i64>(0)?.cast_unsigned(),
                    safe: row.get::<_, i64>(1)?.cast_unsigned(),
                })
            })?)
    }

    /// The highest number in the office's log of a change that this laptop wrote; 0: none.
    pub fn newest_own_seq(&self) -> Result<u64> {
        Ok(self
            .conn
            .prepare_cached("SELECT coalesce(max(seq), 0) FROM change WHERE own = 1")?
            .query_row((), |row| row.get::<_, i64>(0).map(i64::cast_unsigned))?)
    }

    /// From now on whoever writes through this connection gets an error: the laptop is being retired, and nothing may be
    /// promised any more.
    pub fn refuse_writing(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "query_only", true)?)
    }

    /// It goes on after all.
    pub fn allow_writing(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "query_only", false)?)
    }

    /// The same by kind of record.
    pub fn sync_kinds(&self) -> Result<Vec<KindCounts>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT kind, count(*) FILTER (WHERE newest IS NULL), count(*) FILTER (WHERE newest > ?1),
                    count(*) FILTER (WHERE newest <= ?1)
             FROM (SELECT r.kind AS kind, r.id,
                          CASE WHEN count(*) = count(c.seq) THEN max(c.seq) END AS newest
                   FROM change c JOIN change_record l ON l.session = c.session AND l.n = c.n
                        JOIN record r ON r.id = l.record
                   WHERE c.own = 1 GROUP BY r.id)
             GROUP BY kind ORDER BY kind",
        )?;
        let count = |row: &rusqlite::Row<'_>, at| row.get::<_, i64>(at).map(i64::cast_unsigned);
        let kinds = statement.query_map([self.durable()?.cast_signed()], |row| {
            Ok(KindCounts {
                kind: row.get(0)?,
                unsent: count(row, 1)?,
                sent: count(row, 2)?,
                safe: count(row, 3)?,
            })
        })?;
        Ok(kinds.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the office has every own change of a record.
    pub fn is_sent(&self, id: Uuid) -> Result<bool> {
        let unsent: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM change_record l JOIN change c ON c.session = l.session AND c.n = l.n
                 WHERE l.record = ?1 AND c.own = 1 AND c.seq IS NULL",
            )?
            .query_row([id.as_bytes().as_slice()], |row| row.get(0))?;
        Ok(unsent == 0)
    }

    fn durable(&self) -> Result<u64> {
        Ok(self.sync_state()?.durable_seq)
    }
}

impl Replica for Store {
    type Error = StoreError;
    type Tx<'a> = Taking<'a>;

    fn session(&self) -> u64 {
        self.session
    }

    fn sync_state(&self) -> Result<SyncState> {
        Ok(self.setting(STATE)?.unwrap_or_default())
    }

    fn unsent(&self, count: usize, bytes: usize) -> Result<Vec<Vec<u8>>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT bytes FROM change WHERE own = 1 AND seq IS NULL ORDER BY no LIMIT ?1",
        )?;
        let mut rows = statement.query([i64::try_from(count).unwrap_or(i64::MAX)])?;
        let (mut page, mut size) = (Vec::new(), 0);
        while size < bytes
            && let Some(row) = rows.next()?
        {
            let one = packed::column(row, 0)?;
            size += one.len();
            page.push(one);
        }
        Ok(page)
    }

    fn own_after(&self, seq: u64) -> Result<IdRanges> {
        let mut statement = self.conn.prepare_cached(
            "SELECT session, n FROM change WHERE own = 1 AND erased = 0 AND seq > ?1",
        )?;
        let mut ids = IdRanges::default();
        for id in statement.query_map([seq.cast_signed()], |row| {
            Ok(change_id(row.get(0)?, row.get(1)?))
        })? {
            ids.insert(id?);
        }
        Ok(ids)
    }

    fn offers(&self, count: usize) -> Result<BTreeMap<Uuid, Checksum>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT o.record, r.sum FROM offered o JOIN record r ON r.id = o.record WHERE o.lacking = 0 LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(count).unwrap_or(i64::MAX)], |row| {
            Ok((
                uuid(row, 0)?,
                Checksum(row.get::<_, i64>(1)?.cast_unsigned()),
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn lacking(&self, bytes: usize) -> Result<BTreeMap<Uuid, RecordState>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT o.record, r.state FROM offered o JOIN record r ON r.id = o.record WHERE o.lacking = 1",
        )?;
        let mut rows = statement.query(())?;
        let (mut page, mut size) = (BTreeMap::new(), 0);
        while size < bytes
            && let Some(row) = rows.next()?
        {
            let state = packed::column(row, 1)?;
            size += state.len();
            page.insert(uuid(row, 0)?, serde_json::from_slice(&state)?);
        }
        Ok(page)
    }

    fn kept(&self, after: Option<Uuid>, count: usize) -> Result<Vec<(Uuid, RecordState)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT o.record, r.state FROM offered o JOIN record r ON r.id = o.record
             WHERE ?1 IS NULL OR o.record > ?1 ORDER BY o.record LIMIT ?2",
        )?;
        let after = after.as_ref().map(|id| id.as_bytes().as_slice());
        let mut rows = statement.query((after, i64::try_from(count).unwrap_or(i64::MAX)))?;
        let mut page = Vec::new();
        while let Some(row) = rows.next()? {
            let state = packed::column(row, 1)?;
            page.push((uuid(row, 0)?, serde_json::from_slice(&state)?));
        }
        Ok(page)
    }

    fn wanted(&self) -> Result<BTreeSet<Uuid>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT record FROM wanted LIMIT 200")?;
        Ok(statement
            .query_map((), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    fn begin(&mut self) -> Result<Taking<'_>> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Taking {
            tx,
            answered: BTreeSet::new(),
            absent: RefCell::default(),
        })
    }
}

/// An answer of the office on its way in.
pub struct Taking<'a> {
    tx: Transaction<'a>,
    /// Own changes that this answer accepted as they were written.
    answered: BTreeSet<ChangeId>,
    /// Records that were looked for and are not here: nothing is derived from them yet.
    absent: RefCell<BTreeSet<Uuid>>,
}

impl std::fmt::Debug for Taking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taking").finish_non_exhaustive()
    }
}

impl ReplicaTx for Taking<'_> {
    type Error = StoreError;

    fn sync_state(&self) -> Result<SyncState> {
        Ok(setting::get(&self.tx, STATE)?.unwrap_or_default())
    }

    fn set_sync_state(&mut self, state: &SyncState) -> Result<()> {
        setting::set(&self.tx, STATE, state)
    }

    fn answered(&mut self, ack: &Ack) -> Result<bool> {
        let Some(id) = ack.id else { return Ok(false) };
        let (session, n) = change::columns(id);
        let wall: Option<i64> = self
            .tx
            .prepare_cached(
                "SELECT wall FROM change WHERE session = ?1 AND n = ?2 AND own = 1 AND seq IS NULL
                        AND parked IS NULL AND erased = 0",
            )?
            .query_row((session, n), |row| row.get(0))
            .optional()?;
        if wall == Some(ack.eff) && ack.state == AckState::Accepted {
            // At the time that it was written with.
            self.answered.insert(id);
        }
        self.tx
            .prepare_cached(
                "UPDATE change SET seq = ?3, eff = ?4, parked = ?5 WHERE session = ?1 AND n = ?2",
            )?
            .execute((session, n, ack.seq.cast_signed(), ack.eff, &ack.reason))?;
        Ok(wall.is_some())
    }

    fn own_between(&self, seq: u64, upto: u64) -> Result<BTreeSet<ChangeId>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT session, n FROM change WHERE own = 1 AND seq > ?1 AND seq <= ?2 AND parked IS NULL",
        )?;
        let ids = statement.query_map((seq.cast_signed(), upto.cast_signed()), |row| {
            Ok(change_id(row.get(0)?, row.get(1)?))
        })?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    fn confirmed(&mut self, id: ChangeId, seq: u64, eff: i64) -> Result<bool> {
        if !self.answered.contains(&id) {
            return Ok(false);
        }
        let (session, n) = change::columns(id);
        let (all, shown): (i64, i64) = self
            .tx
            .prepare_cached(
                "SELECT count(*), count(r.id) FILTER (WHERE r.left_seq IS NULL)
                 FROM change_record l JOIN change c ON c.session = l.session AND c.n = l.n
                      LEFT JOIN record r ON r.id = l.record
                 WHERE l.session = ?1 AND l.n = ?2 AND c.seq = ?3 AND c.eff = ?4",
            )?
            .query_row((session, n, seq.cast_signed(), eff), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if all == 0 || all != shown {
            return Ok(false);
        }
        self.tx
            .prepare_cached(
                "UPDATE record SET last_seq = ?3 WHERE last_seq < ?3 AND id IN
                 (SELECT record FROM change_record WHERE session = ?1 AND n = ?2)",
            )?
            .execute((session, n, seq.cast_signed()))?;
        Ok(true)
    }

    fn rewind(&mut self, seq: u64) -> Result<()> {
        let seq = seq.cast_signed();
        self.tx.execute(
            "UPDATE change SET seq = NULL, eff = NULL, parked = NULL WHERE own = 1 AND erased = 0 AND (seq > ?1 OR seq = 0)",
            [seq],
        )?;
        self.tx.execute(
            "INSERT OR REPLACE INTO offered SELECT id, 0 FROM record WHERE last_seq > ?1",
            [seq],
        )?;
        self.tx
            .execute("UPDATE record SET last_seq = ?1 WHERE last_seq > ?1", [seq])?;
        self.tx
            .execute("UPDATE record SET left_seq = ?1 WHERE left_seq > ?1", [seq])?;
        self.tx.execute("DELETE FROM staged", ())?;
        Ok(())
    }

    fn offered(&mut self, id: Uuid, lacking: bool) -> Result<()> {
        let sql = if lacking {
            "INSERT OR REPLACE INTO offered VALUES (?1, 1)"
        } else {
            "DELETE FROM offered WHERE record = ?1"
        };
        self.tx
            .prepare_cached(sql)?
            .execute([id.as_bytes().as_slice()])?;
        Ok(())
    }

    fn is_offered(&self, id: Uuid) -> Result<bool> {
        Ok(self
            .tx
            .prepare_cached("SELECT 1 FROM offered WHERE record = ?1")?
            .exists([id.as_bytes().as_slice()])?)
    }

    fn stage(&mut self, id: Uuid, seq: u64, state: &RecordState) -> Result<()> {
        self.tx
            .prepare_cached("INSERT OR REPLACE INTO staged VALUES (?1, ?2, ?3)")?
            .execute((
                id.as_bytes().as_slice(),
                seq.cast_signed(),
                serde_json::to_string(state)?,
            ))?;
        Ok(())
    }

    fn staged(&self, id: Uuid) -> Result<Option<(u64, RecordState)>> {
        let row: Option<(i64, String)> = self
            .tx
            .prepare_cached("SELECT seq, state FROM staged WHERE record = ?1")?
            .query_row([id.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        row.map(|(seq, state)| Ok((seq.cast_unsigned(), serde_json::from_str(&state)?)))
            .transpose()
    }

    fn unstage(&mut self, id: Uuid) -> Result<()> {
        self.tx
            .prepare_cached("DELETE FROM staged WHERE record = ?1")?
            .execute([id.as_bytes().as_slice()])?;
        Ok(())
    }

    fn due(&self, cursor: u64) -> Result<Vec<Uuid>> {
        let mut statement = self
            .tx
            .prepare_cached("SELECT record FROM staged WHERE seq <= ?1")?;
        let cursor = i64::try_from(cursor).unwrap_or(i64::MAX);
        let rows = statement.query_map([cursor], |row| uuid(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn members(&self, scope: &str, after: Option<Uuid>, upto: Option<Uuid>) -> Result<Vec<Uuid>> {
        sums::members(&self.tx, scope, after, upto, usize::MAX)
    }

    fn strays(&self, held: &BTreeMap<String, u64>) -> Result<Vec<Uuid>> {
        let mut statement = self
            .tx
            .prepare_cached("SELECT id, scopes FROM record WHERE left_seq IS NULL")?;
        let mut rows = statement.query(())?;
        let mut strays = Vec::new();
        while let Some(row) = rows.next()? {
            let scopes: Vec<String> = serde_json::from_str(&row.get::<_, String>(1)?)?;
            if !scopes.iter().any(|scope| held.contains_key(scope)) {
                strays.push(uuid(row, 0)?);
            }
        }
        Ok(strays)
    }

    fn checksum(&self, scope: &str) -> Result<Checksum> {
        sums::of_scope(&self.tx, scope)
    }

    fn recount(&mut self, scope: &str) -> Result<Checksum> {
        sums::recount_all(&self.tx)?;
        sums::of_scope(&self.tx, scope)
    }

    fn own_of(&self, id: Uuid, seq: u64) -> Result<Vec<ChangeSet>> {
        change::own_of(&self.tx, id, seq)
    }

    fn erase(&mut self, id: ChangeId) -> Result<()> {
        change::erase(&self.tx, id)
    }

    fn report(&mut self, report: &Report) -> Result<()> {
        self.tx.execute(
            "INSERT INTO report (value) VALUES (?1)",
            [serde_json::to_string(report)?],
        )?;
        Ok(())
    }

    fn change(&self, id: ChangeId) -> Result<Option<ChangeSet>> {
        change::own(&self.tx, id)
    }

    fn keep_change(&mut self, set: &ChangeSet, bytes: &[u8], seq: u64, eff: i64) -> Result<()> {
        change::insert(&self.tx, set, bytes, false, Some((seq, eff)))
    }

    fn record(&self, id: Uuid) -> Result<Option<Whole>> {
        let found = record::whole(&self.tx, id)?;
        if found.is_none() {
            self.absent.borrow_mut().insert(id);
        }
        Ok(found)
    }

    fn put_record(&mut self, id: Uuid, whole: &Whole) -> Result<()> {
        let known = !self.absent.get_mut().remove(&id);
        let place = (whole.seq, whole.left);
        project::save_state(&self.tx, id, &whole.state, place, known)
    }

    fn delete_record(&mut self, id: Uuid) -> Result<()> {
        project::delete(&self.tx, id)
    }

    fn is_dirty(&self, id: Uuid) -> Result<bool> {
        let dirty: i64 = self
            .tx
            .prepare_cached(
                "SELECT count(*) FROM change_record l JOIN change c ON c.session = l.session AND c.n = l.n
                 WHERE l.record = ?1 AND c.own = 1 AND c.seq IS NULL",
            )?
            .query_row([id.as_bytes().as_slice()], |row| row.get(0))?;
        Ok(dirty > 0)
    }

    fn leaving(&self) -> Result<Vec<Uuid>> {
        let mut statement = self
            .tx
            .prepare_cached("SELECT id FROM record WHERE left_seq IS NOT NULL")?;
        Ok(statement
            .query_map((), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    fn want(&mut self, id: Uuid, wanted: bool) -> Result<()> {
        let sql = if wanted {
            "INSERT OR IGNORE INTO wanted VALUES (?1)"
        } else {
            "DELETE FROM wanted WHERE record = ?1"
        };
        self.tx
            .prepare_cached(sql)?
            .execute([id.as_bytes().as_slice()])?;
        Ok(())
    }

    fn open_ends(&self) -> Result<OpenEnds> {
        let count = |sql| {
            self.tx
                .query_row(sql, (), |row| row.get::<_, i64>(0))
                .map(i64::cast_unsigned)
        };
        Ok(OpenEnds {
            wanted: count("SELECT count(*) FROM wanted")?,
            unsent: count("SELECT count(*) FROM change WHERE own = 1 AND seq IS NULL")?,
            salvage: count("SELECT count(*) FROM offered")?,
            staged: count("SELECT count(*) FROM staged")?,
        })
    }

    fn commit(self) -> Result<()> {
        Ok(self.tx.commit()?)
    }
}

/// A change's id from its two columns.
pub(crate) fn change_id(session: i64, n: i64) -> ChangeId {
    ChangeId {
        session: session.cast_unsigned(),
        n: n.cast_unsigned(),
    }
}
