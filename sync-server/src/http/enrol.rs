//! `POST /enrol`.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::HeaderMap,
    response::Response,
};
use jemput_wire::enrol::EnrolRequest;

use super::{
    Shared,
    answer::{blocking, json},
    work::Wish,
};
use crate::fault::Result;

/// A laptop joins by its one-time code.
pub(super) async fn enrol(
    State(shared): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Wish(request): Wish<EnrolRequest>,
) -> Result<Response> {
    let source = source(&shared, peer, &headers);
    let answer = blocking(&shared.office, move |office| {
        office.enrol(&request, &source)
    })
    .await?;
    Ok(json(&answer))
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
