//! How failures of the crates below become the one error that a screen shows.
//!
//! Policy: a crate returns what happened as a typed error; here it gets a code, which is the key of its sentence,
//! and the values that the sentence shows. The cause goes into the log with an id that the screen shows under
//! "Rincian", once, in [`crate::App::dispatch`]. Causes are types and positions, never contents of records.

use std::io;

use jemput_wire::AppError;

/// A failure on its way to the screen.
#[derive(Debug)]
pub struct Error {
    /// For the screen.
    pub view: AppError,
    /// For the log.
    cause: Option<String>,
}

/// Result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure without a cause below it.
pub(crate) fn coded(code: &str) -> Error {
    AppError::new(code).into()
}

impl Error {
    /// A failure with a cause for the log.
    pub(crate) fn because(code: &str, cause: impl std::fmt::Display) -> Self {
        Self {
            view: AppError::new(code),
            cause: Some(cause.to_string()),
        }
    }

    /// Adds a value for the sentence.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.view = self.view.with(name, value);
        self
    }

    /// The cause, for the log.
    pub(crate) fn cause(&self) -> &str {
        self.cause.as_deref().unwrap_or_default()
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.view.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<AppError> for Error {
    fn from(view: AppError) -> Self {
        Self { view, cause: None }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk-full",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "file-denied",
            io::ErrorKind::NotFound => "file-missing",
            _ => "file-failed",
        };
        Self::because(code, error.kind())
    }
}

impl From<jemput_store::StoreError> for Error {
    fn from(error: jemput_store::StoreError) -> Self {
        use jemput_store::StoreError as E;
        let code = match &error {
            E::Newer { .. } => "database-newer",
            E::NotADatabase => "database-damaged",
            E::DiskFull => "disk-full",
            E::Busy => "database-busy",
            E::NotMigrated(cause) => match **cause {
                E::DiskFull
                | E::File(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
                    "update-no-room"
                }
                _ => "update-no-copy",
            },
            E::Refused(refusal) => refusal.code(),
            E::File(kind) => return io::Error::from(*kind).into(),
            E::Missing | E::Form(_) | E::Change(_) | E::Random | E::Sqlite(_) => "internal",
        };
        Self::because(code, error)
    }
}
