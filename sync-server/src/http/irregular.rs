//! `/office/api`: what the automatic audit found.

use axum::{
    body::Bytes,
    extract::{Query, State, rejection::QueryRejection},
    response::Response,
};
use jemput_wire::{
    AppError, Done,
    office::{Act, CloseIrregular, IrregularQuery, TakeIrregular},
};

use super::{
    Shared,
    answer::{blocking, json, read},
    guarded::{Guarded, Member},
};
use crate::fault::{Result, bad};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/irregular", Act::SeeIrregular, list)
        .post("/irregular/take", Act::CloseIrregular, take)
        .post("/irregular/close", Act::CloseIrregular, close)
        .post("/irregular/reopen", Act::CloseIrregular, reopen)
}

async fn list(
    State(shared): State<Shared>,
    query: std::result::Result<Query<IrregularQuery>, QueryRejection>,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let page = blocking(&shared.office, move |office| office.irregular(&query));
    Ok(json(&page.await?))
}

async fn take(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: TakeIrregular = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.take_irregular(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn close(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: CloseIrregular = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.close_irregular(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn reopen(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: CloseIrregular = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.reopen_irregular(member.account(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}
