//! `/health`: for the one who watches over the server.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Shared, answer::blocking};

/// Says nothing that a stranger could use.
#[derive(Serialize, JsonSchema)]
pub(super) struct Healthy {
    ok: bool,
    version: &'static str,
    /// Hours since the last good backup; `null`: never.
    backup_hours: Option<i64>,
    /// There is news that no backup has, and the last one is old: look after the medium.
    backup_old: bool,
    /// Laptops knew more than this server: `jemput-server check` says which.
    alarm: bool,
}

/// Whether both databases answer, and how old the last backup is.
pub(super) async fn health(State(shared): State<Shared>) -> Response {
    let settings = shared.backup.clone();
    let looked = blocking(&shared.office, move |office| {
        office.pulse()?;
        let standing = office.backup_standing(settings.as_deref())?;
        let age = standing.last.map(|last| office.now_ms() - last.made_at);
        Ok(Healthy {
            ok: true,
            version: env!("CARGO_PKG_VERSION"),
            backup_hours: age.map(|ms| ms.max(0) / (60 * 60 * 1000)),
            backup_old: standing.old,
            alarm: !office.alarms()?.is_empty(),
        })
    })
    .await;
    match looked {
        Ok(healthy) => (StatusCode::OK, Json(healthy)).into_response(),
        Err(_) => {
            let ill = Healthy {
                ok: false,
                version: env!("CARGO_PKG_VERSION"),
                backup_hours: None,
                backup_old: false,
                alarm: false,
            };
            (StatusCode::SERVICE_UNAVAILABLE, Json(ill)).into_response()
        }
    }
}
