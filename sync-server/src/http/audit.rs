//! `/office/api`: who did what.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::Response,
};
use jemput_wire::{
    AppError,
    office::{Act, AuditQuery},
};

use super::{
    Shared,
    answer::{blocking, download, json},
    guarded::{Guarded, Member},
};
use crate::fault::{Result, bad};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default().get("/audit", Act::SeeAudit, audit).get(
        "/audit/file",
        Act::ExportAudit,
        audit_file,
    )
}

type Asked = std::result::Result<Query<AuditQuery>, QueryRejection>;

async fn audit(State(shared): State<Shared>, member: Member, query: Asked) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let page = blocking(&shared.office, move |office| {
        office.audit_page(&query, &member.signed().roles)
    });
    Ok(json(&page.await?))
}

async fn audit_file(
    State(shared): State<Shared>,
    member: Member,
    query: Asked,
) -> Result<Response> {
    let Query(query) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let file = blocking(&shared.office, move |office| {
        let file = office.audit_file(&query, &member.signed().roles)?;
        // Noted first: what cannot be noted does not leave the office.
        office.note_export(member.account(), &file.name)?;
        Ok(file)
    })
    .await?;
    download(file.kind, &file.name, file.bytes)
}
