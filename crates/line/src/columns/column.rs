//! The values of one field, one below the other.

use std::ops::Range;

use super::{REMEMBERED, STEPS, sign};

/// Numbers are told by their difference only up to this one: beyond, they are no series.
const NEAR: u64 = 99_999;
/// Shorter numbers gain nothing by it.
const LONG_NUMBER: usize = 7;
/// Longer ones do not fit into the arithmetic.
const LONGEST_NUMBER: usize = 15;

/// A column that is being written.
#[derive(Default)]
pub(super) struct Writing<'a> {
    pub(super) text: Vec<u8>,
    pub(super) ids: Vec<u8>,
    above: &'a [u8],
    remembered: [&'a [u8]; REMEMBERED],
    next: usize,
}

impl<'a> Writing<'a> {
    pub(super) fn put(&mut self, value: &'a [u8]) {
        if value == self.above {
            self.text.push(sign::SAME);
        } else if let Some(kind) = id_kind(value) {
            self.put_id(kind, value);
        } else {
            match difference(self.above, value) {
                Some(more @ 1..=STEPS) => self.text.push(sign::STEP + (more - 1) as u8),
                Some(more @ ..=NEAR) if value.len() >= LONG_NUMBER => {
                    self.text.push(sign::MORE);
                    self.text.extend_from_slice(more.to_string().as_bytes());
                    self.text.push(sign::END);
                }
                _ => {
                    self.text.extend_from_slice(value);
                    self.text.push(sign::END);
                }
            }
        }
        self.above = value;
    }

    fn put_id(&mut self, kind: u8, value: &'a [u8]) {
        if let Some(at) = self.remembered.iter().position(|known| *known == value) {
            self.text.push(sign::AGAIN + at as u8);
            return;
        }
        self.remembered[self.next] = value;
        self.next = (self.next + 1) % REMEMBERED;
        self.text.push(kind);
        let mut half = None;
        for digit in value.iter().filter_map(|byte| digit(*byte)) {
            match half.take() {
                Some(high) => self.ids.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
    }
}

/// A column that is being read: its values go to the end of `out`, in which it finds the earlier ones.
#[derive(Default)]
pub(super) struct Reading<'a> {
    text: &'a [u8],
    ids: &'a [u8],
    above: Range<usize>,
    remembered: [Range<usize>; REMEMBERED],
    next: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a [u8], ids: &'a [u8]) -> Self {
        Self {
            text,
            ids,
            ..Self::default()
        }
    }

    /// Everything was read.
    pub(super) fn is_done(&self) -> bool {
        self.text.is_empty() && self.ids.is_empty()
    }

    pub(super) fn take(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let (&first, rest) = self.text.split_first()?;
        let from = out.len();
        match first {
            sign::SAME => out.extend_from_within(self.above.clone()),
            sign::UUID | sign::SHORT | sign::LONG => {
                let length = if first == sign::LONG { 32 } else { 16 };
                let (id, after) = self.ids.split_at_checked(length)?;
                self.ids = after;
                put_hex(id, first == sign::UUID, out);
                self.remembered[self.next] = from..out.len();
                self.next = (self.next + 1) % REMEMBERED;
            }
            sign::MORE => {
                let end = rest.iter().position(|byte| *byte == sign::END)?;
                let more = std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
                self.put_more(more, out)?;
                self.text = &rest[end + 1..];
                self.above = from..out.len();
                return Some(());
            }
            sign::STEP..sign::AGAIN => {
                self.put_more(u64::from(first - sign::STEP) + 1, out)?;
            }
            sign::AGAIN..0x20 => {
                let known = self.remembered.get(usize::from(first - sign::AGAIN))?;
                out.extend_from_within(known.clone());
            }
            sign::END | 0x20.. => {
                let end = self.text.iter().position(|byte| *byte == sign::END)?;
                out.extend_from_slice(&self.text[..end]);
                self.text = &self.text[end + 1..];
                self.above = from..out.len();
                return Some(());
            }
            _ => return None,
        }
        self.text = rest;
        self.above = from..out.len();
        Some(())
    }

    fn put_more(&self, more: u64, out: &mut Vec<u8>) -> Option<()> {
        let above = &out[self.above.clone()];
        let (begin, number) = number_at_end(above)?;
        let sum = number.checked_add(more)?;
        let begin = self.above.start..self.above.start + begin;
        out.extend_from_within(begin);
        out.extend_from_slice(sum.to_string().as_bytes());
        Some(())
    }
}

/// By how much the number at the end of a value is larger than that of the one above; the rest must be the same.
fn difference(above: &[u8], value: &[u8]) -> Option<u64> {
    // Most values differ early or end in no digit.
    if !value.last()?.is_ascii_digit() {
        return None;
    }
    let (begin, number) = number_at_end(value)?;
    let (other, before) = number_at_end(above)?;
    (value[..begin] == above[..other]).then(|| number.checked_sub(before))?
}

/// Where the digits begin with which a value ends, and their number; none with zeros before it.
fn number_at_end(value: &[u8]) -> Option<(usize, u64)> {
    let digits = value.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let length = digits.count();
    let begin = value.len() - length;
    if length == 0 || length > LONGEST_NUMBER || (value[begin] == b'0' && length > 1) {
        return None;
    }
    let number = value[begin..]
        .iter()
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    Some((begin, number))
}

fn id_kind(value: &[u8]) -> Option<u8> {
    let is_hex = |from: usize, to: usize| value[from..to].iter().all(|byte| digit(*byte).is_some());
    match value.len() {
        36 => {
            let dashes = [8, 13, 18, 23].iter().all(|at| value[*at] == b'-');
            let all = [(0, 8), (9, 13), (14, 18), (19, 23), (24, 36)];
            (dashes && all.iter().all(|(from, to)| is_hex(*from, *to))).then_some(sign::UUID)
        }
        32 => is_hex(0, 32).then_some(sign::SHORT),
        64 => is_hex(0, 64).then_some(sign::LONG),
        _ => None,
    }
}

fn put_hex(id: &[u8], dashes: bool, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (at, byte) in id.iter().enumerate() {
        if dashes && matches!(at, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        out.extend([byte >> 4, byte & 15].map(|half| DIGITS[usize::from(half)]));
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}
