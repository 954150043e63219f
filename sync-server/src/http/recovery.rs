//! `POST /recovery`: a laptop leaves the secret that opens it when its officer forgets the passphrase; and
//! `POST /recovery/ask`: locked, it asks for it.

use std::net::SocketAddr;

use axum::{
    body::Bytes,
    extract::{ConnectInfo, State},
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use jemput_wire::enrol::{RecoveryAsk, RecoveryLeft};

use super::{
    Shared,
    answer::{self, blocking, json},
    enrol::source,
    signed::{Answered, Asked},
    work::Wish,
};
use crate::fault::Result;

/// Encrypted to the office inside the signed request: also without TLS nobody on the way reads it.
pub(super) async fn leave(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(Method::POST, &uri, &headers)?;
    asked
        .answer(&shared, body, |office, device, body| {
            let left: RecoveryLeft = answer::read(&Bytes::copy_from_slice(body))?;
            let kept = office.keep_recovery(device.id, &left)?;
            Ok(Answered::bytes(serde_json::to_vec(&kept)?))
        })
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
