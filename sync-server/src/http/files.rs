//! Styles, faces and icons, which the program carries with it; and the built pages, from their folder.

use std::path::Path as FsPath;

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tower_http::services::ServeDir;

use super::{Shared, public};

const CSS: &str = "text/css; charset=utf-8";
const FACE: &str = "font/woff2";
const SVG: &str = "image/svg+xml";

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
        SVG,
        include_bytes!("../../../assets/icons/icons.svg"),
    ),
    (
        "jemput.svg",
        SVG,
        include_bytes!("../../../assets/icons/app/jemput.svg"),
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
    let folder = shared.ui.as_ref().map(|ui| ui.join("office"));
    let Some(folder) = folder.filter(|folder| folder.join("index.html").exists()) else {
        return public::not_built(&shared).await;
    };
    let path = request.uri().path().trim_start_matches("/office/");
    let name = path.rsplit('/').next().unwrap_or_default();
    let path = if name.contains('.') {
        path
    } else {
        "index.html"
    };
    from_folder(&shared, &folder, path, request.headers()).await
}

/// Script, WebAssembly and worker of the check page.
async fn check_file(
    State(shared): State<Shared>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(folder) = shared.ui.as_ref().map(|ui| ui.join("check")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = from_folder(&shared, &folder, &path, &headers).await;
    if path == "sw.js" {
        // The worker keeps `/v` and `/V1` for the time without a network, though it lies deeper.
        let everywhere = HeaderValue::from_static("/");
        response
            .headers_mut()
            .insert("service-worker-allowed", everywhere);
    }
    response
}

/// Whether a path is one of the built pages' own: plain names, one spelling each. Every other spelling of the same file
/// would be packed and kept once more, until the memory is full.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|name| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !name.is_empty() && !name.starts_with('.') && name.chars().all(letters)
    })
}

/// One file below a folder.
pub(super) async fn from_folder(
    shared: &Shared,
    folder: &FsPath,
    path: &str,
    asked: &HeaderMap,
) -> Response {
    if !is_plain(path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut request = Request::new(Body::empty());
    let Ok(uri) = format!("/{path}").parse() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    *request.uri_mut() = uri;
    for name in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        if let Some(value) = asked.get(&name) {
            request.headers_mut().insert(name, value.clone());
        }
    }
    let mut files = ServeDir::new(folder).append_index_html_on_directories(false);
    let Ok(found) = files.try_call(request).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = found.map(Body::new);
    // Names do not change with contents: ask again each time, get "unchanged" most times.
    let ask_again = HeaderValue::from_static("no-cache");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, ask_again);
    let key = folder.join(path);
    shared
        .packed
        .pack(&key.to_string_lossy(), asked, response)
        .await
}
