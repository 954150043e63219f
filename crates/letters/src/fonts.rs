//! The typefaces of letters, built into the program.

use std::sync::OnceLock;

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, ShapePlan, script};

/// A style of the letters' typeface.
///
/// Liberation Sans has Arial's metrics, so lines break as offices know them; licence beside the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Slanted.
    Italic,
    /// Bold and slanted.
    BoldItalic,
}

impl Face {
    /// All styles.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];
}

/// The faces, parsed once.
pub struct Fonts {
    faces: [Loaded; 4],
}

pub(crate) struct Loaded {
    pub(crate) bytes: &'static [u8],
    pub(crate) shaper: rustybuzz::Face<'static>,
    /// How text is shaped; made once, since it takes longer than the shaping of a word.
    pub(crate) plan: ShapePlan,
    units: f32,
}

impl Loaded {
    fn parse(bytes: &'static [u8]) -> Self {
        let shaper =
            rustybuzz::Face::from_slice(bytes, 0).expect("the built-in typefaces are sound");
        #[expect(clippy::cast_precision_loss, reason = "1000 or 2048")]
        let units = shaper.units_per_em() as f32;
        // Ligatures are off: a name is searched and copied letter by letter, and faces like Arial gain nothing.
        let features = [b"liga", b"clig"].map(|tag| Feature::new(Tag::from_bytes(tag), 0, ..));
        let plan = ShapePlan::new(
            &shaper,
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &features,
        );
        Self {
            bytes,
            shaper,
            plan,
            units,
        }
    }

    /// Points per font unit at a size.
    pub(crate) fn scale(&self, size: f32) -> f32 {
        size / self.units
    }
}

impl Fonts {
    /// The built-in faces.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Self {
            faces: [
                Loaded::parse(include_bytes!(
                    "../../../assets/fonts/letters/LiberationSans-Regular.ttf"
                )),
                Loaded::parse(include_bytes!(
                    "../../../assets/fonts/letters/LiberationSans-Bold.ttf"
                )),
                Loaded::parse(include_bytes!(
                    "../../../assets/fonts/letters/LiberationSans-Italic.ttf"
                )),
                Loaded::parse(include_bytes!(
                    "../../../assets/fonts/letters/LiberationSans-BoldItalic.ttf"
                )),
            ],
        })
    }

    /// Whether every style can draw the character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.faces
            .iter()
            .all(|face| face.shaper.glyph_index(character).is_some())
    }

    pub(crate) fn face(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.faces[0],
            Face::Bold => &self.faces[1],
            Face::Italic => &self.faces[2],
            Face::BoldItalic => &self.faces[3],
        }
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fonts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_indonesian_names_are_there_and_emoji_are_not() {
        let fonts = Fonts::embedded();
        for c in "AaÉéÑñÜüḍṭāīū’‘ʻʼ“”–—'`-/.,()&°½".chars() {
            assert!(fonts.has(c), "{c}");
        }
        assert!(!fonts.has('😀'));
        assert!(!fonts.has('ꦱ'));
    }
}
