//! Households and requests by what they belong to.

use rusqlite::OptionalExtension as _;
use uuid::Uuid;

use crate::{Record, Result, Store, merged::AWAY, record::uuid};

impl Store {
    /// The household of a family card.
    pub fn household_by_kk(&self, kk: &str) -> Result<Option<Record>> {
        let id = self
            .conn
            .prepare_cached("SELECT id FROM household WHERE kk = ?1 ORDER BY id LIMIT 1")?
            .query_row([kk], |row| uuid(row, 0))
            .optional()?;
        id.map(|id| self.record(id))
            .transpose()
            .map(Option::flatten)
    }

    /// The requests of one resident, and of the records that were merged into this one, newest first.
    pub fn requests_of(&self, resident: Uuid) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached(&format!(
                "{AWAY} SELECT id FROM request WHERE resident IN (SELECT id FROM away)
                 ORDER BY opened_at DESC, id DESC",
            ))?
            .query_map([resident.as_bytes().as_slice()], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Requests that wait for a check, or were checked and are not printed yet; newest first.
    pub fn requests_to_check(&self) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached(
                "SELECT id FROM request WHERE state IN ('submitted', 'checked') ORDER BY opened_at DESC, id DESC",
            )?
            .query_map((), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }
}
