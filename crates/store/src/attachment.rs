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

    /// Attachments with a file of requests that ended (printed, handed over, or withdrawn) and of which the office has heard
    /// nothing since a moment, in the order of their ids and behind `after`.
    pub fn papers_of_ended(&self, before_ms: i64, after: Uuid, limit: usize) -> Result<Vec<Uuid>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT a.id FROM attachment a JOIN request q ON q.id = a.owner
                    JOIN record r ON r.id = q.id JOIN log l ON l.seq = r.last_seq
             WHERE a.id > ?1 AND length(a.sha256) > 0 AND q.state IN ('printed', 'issued', 'void') AND l.received < ?2
             ORDER BY a.id LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids = statement.query_map((after.as_bytes(), before_ms, limit), |row| uuid(row, 0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    fn attachments(&self, sql: &str, key: &[u8]) -> Result<Vec<Record>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement
            .query_map([key], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }
}
