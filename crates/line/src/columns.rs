//! A body with many items: those that look alike are laid out by columns.
//!
//! A batch is a list of change sets, rows or answers. They differ in their values and hardly in anything else: names of
//! fields, quotes and brackets are two thirds of the text. Here the text around the values (an item's *shape*) is written
//! once, and the values of one field stand together, one below the other. That is packed ten times as fast, since there
//! is less than half of it, and comes out a fifth smaller. What comes back is the same text, byte by byte: change sets are
//! hashed as their author wrote them.
//!
//! ```text
//! frame     length (all lengths as LEB128), the JSON with byte 4 in each item's place, folded as in `folded`
//! shapes    number, then each: length, text; byte 1 and a column's number (2 bytes) in the place of a bare value,
//!           byte 2 in that of one in quotes
//! order     length, the shape of each item
//! columns   number, then each: length, values, length of its ids
//! ```
//!
//! A value is its text and a line feed, or one of the signs in [`sign`]: like the one above it, a little more, an id.
//! Ids are random: their bytes lie beside the text as in [`folded`] and are not packed.

mod column;
mod fold;
mod shape;
mod unfold;

#[cfg(doc)]
use crate::folded;

pub(crate) use self::{fold::fold, unfold::unfold};

/// First byte of a body in this form; see [`folded::FOLDED`] for the rest of its layout.
pub(crate) const COLUMNS: u8 = 3;

/// In the frame: here is the next item.
const ITEM: u8 = 4;
/// In a shape: here is a number or a word without quotes.
const BARE: u8 = 1;
/// In a shape: here is a text in quotes.
const TEXT: u8 = 2;

/// What stands in a column for a value. All are control characters, with which no value begins.
mod sign {
    /// Like the value above.
    pub(super) const SAME: u8 = 1;
    /// An id with dashes, 16 bytes.
    pub(super) const UUID: u8 = 2;
    /// 32 hexadecimal digits.
    pub(super) const SHORT: u8 = 3;
    /// 64 hexadecimal digits.
    pub(super) const LONG: u8 = 4;
    /// The number at the value's end is larger than the one above by what follows.
    pub(super) const MORE: u8 = 5;
    /// End of a value.
    pub(super) const END: u8 = b'\n';
    /// Larger by one, two, … up to ten.
    pub(super) const STEP: u8 = 0x0e;
    /// One of the eight ids that the column has had.
    pub(super) const AGAIN: u8 = 0x18;
}

/// Steps that have a sign of their own.
const STEPS: u64 = 10;
/// Ids that a column remembers.
const REMEMBERED: usize = 8;
/// Fewer items are not worth columns.
const WORTH: usize = 8;

fn put_length(length: usize, text: &mut Vec<u8>) {
    let mut rest = length;
    while rest >= 0x80 {
        text.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    text.push((rest & 0x7f) as u8);
}

fn take_length(text: &mut &[u8]) -> Option<usize> {
    let mut length = 0_u64;
    for at in 0..5 {
        let (byte, rest) = text.split_first()?;
        *text = rest;
        length |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return usize::try_from(length).ok();
        }
    }
    None
}

fn put_part(part: &[u8], text: &mut Vec<u8>) {
    put_length(part.len(), text);
    text.extend_from_slice(part);
}

fn take_part<'a>(text: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_length(text)?;
    let (part, rest) = text.split_at_checked(length)?;
    *text = rest;
    Some(part)
}

#[cfg(test)]
mod tests;
