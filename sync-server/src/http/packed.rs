//! Smaller on the line: text and WebAssembly go out as gzip where the browser takes it. A phone on a weak network then
//! waits a third of the time for its first check.

use std::{
    collections::HashMap,
    io::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};

/// No built page is larger.
const LARGEST: usize = 32 * 1024 * 1024;
const KINDS: &[&str] = &[
    "text/",
    "application/wasm",
    "application/javascript",
    "image/svg+xml",
];

/// Files that were packed once, by path and version (entity tag).
#[derive(Debug, Clone, Default)]
pub(crate) struct Packed(Arc<Mutex<HashMap<String, (HeaderValue, Bytes)>>>);

impl Packed {
    /// The same answer, packed if that is asked for and worth it.
    pub(super) async fn pack(&self, path: &str, asked: &HeaderMap, answer: Response) -> Response {
        let tag = answer.headers().get(header::ETAG).cloned();
        let (Some(tag), true) = (tag, takes_gzip(asked) && is_worth_it(&answer)) else {
            return answer;
        };
        let (mut head, body) = answer.into_parts();
        let kept = self.kept(path, &tag);
        let packed = match kept {
            Some(packed) => packed,
            None => match Self::made(body).await {
                Some(packed) => {
                    self.keep(path, tag, packed.clone());
                    packed
                }
                None => {
                    return Response::builder()
                        .status(StatusCode::INTERNAL_SERVER_ERROR)
                        .body(Body::empty())
                        .unwrap_or_default();
                }
            },
        };
        head.headers.remove(header::CONTENT_LENGTH);
        head.headers.remove(header::ACCEPT_RANGES);
        head.headers
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        head.headers
            .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        Response::from_parts(head, Body::from(packed))
    }

    fn kept(&self, path: &str, tag: &HeaderValue) -> Option<Bytes> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(path)
            .filter(|(known, _)| known == tag)
            .map(|(_, packed)| packed.clone())
    }

    fn keep(&self, path: &str, tag: HeaderValue, packed: Bytes) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(path.to_owned(), (tag, packed));
    }

    async fn made(body: Body) -> Option<Bytes> {
        let plain = to_bytes(body, LARGEST).await.ok()?;
        tokio::task::spawn_blocking(move || gzip(&plain))
            .await
            .ok()?
    }
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let encodings = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    encodings.is_some_and(|list| {
        list.split(',')
            .any(|one| one.trim().split(';').next() == Some("gzip"))
    })
}

fn is_worth_it(answer: &Response) -> bool {
    let kind = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    answer.status() == StatusCode::OK
        && kind.is_some_and(|kind| KINDS.iter().any(|known| kind.starts_with(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: &'static str, tag: &'static str, body: &'static str) -> Response {
        let mut answer = Response::new(Body::from(body));
        answer
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        answer
            .headers_mut()
            .insert(header::ETAG, HeaderValue::from_static(tag));
        answer
    }

    #[tokio::test]
    async fn text_is_packed_for_browsers_that_take_it_and_a_new_version_is_packed_anew() {
        let packed = Packed::default();
        let mut asked = HeaderMap::new();
        let plain = packed
            .pack("a.css", &asked, answer("text/css", "1", "a { }"))
            .await;
        assert_eq!(plain.headers().get(header::CONTENT_ENCODING), None);
        asked.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("br, gzip;q=0.8"),
        );
        for (tag, text) in [("1", "a { }"), ("1", "a { }"), ("2", "b { }")] {
            let answer = packed
                .pack("a.css", &asked, answer("text/css", tag, text))
                .await;
            assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
            let body = to_bytes(answer.into_body(), LARGEST).await.unwrap();
            let mut back = String::new();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&body[..]), &mut back)
                .unwrap();
            assert_eq!(back, text);
        }
        let face = packed
            .pack("a.woff2", &asked, answer("font/woff2", "1", "x"))
            .await;
        assert_eq!(face.headers().get(header::CONTENT_ENCODING), None);
    }
}
