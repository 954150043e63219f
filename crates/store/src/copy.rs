//! Copies of a database: whole, compact, made while others write, and looked through before they count.
//!
//! A copy of an encrypted database is encrypted with the same key.

use std::{fs::File, path::Path};

use jemput_sync::Mark;
use rusqlite::{Connection, OpenFlags};

use crate::{Result, Store, StoreError, keyring::DataKey, open::connection};

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyFacts {
    /// Schema of the file; this program may know a later one.
    pub schema: u32,
    /// End of the office's log; on a laptop there is none.
    pub head: Mark,
    /// Records.
    pub records: u64,
    /// Change sets.
    pub changes: u64,
}

impl Store {
    /// Writes everything as it is now into a new file. Others may write meanwhile: the copy is of one moment.
    ///
    /// # Errors
    /// When the file exists, or the disk is full; then what is there of it is of no use.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        copy(&self.conn, path)
    }

    /// What this database holds now, without looking whether it is sound.
    pub fn facts(&self) -> Result<CopyFacts> {
        facts(&self.conn)
    }
}

/// [`Store::copy_to`] for any connection.
pub(crate) fn copy(conn: &Connection, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(StoreError::File(std::io::ErrorKind::AlreadyExists));
    }
    let name = path
        .to_str()
        .ok_or(StoreError::File(std::io::ErrorKind::InvalidFilename))?;
    conn.execute("VACUUM INTO ?1", [name])?;
    // SQLite does not wait for the disk here.
    Ok(File::open(path)?.sync_all()?)
}

/// Looks through a copy from its first to its last page, and through the office's log in it. Changes nothing, also no
/// schema.
///
/// # Errors
/// [`StoreError::NotADatabase`] when anything is wrong with it.
pub fn check_copy(path: &Path, key: Option<&DataKey>) -> Result<CopyFacts> {
    let conn = connection(path, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    let copy = Store {
        conn,
        session: 0,
        n: 0,
    };
    let facts = facts(&copy.conn)?;
    if copy.damage()?.is_empty() {
        Ok(facts)
    } else {
        Err(StoreError::NotADatabase)
    }
}

fn facts(conn: &Connection) -> Result<CopyFacts> {
    let count = |sql: &str| -> Result<u64> {
        let count: i64 = conn.query_row(sql, (), |row| row.get(0))?;
        Ok(count.cast_unsigned())
    };
    Ok(CopyFacts {
        schema: conn.query_row("PRAGMA user_version", (), |row| row.get(0))?,
        head: crate::ledger::head(conn)?.mark,
        records: count("SELECT count(*) FROM record")?,
        changes: count("SELECT count(*) FROM change")?,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Author;

    fn store(path: &Path, key: &DataKey) -> Store {
        let mut store = Store::create(path, key).unwrap();
        let author = Author::new(
            jemput_domain::id::DeviceId(Uuid::nil()),
            jemput_domain::id::OfficerId(Uuid::nil()),
            1000,
        );
        for n in 1..=20_u128 {
            let fields = serde_json::json!({ "scope": "village:1", "name": format!("Sri {n}") });
            let serde_json::Value::Object(fields) = fields else {
                panic!("an object")
            };
            store
                .transact(&author, |tx| {
                    tx.create(Uuid::from_u128(n), "resident", fields)
                })
                .unwrap();
        }
        store
    }

    #[test]
    fn a_copy_of_an_encrypted_database_opens_with_the_same_key_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::generate().unwrap();
        let store = store(&folder.path().join("a.db"), &key);
        let copy = folder.path().join("copy.db");
        store.copy_to(&copy).unwrap();
        let facts = check_copy(&copy, Some(&key)).unwrap();
        assert_eq!(facts, store.facts().unwrap());
        assert_eq!((facts.records, facts.changes), (20, 20));
        assert!(check_copy(&copy, Some(&DataKey::generate().unwrap())).is_err());
        assert!(check_copy(&copy, None).is_err());
        let bytes = std::fs::read(&copy).unwrap();
        assert!(!bytes.windows(4).any(|four| four == b"Sri "));
        let opened = Store::open(&copy, &key).unwrap();
        assert_eq!(
            opened.search_residents("sri", 50).unwrap().records.len(),
            20
        );
        opened.set_setting("x", &1).unwrap();
        drop(opened);
        assert!(
            store.copy_to(&copy).is_err(),
            "an existing file is left alone"
        );
    }

    #[test]
    fn a_copy_with_one_wrong_byte_or_a_missing_end_is_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::generate().unwrap();
        let copy = folder.path().join("copy.db");
        store(&folder.path().join("a.db"), &key)
            .copy_to(&copy)
            .unwrap();
        let whole = std::fs::read(&copy).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&copy, &damaged).unwrap();
            assert!(check_copy(&copy, Some(&key)).is_err(), "at {at}");
        }
        std::fs::write(&copy, &whole[..whole.len() - 4096]).unwrap();
        assert!(check_copy(&copy, Some(&key)).is_err());
        std::fs::write(&copy, &whole).unwrap();
        assert!(check_copy(&copy, Some(&key)).is_ok());
    }
}
