//! Batches on the line: never much for a bad link.

use jemput_line::{Form, Link};
use jemput_sync::{SyncAnswer, SyncRequest, Told};

use crate::{
    error::{Error, Result, coded},
    transport::Reader,
};

/// Packed changes are at most this many times smaller; what cannot fit is not tried.
const SHRINKS: usize = 8;
/// No answer of the office is longer.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// A request as it goes.
pub(super) struct Packed {
    /// Its JSON, which the answer is packed with.
    pub(super) json: Vec<u8>,
    /// What it tells of the laptop.
    pub(super) told: Option<Told>,
    body: Vec<u8>,
    link: Link,
}

impl Packed {
    /// Bytes on the line.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }

    /// As the office reads it.
    pub(super) fn body(&self, reader: Reader) -> Result<Vec<u8>> {
        match reader {
            Reader::New => Ok(self.body.clone()),
            Reader::Old => packed(&self.json, Form::Folded, self.link),
        }
    }
}

/// Packs a request; changes that would make it larger than `limit` wait for the next one. One change always goes.
pub(super) fn pack(mut request: SyncRequest, limit: usize, link: Link) -> Result<Packed> {
    let mut room = limit.saturating_mul(SHRINKS);
    let fits = request.changes.iter().take_while(|change| {
        let before = room;
        room = room.saturating_sub(change.get().len());
        before > 0
    });
    let fits = fits.count();
    keep(&mut request, fits);
    loop {
        let json = serde_json::to_vec(&request).map_err(|_| coded("internal"))?;
        let body = packed(&json, Form::Short, link)?;
        let count = request.changes.len();
        if body.len() <= limit || count <= 1 {
            let told = request.told;
            return Ok(Packed {
                json,
                told,
                body,
                link,
            });
        }
        // A little less than would fit if all were alike, so that two rounds are enough.
        let fits = count * limit * 9 / (body.len() * 10);
        keep(&mut request, fits.clamp(1, count - 1));
    }
}

/// Leaves the changes behind the first `count` for the next request; the office is told of them.
fn keep(request: &mut SyncRequest, count: usize) {
    let left = request.changes.len().saturating_sub(count);
    request.changes.truncate(count);
    if let Some(told) = &mut request.told {
        told.unsent += left as u64;
    }
}

fn packed(json: &[u8], form: Form, link: Link) -> Result<Vec<u8>> {
    jemput_line::pack_request(json, form, link)
        .map_err(|error| Error::because("internal", error.kind()))
}

/// The answer to a request.
pub(super) fn unpack(bytes: &[u8], request: &[u8]) -> Result<SyncAnswer> {
    jemput_line::unpack_answer(bytes, request, LONGEST_ANSWER)
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| coded("server-rubbish"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::pace::{LARGEST, SMALLEST};

    /// Changes of random-looking text, which does not shrink.
    fn request(changes: u64, bytes: u64) -> SyncRequest {
        let mut seed = 1_u64;
        let mut text = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            format!("{:016x}", seed ^ (seed >> 29))
        };
        let change = |_| {
            let long: String = (0..bytes / 16).map(|_| text()).collect();
            serde_json::value::RawValue::from_string(format!("\"{long}\"")).unwrap()
        };
        SyncRequest {
            proto: 1,
            server_id: "s".to_owned(),
            session: 1,
            changes: (0..changes).map(change).collect(),
            ..SyncRequest::default()
        }
    }

    fn changes_in(packed: &Packed) -> usize {
        let body = packed.body(Reader::New).unwrap();
        let (json, _) = jemput_line::unpack_request(&body, LONGEST_ANSWER).unwrap();
        assert_eq!(json, packed.json);
        let old = packed.body(Reader::Old).unwrap();
        assert_eq!(
            jemput_line::unpack_request(&old, LONGEST_ANSWER),
            Some((json.clone(), Form::Folded))
        );
        serde_json::from_slice::<SyncRequest>(&json)
            .unwrap()
            .changes
            .len()
    }

    #[test]
    fn a_batch_is_never_larger_than_the_link_may_be_asked_for() {
        for limit in [LARGEST, SMALLEST] {
            let packed = pack(request(200, 2000), limit, Link::Any).unwrap();
            assert!(packed.len() <= limit, "{} bytes", packed.len());
            assert!(changes_in(&packed) >= limit / 4000, "too few at a time");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_as_unsent() {
        let mut large = request(200, 2000);
        large.told = Some(Told {
            unsent: 7,
            ..Told::default()
        });
        let packed = pack(large, SMALLEST, Link::Any).unwrap();
        let told = packed.told.clone().unwrap();
        assert_eq!(told.unsent, 207 - changes_in(&packed) as u64);
        assert!(told.unsent > 7);
    }

    #[test]
    fn one_change_goes_even_if_it_is_large() {
        let packed = pack(request(3, 200_000), SMALLEST, Link::Any).unwrap();
        assert_eq!(changes_in(&packed), 1);
    }
}
