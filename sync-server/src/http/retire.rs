//! `POST /retire` and `POST /retire/done`: a laptop asks whether it may wipe itself, and tells that it has.

use axum::{extract::State, response::Response};
use jemput_wire::retire::{RetireAsk, RetireDone};

use super::{
    Shared,
    answer::{blocking, json},
    signed::Posted,
    work::Wish,
};
use crate::fault::Result;

/// Signed.
pub(super) async fn ask(posted: Posted) -> Result<Response> {
    posted
        .answer(|office, device, ask: RetireAsk| office.may_retire(device, &ask))
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
