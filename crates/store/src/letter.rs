//! The letter register.

use jemput_domain::name::search_key;
use rusqlite::OptionalExtension as _;
use uuid::Uuid;

use crate::{Record, Result, Store, record::uuid};

/// Which letters.
#[derive(Debug, Clone, Default)]
pub struct LetterFilter {
    /// Number, name or title contains this.
    pub text: String,
    /// `awaiting_signature`, `issued` or `void`.
    pub state: Option<String>,
    /// Of this resident.
    pub resident: Option<Uuid>,
    /// Issued on this day or later, `2026-11-25`.
    pub since: Option<String>,
}

const WHERE: &str =
    "(?1 = '' OR instr(text, ?1) > 0 OR instr(text, ?2) > 0) AND (?3 IS NULL OR state = ?3)
     AND (?4 IS NULL OR resident = ?4) AND (?5 IS NULL OR issued_on >= ?5)";

impl Store {
    /// A page of letters, newest first, and how many there are in all.
    pub fn letters(
        &self,
        filter: &LetterFilter,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<Record>, u64)> {
        let plain = filter.text.trim().to_lowercase();
        let folded = search_key(&filter.text);
        let folded = if folded.is_empty() {
            plain.clone()
        } else {
            folded
        };
        let resident = filter.resident.map(|id| id.as_bytes().to_vec());
        let total: i64 = self
            .conn
            .prepare_cached(&format!("SELECT count(*) FROM letter WHERE {WHERE}"))?
            .query_row(
                (&plain, &folded, &filter.state, &resident, &filter.since),
                |row| row.get(0),
            )?;
        let ids = self
            .conn
            .prepare_cached(&format!(
                "SELECT id FROM letter WHERE {WHERE} ORDER BY printed_at DESC, id DESC LIMIT ?6 OFFSET ?7"
            ))?
            .query_map((&plain, &folded, &filter.state, &resident, &filter.since, limit, offset), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((self.pick(ids)?, total.cast_unsigned()))
    }

    /// The letter with this random id (16 hex digits).
    pub fn letter_by_cti(&self, cti: &str) -> Result<Option<Record>> {
        let id = self
            .conn
            .prepare_cached("SELECT id FROM letter WHERE cti = ?1")?
            .query_row([cti], |row| uuid(row, 0))
            .optional()?;
        id.map(|id| self.record(id))
            .transpose()
            .map(Option::flatten)
    }

    /// Letters whose random id begins so (hex), for short ids and for status lists.
    pub fn letters_by_cti_prefix(&self, prefix: &str) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached(
                "SELECT id FROM letter WHERE cti >= ?1 AND cti < ?1 || 'g' ORDER BY cti",
            )?
            .query_map([prefix], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }
}
