//! The field app's commands over loopback HTTP, so that a browser and tests can drive the same use cases.
//!
//! `POST /command/<name>` takes and gives JSON; `GET /commands` lists names and JSON schemas; everything else is the
//! built field app. Only this machine may ask, and only with a `Host` of this machine (no DNS rebinding). Never part
//! of a release package.

pub mod prepare;
mod schemas;

use std::{net::SocketAddr, path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path as UrlPath, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jemput_app::App;
use jemput_wire::AppError;
use serde_json::Value;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// A photo of 20 MB in base64, and its command around it.
const LARGEST: usize = 30 * 1024 * 1024;

/// The routes.
pub fn router(app: Arc<App>, pages: &Path) -> Router {
    Router::new()
        .route("/commands", get(|| async { Json(schemas::all()) }))
        .route(
            "/command/{name}",
            post(command).layer(DefaultBodyLimit::max(LARGEST)),
        )
        .fallback_service(ServeDir::new(pages))
        .layer(middleware::from_fn(only_this_machine))
        .with_state(app)
}

/// Serves until the process ends.
///
/// # Errors
/// When the address is not on this machine, or cannot be listened on.
pub async fn serve(app: Arc<App>, pages: &Path, listener: TcpListener) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    anyhow::ensure!(
        address.ip().is_loopback(),
        "the dev shell listens on this machine only"
    );
    axum::serve(listener, router(app, pages)).await?;
    Ok(())
}

async fn command(
    State(app): State<Arc<App>>,
    UrlPath(name): UrlPath<String>,
    Json(input): Json<Value>,
) -> Response {
    let done = tokio::task::spawn_blocking(move || app.dispatch(&name, input)).await;
    match done {
        Ok(Ok(output)) => Json(output).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(_) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(AppError::new("internal")),
        )
            .into_response(),
    }
}

/// Refuses what a page of another site could send: a name that was pointed here, or a foreign origin.
async fn only_this_machine(request: Request, next: Next) -> Response {
    if is_from_here(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_from_here(headers: &HeaderMap) -> bool {
    let local = |name| {
        let value = headers.get(name)?;
        Some(value.to_str().is_ok_and(is_local))
    };
    local(header::HOST) == Some(true) && local(header::ORIGIN) != Some(false)
}

/// `localhost:7879`, `http://127.0.0.1`: a name of this machine, with or without scheme and port.
fn is_local(text: &str) -> bool {
    let host = text.strip_prefix("http://").unwrap_or(text);
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || is_port(rest))
    })
}

fn is_port(rest: &str) -> bool {
    rest.strip_prefix(':')
        .is_some_and(|port| port.parse::<u16>().is_ok())
}

/// An address of this machine on a free port.
#[must_use]
pub fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_this_machine_under_its_own_names_is_local() {
        for local in [
            "127.0.0.1",
            "127.0.0.1:7879",
            "localhost:80",
            "http://localhost:7879",
            "[::1]",
            "[::1]:7879",
        ] {
            assert!(is_local(local), "{local}");
        }
        for foreign in [
            "",
            "null",
            "jemput.example.org",
            "localhost.example.org",
            "http://example.org",
            "127.0.0.1.example.org:80",
            "localhost:80.example.org",
            "https://localhost:7879",
        ] {
            assert!(!is_local(foreign), "{foreign}");
        }
    }
}
