//! From characters to glyphs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rustybuzz::UnicodeBuffer;
use unicode_normalization::char::is_combining_mark;

use crate::error::LetterError;
use crate::fonts::{Face, Fonts};

/// A shaped glyph; lengths in points at the shaped size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) face: Face,
    pub(crate) id: u16,
    pub(crate) advance: f32,
    /// Shift from the pen, to the right and down.
    pub(crate) shift: (f32, f32),
    /// The characters that it stands for, so that text can be copied from the PDF.
    pub(crate) text: String,
}

/// The same in the units of its typeface, at any size.
#[derive(Debug)]
struct Outline {
    face: Face,
    id: u16,
    advance: i32,
    shift: (i32, i32),
    text: String,
}

/// Words of one letter are shaped many times: for each density that is tried, and again from letter to letter. So many
/// are kept; then all are forgotten, so that a thousand letters need no more memory than ten.
const KEPT: usize = 1_500;

type Shaped = HashMap<(Face, String), Rc<[Outline]>>;

thread_local! {
    static SHAPED: RefCell<Shaped> = RefCell::default();
}

/// Shapes one word or any text without line breaks. What the face does not have is taken from one that does.
pub(crate) fn shape(face: Face, size: f32, text: &str) -> Result<Vec<Glyph>, LetterError> {
    let outlines = outlines(face, text)?;
    let fonts = Fonts::embedded();
    let points = |outline: &Outline, units: i32| {
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        let units = units as f32;
        units * fonts.face(outline.face).scale(size)
    };
    let placed = outlines.iter().map(|outline| Glyph {
        face: outline.face,
        id: outline.id,
        advance: points(outline, outline.advance),
        shift: (
            points(outline, outline.shift.0),
            -points(outline, outline.shift.1),
        ),
        text: outline.text.clone(),
    });
    Ok(placed.collect())
}

fn outlines(face: Face, text: &str) -> Result<Rc<[Outline]>, LetterError> {
    SHAPED.with_borrow_mut(|shaped| {
        let key = (face, text.to_owned());
        if let Some(known) = shaped.get(&key) {
            return Ok(known.clone());
        }
        let mut outlines = Vec::new();
        for (face, part) in parts(face, text)? {
            outlines.extend(shape_part(face, part, text)?);
        }
        if shaped.len() >= KEPT {
            shaped.clear();
        }
        let outlines: Rc<[Outline]> = outlines.into();
        shaped.insert(key, outlines.clone());
        Ok(outlines)
    })
}

/// The text in parts that one face can draw each.
fn parts(own: Face, text: &str) -> Result<Vec<(Face, &str)>, LetterError> {
    let fonts = Fonts::embedded();
    let mut parts: Vec<(Face, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let last = parts.last().map(|(face, _)| *face);
        // A mark and a joiner stay with the letter before them.
        let stays = is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
        let face = last
            .filter(|face| stays && fonts.face(*face).has(c))
            .or_else(|| {
                std::iter::once(own)
                    .chain(Face::STAND_INS)
                    .find(|face| fonts.face(*face).has(c))
            })
            .ok_or_else(|| missing(c, text))?;
        if last != Some(face) {
            parts.push((face, at));
        }
    }
    let ends = parts
        .iter()
        .skip(1)
        .map(|(_, start)| *start)
        .chain([text.len()]);
    Ok(parts
        .iter()
        .zip(ends)
        .map(|((face, start), end)| (*face, &text[*start..end]))
        .collect())
}

fn missing(character: char, text: &str) -> LetterError {
    LetterError::MissingGlyph {
        character,
        text: text.trim().to_owned(),
    }
}

