//! Batches on the line: JSON, packed, and never much for a bad link.

use std::io::Read as _;

use jemput_sync::{SyncAnswer, SyncRequest};
use jemput_wire::folded;

use crate::error::{Error, Result, coded};

/// Packed bytes of one request to begin with.
pub(super) const USUAL_BATCH: usize = 64 * 1024;
/// A link that carries them in a moment gets more at a time, up to this.
pub(super) const LARGEST_BATCH: usize = 512 * 1024;
/// A link on which that is too slow gets less at a time, down to this.
pub(super) const SMALLEST_BATCH: usize = 8 * 1024;
/// Level of packing: nine costs some milliseconds and saves seconds on a slow link.
const LEVEL: i32 = 9;
/// A day's work is packed as small as can be: a twentieth of a second here, half a second on a slow link.
const HARD: i32 = 19;
/// Up to so many bytes of JSON.
const A_DAYS_WORK: usize = 160 * 1024;
/// Packed changes are at most this many times smaller; what cannot fit is not tried.
const SHRINKS: usize = 8;
/// No answer of the office is longer.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Packs a request; changes that would make it larger than `limit` wait for the next one. One change always goes.
pub(super) fn pack(mut request: SyncRequest, limit: usize) -> Result<Vec<u8>> {
    let mut room = limit.saturating_mul(SHRINKS);
    let fits = request.changes.iter().take_while(|change| {
        let before = room;
        room = room.saturating_sub(change.get().len());
        before > 0
    });
    let fits = fits.count();
    request.changes.truncate(fits);
    loop {
        let packed = packed(&request)?;
        let count = request.changes.len();
        if packed.len() <= limit || count <= 1 {
            return Ok(packed);
        }
        // A little less than would fit if all were alike, so that two rounds are enough.
        let fits = count * limit * 9 / (packed.len() * 10);
        request.changes.truncate(fits.clamp(1, count - 1));
    }
}

fn packed(request: &SyncRequest) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(request).map_err(|_| coded("internal"))?;
    let level = if json.len() <= A_DAYS_WORK {
        HARD
    } else {
        LEVEL
    };
    let folded = folded::fold(&json);
    let text = zstd::bulk::compress(&folded.text, level)
        .map_err(|error| Error::because("internal", error.kind()))?;
    folded::join(&text, &folded.ids).ok_or_else(|| coded("internal"))
}

pub(super) fn unpack(bytes: &[u8]) -> Result<SyncAnswer> {
    let read = || {
        let (packed, ids) = folded::split(bytes)?;
        let decoder = zstd::Decoder::new(packed).ok()?;
        let mut text = Vec::new();
        let longest = LONGEST_ANSWER as u64;
        decoder.take(longest + 1).read_to_end(&mut text).ok()?;
        let json = folded::unfold(&text, ids)?;
        if text.len() > LONGEST_ANSWER {
            return None;
        }
        serde_json::from_slice(&json).ok()
    };
    read().ok_or_else(|| coded("server-rubbish"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            turn: jemput_sync::Turn::default(),
            session: 1,
            held: std::collections::BTreeMap::new(),
            changes: (0..changes).map(change).collect(),
            own: jemput_sync::IdRanges::default(),
            want: std::collections::BTreeSet::new(),
            ..SyncRequest::default()
        }
    }

    fn changes_in(packed: &[u8]) -> usize {
        let (text, ids) = folded::split(packed).unwrap();
        let json = folded::unfold(&zstd::decode_all(text).unwrap(), ids).unwrap();
        serde_json::from_slice::<SyncRequest>(&json)
            .unwrap()
            .changes
            .len()
    }

    #[test]
    fn a_batch_is_never_larger_than_the_link_may_be_asked_for() {
        for limit in [USUAL_BATCH, SMALLEST_BATCH] {
            let packed = pack(request(200, 2000), limit).unwrap();
            assert!(packed.len() <= limit, "{} bytes", packed.len());
            assert!(changes_in(&packed) >= limit / 4000, "too few at a time");
        }
    }

    #[test]
    fn one_change_goes_even_if_it_is_large() {
        let packed = pack(request(3, 200_000), SMALLEST_BATCH).unwrap();
        assert_eq!(changes_in(&packed), 1);
    }
}
