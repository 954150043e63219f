//! Attachments, as records: which file belongs to what. Where the bytes lie is the business of laptop and server.

use uuid::Uuid;

use crate::{Record, Result, Store, record::uuid};

impl Store {
    /// Attachments of a record, in the order of their ids.
    pub fn attachments_of(&self, owner: Uuid) -> Result<Vec<Record>> {
        self.attachments(
            "SELECT id FROM attachment WHERE owner = ?1 ORDER BY id",
            owner.as_bytes(),
        )
    }

    /// Attachments that say that their file has this SHA-256.
    pub fn attachments_with(&self, sha256: &[u8; 32]) -> Result<Vec<Record>> {
        self.attachments(
            "SELECT id FROM attachment WHERE sha256 = ?1 ORDER BY id",
            sha256,
        )
    }

    fn attachments(&self, sql: &str, key: &[u8]) -> Result<Vec<Record>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement
            .query_map([key], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }
}
