//! Requests and answers of the sync as bytes on the line.
//!
//! Three forms, told apart by the first byte. What a laptop sends decides what it is answered in, so that programs of
//! all ages understand each other:
//!
//! * a zstd frame: packed JSON, of the first programs;
//! * [`folded::FOLDED`]: random ids beside packed text;
//! * [`SHORT`]: the same, packed with words that both sides know (`WORDS`). An answer is packed with its request as
//!   further words, since it repeats most of a short one: a question with nothing new costs a third.

use std::io::{self, Read as _};

use jemput_wire::folded;

/// First byte of a body that is packed with `WORDS`.
pub const SHORT: u8 = 2;

/// Words that bodies are made of. Never change them, or released programs are not understood: add others under another
/// first byte.
static WORDS: &[u8] = include_bytes!("words.dict");

/// Level of packing: nine costs some milliseconds and saves seconds on a slow link.
const LEVEL: i32 = 9;
/// A day's work is packed as small as can be: a twentieth of a second on a laptop, half a second on a slow link.
const HARD: i32 = 19;
/// The office has many to answer: some milliseconds, a tenth of a second on a slow link.
const HARD_ENOUGH: i32 = 12;
/// Up to so many bytes of JSON.
const A_DAYS_WORK: usize = 160 * 1024;
/// A request of more bytes holds mostly changes, which the answer does not repeat.
const REPEATED: usize = 16 * 1024;

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Packed JSON.
    Plain,
    /// Ids beside packed text.
    Folded,
    /// The same with known words.
    Short,
}

impl Form {
    fn of(body: &[u8]) -> Self {
        match body.first() {
            Some(&SHORT) => Self::Short,
            Some(&folded::FOLDED) => Self::Folded,
            _ => Self::Plain,
        }
    }
}

/// Packs a request.
///
/// # Errors
/// When it is beyond all sizes.
pub fn pack_request(json: &[u8], form: Form) -> io::Result<Vec<u8>> {
    pack(json, form, &[], HARD)
}

/// Unpacks a request of at most `longest` bytes of JSON, and tells its form; `None`: it is none.
#[must_use]
pub fn unpack_request(body: &[u8], longest: usize) -> Option<(Vec<u8>, Form)> {
    Some((unpack(body, &[], longest)?, Form::of(body)))
}

/// Packs the answer to a request in the request's form.
///
/// # Errors
/// When it is beyond all sizes.
pub fn pack_answer(json: &[u8], form: Form, request: &[u8]) -> io::Result<Vec<u8>> {
    pack(json, form, request, HARD_ENOUGH)
}

/// Unpacks the answer to a request; `None`: it is none.
#[must_use]
pub fn unpack_answer(body: &[u8], request: &[u8], longest: usize) -> Option<Vec<u8>> {
    unpack(body, request, longest)
}

/// What both sides know before the first byte; the last words are the cheapest to name.
fn known(request: &[u8]) -> Vec<u8> {
    let mut words = WORDS.to_vec();
    if request.len() <= REPEATED {
        words.extend_from_slice(request);
    }
    words
}

fn pack(json: &[u8], form: Form, request: &[u8], hard: i32) -> io::Result<Vec<u8>> {
    let level = if json.len() <= A_DAYS_WORK {
        hard
    } else {
        LEVEL
    };
    if form == Form::Plain {
        return zstd::bulk::compress(json, level);
    }
    let repeated = form == Form::Short && request.len() <= REPEATED;
    // An id that the request names already costs less as a repetition than as bytes.
    let folded = folded::fold_but(json, if repeated { request } else { &[] });
    let text = if form == Form::Short {
        let words = known(request);
        zstd::bulk::Compressor::with_dictionary(level, &words)?.compress(&folded.text)?
    } else {
        zstd::bulk::compress(&folded.text, level)?
    };
    let mut body = folded::join(&text, &folded.ids).ok_or(io::ErrorKind::InvalidInput)?;
    if form == Form::Short {
        body[0] = SHORT;
    }
    Ok(body)
}

fn unpack(body: &[u8], request: &[u8], longest: usize) -> Option<Vec<u8>> {
    let (packed, ids) = folded::split_as(body, &[folded::FOLDED, SHORT])?;
    let words = if Form::of(body) == Form::Short {
        known(request)
    } else {
        Vec::new()
    };
    let decoder = zstd::Decoder::with_dictionary(packed, &words).ok()?;
    let mut text = Vec::new();
    let most = longest as u64 + 1;
    decoder.take(most).read_to_end(&mut text).ok()?;
    if text.len() > longest {
        return None;
    }
    if Form::of(body) == Form::Plain {
        return Some(text);
    }
    folded::unfold(&text, ids)
}

#[cfg(test)]
mod tests;
