//! `/health`: for the one who watches over the server.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{Shared, answer::blocking};

/// Says nothing that a stranger could use.
#[derive(Serialize)]
struct Healthy {
    ok: bool,
    version: &'static str,
}

/// Whether both databases answer.
pub(super) async fn health(State(shared): State<Shared>) -> Response {
    let ok = blocking(&shared.office, |office| Ok(office.pulse()?))
        .await
        .is_ok();
    let status = if ok {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (
        status,
        Json(Healthy {
            ok,
            version: env!("CARGO_PKG_VERSION"),
        }),
    )
        .into_response()
}
