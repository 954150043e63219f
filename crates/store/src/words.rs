//! The words that residents and letters are found by, and their trigram index.
//!
//! To take a name's trigrams apart is a good part of what it costs to keep a resident. When thousands come at once, their
//! rows wait in `resident_due`, and a search looks through those that wait one by one ([`crate::find`]): who is found
//! never depends on it. Whoever has time then calls [`Store::index_words`].

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use uuid::Uuid;

use crate::{Result, Store};

/// So many waiting rows are put into the index by any save, so that an officer's own work never piles up.
pub(crate) const AT_A_SAVE: u32 = 32;

/// The row of a searched table and its words.
pub(crate) struct Searched<'a> {
    pub(crate) table: &'a str,
    pub(crate) id: Uuid,
    pub(crate) text: &'a str,
}

impl Searched<'_> {
    /// The row's number and whether its words are those that it has already.
    pub(crate) fn known(&self, conn: &Connection) -> Result<Option<(i64, bool)>> {
        Ok(conn
            .prepare_cached(&format!(
                "SELECT no, text = ?2 FROM {} WHERE id = ?1",
                self.table
            ))?
            .query_row((self.id.as_bytes().as_slice(), self.text), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    /// Puts the words into the index, if they changed. The row was written a moment ago, and nothing since.
    pub(crate) fn index(&self, conn: &Connection, known: Option<(i64, bool)>) -> Result<()> {
        let Some(no) = self.begin(conn, known)? else {
            return Ok(());
        };
        insert(conn, self.table, no, self.text)
    }

    /// The same, later.
    pub(crate) fn index_later(&self, conn: &Connection, known: Option<(i64, bool)>) -> Result<()> {
        let Some(no) = self.begin(conn, known)? else {
            return Ok(());
        };
        conn.prepare_cached("INSERT OR IGNORE INTO resident_due VALUES (?1)")?
            .execute([no])?;
        Ok(())
    }

    /// The number of a row whose words changed, which the index does not have any more.
    fn begin(&self, conn: &Connection, known: Option<(i64, bool)>) -> Result<Option<i64>> {
        Ok(match known {
            Some((_, true)) => None,
            Some((no, false)) => {
                conn.prepare_cached(&format!("DELETE FROM {}_text WHERE rowid = ?1", self.table))?
                    .execute([no])?;
                Some(no)
            }
            None => Some(conn.last_insert_rowid()),
        })
    }
}

fn insert(conn: &Connection, table: &str, no: i64, text: &str) -> Result<()> {
    conn.prepare_cached(&format!(
        "INSERT INTO {table}_text (rowid, text) VALUES (?1, ?2)"
    ))?
    .execute((no, text))?;
    Ok(())
}

/// Puts residents who wait into the index; how many there were, `most` at most.
pub(crate) fn index_due(conn: &Connection, most: u32) -> Result<u32> {
    let due: Vec<(i64, String)> = conn
        .prepare_cached(
            "SELECT d.no, r.text FROM resident_due d CROSS JOIN resident r ON r.no = d.no ORDER BY d.no LIMIT ?1",
        )?
        .query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (no, text) in &due {
        insert(conn, "resident", *no, text)?;
    }
    if let Some((last, _)) = due.last() {
        conn.prepare_cached("DELETE FROM resident_due WHERE no <= ?1")?
            .execute([last])?;
    }
    Ok(u32::try_from(due.len()).unwrap_or(most))
}

impl Store {
    /// Puts residents who came with a sync into the index, at most so many; whether some still wait.
    pub fn index_words(&mut self, most: u32) -> Result<bool> {
        if self.words_due()? == 0 {
            return Ok(false);
        }
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = index_due(&tx, most)?;
        tx.commit()?;
        Ok(done == most)
    }

    /// Residents whose words are not in the index yet.
    pub fn words_due(&self) -> Result<u64> {
        let due: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM resident_due")?
            .query_row((), |row| row.get(0))?;
        Ok(due.cast_unsigned())
    }
}
