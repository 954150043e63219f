//! `POST /recovery`: a laptop leaves the secret that opens it when its officer forgets the passphrase.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use jemput_wire::enrol::RecoveryLeft;

use super::{
    Shared, answer,
    signed::{Answered, Asked},
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
