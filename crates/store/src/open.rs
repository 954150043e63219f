//! Opening and creating a database.

use std::{path::Path, sync::Once};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{Result, StoreError, keyring::DataKey, migrate};

/// 64 MB.
const OFFICE_PAGES: i64 = 16_000;

/// One connection to a database.
pub struct Store {
    pub(crate) conn: Connection,
    /// This process as an author of changes: drawn anew at every start, so that a restored or cloned database can
    /// never use an id twice.
    pub(crate) session: u64,
    /// Last number used in this session.
    pub(crate) n: u64,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Makes a new encrypted database; an existing file is an error.
    pub fn create(path: &Path, key: &DataKey) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::File(std::io::ErrorKind::AlreadyExists));
        }
        Self::connect(path, Some(key))
    }

    /// Opens an encrypted database and brings its schema up to date.
    pub fn open(path: &Path, key: &DataKey) -> Result<Self> {
        if !path.exists() {
            return Err(StoreError::File(std::io::ErrorKind::NotFound));
        }
        Self::connect(path, Some(key))
    }

    /// The office's database: without a key, made if it is not there.
    pub fn open_plain(path: &Path) -> Result<Self> {
        let store = Self::connect(path, None)?;
        // Pages of the write-ahead log before it is written into the file. At an office many laptops change the same
        // pages again and again, and none is to wait for that; a laptop's short log lies in the same blocks for ever.
        store
            .conn
            .pragma_update(None, "wal_autocheckpoint", OFFICE_PAGES)?;
        Ok(store)
    }

    /// As a laptop's file in all but its cipher: to measure what that costs.
    pub fn open_uncoded(path: &Path) -> Result<Self> {
        Self::connect(path, None)
    }

    /// Writes what lies in the write-ahead log into the file, as far as nobody reads it.
    pub fn checkpoint(&self) -> Result<()> {
        self.conn
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))?;
        Ok(())
    }

    fn connect(path: &Path, key: Option<&DataKey>) -> Result<Self> {
        let mut conn = connection(path, OpenFlags::default(), key)?;
        conn.busy_timeout(std::time::Duration::from_secs(10))?;
        conn.pragma_update(None, "journal_mode", "wal")?;
        // A power cut must not take a number back that is on paper.
        conn.pragma_update(None, "synchronous", "full")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "trusted_schema", false)?;
        conn.pragma_update(None, "temp_store", "memory")?;
        conn.pragma_update(None, "cache_size", -16_000)?;
        conn.set_prepared_statement_cache_capacity(128);
        // A plan that stays: otherwise many statements are planned anew at each bound value, a third of a server's work.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        migrate::up(&mut conn, path, key)?;
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|_| StoreError::Random)?;
        Ok(Self {
            conn,
            session: u64::from_be_bytes(random),
            n: 0,
        })
    }
}

/// A connection that can read the file, if the key is the right one; everything else about it is still to be set.
pub(crate) fn connection(
    path: &Path,
    flags: OpenFlags,
    key: Option<&DataKey>,
) -> Result<Connection> {
    // SQLite counts itself as ready before the cipher is: of two threads that open the first files of a process at the same
    // moment, the second would find no cipher.
    static CIPHER: Once = Once::new();
    CIPHER.call_once(|| drop(Connection::open_in_memory()));

    let conn = Connection::open_with_flags(path, flags)?;
    if let Some(key) = key {
        // A wrong key is an ordinary answer; its report would go to standard error.
        conn.pragma_update(None, "cipher_log_level", "NONE")?;
        // A raw key: no derivation at each start, that is the wrap's business.
        conn.pragma_update(None, "key", key.pragma().as_str())?;
    }
    Ok(conn)
}
