//! Own changes that the office has and has not applied.

use jemput_sync::ChangeId;
use uuid::Uuid;

use crate::{Result, Store, record::uuid, replica::change_id};

/// A change that waits for the office's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Which.
    pub change: ChangeId,
    /// The first record that it touches.
    pub record: Uuid,
    /// Author's clock, ms since 1970 UTC.
    pub wall_ms: i64,
    /// Why, as a code.
    pub reason: String,
}

impl Store {
    /// Own changes that wait for the office's decision, newest first.
    pub fn parked(&self, limit: u32) -> Result<Vec<Parked>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.session, c.n, min(l.record), c.wall, c.parked
             FROM change c JOIN change_record l ON l.session = c.session AND l.n = c.n
             WHERE c.own = 1 AND c.parked IS NOT NULL GROUP BY c.no ORDER BY c.no DESC LIMIT ?1",
        )?;
        let parked = statement.query_map([limit], |row| {
            Ok(Parked {
                change: change_id(row.get(0)?, row.get(1)?),
                record: uuid(row, 2)?,
                wall_ms: row.get(3)?,
                reason: row.get(4)?,
            })
        })?;
        Ok(parked.collect::<rusqlite::Result<_>>()?)
    }
}
