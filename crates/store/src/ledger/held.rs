//! What a laptop held at a place of the office's log, from the feed that it was served from.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{Result, Store, record::uuid};

/// A record is in a scope after its last change there, unless that change took it out.
const HELD: &str = "SELECT f.record AS id, max(f.seq), f.after FROM feed f
                    WHERE f.scope = ?1 AND f.seq <= ?2 GROUP BY f.record HAVING f.after = 1";

impl Store {
    /// The last place of the log that was there at a time, in milliseconds since 1970 UTC; 0: none.
    pub fn log_at(&self, unix_ms: i64) -> Result<u64> {
        Ok(self
            .conn
            .prepare_cached("SELECT coalesce(max(seq), 0) FROM log WHERE received <= ?1")?
            .query_row([unix_ms], |row| {
                row.get::<_, i64>(0).map(i64::cast_unsigned)
            })?)
    }

    /// How many records of each kind a scope had at a place of the log.
    pub fn held_at(&self, scope: &str, seq: u64) -> Result<BTreeMap<String, u64>> {
        let mut kinds = self.conn.prepare_cached(&format!(
            "SELECT r.kind, count(*) FROM ({HELD}) h JOIN record r ON r.id = h.id GROUP BY r.kind"
        ))?;
        let rows = kinds.query_map((scope, seq.cast_signed()), |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Which records of a kind those were.
    pub fn held_ids(&self, scope: &str, seq: u64, kind: &str) -> Result<Vec<Uuid>> {
        let mut ids = self.conn.prepare_cached(&format!(
            "SELECT r.id FROM ({HELD}) h JOIN record r ON r.id = h.id WHERE r.kind = ?3 ORDER BY r.id"
        ))?;
        let rows = ids.query_map((scope, seq.cast_signed(), kind), |row| uuid(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
