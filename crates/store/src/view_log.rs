//! Who read a resident's whole NIK and KK: append-only, never edited.

use uuid::Uuid;

use crate::{Result, Store, record::uuid};

/// One look at a resident's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Whose numbers.
    pub record: Uuid,
    /// Who looked.
    pub officer: Uuid,
    /// When, ms since 1970 UTC.
    pub at_ms: i64,
}

impl Store {
    /// Notes that somebody read the whole NIK of a resident.
    pub fn log_view(&self, record: Uuid, officer: Uuid, at_ms: i64) -> Result<()> {
        self.conn
            .prepare_cached("INSERT INTO view_log (record, officer, at) VALUES (?1, ?2, ?3)")?
            .execute((
                record.as_bytes().as_slice(),
                officer.as_bytes().as_slice(),
                at_ms,
            ))?;
        Ok(())
    }

    /// Looks, newest first.
    pub fn views(&self, offset: u32, limit: u32) -> Result<Vec<View>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT record, officer, at FROM view_log ORDER BY no DESC LIMIT ?1 OFFSET ?2",
        )?;
        let views = statement.query_map((limit, offset), |row| {
            Ok(View {
                record: uuid(row, 0)?,
                officer: uuid(row, 1)?,
                at_ms: row.get(2)?,
            })
        })?;
        Ok(views.collect::<rusqlite::Result<_>>()?)
    }
}
