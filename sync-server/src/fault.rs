//! Two kinds of bad ends: a refusal that the asker may read, and a fault that only the log explains.

use axum::http::StatusCode;
use jemput_wire::AppError;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The asker did something that is not allowed or not understood.
    Refused(StatusCode, AppError),
    /// The server's own trouble.
    Internal(anyhow::Error),
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
