//! `/office/api`: what the office console asks.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{
        ConnectInfo, DefaultBodyLimit, FromRequestParts, Path, Query, State,
        rejection::QueryRejection,
    },
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    response::Response,
    routing::{any, get, post},
};
use jemput_wire::{
    AppError, Done,
    office::{
        CSRF, Decide, Delete, Distinct, InboxDecide, InboxQuery, JudgeApproval, LetterQuery,
        Looked, MatterQuery, Merge, NewCode, PairQuery, ResidentQuery, SetUp, Settle, SignIn, Undo,
    },
};

use super::{
    Shared,
    answer::{blocking, json, read},
    bundles, cookies,
    enrol::source,
    numbers,
};
use crate::{
    backup::BackupFault,
    fault::{Fault, Result, bad, forbidden, missing, signed_out},
    office::Office,
    secret,
    sessions::Token,
};

/// A decision about many fields.
const MANY: usize = 512 * 1024;

/// All of them, below `/office/api`.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/session", get(session))
        .route("/setup", post(set_up))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/residents", get(residents))
        .route("/residents/{id}", get(resident))
        .route("/residents/delete", post(delete))
        .route("/duplicates", get(duplicates))
        .route("/duplicates/merge", post(merge))
        .route("/duplicates/distinct", post(distinct))
        .route("/duplicates/{a}/{b}", get(pair))
        .route("/inbox", get(inbox))
        .route("/inbox/decide", post(decide_waiting))
        .route("/letters", get(letters))
        .route("/conflicts", get(conflicts))
        .route(
            "/conflicts/decide",
            post(decide).layer(DefaultBodyLimit::max(MANY)),
        )
        .route("/conflicts/undo", post(undo))
        .route("/conflicts/settle", post(settle))
        .route("/conflicts/looked", post(looked))
        .route("/conflicts/approval", post(judge_approval))
        .route("/conflicts/{id}", get(conflict))
        .route("/devices", get(devices))
        .route("/devices/code", post(new_code))
        .merge(numbers::routes())
        .route("/backup", get(backup).post(back_up))
        .merge(bundles::routes())
        // Else the console's page would answer.
        .route("/{*rest}", any(nothing))
}

async fn nothing() -> Fault {
    missing(AppError::new("not-found"))
}

/// Proof that the request belongs to a session; one that changes something also carries [`CSRF`].
pub(super) struct Member {
    /// The account's name.
    pub(super) account: String,
}

impl FromRequestParts<Shared> for Member {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self> {
        let token = cookies::token(&parts.headers).ok_or_else(signed_out)?;
        if parts.method != Method::GET {
            same_page(&shared.office, &parts.headers, &token)?;
        }
        let known = blocking(&shared.office, move |office| {
            Ok(office
                .desk()
                .session(&token, &office.keys.pepper, office.now_ms())?)
        })
        .await?;
        known.map(|account| Self { account }).ok_or_else(signed_out)
    }
}

/// Whether a page of this server sent the request, and not a form on some other site.
fn same_page(office: &Office, headers: &HeaderMap, token: &Token) -> Result<()> {
    let sent = headers
        .get(CSRF)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    let foreign = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site.as_bytes() != b"same-origin" && site.as_bytes() != b"none");
    if foreign || !secret::equal(sent, token.csrf(&office.keys.pepper).as_bytes()) {
        return Err(forbidden(AppError::new("page-stale")));
    }
    Ok(())
}

