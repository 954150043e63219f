//! `/office/api`: what the office console asks.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use jemput_wire::{
    AppError, Done,
    office::{
        Act, CSRF, Decide, Delete, Distinct, InboxDecide, InboxQuery, JudgeApproval, LetterQuery,
        Looked, MatterQuery, Merge, NewCode, PairQuery, ResidentQuery, SetUp, Settle, SignIn, Undo,
    },
};

use super::{
    Shared, accounts,
    answer::{blocking, json, read},
    audit, bundles, cookies,
    enrol::source,
    guarded::{Guarded, Member},
    irregular, numbers, privacy,
};
use crate::{
    backup::BackupFault,
    fault::{Result, bad, forbidden},
    office::Office,
    secret,
    sessions::Token,
};

/// A decision about many fields.
const MANY: usize = 512 * 1024;

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .door("GET", "/session", session)
        .door("POST", "/setup", set_up)
        .door("POST", "/sign-in", sign_in)
        .door("POST", "/sign-out", sign_out)
        .get("/residents", Act::SeeResidents, residents)
        .get("/residents/{id}", Act::SeeResidents, resident)
        .post("/residents/delete", Act::DeleteResidents, delete)
        .get("/letters", Act::SeeLetters, letters)
        .get("/duplicates", Act::SeeMatters, duplicates)
        .get("/duplicates/{a}/{b}", Act::SeeMatters, pair)
        .post("/duplicates/merge", Act::DecideMatters, merge)
        .post("/duplicates/distinct", Act::DecideMatters, distinct)
        .get("/inbox", Act::SeeMatters, inbox)
        .post("/inbox/decide", Act::DecideMatters, decide_waiting)
        .get("/conflicts", Act::SeeMatters, conflicts)
        .get("/conflicts/{id}", Act::SeeMatters, conflict)
        .post_large("/conflicts/decide", Act::DecideMatters, Some(MANY), decide)
        .post("/conflicts/undo", Act::DecideMatters, undo)
        .post("/conflicts/settle", Act::DecideMatters, settle)
        .post("/conflicts/looked", Act::DecideMatters, looked)
        .post("/conflicts/approval", Act::JudgeApprovals, judge_approval)
        .get("/devices", Act::SeeDevices, devices)
        .post("/devices/code", Act::AdmitDevices, new_code)
        .get("/backup", Act::SeeBackups, backup)
        .post("/backup", Act::MakeBackups, back_up)
        .and(numbers::routes())
        .and(bundles::routes())
        .and(accounts::routes())
        .and(audit::routes())
        .and(irregular::routes())
        .and(privacy::routes())
}

/// Whether a page of this server sent the request, and not a form on some other site.
pub(super) fn same_page(office: &Office, headers: &HeaderMap, token: &Token) -> Result<()> {
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
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let token = cookies::token(&headers).ok_or_else(|| forbidden(AppError::new("page-stale")))?;
    same_page(&shared.office, &headers, &token)?;
    let wish: SignIn = read(&body)?;
    let source = source(&shared, peer, &headers);
    let token = blocking(&shared.office, move |office| office.sign_in(&wish, &source)).await?;
    standing(&shared, token, true).await
}

async fn sign_out(State(shared): State<Shared>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = cookies::token(&headers) {
        same_page(&shared.office, &headers, &token)?;
        blocking(&shared.office, move |office| office.sign_out(&token)).await?;
    }
    standing(&shared, Token::draw()?, true).await
}

async fn residents(
    State(shared): State<Shared>,
    query: Result<Query<ResidentQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.residents(&query)).await?,
    ))
}

async fn resident(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| {
            let found = office.resident(&id)?;
            office.note_look(member.account(), &found.row.id)?;
            Ok(found)
        })
        .await?,
    ))
}

async fn letters(
    State(shared): State<Shared>,
    query: Result<Query<LetterQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.letters(&query)).await?,
    ))
}

async fn conflicts(
    State(shared): State<Shared>,
    query: Result<Query<MatterQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.conflicts(&query)).await?,
    ))
}

async fn conflict(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| {
            let found = office.conflict(&id)?;
            office.note_look(member.account(), &id)?;
            Ok(found)
        })
        .await?,
    ))
}

async fn decide(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Decide = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.decide(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn undo(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Undo = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.undo_decision(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn settle(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Settle = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.settle(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn looked(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Looked = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.looked(member.account(), &wish)
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
        office.judge_approval(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn duplicates(
    State(shared): State<Shared>,
    query: Result<Query<PairQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    Ok(json(
        &blocking(&shared.office, move |office| office.pairs(&query)).await?,
    ))
}

async fn pair(
    State(shared): State<Shared>,
    member: Member,
    Path((a, b)): Path<(String, String)>,
) -> Result<Response> {
    Ok(json(
        &blocking(&shared.office, move |office| {
            let found = office.pair(&a, &b)?;
            office.note_look(member.account(), &a)?;
            office.note_look(member.account(), &b)?;
            Ok(found)
        })
        .await?,
    ))
}

async fn merge(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Merge = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.merge(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn distinct(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Distinct = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.tell_apart(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn delete(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Delete = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.delete_resident(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn inbox(
    State(shared): State<Shared>,
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
        office.decide_waiting(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn devices(State(shared): State<Shared>) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::devices).await?))
}

async fn backup(State(shared): State<Shared>) -> Result<Response> {
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
async fn back_up(State(shared): State<Shared>) -> Result<Response> {
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

async fn new_code(State(shared): State<Shared>, body: Bytes) -> Result<Response> {
    let wish: NewCode = read(&body)?;
    Ok(json(
        &blocking(&shared.office, move |office| office.new_code(&wish)).await?,
    ))
}
