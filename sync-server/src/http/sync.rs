//! `POST /sync`.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};

use super::{
    Shared,
    signed::{Answered, Asked},
};
use crate::fault::Result;

/// One exchange.
pub(super) async fn sync(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(Method::POST, &uri, &headers)?;
    asked
        .answer(&shared, body, |office, device, body| {
            office.exchange(device, body).map(Answered::bytes)
        })
        .await
}
