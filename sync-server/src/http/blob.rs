//! `/blob/{sha256}`: files of attachments, piece by piece up, by ranges down.
//!
//! A laptop may touch a file when an attachment in one of its villages names it, in this size. All answers are signed;
//! where there is no body, [`signed::upload_text`] is signed instead.

use std::ops::Range;

use axum::{
    body::Bytes,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::Response,
};
use jemput_wire::{AppError, signed};
use serde::Deserialize;

use super::{
    Shared,
    signed::{Answered, Asked},
};
use crate::{
    blobs::{Hash, LARGEST, NotTaken},
    devices::Device,
    fault::{Fault, Result, bad, disk_full, missing},
    office::Office,
    secret,
};

/// Which piece comes.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Piece {
    offset: u64,
    length: u64,
}

/// How much of it is here.
pub(super) async fn head(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = Asked::read(Method::HEAD, &uri, &headers)?;
    asked
        .answer(&shared, [], move |office, device, _| {
            let (hash, length) = office.known_blob(device, &name)?;
            let offset = office.blobs().offset(&hash, length)?;
            Ok(upload(StatusCode::OK, offset, length))
        })
        .await
}

/// Takes a piece.
pub(super) async fn put(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    query: Result<Query<Piece>, QueryRejection>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let Query(piece) = query.map_err(|_| bad(AppError::new("request-malformed")))?;
    let asked = Asked::read(Method::PUT, &uri, &headers)?;
    asked
        .answer(&shared, body, move |office, device, body| {
            let hash = office.blob_of_size(device, &name, piece.length)?;
            match office.blobs().put(&hash, piece.length, piece.offset, body) {
                Ok(here) => Ok(upload(StatusCode::NO_CONTENT, here, piece.length)),
                Err(error) => not_taken(error, piece.length),
            }
        })
        .await
}

/// Hands out the file, or the part of it that `Range` names.
pub(super) async fn get(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    let asked = Asked::read(Method::GET, &uri, &headers)?;
    let range = headers
        .get(header::RANGE)
        .map(|value| value.to_str().unwrap_or_default().to_owned());
    asked
        .answer(&shared, [], move |office, device, _| {
            let (hash, length) = office.known_blob(device, &name)?;
            let wanted = match &range {
                Some(text) => part(text, length).ok_or_else(|| {
                    Fault::Refused(
                        StatusCode::RANGE_NOT_SATISFIABLE,
                        AppError::new("request-malformed"),
                    )
                })?,
                None => 0..length,
            };
            let bytes = office.blobs().read(&hash, wanted.clone())?;
            // Named by a record, and not here yet: the laptop that has it has not sent it.
            let bytes = bytes.ok_or_else(|| missing(AppError::new("blob-absent")))?;
            let mut answered = Answered::bytes(bytes);
            if range.is_some() {
                answered.status = StatusCode::PARTIAL_CONTENT;
                answered.headers.push((
                    "content-range",
                    format!(
                        "bytes {}-{}/{length}",
                        wanted.start,
                        wanted.end.saturating_sub(1)
                    ),
                ));
            }
            Ok(answered)
        })
        .await
}

/// `bytes=100-199` or `bytes=100-`.
pub(super) fn part(range: &str, length: u64) -> Option<Range<u64>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let from: u64 = from.parse().ok()?;
    let end = match to {
        "" => length,
        last => last.parse::<u64>().ok()?.checked_add(1)?.min(length),
    };
    (from < end).then_some(from..end)
}

fn upload(status: StatusCode, offset: u64, length: u64) -> Answered {
    Answered {
        status,
        headers: vec![
            (signed::UPLOAD_OFFSET, offset.to_string()),
            (signed::UPLOAD_LENGTH, length.to_string()),
        ],
        instead: Some(signed::upload_text(offset, length)),
        ..Answered::bytes(Vec::new())
    }
}

fn not_taken(error: NotTaken, length: u64) -> Result<Answered> {
    let refused = |status, error| Err(Fault::Refused(status, error));
    match error {
        NotTaken::Offset(here) => {
            let error = AppError::new("blob-offset").with("offset", here);
            Ok(Answered {
                status: StatusCode::CONFLICT,
                kind: "application/json",
                headers: vec![
                    (signed::UPLOAD_OFFSET, here.to_string()),
                    (signed::UPLOAD_LENGTH, length.to_string()),
                ],
                ..Answered::bytes(serde_json::to_vec(&error)?)
            })
        }
        NotTaken::Damaged => refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            AppError::new("blob-damaged"),
        ),
        NotTaken::TooMuch => refused(StatusCode::BAD_REQUEST, AppError::new("request-malformed")),
        NotTaken::Full => Err(disk_full()),
        NotTaken::Io(error) => Err(error.into()),
    }
}

impl Office {
    /// A file that the laptop may know of, and its size: that of which the most is here, should records differ.
    fn known_blob(&self, device: &Device, name: &str) -> Result<(Hash, u64)> {
        let hash = hash(name)?;
        let mut best = None;
        for length in self.blob_sizes(device, &hash)? {
            let here = (self.blobs().offset(&hash, length)?, length);
            best = best.max(Some(here));
        }
        best.map(|(_, length)| (hash, length)).ok_or_else(unknown)
    }

    /// The same, where the size is named.
    fn blob_of_size(&self, device: &Device, name: &str, length: u64) -> Result<Hash> {
        let hash = hash(name)?;
        if length > LARGEST {
            return Err(Fault::Refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                AppError::new("blob-too-large").with("megabytes", LARGEST / (1024 * 1024)),
            ));
        }
        if self.blob_sizes(device, &hash)?.contains(&length) {
            Ok(hash)
        } else {
            Err(unknown())
        }
    }

    /// Whether a laptop may bring a file of this size: a record that it may know speaks of it.
    pub(crate) fn may_send_blob(&self, device: &Device, hash: &Hash, length: u64) -> Result<bool> {
        Ok(length <= LARGEST && self.blob_sizes(device, hash)?.contains(&length))
    }

    /// The length of a whole file that the laptop may have.
    pub(crate) fn blob_for(&self, device: &Device, hash: &Hash) -> Result<Option<u64>> {
        for length in self.blob_sizes(device, hash)? {
            if self.blobs().offset(hash, length)? == length {
                return Ok(Some(length));
            }
        }
        Ok(None)
    }

    fn blob_sizes(&self, device: &Device, hash: &Hash) -> Result<Vec<u64>> {
        let records = self.records().reader().attachments_with(hash)?;
        let mine = device.scopes();
        let records = records.iter().filter(|record| {
            record
                .state
                .scopes()
                .iter()
                .any(|scope| mine.contains(scope))
        });
        Ok(records
            .filter_map(|record| record.state.shown("bytes")?.as_u64())
            .collect())
    }
}

fn hash(name: &str) -> Result<Hash> {
    secret::array_from_hex(name).ok_or_else(unknown)
}

fn unknown() -> Fault {
    missing(AppError::new("blob-unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_or_refused() {
        assert_eq!(part("bytes=0-9", 100), Some(0..10));
        assert_eq!(part("bytes=90-", 100), Some(90..100));
        assert_eq!(part("bytes=90-500", 100), Some(90..100));
        for wrong in [
            "bytes=100-",
            "bytes=9-3",
            "bytes=-5",
            "0-9",
            "bytes=a-b",
            "",
        ] {
            assert_eq!(part(wrong, 100), None, "{wrong}");
        }
    }
}
