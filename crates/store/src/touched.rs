//! What the office's log says since a place in it: for tables that the office derives from the records.

use jemput_sync::{ChangeId, ChangeSet, Digest, FlagKind};
use rusqlite::OptionalExtension as _;
use uuid::Uuid;

use crate::{Result, Store, packed, record::uuid, replica::change_id};

/// A change in the office's log, and where it stands.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its number.
    pub seq: u64,
    /// The time that counts.
    pub eff: i64,
    /// What its author wrote.
    pub set: ChangeSet,
}

impl Store {
    /// The log's running digest at an entry; `None` beyond its head.
    pub fn log_digest(&self, seq: u64) -> Result<Option<Digest>> {
        Ok(self
            .conn
            .prepare_cached("SELECT digest FROM log WHERE seq = ?1")?
            .query_row([seq.cast_signed()], |row| row.get(0).map(Digest))
            .optional()?)
    }

    /// When an entry of the log arrived, ms since 1970 UTC; `None` beyond its head.
    pub fn log_time(&self, seq: u64) -> Result<Option<i64>> {
        Ok(self
            .conn
            .prepare_cached("SELECT received FROM log WHERE seq = ?1")?
            .query_row([seq.cast_signed()], |row| row.get(0))
            .optional()?)
    }

    /// Records that the next `entries` of the log after `seq` name, and the number of the last of these entries;
    /// `None` at the head.
    pub fn touched_after(&self, seq: u64, entries: u32) -> Result<Option<(u64, Vec<Uuid>)>> {
        let last: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT max(seq) FROM (SELECT seq FROM log WHERE seq > ?1 ORDER BY seq LIMIT ?2)",
            )?
            .query_row((seq.cast_signed(), entries), |row| row.get(0))?;
        let Some(last) = last else { return Ok(None) };
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT r.record FROM log l JOIN change_record r ON r.session = l.session AND r.n = l.n
             WHERE l.seq > ?1 AND l.seq <= ?2",
        )?;
        let records = statement
            .query_map((seq.cast_signed(), last), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Some((last.cast_unsigned(), records)))
    }

    /// All changes of a record that count, in the order of the log.
    pub fn logged_of(&self, record: Uuid) -> Result<Vec<Logged>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT l.seq, c.eff, c.bytes FROM change_record r JOIN log l ON l.session = r.session AND l.n = r.n
             JOIN change c ON c.session = r.session AND c.n = r.n
             WHERE r.record = ?1 AND c.parked IS NULL ORDER BY l.seq",
        )?;
        let mut rows = statement.query([record.as_bytes().as_slice()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            // Bytes that were erased say nothing any more.
            if let Ok(set) = serde_json::from_slice(&packed::column(row, 2)?) {
                found.push(Logged {
                    seq: row.get::<_, i64>(0)?.cast_unsigned(),
                    eff: row.get(1)?,
                    set,
                });
            }
        }
        Ok(found)
    }

    /// Changes that arrived before a moment and hold nothing but records of one kind, oldest first; those whose content
    /// is gone already are left out, and erasures: without them nobody could tell why the others' content is gone.
    pub fn changes_only_of(
        &self,
        kind: &str,
        before_ms: i64,
        limit: usize,
    ) -> Result<Vec<ChangeId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT l.session, l.n, c.bytes FROM log l JOIN change c ON c.session = l.session AND c.n = l.n
             WHERE l.received < ?2 AND c.erased = 0 AND c.parked IS NULL
               AND EXISTS (SELECT 1 FROM change_record x WHERE x.session = l.session AND x.n = l.n)
               AND NOT EXISTS (SELECT 1 FROM change_record x JOIN record r ON r.id = x.record
                               WHERE x.session = l.session AND x.n = l.n AND r.kind <> ?1)
             ORDER BY l.seq",
        )?;
        let mut rows = statement.query((kind, before_ms))?;
        let mut found = Vec::new();
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            let set = ChangeSet::read(&packed::column(row, 2)?);
            if set.is_ok_and(|set| set.erase.is_empty()) {
                found.push(change_id(row.get(0)?, row.get(1)?));
            }
        }
        Ok(found)
    }

    /// Changes of a record whose authors had not seen that another field of it was changed: the numbers of both, in
    /// the order of the log.
    pub fn soft_flags_of(&self, record: Uuid) -> Result<Vec<(u64, u64)>> {
        // Over the feed, which has an index on the record.
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT f.seq, f.earlier FROM feed d JOIN flag f ON f.seq = d.seq AND f.record = d.record
             WHERE d.record = ?1 AND f.kind = ?2 ORDER BY f.seq, f.earlier",
        )?;
        let kind = serde_json::to_string(&FlagKind::Soft)?;
        let rows = statement.query_map((record.as_bytes().as_slice(), kind), |row| {
            Ok((
                row.get::<_, i64>(0)?.cast_unsigned(),
                row.get::<_, i64>(1)?.cast_unsigned(),
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
