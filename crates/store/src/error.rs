//! What can go wrong in the database, as few kinds as callers can act on.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Written by a newer version; nothing was changed.
    #[error("the database has schema {found}, this program knows {known}")]
    Newer {
        /// In the file.
        found: u32,
        /// Of this program.
        known: u32,
    },
    /// Wrong key, or not a database.
    #[error("the database cannot be opened with this key")]
    NotADatabase,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Somebody else holds the lock for too long.
    #[error("the database is busy")]
    Busy,
    /// The file is of an older version and was not brought up to date, because there is no checked copy of it, or no
    /// room: it is as it was.
    #[error("the database was not brought up to date: {0}")]
    NotMigrated(Box<StoreError>),
    /// A record that is not there.
    #[error("no such record")]
    Missing,
    /// A record or a local value that does not have the expected form.
    #[error("a value has another form: {0}")]
    Form(&'static str),
    /// The change set is beyond the limits.
    #[error(transparent)]
    Change(#[from] jemput_sync::ChangeError),
    /// The office does not go on, or its answer cannot be taken.
    #[error(transparent)]
    Refused(#[from] jemput_sync::Refusal),
    /// No randomness from the system.
    #[error("the system gives no random numbers")]
    Random,
    /// Anything else of SQLite, without its values.
    #[error("SQLite: {0}")]
    Sqlite(String),
    /// A file beside the database.
    #[error("file: {0}")]
    File(std::io::ErrorKind),
}

/// Result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::NotADatabase,
            // The message of a constraint may quote a value.
            Some(code) => Self::Sqlite(format!("{code:?}")),
            None if matches!(error, rusqlite::Error::QueryReturnedNoRows) => Self::Missing,
            None => Self::Sqlite("unexpected answer".to_owned()),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Form("json")
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.kind())
    }
}
