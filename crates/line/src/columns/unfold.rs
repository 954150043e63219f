//! From columns back to JSON.

use super::{BARE, ITEM, TEXT, column::Reading, take_length, take_part};
use crate::folded;

/// The JSON text; `None` where a part is missing or left over, or the text would be longer than `longest`.
pub(crate) fn unfold(text: &[u8], ids: &[u8], longest: usize) -> Option<Vec<u8>> {
    let mut rest = text;
    let frame = take_part(&mut rest)?;
    let mut shapes = Vec::new();
    for _ in 0..take_length(&mut rest)? {
        shapes.push(take_part(&mut rest)?);
    }
    let mut order = take_part(&mut rest)?;
    let (frame, mut ids) = folded::unfold_some(frame, ids)?;
    let mut columns = Vec::new();
    for _ in 0..take_length(&mut rest)? {
        let values = take_part(&mut rest)?;
        let (mine, others) = ids.split_at_checked(take_length(&mut rest)?)?;
        columns.push(Reading::new(values, mine));
        ids = others;
    }
    let mut json = Vec::with_capacity(text.len().saturating_mul(3).min(longest));
    for part in frame.split_inclusive(|byte| *byte == ITEM) {
        match part.split_last() {
            Some((&ITEM, before)) => {
                json.extend_from_slice(before);
                let shape = shapes.get(take_length(&mut order)?)?;
                item(shape, &mut columns, &mut json, longest)?;
            }
            _ => json.extend_from_slice(part),
        }
        if json.len() > longest {
            return None;
        }
    }
    let done = rest.is_empty() && order.is_empty() && ids.is_empty();
    (done && columns.iter().all(Reading::is_done)).then_some(json)
}

fn item(
    shape: &[u8],
    columns: &mut [Reading<'_>],
    json: &mut Vec<u8>,
    longest: usize,
) -> Option<()> {
    let mut rest = shape;
    while let Some(at) = rest.iter().position(|byte| matches!(*byte, BARE | TEXT)) {
        json.extend_from_slice(&rest[..at]);
        let (column, after) = rest[at + 1..].split_first_chunk::<2>()?;
        let quoted = rest[at] == TEXT;
        if quoted {
            json.push(b'"');
        }
        columns
            .get_mut(usize::from(u16::from_le_bytes(*column)))?
            .take(json)?;
        if quoted {
            json.push(b'"');
        }
        // A short text must not become a long one by naming the same value again and again.
        if json.len() > longest {
            return None;
        }
        rest = after;
    }
    json.extend_from_slice(rest);
    Some(())
}
