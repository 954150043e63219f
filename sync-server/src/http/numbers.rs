//! `/office/api`: numbers, officers' rights, lost laptops.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::Response,
    routing::{get, post},
};
use jemput_wire::office::{
    NewOfficer, ReadRecovery, Revoke, SetElsewhere, SetFormat, SetNext, SetRights,
    WithdrawElsewhere,
};

use super::{
    Shared,
    answer::{blocking, json, read},
    console::Member,
};
use crate::{fault::Result, office::Office};

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
