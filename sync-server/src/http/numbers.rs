//! `/office/api`: numbers and the register book, officers' rights, lost laptops.

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use jemput_wire::{
    AppError,
    office::{
        BookQuery, NewOfficer, ReadRecovery, Revoke, SendRecovery, SetElsewhere, SetFormat,
        SetNext, SetRights, WithdrawElsewhere,
    },
};

use super::{
    Shared,
    answer::{blocking, json, read},
    console::Member,
};
use crate::{
    fault::{Result, bad},
    office::Office,
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/numbers", get(numbers))
        .route("/numbers/next", post(next))
        .route("/numbers/elsewhere", post(elsewhere))
        .route("/numbers/withdraw", post(withdraw))
        .route("/numbers/format", post(format))
        .route("/officers", get(officers).post(rights))
        .route("/officers/new", post(new_officer))
        .route("/devices/revoke", post(revoke))
        .route("/devices/recovery", post(recovery))
        .route("/book", get(book))
        .route("/book/file", get(book_file))
        .route("/devices/recovery/send", post(send_recovery))
}

async fn numbers(State(shared): State<Shared>, _: Member) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::numbering).await?))
}

async fn next(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetNext = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_next(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn elsewhere(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetElsewhere = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_elsewhere(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn withdraw(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: WithdrawElsewhere = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.withdraw_elsewhere(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn format(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetFormat = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_format(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn officers(State(shared): State<Shared>, _: Member) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::officers).await?))
}

async fn rights(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetRights = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_rights(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn new_officer(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: NewOfficer = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.new_officer(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn revoke(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Revoke = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.revoke(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn recovery(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: ReadRecovery = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.read_recovery(&member.account, &wish)
    });
    Ok(json(&done.await?))
}

async fn book(
    State(shared): State<Shared>,
    _: Member,
    query: std::result::Result<Query<BookQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let page = blocking(&shared.office, move |office| office.book_page(&query));
    Ok(json(&page.await?))
}

async fn book_file(
    State(shared): State<Shared>,
    _: Member,
    query: std::result::Result<Query<BookQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let file = blocking(&shared.office, move |office| office.book_file(&query)).await?;
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.kind)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition)?,
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file.bytes).into_response())
}

async fn send_recovery(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: SendRecovery = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.send_recovery(&member.account, &wish)
    });
    Ok(json(&done.await?))
}
