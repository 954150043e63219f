//! `POST /retire` and `POST /retire/done`: a laptop asks whether it may wipe itself, and tells that it has.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use jemput_wire::retire::{RetireAsk, RetireDone};

use super::{
    Shared,
    answer::{self, blocking, json},
    signed::{Answered, Asked},
    work::Wish,
};
use crate::fault::Result;

/// Signed.
pub(super) async fn ask(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(Method::POST, &uri, &headers)?;
    asked
        .answer(&shared, body, |office, device, body| {
            let ask: RetireAsk = answer::read(&Bytes::copy_from_slice(body))?;
            let word = office.may_retire(device, &ask)?;
            Ok(Answered::bytes(serde_json::to_vec(&word)?))
        })
        .await
}

/// Unsigned: its key is gone.
pub(super) async fn done(
    State(shared): State<Shared>,
    Wish(done): Wish<RetireDone>,
) -> Result<Response> {
    let answer = blocking(&shared.office, move |office| office.retired(&done));
    Ok(json(&answer.await?))
}
