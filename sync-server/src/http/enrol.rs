//! `POST /enrol`.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use jemput_wire::{enrol::EnrolRequest, signed};
use sha2::{Digest as _, Sha256};

use super::{
    Shared,
    answer::{blocking, json_bytes},
    work::Wish,
};
use crate::{fault::Result, secret::hex};

/// A laptop joins by its one-time code.
pub(super) async fn enrol(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Wish(request): Wish<EnrolRequest>,
) -> Result<Response> {
    let nonce = request.device_public_key.clone();
    let source = source(&shared, peer, &headers);
    let answer = blocking(&shared.office, move |office| {
        office.enrol(&request, &source)
    })
    .await?;
    // A laptop that was told the office's key takes no other office's answer; its own key is fresh, as a nonce is.
    let bytes = serde_json::to_vec(&answer)?;
    let text = signed::answer_text(&nonce, &hex(&Sha256::digest(&bytes)));
    let signature = hex(&shared.office.keys.sign_answer(&text));
    let mut response = json_bytes(bytes);
    response
        .headers_mut()
        .insert(signed::OFFICE_SIGNATURE, HeaderValue::from_str(&signature)?);
    Ok(response)
}

/// Where a request came from, for counting wrong codes.
pub(super) fn source(shared: &Shared, peer: SocketAddr, headers: &HeaderMap) -> String {
    let told = headers
        .get("x-forwarded-for")
        .filter(|_| shared.behind_proxy)
        .and_then(|value| value.to_str().ok())
        // The proxy appends; what stands before its own word is the asker's invention.
        .and_then(|list| list.rsplit(',').next());
    told.map_or_else(
        || peer.ip().to_string(),
        |address| address.trim().to_owned(),
    )
}
