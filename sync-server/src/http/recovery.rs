//! `POST /recovery`: a laptop leaves the secret that opens it when its officer forgets the passphrase; and
//! `POST /recovery/ask`: locked, it asks for it.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::HeaderMap,
    response::Response,
};
use jemput_wire::enrol::{RecoveryAsk, RecoveryLeft};

use super::{
    Shared,
    answer::{blocking, json},
    enrol::source,
    signed::Posted,
    work::Wish,
};
use crate::fault::Result;

/// Encrypted to the office inside the signed request: also without TLS nobody on the way reads it.
pub(super) async fn leave(posted: Posted) -> Result<Response> {
    posted
        .answer(|office, device, left: RecoveryLeft| office.keep_recovery(device.id, &left))
        .await
}

/// Unsigned: the laptop's key is locked in. A clerk decides, and only the asker's key opens what comes.
pub(super) async fn ask(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Wish(wish): Wish<RecoveryAsk>,
) -> Result<Response> {
    let source = source(&shared, peer, &headers);
    let given = blocking(&shared.office, move |office| {
        office.ask_recovery(&wish, &source)
    });
    Ok(json(&given.await?))
}
