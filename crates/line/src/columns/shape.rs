//! An item's shape: its text with signs in the places of its values.

use std::{collections::HashMap, ops::Range};

use super::{BARE, TEXT};

/// Reads the item that begins at `at`; its shape (yet without the columns' numbers) and where its values are. Returns
/// its end, or nothing where this is no JSON.
pub(super) fn read(
    json: &[u8],
    at: usize,
    shape: &mut Vec<u8>,
    values: &mut Vec<Range<usize>>,
) -> Option<usize> {
    let (mut at, mut from, mut depth) = (at, at, 0_usize);
    loop {
        match *json.get(at)? {
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
                if depth == 0 {
                    shape.extend_from_slice(&json[from..at]);
                    return Some(at);
                }
            }
            b'"' => {
                let end = text_end(json, at)?;
                if is_key(json, end + 1) {
                    at = end + 1;
                } else {
                    shape.extend_from_slice(&json[from..at]);
                    shape.push(TEXT);
                    values.push(at + 1..end);
                    at = end + 1;
                    from = at;
                }
            }
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let end = bare_end(json, at);
                shape.extend_from_slice(&json[from..at]);
                shape.push(BARE);
                values.push(at..end);
                at = end;
                from = at;
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            _ => return None,
        }
    }
}

/// Where the quote is that ends the text which begins with the quote at `at`.
pub(super) fn text_end(json: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match *json.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

fn bare_end(json: &[u8], at: usize) -> usize {
    let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = json[at..].iter().take_while(|byte| is_bare(byte)).count();
    at + length
}

fn is_key(json: &[u8], after: usize) -> bool {
    let rest = json.get(after..).unwrap_or_default();
    rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// Columns by the key under which their values stand, and their place in a list there.
#[derive(Default)]
pub(super) struct Keys(HashMap<(Vec<u8>, usize), u16>);

/// Places in a list that have columns of their own.
const PLACES: usize = 8;

impl Keys {
    /// A shape with the columns' numbers, and these numbers in the order of the values.
    pub(super) fn number(&mut self, shape: &[u8]) -> Option<(Vec<u8>, Vec<u16>)> {
        let (mut written, mut columns) = (Vec::with_capacity(shape.len() * 2), Vec::new());
        let (mut key, mut nth) = (&b""[..], 0);
        let mut at = 0;
        while let Some(byte) = shape.get(at) {
            written.push(*byte);
            match *byte {
                b'"' => {
                    let end = text_end(shape, at)?;
                    key = &shape[at + 1..end];
                    nth = 0;
                    written.extend_from_slice(&shape[at + 1..=end]);
                    at = end + 1;
                    continue;
                }
                BARE | TEXT => {
                    let next = u16::try_from(self.0.len()).ok()?;
                    let place = (key.to_vec(), nth.min(PLACES));
                    let column = *self.0.entry(place).or_insert(next);
                    written.extend(column.to_le_bytes());
                    columns.push(column);
                    nth += 1;
                }
                _ => {}
            }
            at += 1;
        }
        Some((written, columns))
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
