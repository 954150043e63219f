//! From results to answers.

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jemput_wire::AppError;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    fault::{Fault, Result, bad, disk_full},
    office::Office,
    secret,
};

/// Runs work that waits for the disk where it holds up nobody else.
pub(super) async fn blocking<T: Send + 'static>(
    office: &Arc<Office>,
    work: impl FnOnce(&Office) -> Result<T> + Send + 'static,
) -> Result<T> {
    let office = Arc::clone(office);
    match tokio::task::spawn_blocking(move || work(&office)).await {
        Ok(result) => result,
        Err(error) => Err(Fault::Internal(anyhow::anyhow!(
            "a request's work ended early: {error}"
        ))),
    }
}

/// A JSON answer that no cache keeps.
pub(super) fn json<T: Serialize>(value: &T) -> Response {
    (
        [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        Json(value),
    )
        .into_response()
}

/// The same of JSON that is there already.
pub(super) fn json_bytes(bytes: Vec<u8>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

/// A file that the browser saves and no cache keeps.
pub(super) fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Result<Response> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition)?,
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// Reads a JSON body; what is wrong with it is not repeated to the asker.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|_| bad(AppError::new("request-malformed")))
}

impl Fault {
    /// Status and what the asker may know. A fault of our own gets an id that the log has too.
    pub(crate) fn told(self) -> (StatusCode, AppError) {
        if self.is_disk_full() {
            tracing::error!("the disk is full: a request was refused and nothing of it kept");
            return disk_full().told();
        }
        match self {
            Self::Refused(status, error) => (status, error),
            Self::Internal(cause) => {
                let log_id = secret::random::<4>()
                    .map(|bytes| secret::hex(&bytes))
                    .unwrap_or_default();
                tracing::error!(log_id, cause = %format!("{cause:#}"), "a request failed");
                let mut error = AppError::new("internal");
                error.log_id = log_id;
                (StatusCode::INTERNAL_SERVER_ERROR, error)
            }
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, error) = self.told();
        (status, json(&error)).into_response()
    }
}
