//! `/office/api`: what the office console asks.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
    routing::{get, post},
};
use jemput_wire::{
    AppError,
    office::{Act, BackupView, CSRF, SessionView, SetUp, SignIn},
};

use super::{
    Shared, accounts,
    answer::{blocking, json},
    audit, bundles, cookies,
    enrol::source,
    guarded::Guarded,
    irregular, lost, numbers, privacy,
    work::{Asked, Named, Nothing, Wish, done},
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
        .door::<Nothing, SessionView>("GET", "/session", get(session))
        .door::<Wish<SetUp>, SessionView>("POST", "/setup", post(set_up))
        .door::<Wish<SignIn>, SessionView>("POST", "/sign-in", post(sign_in))
        .door::<Nothing, SessionView>("POST", "/sign-out", post(sign_out))
        .get(
            "/residents",
            Act::SeeResidents,
            |office, by, Asked(query)| {
                let page = office.residents(&query)?;
                office.note_list(by.account(), "residents", &query.q, page.rows.len())?;
                Ok(page)
            },
        )
        .get(
            "/residents/{id}",
            Act::SeeResidents,
            |office, by, Named(id): Named<String>| {
                let found = office.resident(&id)?;
                office.note_look(by.account(), &found.row.id)?;
                Ok(found)
            },
        )
        .post(
            "/residents/delete",
            Act::DeleteResidents,
            |office, by, Wish(wish)| office.delete_resident(by.account(), &wish),
        )
        .get("/letters", Act::SeeLetters, |office, by, Asked(query)| {
            let page = office.letters(&query)?;
            office.note_list(by.account(), "letters", &query.q, page.rows.len())?;
            Ok(page)
        })
        .get(
            "/duplicates",
            Act::SeeMatters,
            |office, by, Asked(query)| {
                let page = office.pairs(&query)?;
                office.note_list(by.account(), "duplicates", "", page.rows.len())?;
                Ok(page)
            },
        )
        .get(
            "/duplicates/{a}/{b}",
            Act::SeeMatters,
            |office, by, Named((a, b)): Named<(String, String)>| {
                let found = office.pair(&a, &b)?;
                office.note_look(by.account(), &a)?;
                office.note_look(by.account(), &b)?;
                Ok(found)
            },
        )
        .post(
            "/duplicates/merge",
            Act::DecideMatters,
            |office, by, Wish(wish)| office.merge(by.account(), &wish),
        )
        .post(
            "/duplicates/distinct",
            Act::DecideMatters,
            |office, by, Wish(wish)| office.tell_apart(by.account(), &wish),
        )
        .get("/inbox", Act::SeeMatters, |office, by, Asked(query)| {
            let page = office.inbox(&query)?;
            office.note_list(by.account(), "inbox", "", page.rows.len())?;
            Ok(page)
        })
        .post(
            "/inbox/decide",
            Act::DecideMatters,
            |office, by, Wish(wish)| done(office.decide_waiting(by.account(), &wish)),
        )
        .get("/conflicts", Act::SeeMatters, |office, by, Asked(query)| {
            let page = office.conflicts(&query)?;
            office.note_list(by.account(), "conflicts", "", page.rows.len())?;
            Ok(page)
        })
        .get(
            "/conflicts/{id}",
            Act::SeeMatters,
            |office, by, Named(id): Named<String>| {
                let found = office.conflict(&id)?;
                office.note_look(by.account(), &id)?;
                Ok(found)
            },
        )
        .post_large(
            "/conflicts/decide",
            Act::DecideMatters,
            MANY,
            |office, by, Wish(wish)| office.decide(by.account(), &wish),
        )
        .post(
            "/conflicts/undo",
            Act::DecideMatters,
            |office, by, Wish(wish)| office.undo_decision(by.account(), &wish),
        )
        .post(
            "/conflicts/settle",
            Act::DecideMatters,
            |office, by, Wish(wish)| done(office.settle(by.account(), &wish)),
        )
        .post(
            "/conflicts/looked",
            Act::DecideMatters,
            |office, by, Wish(wish)| done(office.looked(by.account(), &wish)),
        )
        .post(
            "/conflicts/approval",
            Act::JudgeApprovals,
            |office, by, Wish(wish)| done(office.judge_approval(by.account(), &wish)),
        )
        .get("/devices", Act::SeeDevices, |office, _, Nothing| {
            office.devices()
        })
        .post(
            "/devices/code",
            Act::AdmitDevices,
            |office, _, Wish(wish)| office.new_code(&wish),
        )
        .raw::<Nothing, BackupView>("GET", "/backup", Act::SeeBackups, get(backup))
        .raw::<Nothing, BackupView>("POST", "/backup", Act::MakeBackups, post(back_up))
        .and(numbers::routes())
        .and(bundles::routes())
        .and(accounts::routes())
        .and(audit::routes())
        .and(irregular::routes())
        .and(privacy::routes())
        .and(lost::routes())
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
    given: Result<Wish<SetUp>>,
) -> Result<Response> {
    let token = cookies::token(&headers).ok_or_else(|| forbidden(AppError::new("page-stale")))?;
    same_page(&shared.office, &headers, &token)?;
    let Wish(wish) = given?;
    let source = source(&shared, peer, &headers);
    let token = blocking(&shared.office, move |office| office.set_up(&wish, &source)).await?;
    standing(&shared, token, true).await
}

async fn sign_in(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    given: Result<Wish<SignIn>>,
) -> Result<Response> {
    let token = cookies::token(&headers).ok_or_else(|| forbidden(AppError::new("page-stale")))?;
    same_page(&shared.office, &headers, &token)?;
    let Wish(wish) = given?;
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
