//! Why there is no new backup. Whatever it is: the older ones are untouched.

use std::{fmt, io};

use jemput_store::StoreError;
use jemput_wire::AppError;

/// Why a backup was not made, or not restored.
#[derive(Debug)]
pub enum BackupFault {
    /// No folder for backups is set.
    Off,
    /// The folder is not there, or it is not the medium that was prepared: pulled out, or not mounted.
    Missing,
    /// The medium is another office's.
    OtherOffice,
    /// The medium is full.
    Full,
    /// The medium cannot hold files of this size (FAT ends at 4 GB).
    FileTooLarge,
    /// The medium cannot be written.
    Denied,
    /// Another backup is being made at this moment.
    Busy,
    /// What was written is not what was read: the medium is failing.
    Damaged(String),
    /// No recovery code was drawn yet: without it a backup would have no keys.
    NoRecovery,
    /// The recovery code does not fit.
    WrongCode,
    /// There is no such backup, or none at all.
    NoBackup,
    /// Something lies in the folder that should become the office's.
    FolderUsed,
    /// Anything else.
    Other(anyhow::Error),
}

impl BackupFault {
    /// Key of its sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Off => "backup-off",
            Self::Missing => "backup-medium-missing",
            Self::OtherOffice => "backup-other-office",
            Self::Full => "backup-medium-full",
            Self::FileTooLarge => "backup-file-too-large",
            Self::Denied => "backup-medium-denied",
            Self::Busy => "backup-busy",
            Self::Damaged(_) => "backup-damaged",
            Self::NoRecovery => "backup-no-recovery",
            Self::WrongCode => "backup-code-wrong",
            Self::NoBackup => "backup-none",
            Self::FolderUsed => "restore-folder-used",
            Self::Other(_) => "backup-failed",
        }
    }

    /// For a screen.
    #[must_use]
    pub fn view(&self) -> AppError {
        AppError::new(self.code())
    }
}

impl fmt::Display for BackupFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("no folder for backups is set (--backup-dir)"),
            Self::Missing => f.write_str(
                "the backup folder is not there, or it is not the one that `backup init` prepared: is the medium mounted?",
            ),
            Self::OtherOffice => f.write_str("the backup folder belongs to another office's server"),
            Self::Full => f.write_str("the backup medium is full; the older backups are untouched"),
            Self::FileTooLarge => f.write_str(
                "the backup medium cannot hold files of this size; format it as ext4 or exFAT",
            ),
            Self::Denied => f.write_str("the backup folder cannot be written"),
            Self::Busy => f.write_str("another backup is being made at this moment"),
            Self::Damaged(what) => write!(f, "the copy is not what it should be ({what}); the medium may be failing"),
            Self::NoRecovery => f.write_str("no recovery code yet: run `jemput-server backup init` first"),
            Self::WrongCode => f.write_str("the recovery code does not fit"),
            Self::NoBackup => f.write_str("there is no such backup in this folder"),
            Self::FolderUsed => f.write_str(
                "a backup is restored into an empty data folder only, and something lies in this one",
            ),
            Self::Other(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for BackupFault {}

impl From<io::Error> for BackupFault {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as K;
        match error.kind() {
            K::StorageFull | K::QuotaExceeded => Self::Full,
            K::FileTooLarge => Self::FileTooLarge,
            K::PermissionDenied | K::ReadOnlyFilesystem => Self::Denied,
            K::NotFound | K::NotADirectory | K::StaleNetworkFileHandle => Self::Missing,
            _ => Self::Other(anyhow::Error::new(error)),
        }
    }
}

impl From<StoreError> for BackupFault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::Full,
            StoreError::File(kind) => io::Error::from(kind).into(),
            other => Self::Other(anyhow::Error::new(other)),
        }
    }
}

impl From<rusqlite::Error> for BackupFault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        match error.sqlite_error_code() {
            Some(C::DiskFull) => Self::Full,
            Some(C::CannotOpen) => Self::Missing,
            Some(C::ReadOnly | C::PermissionDenied) => Self::Denied,
            _ => Self::Other(anyhow::Error::new(error)),
        }
    }
}

impl From<anyhow::Error> for BackupFault {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<serde_json::Error> for BackupFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(anyhow::Error::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_a_vanished_and_a_closed_medium_are_told_apart() {
        let code = |kind| BackupFault::from(io::Error::from(kind)).code();
        assert_eq!(code(io::ErrorKind::StorageFull), "backup-medium-full");
        assert_eq!(code(io::ErrorKind::QuotaExceeded), "backup-medium-full");
        assert_eq!(code(io::ErrorKind::FileTooLarge), "backup-file-too-large");
        assert_eq!(code(io::ErrorKind::NotFound), "backup-medium-missing");
        assert_eq!(
            code(io::ErrorKind::ReadOnlyFilesystem),
            "backup-medium-denied"
        );
        assert_eq!(code(io::ErrorKind::BrokenPipe), "backup-failed");
        assert_eq!(
            BackupFault::from(StoreError::DiskFull).code(),
            "backup-medium-full"
        );
    }
}
