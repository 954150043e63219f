//! Styles, faces and icons, which the program carries with it; and the built pages, from their folder.

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tower_http::services::ServeDir;

use super::{Shared, public};

const CSS: &str = "text/css; charset=utf-8";
const FACE: &str = "font/woff2";

/// Served below `/static/`. The public pages need them also where no built pages lie beside the program.
const CARRIED: &[(&str, &str, &[u8])] = &[
    (
        "tokens.css",
        CSS,
        include_bytes!("../../../assets/css/tokens.css"),
    ),
    (
        "kit.css",
        CSS,
        include_bytes!("../../../assets/css/kit.css"),
    ),
    (
        "icons.svg",
        "image/svg+xml",
        include_bytes!("../../../assets/icons/icons.svg"),
    ),
    (
        "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        FACE,
        include_bytes!("../../../assets/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    ),
    (
        "fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        FACE,
        include_bytes!(
            "../../../assets/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"
        ),
    ),
    (
        "fonts/atkinson-hyperlegible-mono-latin-wght-normal.woff2",
        FACE,
        include_bytes!("../../../assets/fonts/atkinson-hyperlegible-mono-latin-wght-normal.woff2"),
    ),
];

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/static/{*name}", get(carried))
        .route("/office", get(|| async { Redirect::permanent("/office/") }))
        .route("/office/", get(console))
        .route("/office/{*path}", get(console))
        .route("/v/app/{*path}", get(check_file))
}

async fn carried(Path(name): Path<String>) -> Response {
    match CARRIED.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
                (
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=3600"),
                ),
            ];
            (headers, *bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The office console: its files, and its one page for every other address below `/office/`.
async fn console(State(shared): State<Shared>, request: Request) -> Response {
    let Some(folder) = shared
        .ui
        .as_ref()
        .map(|ui| ui.join("office"))
        .filter(|folder| folder.join("index.html").exists())
    else {
        return public::not_built(&shared).await;
    };
    let path = request
        .uri()
        .path()
        .trim_start_matches("/office/")
        .to_owned();
    let is_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    from_folder(folder, if is_file { &path } else { "index.html" }).await
}

/// Script, WebAssembly and worker of the check page.
async fn check_file(State(shared): State<Shared>, Path(path): Path<String>) -> Response {
    let Some(folder) = shared.ui.map(|ui| ui.join("check")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = from_folder(folder, &path).await;
    if path == "sw.js" {
        // The worker keeps `/v` and `/V1` for the time without a network, though it lies deeper.
        response
            .headers_mut()
            .insert("service-worker-allowed", HeaderValue::from_static("/"));
    }
    response
}

/// One file below a folder; `ServeDir` refuses paths that climb out.
pub(super) async fn from_folder(folder: std::path::PathBuf, path: &str) -> Response {
    let Ok(request) = Request::get(format!("/{path}")).body(axum::body::Body::empty()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(found) = ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .try_call(request)
        .await
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = found.map(axum::body::Body::new);
    // Names do not change with contents: ask again each time, get "unchanged" most times.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
