//! From characters to glyphs.

use rustybuzz::{Direction, UnicodeBuffer, script};

use crate::error::LetterError;
use crate::fonts::{Face, Fonts};

/// A shaped glyph; lengths in points at the shaped size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    /// Shift from the pen, to the right and down.
    pub(crate) shift: (f32, f32),
    /// The characters that it stands for, so that text can be copied from the PDF.
    pub(crate) text: String,
}

/// Shapes one word or any text without line breaks.
pub(crate) fn shape(face: Face, size: f32, text: &str) -> Result<Vec<Glyph>, LetterError> {
    let loaded = Fonts::embedded().face(face);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let shaped = rustybuzz::shape_with_plan(&loaded.shaper, &loaded.plan, buffer);

    let scale = loaded.scale(size);
    let points = |units: i32| {
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        let units = units as f32;
        units * scale
    };
    let infos = shaped.glyph_infos();
    let mut glyphs = Vec::with_capacity(infos.len());
    for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
        let start = usize::try_from(info.cluster).unwrap_or_default();
        let next = infos[index + 1..]
            .iter()
            .map(|other| usize::try_from(other.cluster).unwrap_or_default())
            .find(|cluster| *cluster > start)
            .unwrap_or(text.len());
        let is_first = index == 0 || infos[index - 1].cluster != info.cluster;
        let stands_for = if is_first {
            text.get(start..next).unwrap_or_default()
        } else {
            ""
        };
        let id = u16::try_from(info.glyph_id).unwrap_or_default();
        if id == 0 {
            let rest = text.get(start..).unwrap_or_default();
            let missing = rest.chars().find(|c| !Fonts::embedded().has(*c));
            return Err(LetterError::MissingGlyph {
                character: missing
                    .or_else(|| rest.chars().next())
                    .unwrap_or('\u{fffd}'),
                text: text.trim().to_owned(),
            });
        }
        glyphs.push(Glyph {
            id,
            advance: points(position.x_advance),
            shift: (points(position.x_offset), -points(position.y_offset)),
            text: stands_for.to_owned(),
        });
    }
    Ok(glyphs)
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
}
