//! `/office/api`: requests of people about their own data.

use axum::{
    body::Bytes,
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use jemput_wire::{
    AppError,
    office::{Act, AnswerPrivacy, EraseExtras, NewPrivacy, PrivacyQuery},
};

use super::{
    Shared,
    answer::{blocking, download, json, read},
    guarded::{Guarded, Member},
};
use crate::fault::{Result, bad};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/privacy", Act::SeePrivacy, list)
        .post("/privacy/new", Act::AnswerPrivacy, new)
        .post("/privacy/answer", Act::AnswerPrivacy, answer)
        .post("/privacy/erase", Act::EraseExtras, erase)
        .get("/privacy/file/{id}", Act::AnswerPrivacy, file)
}

async fn list(
    State(shared): State<Shared>,
    query: std::result::Result<Query<PrivacyQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let page = blocking(&shared.office, move |office| office.privacy(&query));
    Ok(json(&page.await?))
}

async fn new(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: NewPrivacy = read(&body)?;
    let page = blocking(&shared.office, move |office| {
        office.new_privacy(member.account(), &wish)
    });
    Ok(json(&page.await?))
}

async fn answer(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: AnswerPrivacy = read(&body)?;
    let page = blocking(&shared.office, move |office| {
        office.answer_privacy(member.account(), &wish)
    });
    Ok(json(&page.await?))
}

async fn erase(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: EraseExtras = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.erase_extras(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn file(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response> {
    let file = blocking(&shared.office, move |office| {
        office.privacy_file(member.account(), &id)
    })
    .await?;
    download(file.kind, &file.name, file.bytes)
}
