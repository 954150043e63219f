//! `/office/api`: numbers and the register book, officers' rights, lost laptops.

use axum::{
    body::Bytes,
    extract::{Query, State, rejection::QueryRejection},
    response::Response,
};
use jemput_wire::{
    AppError,
    office::{
        Act, BookQuery, NewOfficer, ReadRecovery, Revoke, SendRecovery, SetElsewhere, SetFormat,
        SetNext, SetRights, WithdrawElsewhere,
    },
};

use super::{
    Shared,
    answer::{blocking, download, json, read},
    guarded::{Guarded, Member},
};
use crate::{
    fault::{Result, bad},
    office::Office,
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/numbers", Act::SeeNumbers, numbers)
        .post("/numbers/next", Act::SetNumbers, next)
        .post("/numbers/elsewhere", Act::SetNumbers, elsewhere)
        .post("/numbers/withdraw", Act::SetNumbers, withdraw)
        .post("/numbers/format", Act::SetNumbers, format)
        .get("/officers", Act::SeeOfficers, officers)
        .post("/officers", Act::SetOfficers, rights)
        .post("/officers/new", Act::SetOfficers, new_officer)
        .post("/devices/revoke", Act::RevokeDevices, revoke)
        .post("/devices/recovery", Act::ReadRecovery, recovery)
        .post("/devices/recovery/send", Act::ReadRecovery, send_recovery)
        .get("/book", Act::SeeBook, book)
        .get("/book/file", Act::ExportBook, book_file)
}

async fn numbers(State(shared): State<Shared>) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::numbering).await?))
}

async fn next(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetNext = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_next(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn elsewhere(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetElsewhere = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_elsewhere(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn withdraw(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: WithdrawElsewhere = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.withdraw_elsewhere(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn format(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetFormat = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_format(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn officers(State(shared): State<Shared>) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::officers).await?))
}

async fn rights(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: SetRights = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_rights(member.account(), &wish)
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
        office.new_officer(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn revoke(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: Revoke = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.revoke(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn recovery(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: ReadRecovery = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.read_recovery(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn book(
    State(shared): State<Shared>,
    member: Member,
    query: std::result::Result<Query<BookQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let page = blocking(&shared.office, move |office| {
        office.book_page(&query, member.only().as_deref())
    });
    Ok(json(&page.await?))
}

async fn book_file(
    State(shared): State<Shared>,
    member: Member,
    query: std::result::Result<Query<BookQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let file = blocking(&shared.office, move |office| {
        let file = office.book_file(&query, member.only().as_deref())?;
        // Noted first: what cannot be noted does not leave the office.
        office.note_export(member.account(), &file.name)?;
        Ok(file)
    })
    .await?;
    download(file.kind, &file.name, file.bytes)
}

async fn send_recovery(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: SendRecovery = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.send_recovery(member.account(), &wish)
    });
    Ok(json(&done.await?))
}