fn shape_part(face: Face, text: &str, whole: &str) -> Result<Vec<Outline>, LetterError> {
    let loaded = Fonts::embedded().face(face);
    let (script, direction) = face.shaped_as();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(direction);
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(&loaded.shaper, &loaded.plan, buffer);

    let infos = shaped.glyph_infos();
    let start_of = |cluster: u32| usize::try_from(cluster).unwrap_or_default();
    // Several glyphs can stand for several characters together (Javanese signs change places): the first glyph of such
    // a cluster has all of its text. Arabic clusters come from the right.
    let mut starts: Vec<usize> = infos.iter().map(|info| start_of(info.cluster)).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut outlines = Vec::with_capacity(infos.len());
    for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
        let start = start_of(info.cluster);
        let next = starts
            .get(starts.partition_point(|other| *other <= start))
            .copied()
            .unwrap_or(text.len());
        let is_first = index == 0 || infos[index - 1].cluster != info.cluster;
        let stands_for = text.get(start..next).unwrap_or_default();
        let id = u16::try_from(info.glyph_id).unwrap_or_default();
        if id == 0 {
            let missed = stands_for.chars().find(|c| !loaded.has(*c));
            let first = missed.or_else(|| stands_for.chars().next());
            return Err(missing(first.unwrap_or('\u{fffd}'), whole));
        }
        outlines.push(Outline {
            face,
            id,
            advance: position.x_advance,
            shift: (position.x_offset, position.y_offset),
            text: if is_first { stands_for } else { "" }.to_owned(),
        });
    }
    Ok(outlines)
}

/// Whether a word is written from the right.
pub(crate) fn is_from_right(glyphs: &[Glyph]) -> bool {
    !glyphs.is_empty() && glyphs.iter().all(|glyph| glyph.face == Face::Arabic)
}

/// Width of shaped glyphs in points.
pub(crate) fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_says_what_it_stands_for() {
        let glyphs = shape(Face::Regular, 12.0, "Rafi‘i fiqri").unwrap();
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, "Rafi‘i fiqri");
        assert_eq!(glyphs.len(), 12);
    }

    #[test]
    fn a_character_without_glyph_is_named() {
        let error = shape(Face::Regular, 12.0, "Budi😀").unwrap_err();
        assert_eq!(
            error,
            LetterError::MissingGlyph {
                character: '😀',
                text: "Budi😀".into()
            }
        );
        assert_eq!(error.params()["code"], "U+1F600");
    }

    #[test]
    fn the_width_grows_with_the_size() {
        let at = |size| width(&shape(Face::Bold, size, "Karangjemput").unwrap());
        assert!((at(24.0) - 2.0 * at(12.0)).abs() < 0.01);
        assert!((at(12.0) - 80.68).abs() < 0.01, "{}", at(12.0));
    }

    #[test]
    fn other_scripts_are_drawn_with_a_face_that_has_them() {
        let glyphs = shape(Face::Bold, 12.0, "Ali(علي)").unwrap();
        let faces: Vec<Face> = glyphs.iter().map(|glyph| glyph.face).collect();
        assert_eq!(faces[..4], [Face::Bold; 4]);
        assert!(
            faces[4..faces.len() - 1]
                .iter()
                .all(|face| *face == Face::Arabic)
        );
    }

    #[test]
    fn arabic_letters_join_and_come_from_the_right() {
        let word = shape(Face::Regular, 12.0, "علي").unwrap();
        assert!(is_from_right(&word));
        // The last letter typed is the first from the left.
        assert_eq!(word[0].text, "ي");
        let alone = shape(Face::Regular, 12.0, "ع").unwrap();
        assert!(
            word.iter().all(|glyph| glyph.id != alone[0].id),
            "the first letter has its joined form"
        );
    }

    #[test]
    fn javanese_signs_change_places_and_keep_their_text() {
        // The vowel that is typed after the letter is drawn before it.
        let glyphs = shape(Face::Regular, 12.0, "ꦱꦺ").unwrap();
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, "ꦱꦺ");
        let alone = shape(Face::Regular, 12.0, "ꦱ").unwrap();
        assert_eq!(glyphs.last().unwrap().id, alone[0].id);
    }
}
