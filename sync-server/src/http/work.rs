//! What most routes are: something is read from the request, the office works on it where that holds up nobody, and the
//! answer is JSON or a file.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts as _, Path, Query, Request, State},
    http::StatusCode,
    response::Response,
};
use jemput_wire::{AppError, Done};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Shared,
    answer::{blocking, download, json, read},
    contract::{Readable, Tellable},
    guarded::Member,
};
use crate::{
    fault::{Fault, Result, bad},
    office::Office,
    register::BookFile,
};

/// What a route reads from the request.
pub(super) trait Given: FromRequest<Shared> + Readable + Send + 'static {}

impl<T: FromRequest<Shared> + Readable + Send + 'static> Given for T {}

/// What a route tells in JSON.
pub(super) trait Shown: Serialize + Tellable + Send + 'static {}

impl<T: Serialize + Tellable + Send + 'static> Shown for T {}

/// What a JSON body wishes.
pub(super) struct Wish<T>(pub(super) T);

/// What the query asks for.
pub(super) struct Asked<T>(pub(super) T);

/// What the path names.
pub(super) struct Named<T>(pub(super) T);

/// The route says it all.
pub(super) struct Nothing;

fn malformed<E>(_: E) -> Fault {
    bad(AppError::new("request-malformed"))
}

impl<T: DeserializeOwned> FromRequest<Shared> for Wish<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self> {
        let body = Bytes::from_request(request, shared).await;
        let body = body.map_err(|refused| match refused.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::Refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                AppError::new("request-too-large"),
            ),
            _ => malformed(refused),
        })?;
        read(&body).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Shared> for Asked<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &Shared) -> Result<Self> {
        let Query(asked) = Query::try_from_uri(request.uri()).map_err(malformed)?;
        Ok(Self(asked))
    }
}

impl<T: DeserializeOwned + Send> FromRequest<Shared> for Named<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self> {
        let (mut parts, _) = request.into_parts();
        let path = Path::from_request_parts(&mut parts, shared).await;
        let Path(named) = path.map_err(malformed)?;
        Ok(Self(named))
    }
}

impl FromRequest<Shared> for Nothing {
    type Rejection = Fault;

    async fn from_request(_: Request, _: &Shared) -> Result<Self> {
        Ok(Self)
    }
}

/// What the office does for whoever asks.
pub(super) trait Work<I, O>:
    Fn(&Office, &Member, I) -> Result<O> + Clone + Send + Sync + 'static
{
}

impl<I, O, W> Work<I, O> for W where
    W: Fn(&Office, &Member, I) -> Result<O> + Clone + Send + Sync + 'static
{
}

/// Does it and tells in JSON what came of it.
pub(super) async fn told<I: Given, O: Shown>(
    State(shared): State<Shared>,
    member: Member,
    given: I,
    work: impl Work<I, O>,
) -> Result<Response> {
    let done = blocking(&shared.office, move |office| work(office, &member, given));
    Ok(json(&done.await?))
}

/// Does it and hands out the file that came of it.
pub(super) async fn handed<I: Given>(
    State(shared): State<Shared>,
    member: Member,
    given: I,
    work: impl Work<I, BookFile>,
) -> Result<Response> {
    let done = blocking(&shared.office, move |office| work(office, &member, given));
    let file = done.await?;
    download(file.kind, &file.name, file.bytes)
}

/// It is done, and there is nothing to show for it.
pub(super) fn done(result: Result<()>) -> Result<Done> {
    result.map(|()| Done {})
}
