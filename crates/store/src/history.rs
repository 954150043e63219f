//! Who wrote what and when: read from the changes, which are kept as their authors wrote them.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, ChangeSet};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Store, packed};

/// One change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryRow {
    /// Field name.
    pub field: String,
    /// The author's value before it, as far as this database knows.
    pub old: Option<Value>,
    /// The written value.
    pub new: Value,
    /// Author's clock, ms since 1970 UTC.
    pub wall_ms: i64,
    /// Officer.
    pub user: Uuid,
    /// Laptop.
    pub device: Uuid,
    /// The author's clock was known to be wrong.
    pub clock_doubtful: bool,
}

impl Store {
    /// All changes of a record's fields, newest first.
    pub fn history(&self, record: Uuid) -> Result<Vec<HistoryRow>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.bytes FROM change_record r JOIN change c ON c.session = r.session AND c.n = r.n
             WHERE r.record = ?1 AND c.erased = 0 ORDER BY c.no",
        )?;
        let all: Vec<Vec<u8>> = statement
            .query_map([record.as_bytes().as_slice()], |row| packed::column(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        // Each field's values by the change that wrote them: what an author replaced is what he saw.
        let mut written: BTreeMap<(String, ChangeId), Value> = BTreeMap::new();
        let mut rows = Vec::new();
        for bytes in all {
            let set: ChangeSet = serde_json::from_slice(&bytes)?;
            for op in set.ops.into_iter().filter(|op| op.record == record) {
                for (field, new) in op.set {
                    let replaced = op.replaces.get(&field).into_iter().flatten();
                    rows.push(HistoryRow {
                        old: replaced
                            .filter_map(|id| written.get(&(field.clone(), *id)))
                            .next_back()
                            .cloned(),
                        new: new.clone(),
                        wall_ms: set.wall,
                        user: set.user,
                        device: set.device,
                        clock_doubtful: set.clock != jemput_sync::Clock::Ok,
                        field: field.clone(),
                    });
                    written.insert((field, set.id), new);
                }
            }
        }
        rows.reverse();
        Ok(rows)
    }
}
