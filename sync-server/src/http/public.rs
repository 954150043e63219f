//! Pages for everybody: is this letter real?
//!
//! `/v` and `/V1` (as the QR spells it) bring a page that checks the seal in the browser: the token stands after `#`
//! and never reaches the server. `/v/<id>` answers without scripts, for whoever types the short id under the QR.

use std::{collections::BTreeMap, net::SocketAddr};

use askama::Template;
use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use jemput_domain::privacy::notice as privacy;
use jemput_wire::AppError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Shared,
    answer::{blocking, json},
    contract::{Elsewhere, Page, Statement},
    enrol::source,
    files,
    open::Open,
    work::{Asked, Named, Nothing},
};
use crate::{
    fault::{Fault, Result, bad},
    profile::OfficeProfile,
    register::{Known, ShortAnswer},
    secret::{self, hex},
};

/// What programs ask too.
pub(super) fn asked() -> Open {
    Open::default()
        .with::<Nothing, PublicOffice>("GET", "/v/office", &[], get(office))
        .with::<Nothing, Statement>("GET", "/v/keys", &[], get(keys))
        .with::<Named<String>, Statement>("GET", "/v/status/{prefix}", &[400], get(status))
        .with::<Asked<Find>, Elsewhere>("GET", "/v/find", &[400], get(find))
        .with::<Named<String>, Page>("GET", "/v/{short}", &[400, 404, 429], get(short))
}

/// Pages for people only.
pub(super) fn pages() -> Router<Shared> {
    Router::new()
        .route("/v", get(check))
        .route("/v/", get(|| async { Redirect::permanent("/v") }))
        .route("/V1", get(check))
        .route("/v1", get(check))
        .route("/privasi", get(privacy))
}

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    office: OfficeProfile,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Letter {
    office: OfficeProfile,
    id: String,
    answer: ShortAnswer,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice {
    office: OfficeProfile,
    kind: NoticeKind,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct Privacy {
    office: OfficeProfile,
    notice: privacy::Notice,
    english: privacy::Notice,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NoticeKind {
    Nowhere,
    NotBuilt,
    Later,
}

/// A page, or the plain fact that it could not be made.
fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (
            status,
            [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
            Html(html),
        )
            .into_response(),
        Err(error) => Fault::Internal(error.into()).into_response(),
    }
}

async fn profile(shared: &Shared) -> OfficeProfile {
    blocking(&shared.office, |office| Ok(office.profile()?))
        .await
        .unwrap_or_default()
}

async fn notice(shared: &Shared, status: StatusCode, kind: NoticeKind) -> Response {
    page(
        status,
        &Notice {
            office: profile(shared).await,
            kind,
        },
    )
}

/// The address without anything: who this is, and where to go.
pub(super) async fn front(State(shared): State<Shared>) -> Response {
    page(
        StatusCode::OK,
        &Front {
            office: profile(&shared).await,
        },
    )
}

/// What is recorded of citizens, why, and whom to ask.
async fn privacy(State(shared): State<Shared>) -> Response {
    let office = profile(&shared).await;
    let controller = office.controller();
    page(
        StatusCode::OK,
        &Privacy {
            notice: privacy::notice(&controller, privacy::Language::Indonesian),
            english: privacy::notice(&controller, privacy::Language::English),
            office,
        },
    )
}

/// No such address.
pub(super) async fn nowhere(State(shared): State<Shared>) -> Response {
    notice(&shared, StatusCode::NOT_FOUND, NoticeKind::Nowhere).await
}

/// The pages were not built beside this program.
pub(super) async fn not_built(shared: &Shared) -> Response {
    notice(
        shared,
        StatusCode::SERVICE_UNAVAILABLE,
        NoticeKind::NotBuilt,
    )
    .await
}

/// The check page; where it was not built, the page that asks for the short id.
async fn check(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let folder = shared.ui.as_ref().map(|ui| ui.join("check"));
    match folder.filter(|folder| folder.join("index.html").exists()) {
        Some(folder) => files::from_folder(&shared, &folder, "index.html", &headers).await,
        None => front(State(shared)).await,
    }
}

/// What the check page must know of the office; the keys are trusted because they come from its own address.
#[derive(Serialize, JsonSchema)]
struct PublicOffice {
    name: String,
    phone: String,
    seal_keys: Vec<String>,
    /// Short code of a letter kind → its title.
    kinds: BTreeMap<String, String>,
    /// Village code → its name.
    villages: BTreeMap<String, String>,
}

async fn office(State(shared): State<Shared>) -> Result<Response> {
    let told = blocking(&shared.office, |office| {
        let profile = office.profile()?;
        let services = office.services()?;
        Ok(PublicOffice {
            name: profile.name,
            phone: profile.phone,
            seal_keys: office
                .keys
                .seal_public()
                .iter()
                .map(|key| hex(key.as_bytes()))
                .collect(),
            kinds: services
                .iter()
                .map(|service| (service.kind_code.clone(), service.title.clone()))
                .collect(),
            villages: office
                .villages()?
                .into_iter()
                .map(|row| (row.code.to_string(), row.name))
                .collect(),
        })
    });
    Ok(json(&told.await?))
}

fn statement(bytes: Vec<u8>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/cose"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, bytes).into_response()
}

/// The signed list of laptop keys.
async fn keys(State(shared): State<Shared>) -> Result<Response> {
    Ok(statement(
        blocking(&shared.office, |office| Ok(office.key_list()?)).await?,
    ))
}

/// The signed states of all letters behind one prefix (four hex digits): the office cannot tell which one is meant.
async fn status(State(shared): State<Shared>, Named(prefix): Named<String>) -> Result<Response> {
    let prefix: [u8; 2] =
        secret::array_from_hex(&prefix).ok_or_else(|| bad(AppError::new("request-malformed")))?;
    Ok(statement(
        blocking(
            &shared.office,
            move |office| Ok(office.status_list(prefix)?),
        )
        .await?,
    ))
}

#[derive(Deserialize, JsonSchema)]
struct Find {
    #[serde(default)]
    id: String,
}

/// The form without scripts ends here.
async fn find(Asked(find): Asked<Find>) -> Redirect {
    let id: String = find
        .id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(32)
        .collect();
    if id.is_empty() {
        Redirect::to("/v")
    } else {
        Redirect::to(&format!("/v/{id}"))
    }
}

/// What became of the letter with this short id.
async fn short(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Named(typed): Named<String>,
) -> Response {
    let from = source(&shared, peer, &headers);
    let asked = typed.clone();
    match blocking(&shared.office, move |office| {
        office.short_answer(&asked, &from)
    })
    .await
    {
        Ok(answer) => {
            let status = match answer.known {
                Known::No => StatusCode::NOT_FOUND,
                _ => StatusCode::OK,
            };
            let id: String = typed
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                .take(40)
                .collect();
            page(
                status,
                &Letter {
                    office: profile(&shared).await,
                    id,
                    answer,
                },
            )
        }
        Err(Fault::Refused(status, _)) => notice(&shared, status, NoticeKind::Later).await,
        Err(fault) => fault.into_response(),
    }
}
