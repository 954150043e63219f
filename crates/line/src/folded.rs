//! The body of a sync request or answer on the line: JSON whose random ids travel as bytes, beside packed text.
//!
//! A change set holds at least a random salt and the random id of a record. As hexadecimal digits they cost a quarter
//! more than their bytes, whatever packs them, and on a slow link that is a tenth of everything. So each id that occurs
//! once is taken out of the text: a body is byte [`FOLDED`], the length of the packed text (4 bytes, little-endian), the
//! packed text, and the ids' bytes one after the other. A body that begins otherwise is packed JSON as it is.

use std::collections::{HashMap, HashSet};

/// First byte of a folded body; no zstd frame begins so.
pub(crate) const FOLDED: u8 = 1;

/// What stands in the text for an id: bytes that no JSON text contains.
const UUID: u8 = 1;
const LONG: u8 = 2;
const SHORT: u8 = 3;

/// JSON without its ids, and the ids' bytes in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded {
    /// To be packed.
    pub(crate) text: Vec<u8>,
    /// Not worth packing.
    pub(crate) ids: Vec<u8>,
}

/// Takes the ids out. Text that holds a byte below 4 is no JSON and stays as it is.
pub(crate) fn fold(json: &[u8]) -> Folded {
    fold_but(json, &[])
}

/// The same; ids that `known` names stay text, for a packer that knows it.
pub(crate) fn fold_but(json: &[u8], known: &[u8]) -> Folded {
    let mut folded = Folded {
        text: Vec::with_capacity(json.len()),
        ids: Vec::new(),
    };
    if json.iter().any(|byte| *byte < 4) {
        folded.text.extend_from_slice(json);
        return folded;
    }
    let found = strings(json);
    let mut counts: HashMap<&[u8], u32> = HashMap::with_capacity(found.len());
    for (from, to, _) in &found {
        *counts.entry(&json[*from..*to]).or_default() += 1;
    }
    let known: HashSet<&[u8]> = strings(known)
        .into_iter()
        .map(|(from, to, _)| &known[from..to])
        .collect();
    let mut done = 0;
    for (from, to, kind) in &found {
        let id = &json[*from..*to];
        // Again and again the same id is best left to the packer.
        if counts.get(id) == Some(&1) && !known.contains(id) {
            folded.text.extend_from_slice(&json[done..*from]);
            folded.text.push(*kind);
            let digits = json[*from..*to].iter().filter_map(|byte| digit(*byte));
            let digits: Vec<u8> = digits.collect();
            folded
                .ids
                .extend(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
            done = *to;
        }
    }
    folded.text.extend_from_slice(&json[done..]);
    folded
}

/// Puts the ids back; `None` if they do not fit.
pub(crate) fn unfold(text: &[u8], ids: &[u8]) -> Option<Vec<u8>> {
    let (json, rest) = unfold_some(text, ids)?;
    rest.is_empty().then_some(json)
}

/// The same, and the ids that are left over.
pub(crate) fn unfold_some<'a>(text: &[u8], ids: &'a [u8]) -> Option<(Vec<u8>, &'a [u8])> {
    let mut json = Vec::with_capacity(text.len() + ids.len() * 3);
    let mut rest = ids;
    for byte in text {
        let length = match *byte {
            UUID | SHORT => 16,
            LONG => 32,
            other => {
                json.push(other);
                continue;
            }
        };
        let (id, after) = rest.split_at_checked(length)?;
        rest = after;
        for (at, half) in id.iter().enumerate() {
            if *byte == UUID && matches!(at, 4 | 6 | 8 | 10) {
                json.push(b'-');
            }
            json.extend(
                [half >> 4, half & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]),
            );
        }
    }
    Some((json, rest))
}

/// Joins the parts to a body of the form that its first byte names.
pub(crate) fn join(first: u8, packed_text: &[u8], ids: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(packed_text.len()).ok()?;
    let mut body = Vec::with_capacity(5 + packed_text.len() + ids.len());
    body.push(first);
    body.extend(length.to_le_bytes());
    body.extend_from_slice(packed_text);
    body.extend_from_slice(ids);
    Some(body)
}

/// The packed text of a body, and the ids' bytes; `None` if it is cut. `firsts` are the first bytes of bodies that are
/// joined like this; any other is packed text alone.
pub(crate) fn split<'a>(body: &'a [u8], firsts: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    match body.split_first() {
        Some((first, rest)) if firsts.contains(first) => {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
        }
        _ => Some((body, &[])),
    }
}

