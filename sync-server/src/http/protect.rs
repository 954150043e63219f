//! What every request and every answer gets: a time limit, a line in the log, and headers that keep browsers careful.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jemput_wire::AppError;

use super::{Shared, signed::Bare};
use crate::fault::Fault;

/// Scripts, styles and data from this server only; WebAssembly runs, nothing inline does.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    ),
    ("x-frame-options", "DENY"),
];

/// For what no browser shows.
const BYTES: &[(&str, &str)] = &[("x-content-type-options", "nosniff")];

/// The outermost layer.
pub(super) async fn protect(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    // The pattern, not the address: addresses hold ids of letters and what was searched for.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    // A task of its own, so that a panic in a handler ends one request and not the connection.
    let work = tokio::spawn(next.run(request));
    let end = work.abort_handle();
    let mut response = match tokio::time::timeout(shared.longest, work).await {
        Ok(Ok(response)) => response,
        Ok(Err(ended)) => {
            Fault::Internal(anyhow::anyhow!("a handler ended early: {ended}")).into_response()
        }
        Err(_) => {
            // Whoever sends a byte a minute gets no more of it read.
            end.abort();
            Fault::Refused(StatusCode::REQUEST_TIMEOUT, AppError::new("request-slow"))
                .into_response()
        }
    };
    // Bytes for a laptop are no page, and on a slow link each of these lines is a tenth of a second.
    let bytes = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/octet-stream");
    let bare = response.extensions().get::<Bare>().is_some();
    let needed = match (bare, bytes) {
        (true, _) => &[],
        (false, true) => BYTES,
        (false, false) => HEADERS,
    };
    for (name, value) in needed {
        response
            .headers_mut()
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if shared.office.is_https() && !bare {
        response.headers_mut().insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    let status = response.status().as_u16();
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, ms, "request");
    response
}
