//! `GET /snapshot/{sha256}`: a village as a file, by ranges.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::Response,
};
use jemput_sync::Digest;
use jemput_wire::AppError;

use super::{
    Shared,
    blob::part,
    signed::{Answered, Asked},
};
use crate::{
    fault::{Fault, Result, missing},
    secret,
};

/// Most bytes of one answer.
const LARGEST: u64 = 1024 * 1024;

/// Hands out the part that `Range` names, or the beginning of it.
pub(super) async fn get(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = Asked::read(Method::GET, &uri, &headers)?;
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("bytes=0-")
        .to_owned();
    asked
        .answer(&shared, [], move |office, device, _| {
            // Also one of a village that the laptop has no more.
            let gone = || missing(AppError::new("snapshot-gone"));
            let sha256 = secret::array_from_hex(&name).ok_or_else(gone)?;
            let file = office
                .shelf()
                .find(&Digest(sha256), &device.scopes())
                .ok_or_else(gone)?;
            let length = file.snapshot.bytes;
            let wanted = part(&range, length).ok_or_else(|| {
                Fault::Refused(
                    StatusCode::RANGE_NOT_SATISFIABLE,
                    AppError::new("request-malformed"),
                )
            })?;
            let wanted = wanted.start..wanted.end.min(wanted.start + LARGEST);
            let bytes = office.shelf().read(&file, wanted.clone())?;
            Ok(Answered {
                status: StatusCode::PARTIAL_CONTENT,
                headers: vec![(
                    "content-range",
                    format!("bytes {}-{}/{length}", wanted.start, wanted.end - 1),
                )],
                ..Answered::bytes(bytes)
            })
        })
        .await
}
