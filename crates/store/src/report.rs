//! What the laptop repaired by itself, until somebody has read it.

use jemput_sync::Report;

use crate::{Result, Store};

impl Store {
    /// All reports with their numbers, oldest first.
    pub fn reports(&self) -> Result<Vec<(i64, Report)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT no, value FROM report ORDER BY no")?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| {
            let (no, value) = row?;
            Ok((no, serde_json::from_str(&value)?))
        })
        .collect()
    }

    /// Takes the reports up to a number away: they were read.
    pub fn drop_reports(&self, upto: i64) -> Result<()> {
        self.conn
            .execute("DELETE FROM report WHERE no <= ?1", [upto])?;
        Ok(())
    }
}
