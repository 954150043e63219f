//! The typefaces of letters, built into the program.

use std::sync::OnceLock;

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, Script, ShapePlan, script};

/// A style of the letters' typeface, or a face that stands in for scripts it does not have.
///
/// Liberation Sans has Arial's metrics, so lines break as offices know them; licences beside the files.
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
    /// Javanese script, in one style.
    Javanese,
    /// Arabic script, in one style.
    Arabic,
}

impl Face {
    /// All styles of the letters' own typeface.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The faces that are asked, in this order, for what the own typeface does not have.
    pub(crate) const STAND_INS: [Self; 2] = [Self::Javanese, Self::Arabic];

    /// Script and direction in which the face is shaped.
    pub(crate) fn shaped_as(self) -> (Script, Direction) {
        match self {
            Self::Regular | Self::Bold | Self::Italic | Self::BoldItalic => {
                (script::LATIN, Direction::LeftToRight)
            }
            Self::Javanese => (script::JAVANESE, Direction::LeftToRight),
            Self::Arabic => (script::ARABIC, Direction::RightToLeft),
        }
    }

    /// The PostScript name.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Regular => "LiberationSans",
            Self::Bold => "LiberationSans-Bold",
            Self::Italic => "LiberationSans-Italic",
            Self::BoldItalic => "LiberationSans-BoldItalic",
            Self::Javanese => "NotoSansJavanese",
            Self::Arabic => "NotoNaskhArabic",
        }
    }
}

/// The faces, parsed once.
pub struct Fonts {
    faces: [Loaded; 6],
}

pub(crate) struct Loaded {
    pub(crate) bytes: &'static [u8],
    pub(crate) shaper: rustybuzz::Face<'static>,
    /// How text is shaped; made once, since it takes longer than the shaping of a word.
    pub(crate) plan: ShapePlan,
    units: f32,
}

impl Loaded {
    fn parse(face: Face, bytes: &'static [u8]) -> Self {
        let shaper =
            rustybuzz::Face::from_slice(bytes, 0).expect("the built-in typefaces are sound");
        #[expect(clippy::cast_precision_loss, reason = "1000 or 2048")]
        let units = shaper.units_per_em() as f32;
        // Ligatures of taste are off: a name is searched and copied letter by letter, and faces like Arial gain
        // nothing. Those that a script demands stay.
        let features = [b"liga", b"clig"].map(|tag| Feature::new(Tag::from_bytes(tag), 0, ..));
        let (script, direction) = face.shaped_as();
        let plan = ShapePlan::new(&shaper, direction, Some(script), None, &features);
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

    pub(crate) fn has(&self, character: char) -> bool {
        self.shaper.glyph_index(character).is_some()
    }
}

impl Fonts {
    /// The built-in faces.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        macro_rules! face {
            ($face:ident, $file:literal) => {
                Loaded::parse(
                    Face::$face,
                    include_bytes!(concat!("../../../assets/fonts/letters/", $file)),
                )
            };
        }
        FONTS.get_or_init(|| Self {
            faces: [
                face!(Regular, "LiberationSans-Regular.ttf"),
                face!(Bold, "LiberationSans-Bold.ttf"),
                face!(Italic, "LiberationSans-Italic.ttf"),
                face!(BoldItalic, "LiberationSans-BoldItalic.ttf"),
                face!(Javanese, "NotoSansJavanese-Regular.ttf"),
                face!(Arabic, "NotoNaskhArabic-Regular.ttf"),
            ],
        })
    }

    /// Whether a letter can show the character in every style.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        Face::ALL.iter().all(|face| self.face(*face).has(character))
            || Face::STAND_INS
                .iter()
                .any(|face| self.face(*face).has(character))
    }

    pub(crate) fn face(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.faces[0],
            Face::Bold => &self.faces[1],
            Face::Italic => &self.faces[2],
            Face::BoldItalic => &self.faces[3],
            Face::Javanese => &self.faces[4],
            Face::Arabic => &self.faces[5],
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
            assert!(fonts.face(Face::Regular).has(c), "{c}");
        }
        for c in "ꦱꦫꦶꦤꦼꦩ꧀مُحَمَّدعبدالله".chars() {
            assert!(fonts.has(c), "{c}");
        }
        assert!(!fonts.has('😀'));
        assert!(!fonts.has('漢'));
    }
}
