//! Two kinds of bad ends: a refusal that the asker may read, and a fault that only the log explains.

use std::io;

use axum::http::StatusCode;
use jemput_store::StoreError;
use jemput_wire::AppError;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The asker did something that is not allowed or not understood.
    Refused(StatusCode, AppError),
    /// The server's own trouble.
    Internal(anyhow::Error),
}

impl Fault {
    /// For the command line.
    pub(crate) fn said(self) -> anyhow::Error {
        match self {
            Self::Refused(_, error) => anyhow::anyhow!("{error}"),
            Self::Internal(cause) => cause,
        }
    }

    /// The disk is full: whoever asked keeps what he has and can ask again later. A transaction left nothing behind.
    pub(crate) fn is_disk_full(&self) -> bool {
        match self {
            Self::Refused(..) => false,
            Self::Internal(cause) => cause.chain().any(|error| {
                let store = error.downcast_ref::<StoreError>();
                let sqlite = error.downcast_ref::<rusqlite::Error>();
                let file = error.downcast_ref::<io::Error>();
                matches!(store, Some(StoreError::DiskFull))
                    || sqlite.and_then(rusqlite::Error::sqlite_error_code)
                        == Some(rusqlite::ErrorCode::DiskFull)
                    || file.map(io::Error::kind).is_some_and(is_full)
                    || matches!(store, Some(StoreError::File(kind)) if is_full(*kind))
            }),
        }
    }
}

fn is_full(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// The office's disk is full (507).
pub(crate) fn disk_full() -> Fault {
    Fault::Refused(
        StatusCode::INSUFFICIENT_STORAGE,
        AppError::new("office-disk-full"),
    )
}

pub(crate) type Result<T, E = Fault> = std::result::Result<T, E>;

impl<E: Into<anyhow::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

/// A refusal that is the asker's to mend (400).
pub(crate) fn bad(error: AppError) -> Fault {
    Fault::Refused(StatusCode::BAD_REQUEST, error)
}

/// The asker is not who he must be (403).
pub(crate) fn forbidden(error: AppError) -> Fault {
    Fault::Refused(StatusCode::FORBIDDEN, error)
}

/// Nothing is there (404).
pub(crate) fn missing(error: AppError) -> Fault {
    Fault::Refused(StatusCode::NOT_FOUND, error)
}

/// Asked too often (429).
pub(crate) fn too_often(error: AppError) -> Fault {
    Fault::Refused(StatusCode::TOO_MANY_REQUESTS, error)
}

/// Nobody is signed in (401).
pub(crate) fn signed_out() -> Fault {
    Fault::Refused(StatusCode::UNAUTHORIZED, AppError::new("signed-out"))
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_full_disk_is_known_wherever_it_showed() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let sqlite = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(13), None);
        let named = Err::<(), _>(full()).context("a file").unwrap_err();
        for fault in [
            Fault::from(StoreError::DiskFull),
            Fault::from(StoreError::File(io::ErrorKind::StorageFull)),
            Fault::from(sqlite),
            Fault::from(full()),
            Fault::Internal(named),
        ] {
            assert!(fault.is_disk_full(), "{fault:?}");
            let (status, error) = fault.told();
            assert_eq!(
                (status.as_u16(), error.code.as_str()),
                (507, "office-disk-full")
            );
        }
        assert!(!Fault::from(StoreError::Busy).is_disk_full());
        assert!(!bad(AppError::new("office-disk-full")).is_disk_full());
    }
}