/// Whole strings that are ids: from, to, what stands for them.
fn strings(json: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = json[from..].iter().position(|byte| *byte == b'"') {
        let start = from + at + 1;
        let run = json[start..]
            .iter()
            .take(65)
            .take_while(|byte| **byte == b'-' || digit(**byte).is_some())
            .count();
        let end = start + run;
        if json.get(end) == Some(&b'"') {
            let text = &json[start..end];
            let kind = match run {
                36 if is_uuid(text) => Some(UUID),
                64 if !text.contains(&b'-') => Some(LONG),
                32 if !text.contains(&b'-') => Some(SHORT),
                _ => None,
            };
            found.extend(kind.map(|kind| (start, end, kind)));
        }
        from = end;
    }
    found
}

fn is_uuid(text: &[u8]) -> bool {
    text.iter()
        .enumerate()
        .all(|(at, byte)| (*byte == b'-') == matches!(at, 8 | 13 | 18 | 23))
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survives(json: &str) -> Folded {
        let folded = fold(json.as_bytes());
        assert_eq!(
            unfold(&folded.text, &folded.ids).as_deref(),
            Some(json.as_bytes()),
            "{json}"
        );
        folded
    }

    #[test]
    fn an_id_that_occurs_once_travels_as_bytes() {
        let json = r#"{"salt":"00ff00ff00ff00ff00ff00ff00ff00ff","record":"01941fd4-2e7c-71f5-b80e-2621c2851469"}"#;
        let folded = survives(json);
        assert_eq!(folded.ids.len(), 32);
        assert_eq!(folded.text, b"{\"salt\":\"\x03\",\"record\":\"\x01\"}");
        let digest = format!(r#"["{}"]"#, "ab".repeat(32));
        assert_eq!(survives(&digest).ids, [0xab; 32]);
    }

    #[test]
    fn an_id_that_is_known_stays_text() {
        let json = format!(r#"["{}","{}"]"#, "ab".repeat(16), "cd".repeat(16));
        let known = format!(r#"{{"salt":"{}"}}"#, "cd".repeat(16));
        let folded = fold_but(json.as_bytes(), known.as_bytes());
        assert_eq!(folded.ids, [0xab; 16]);
        assert_eq!(
            unfold(&folded.text, &folded.ids).as_deref(),
            Some(json.as_bytes())
        );
    }

    #[test]
    fn an_id_that_occurs_again_stays_text() {
        let id = "01941fd4-2e7c-71f5-b80e-2621c2851469";
        assert!(survives(&format!(r#"["{id}","{id}"]"#)).ids.is_empty());
    }

    #[test]
    fn what_only_looks_like_an_id_comes_back_unchanged() {
        let hex = "0123456789abcdef";
        for text in [
            String::new(),
            "\"".into(),
            "\"\"".into(),
            format!("\"{hex}\""),
            format!("\"{hex}{hex}"),
            format!("\"{}\"", "ABCDEF0123456789".repeat(2)),
            format!("\"x{hex}{hex}\""),
            format!("\"{hex}-{hex}\""),
            format!("\"{}\"", "-".repeat(36)),
            format!("\"{}\"", "a".repeat(36)),
            format!("\"\\\"{hex}{hex}\""),
            format!("\"{}\"", "é".repeat(16)),
            "\u{1}\u{2}\u{3}".into(),
        ] {
            if text.starts_with('\u{1}') {
                assert_eq!(fold(text.as_bytes()).text, text.as_bytes());
            } else {
                survives(&text);
            }
        }
    }

    #[test]
    fn a_body_that_was_cut_or_was_never_folded_is_known_as_such() {
        let body = join(FOLDED, b"text", b"ids").unwrap();
        assert_eq!(split(&body, &[FOLDED]), Some((&b"text"[..], &b"ids"[..])));
        assert_eq!(split(&body[..6], &[FOLDED]), None);
        assert_eq!(
            split(b"\x28\xb5\x2f\xfd", &[FOLDED]),
            Some((&b"\x28\xb5\x2f\xfd"[..], &b""[..]))
        );
        assert_eq!(unfold(b"\"\x02\"", &[0; 31]), None);
        assert_eq!(unfold(b"\"\"", &[0; 1]), None);
    }
}
