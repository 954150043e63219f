//! Own changes that the office has and has not applied.

use jemput_sync::{ChangeId, ChangeSet};
use uuid::Uuid;

use crate::{Result, Store, packed, replica::change_id};

/// A change that waits for the office's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Which.
    pub change: ChangeId,
    /// The first record that it touches.
    pub record: Uuid,
    /// That record's kind.
    pub kind: String,
    /// What the change calls it; empty where it says no name. The record itself may be gone from here: it lies in a
    /// village that this laptop does not hold.
    pub name: String,
    /// Author's clock, ms since 1970 UTC.
    pub wall_ms: i64,
    /// Why, as a code.
    pub reason: String,
}

impl Store {
    /// Own changes that wait for the office's decision, newest first.
    pub fn parked(&self, limit: u32) -> Result<Vec<Parked>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.session, c.n, c.wall, c.parked, c.bytes FROM change c
             WHERE c.own = 1 AND c.parked IS NOT NULL AND c.erased = 0 ORDER BY c.no DESC LIMIT ?1",
        )?;
        let parked = statement.query_map([limit], |row| {
            let set: Option<ChangeSet> = serde_json::from_slice(&packed::column(row, 4)?).ok();
            let op = set.as_ref().and_then(|set| set.ops.first());
            let said = op.and_then(|op| op.set.get("name").or_else(|| op.set.get("number")));
            Ok(Parked {
                change: change_id(row.get(0)?, row.get(1)?),
                record: op.map(|op| op.record).unwrap_or_default(),
                kind: op.map(|op| op.kind.clone()).unwrap_or_default(),
                name: said
                    .and_then(|name| name.as_str())
                    .unwrap_or_default()
                    .to_owned(),
                wall_ms: row.get(2)?,
                reason: row.get(3)?,
            })
        })?;
        Ok(parked.collect::<rusqlite::Result<_>>()?)
    }
}
