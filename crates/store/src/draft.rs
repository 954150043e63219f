//! Unfinished work of one officer on one laptop.

use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Result, Store, StoreError, Tx};

/// A draft as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    /// Its content.
    pub value: T,
    /// When it was kept, ms since 1970 UTC.
    pub saved_ms: i64,
    /// Put away, and may still be brought back.
    pub discarded: bool,
}

fn row(row: &Row<'_>) -> rusqlite::Result<(String, i64, bool)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn read<T: DeserializeOwned>(
    (value, saved_ms, discarded): (String, i64, bool),
) -> Result<Stored<T>> {
    Ok(Stored {
        value: serde_json::from_str(&value)?,
        saved_ms,
        discarded,
    })
}

fn get<T: DeserializeOwned>(conn: &Connection, key: &str) -> Result<Option<Stored<T>>> {
    conn.prepare_cached("SELECT value, saved, discarded FROM draft WHERE key = ?1")?
        .query_row([key], row)
        .optional()?
        .map(read)
        .transpose()
}

fn save<T: Serialize>(conn: &Connection, key: &str, value: &T, at_ms: i64) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3, 0)")?
        .execute((key, serde_json::to_string(value)?, at_ms))?;
    Ok(())
}

impl Store {
    /// One draft, also a discarded one.
    pub fn draft<T: DeserializeOwned>(&self, key: &str) -> Result<Option<Stored<T>>> {
        get(&self.conn, key)
    }

    /// Drafts whose key starts so, newest first. One that cannot be read does not hide the others.
    pub fn drafts<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<Stored<T>>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT value, saved, discarded FROM draft WHERE key >= ?1 AND key < ?1 || x'f48fbfbf' ORDER BY saved DESC",
        )?;
        let rows: Vec<_> = statement
            .query_map([prefix], row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows.into_iter().filter_map(|row| read(row).ok()).collect())
    }

    /// Keeps a draft; on the disk when this returns.
    pub fn save_draft<T: Serialize>(&self, key: &str, value: &T, at_ms: i64) -> Result<()> {
        save(&self.conn, key, value, at_ms)
    }

    /// Puts a draft away.
    pub fn discard_draft(&self, key: &str, at_ms: i64) -> Result<()> {
        self.mark(key, at_ms, true)
    }

    /// Brings a discarded draft back.
    pub fn restore_draft(&self, key: &str, at_ms: i64) -> Result<()> {
        self.mark(key, at_ms, false)
    }

    fn mark(&self, key: &str, at_ms: i64, discarded: bool) -> Result<()> {
        let changed = self.conn.execute(
            "UPDATE draft SET discarded = ?2, saved = ?3 WHERE key = ?1",
            (key, discarded, at_ms),
        )?;
        if changed == 0 {
            Err(StoreError::Missing)
        } else {
            Ok(())
        }
    }
}

impl Tx<'_> {
    /// One draft.
    pub fn draft<T: DeserializeOwned>(&self, key: &str) -> Result<Option<Stored<T>>> {
        get(self.conn, key)
    }

    /// Keeps a draft, with the transaction.
    pub fn save_draft<T: Serialize>(&self, key: &str, value: &T, at_ms: i64) -> Result<()> {
        save(self.conn, key, value, at_ms)
    }

    /// The work is finished.
    pub fn delete_draft(&self, key: &str) -> Result<()> {
        self.conn
            .execute("DELETE FROM draft WHERE key = ?1", [key])?;
        Ok(())
    }
}
