//! The server's addresses.

mod accounts;
mod answer;
mod audit;
mod blob;
mod bundles;
mod console;
mod contract;
mod cookies;
mod document;
mod enrol;
mod entry;
mod files;
mod guarded;
mod health;
mod irregular;
mod lost;
mod numbers;
mod open;
mod packed;
mod privacy;
mod protect;
mod public;
mod recovery;
mod retire;
mod signed;
mod snapshot;
mod sync;
mod usb_key;
mod work;

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, head, post},
};

pub use entry::ConsoleRoute;

use jemput_wire::{
    Done,
    enrol::{EnrolAnswer, EnrolRequest, RecoveryAsk, RecoveryGiven},
    lost::{LostAnswer, LostAsk},
    retire::RetireDone,
};

use self::{
    open::Open,
    work::{Nothing, Wish},
};
use crate::{backup::BackupSettings, office::Office};

/// Every route of the console, with what it asks of whoever asks.
#[must_use]
pub fn console_routes() -> Vec<ConsoleRoute> {
    let all = console::routes();
    all.entries().iter().map(|entry| entry.route).collect()
}

/// The API of console and strangers, in OpenAPI 3.1.
#[must_use]
pub fn api_document() -> serde_json::Value {
    document::document(console::routes().entries(), open().entries())
}

/// For everybody who knows the address.
fn open() -> Open {
    Open::default()
        .with::<Nothing, health::Healthy>("GET", "/health", &[503], get(health::health))
        .with::<Wish<EnrolRequest>, EnrolAnswer>(
            "POST",
            "/enrol",
            &[400, 403, 409, 413, 429, 507],
            post(enrol::enrol),
        )
        .with::<Wish<RecoveryAsk>, RecoveryGiven>(
            "POST",
            "/recovery/ask",
            &[400, 403, 404, 413, 429, 507],
            post(recovery::ask),
        )
        .with::<Wish<LostAsk>, LostAnswer>("POST", "/lost", &[400, 413, 507], post(lost::ask))
        .with::<Wish<RetireDone>, Done>(
            "POST",
            "/retire/done",
            &[400, 403, 413, 507],
            post(retire::done),
        )
        .and(public::asked())
}

/// What every handler can reach.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) office: Arc<Office>,
    /// Built pages: the folders `office` and `check`.
    pub(crate) ui: Option<PathBuf>,
    /// Files that were packed for the line.
    pub(crate) packed: packed::Packed,
    /// The last proxy's word on where a request came from is believed.
    pub(crate) behind_proxy: bool,
    /// The longest time for one request.
    pub(crate) longest: Duration,
    /// Where backups go.
    pub(crate) backup: Option<Arc<BackupSettings>>,
}

/// Enrolment and forms are small.
const SMALL: usize = 64 * 1024;
/// A batch of changes is at most 64 KB by design; older laptops get some air.
const BATCH: usize = 2 * 1024 * 1024;

/// All routes with their limits.
pub(crate) fn router(shared: Shared) -> Router {
    let routes = Router::new()
        .route("/", get(public::front))
        .route(
            "/sync",
            post(sync::sync).layer(DefaultBodyLimit::max(BATCH)),
        )
        .route(
            "/blob/{sha256}",
            head(blob::head).get(blob::get).put(blob::put),
        )
        .route("/snapshot/{sha256}", get(snapshot::get))
        .route("/usb-key", post(usb_key::exchange))
        .route("/recovery", post(recovery::leave))
        .route("/retire", post(retire::ask))
        .merge(open().mounted())
        .nest(document::CONSOLE, console::routes().mounted(&shared))
        .merge(public::pages())
        .merge(files::routes())
        .fallback(public::nowhere)
        .layer(DefaultBodyLimit::max(SMALL))
        .layer(middleware::from_fn_with_state(
            shared.clone(),
            protect::protect,
        ));
    routes.with_state(shared)
}
