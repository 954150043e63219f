//! Times that this laptop put on its own changes.

use crate::{Result, Store};

impl Store {
    /// Place of the newest change here, own or not; grows with every change.
    pub fn newest_change(&self) -> Result<i64> {
        Ok(self
            .conn
            .prepare_cached("SELECT coalesce(max(no), 0) FROM change")?
            .query_row((), |row| row.get(0))?)
    }

    /// The latest clock of an own change after a place; `None` if there is none.
    pub fn own_stamp_after(&self, newest: i64) -> Result<Option<i64>> {
        Ok(self
            .conn
            .prepare_cached("SELECT max(wall) FROM change WHERE no > ?1 AND own = 1")?
            .query_row([newest], |row| row.get(0))?)
    }
}
