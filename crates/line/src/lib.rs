//! Requests and answers of the sync as bytes on the line.
//!
//! What a laptop sends decides what it is answered in, so that programs of all ages understand each other. Bodies are told
//! apart by their first byte:
//!
//! * a zstd frame: packed JSON, of the first programs;
//! * `FOLDED`: random ids beside packed text;
//! * `SHORT`: the same, packed with words that both sides know (`WORDS`). An answer is packed with its request as
//!   further words, since it repeats most of a short one: a question with nothing new costs a third;
//! * `COLUMNS`: many items, laid out by columns. Programs that write the one of the last two read the other, and write the
//!   smaller one.

mod columns;
mod folded;

use std::io::{self, Read as _};

use columns::COLUMNS;
use folded::{FOLDED, Folded};

/// First byte of a body that is packed with `WORDS`.
const SHORT: u8 = 2;

/// Words that bodies are made of. Never change them, or released programs are not understood: add others under another
/// first byte.
static WORDS: &[u8] = include_bytes!("words.dict");

/// Level of packing: nine costs some milliseconds and saves seconds on a slow link.
const LEVEL: i32 = 9;
/// On a link that has shown to be a quick one, packing takes longer than sending.
const QUICK: i32 = 3;
/// A day's work is packed as small as can be: a twentieth of a second on a laptop, half a second on a slow link.
const HARD: i32 = 19;
/// The office has many to answer: some milliseconds, a tenth of a second on a slow link.
const HARD_ENOUGH: i32 = 12;
/// Up to so many bytes of JSON.
const A_DAYS_WORK: usize = 160 * 1024;
/// A request of more bytes holds mostly changes, which the answer does not repeat.
const REPEATED: usize = 16 * 1024;
/// Up to so many bytes of JSON nobody looks whether columns are smaller.
const FEW_ITEMS: usize = 4 * 1024;
/// Our own packers' windows are at most 8 MB; a body that wants more would fill the memory, as a power of two.
const WINDOW: u32 = 23;
/// Packed bytes of an answer for which a laptop has room, if it says nothing.
pub const USUAL_ROOM: u64 = 64 * 1024;

/// What is known of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It may be a slow one.
    Any,
    /// It has just carried much in a moment.
    Quick,
}

impl Link {
    /// The link of a laptop that has room for so many packed bytes; `None`: the usual.
    #[must_use]
    pub fn of_room(room: Option<u64>) -> Self {
        if room.is_some_and(|room| room > USUAL_ROOM) {
            Self::Quick
        } else {
            Self::Any
        }
    }

    fn level(self, bytes: usize, hard: i32) -> i32 {
        match self {
            Self::Quick => QUICK,
            Self::Any if bytes <= A_DAYS_WORK => hard,
            Self::Any => LEVEL,
        }
    }
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Packed JSON.
    Plain,
    /// Ids beside packed text.
    Folded,
    /// Known words or columns, whichever are fewer bytes.
    Short,
}

impl Form {
    fn of(body: &[u8]) -> Self {
        match body.first() {
            Some(&(SHORT | COLUMNS)) => Self::Short,
            Some(&FOLDED) => Self::Folded,
            _ => Self::Plain,
        }
    }
}

/// Packs a request.
///
/// # Errors
/// When it is beyond all sizes.
pub fn pack_request(json: &[u8], form: Form, link: Link) -> io::Result<Vec<u8>> {
    pack(json, form, &[], link.level(json.len(), HARD))
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
pub fn pack_answer(json: &[u8], form: Form, request: &[u8], link: Link) -> io::Result<Vec<u8>> {
    pack(json, form, request, link.level(json.len(), HARD_ENOUGH))
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

fn pack(json: &[u8], form: Form, request: &[u8], level: i32) -> io::Result<Vec<u8>> {
    match form {
        Form::Plain => zstd::bulk::compress(json, level),
        Form::Folded => join(FOLDED, &folded::fold(json), level, &[]),
        Form::Short => {
            let columns = columns_of(json, level)?;
            if json.len() > A_DAYS_WORK
                && let Some(columns) = columns
            {
                return Ok(columns);
            }
            // An id that the request names already costs less as a repetition than as bytes.
            let repeated = if request.len() <= REPEATED {
                request
            } else {
                &[]
            };
            let folded = folded::fold_but(json, repeated);
            let short = join(SHORT, &folded, level, &known(request))?;
            // Columns know no words, but no two items' names either: from some thirty edits on they are the smaller ones.
            Ok(match columns {
                Some(columns) if columns.len() < short.len() => columns,
                _ => short,
            })
        }
    }
}

/// A body by columns, where that may be worth it.
fn columns_of(json: &[u8], level: i32) -> io::Result<Option<Vec<u8>>> {
    if json.len() <= FEW_ITEMS {
        return Ok(None);
    }
    let laid_out = columns::fold(json);
    laid_out
        .map(|laid_out| join(COLUMNS, &laid_out, level, &[]))
        .transpose()
}

fn join(first: u8, folded: &Folded, level: i32, words: &[u8]) -> io::Result<Vec<u8>> {
    let text = zstd::bulk::Compressor::with_dictionary(level, words)?.compress(&folded.text)?;
    let body = folded::join(first, &text, &folded.ids);
    body.ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

fn unpack(body: &[u8], request: &[u8], longest: usize) -> Option<Vec<u8>> {
    let (packed, ids) = folded::split(body, &[FOLDED, SHORT, COLUMNS])?;
    let first = body.first();
    let words = if first == Some(&SHORT) {
        known(request)
    } else {
        Vec::new()
    };
    let mut decoder = zstd::Decoder::with_dictionary(packed, &words).ok()?;
    decoder.window_log_max(WINDOW).ok()?;
    let mut text = Vec::new();
    let most = longest as u64 + 1;
    decoder.take(most).read_to_end(&mut text).ok()?;
    if text.len() > longest {
        return None;
    }
    let json = match first {
        Some(&COLUMNS) => columns::unfold(&text, ids, longest)?,
        Some(&(FOLDED | SHORT)) => folded::unfold(&text, ids)?,
        _ => text,
    };
    (json.len() <= longest).then_some(json)
}

#[cfg(test)]
mod tests;
