//! Who looked, printed, saved, came and went on this laptop: only ever added, until they go to the office as records.
//!
//! They wait in a table of their own and not as changes: what an officer only looked at is no work of theirs that is
//! unsent, and a hundred of them go as one change.

use jemput_domain::audit::{AUDIT, Deed, Entry};
use jemput_sync::OFFICE_SCOPE;
use uuid::Uuid;

use crate::{Author, Result, Store, StoreError, record::uuid};

/// A change has no more records.
const AT_ONCE: u32 = 100;
/// The same deed twice in this time is one.
const MINUTE_MS: i64 = 60_000;

impl Store {
    /// Notes a deed; the same one again within its minute is the same.
    pub fn note(&self, entry: &Entry) -> Result<()> {
        let minute = entry.at_ms.div_euclid(MINUTE_MS) * MINUTE_MS;
        self.conn
            .prepare_cached(
                "INSERT INTO note (who, deed, of, at, text) SELECT ?1, ?2, ?3, ?4, ?5
                 WHERE NOT EXISTS (SELECT 1 FROM note WHERE no > (SELECT coalesce(max(no), 0) FROM note) - 100
                     AND who = ?1 AND deed = ?2 AND of = ?3 AND text = ?5 AND at >= ?6 AND at <= ?4)",
            )?
            .execute((
                entry.who.as_bytes().as_slice(),
                entry.deed.code(),
                entry.of.as_bytes().as_slice(),
                entry.at_ms,
                &entry.note,
                minute,
            ))?;
        Ok(())
    }

    /// How many wait, and since when.
    pub fn notes_waiting(&self) -> Result<(u64, Option<i64>)> {
        Ok(self
            .conn
            .prepare_cached("SELECT count(*), min(at) FROM note")?
            .query_row((), |row| {
                Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))
            })?)
    }

    /// The next ones that wait, oldest first.
    pub fn notes(&self, limit: u32) -> Result<Vec<(i64, Entry)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT no, who, deed, of, at, text FROM note ORDER BY no LIMIT ?1")?;
        let mut rows = statement.query([limit])?;
        let mut notes = Vec::new();
        while let Some(row) = rows.next()? {
            // The table has only what `note` wrote.
            let code: String = row.get(2)?;
            let deed = Deed::read(&code).ok_or(StoreError::Form("deed"))?;
            let entry = Entry {
                who: uuid(row, 1)?,
                deed,
                of: uuid(row, 3)?,
                at_ms: row.get(4)?,
                note: row.get(5)?,
            };
            notes.push((row.get(0)?, entry));
        }
        Ok(notes)
    }

    /// Makes records of all that wait: from then on they are unsent changes like any other. How many there were.
    pub fn send_notes(&mut self, author: &Author) -> Result<usize> {
        let mut done = 0;
        loop {
            let notes = self.notes(AT_ONCE)?;
            let Some((upto, _)) = notes.last() else {
                return Ok(done);
            };
            let upto = *upto;
            self.transact(author, |tx| -> Result<()> {
                for (_, entry) in &notes {
                    // Not an id by its content: what was sent is no longer here, so the same id could come twice.
                    tx.create(Uuid::new_v4(), AUDIT, entry.fields(OFFICE_SCOPE))?;
                }
                tx.conn
                    .prepare_cached("DELETE FROM note WHERE no <= ?1")?
                    .execute([upto])?;
                Ok(())
            })?;
            done += notes.len();
        }
    }
}
