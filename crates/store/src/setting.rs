//! Small values of this laptop.

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Result, Store, Tx};

pub(crate) fn get<T: DeserializeOwned>(conn: &Connection, key: &str) -> Result<Option<T>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

pub(crate) fn set<T: Serialize + ?Sized>(conn: &Connection, key: &str, value: &T) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?
        .execute((key, serde_json::to_string(value)?))?;
    Ok(())
}

impl Store {
    /// A value by its key.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        get(&self.conn, key)
    }

    /// Keeps a value.
    pub fn set_setting<T: Serialize + ?Sized>(&self, key: &str, value: &T) -> Result<()> {
        set(&self.conn, key, value)
    }
}

impl Tx<'_> {
    /// A value by its key, as this transaction has left it.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        get(self.conn, key)
    }

    /// Keeps a value, with the transaction.
    pub fn set_setting<T: Serialize + ?Sized>(&self, key: &str, value: &T) -> Result<()> {
        set(self.conn, key, value)
    }
}