/// The answer of everything around signing in: where the console stands now, under this cookie.
async fn standing(shared: &Shared, token: Token, fresh: bool) -> Result<Response> {
    let cookie = cookies::set(&shared.office, &token);
    let view = blocking(&shared.office, move |office| office.session_view(&token)).await?;
    let mut response = json(&view);
    if fresh {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn session(State(shared): State<Shared>, headers: HeaderMap) -> Result<Response> {
    match cookies::token(&headers) {
        Some(token) => standing(&shared, token, false).await,
        // Also before signing in: the sign-in form itself must come from a page of this server.
        None => standing(&shared, Token::draw()?, true).await,
    }
}

async fn set_up(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let token = cookies::token(&headers).ok_or_else(|| forbidden(AppError::new("page-stale")))?;
    same_page(&shared.office, &headers, &token)?;
    let wish: SetUp = read(&body)?;
    let source = source(&shared, peer, &headers);
    let token = blocking(&shared.office, move |office| office.set_up(&wish, &source)).await?;
    standing(&shared, token, true).await
}

async fn sign_in(
    State(shared): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let token = cookies::token(&headers).ok_or_else(|| forbidden(AppError::new("page-stale")))?;
    same_page(&shared.office, &headers, &token)?;
    let wish: SignIn = read(&body)?;
    let token = blocking(&shared.office, move |office| office.sign_in(&wish)).await?;
    standing(&shared, token, true).await
}

async fn sign_out(State(shared): State<Shared>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = cookies::token(&headers) {
        same_page(&shared.office, &headers, &token)?;
        blocking(&shared.office, move |office| {
            Ok(office.desk().end_session(&token, &office.keys.pepper)?)
        })
        .await?;
    }
    standing(&shared, Token::draw()?, true).await
}

async fn residents(
    State(shared): State<Shared>,
    _: Member,
    query: Result<Query<ResidentQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.residents(&query)).await?,
    ))
}

async fn resident(
    State(shared): State<Shared>,
    _: Member,
    Path(id): Path<String>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| office.resident(&id)).await?,
    ))
}

async fn letters(
    State(shared): State<Shared>,
    _: Member,
    query: Result<Query<LetterQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.letters(&query)).await?,
    ))
}

async fn conflicts(
    State(shared): State<Shared>,
    _: Member,
    query: Result<Query<MatterQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.conflicts(&query)).await?,
    ))
}

async fn conflict(
    State(shared): State<Shared>,
    _: Member,
    Path(id): Path<String>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| office.conflict(&id)).await?,
    ))
}

async fn decide(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Decide = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.decide(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn undo(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Undo = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.undo_decision(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn settle(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Settle = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.settle(&member.account, &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn looked(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Looked = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.looked(&member.account, &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn judge_approval(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: JudgeApproval = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.judge_approval(&member.account, &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn duplicates(
    State(shared): State<Shared>,
    _: Member,
    query: Result<Query<PairQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.pairs(&query)).await?,
    ))
}

async fn pair(
    State(shared): State<Shared>,
    _: Member,
    Path((a, b)): Path<(String, String)>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| office.pair(&a, &b)).await?,
    ))
}

async fn merge(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Merge = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.merge(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn distinct(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Distinct = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.tell_apart(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn delete(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Delete = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.delete_resident(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn inbox(
    State(shared): State<Shared>,
    _: Member,
    query: Result<Query<InboxQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.inbox(&query)).await?,
    ))
}

async fn decide_waiting(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: InboxDecide = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.decide_waiting(&member.account, &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn devices(State(shared): State<Shared>, _: Member) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::devices).await?))
}

async fn backup(State(shared): State<Shared>, _: Member) -> Result<Response> {
    let settings = shared.backup.clone();
    Ok(json(
        &blocking(&shared.office, move |office| {
            office.backup_view(settings.as_deref())
        })
        .await?,
    ))
}

/// An answer waits this long for a backup to be done; a large office on a slow medium takes longer.
const SHORT_BACKUP: Duration = Duration::from_secs(5);

/// Begins a backup.
async fn back_up(State(shared): State<Shared>, _: Member) -> Result<Response> {
    let settings = shared.backup.clone();
    let settings = settings.ok_or_else(|| bad(BackupFault::Off.view()))?;
    let office = Arc::clone(&shared.office);
    let wish = Arc::clone(&settings);
    let work = tokio::task::spawn_blocking(move || {
        if let Err(fault) = office.back_up(&wish) {
            tracing::error!(code = fault.code(), cause = %fault, "no backup");
        }
    });
    // How it ended is noted; what is cut off here is the waiting, not the work.
    let _ = tokio::time::timeout(SHORT_BACKUP, work).await;
    Ok(json(
        &blocking(&shared.office, move |office| {
            office.backup_view(Some(&settings))
        })
        .await?,
    ))
}

async fn new_code(State(shared): State<Shared>, _: Member, body: Bytes) -> Result<Response> {
    let wish: NewCode = read(&body)?;
    Ok(json(
        &blocking(&shared.office, move |office| office.new_code(&wish)).await?,
    ))
}
