//! The typefaces of one document, cut down to the glyphs in use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use printpdf::{FontId, ParsedFont};
use rustybuzz::ttf_parser::Face as Parser;
use subsetter::GlyphRemapper;

use super::{deflate, lean};
use crate::error::LetterError;
use crate::fonts::{Face, Fonts};
use crate::layout::{Item, Layout, PlacedGlyph};

/// What ordinary letters are written with. The faces are cut to it once; only a letter with other characters pays for
/// a cut of its own. More here would make every letter larger.
const USUAL: &str =
    " !\"&'()*+,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz–’“”";

/// The cut faces of one document.
///
/// A PDF says once per typeface which characters a glyph stands for. Javanese and Arabic glyphs can stand for different
/// ones from word to word; so a face is cut as often as one of its glyphs has different meanings. Latin needs one cut.
pub(super) struct Cuts {
    pub(super) faces: Vec<CutFace>,
    /// Face and glyph, with the characters that it stands for in each cut.
    meanings: BTreeMap<(Face, u16), Vec<(String, usize)>>,
}

/// The glyphs of a cut that is kept, and the cut; `None` if it cannot be made.
type Kept = Option<(BTreeSet<u16>, Arc<Cut>)>;

/// A cut face under its name in the document.
pub(super) struct CutFace {
    pub(super) id: FontId,
    pub(super) cut: Arc<Cut>,
}

/// A face with only some glyphs.
pub(super) struct Cut {
    pub(super) parsed: ParsedFont,
    remapper: GlyphRemapper,
    /// Whole thousandths of an em that the PDF declares as each glyph's width.
    widths: BTreeMap<u16, i64>,
    /// The face as the writer embeds it.
    pub(super) plain: Vec<u8>,
    /// What stands there in its place: how long it is, and its bytes compressed.
    pub(super) lean: (usize, Vec<u8>),
}

impl Cut {
    fn new(face: Face, glyphs: &BTreeSet<u16>) -> Result<Self, LetterError> {
        let sorted: Vec<u16> = glyphs.iter().copied().collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&sorted);
        let bytes = Fonts::embedded().face(face).bytes;
        let plain = subsetter::subset(bytes, 0, &remapper).map_err(|error| LetterError::Pdf {
            detail: error.to_string(),
        })?;
        let mut warnings = Vec::new();
        let parsed =
            ParsedFont::from_bytes(&plain, 0, &mut warnings).ok_or_else(|| LetterError::Pdf {
                detail: "the cut typeface cannot be read".to_owned(),
            })?;
        let em = i64::from(parsed.units_per_em);
        let widths = sorted
            .iter()
            .filter_map(|glyph| {
                let new = remapper.get(*glyph)?;
                Some((*glyph, i64::from(parsed.get_glyph_width(new)?) * 1000 / em))
            })
            .collect();
        let lean = lean::lean(&plain).unwrap_or_else(|| plain.clone());
        Ok(Self {
            parsed,
            remapper,
            widths,
            lean: (lean.len(), deflate(&lean)?),
            plain,
        })
    }

    /// The face cut to what ordinary letters use; Latin only.
    fn usual(face: Face) -> Option<&'static (BTreeSet<u16>, Arc<Self>)> {
        static USUAL_CUTS: [OnceLock<Kept>; Face::ALL.len()] =
            [const { OnceLock::new() }; Face::ALL.len()];
        let place = Face::ALL.iter().position(|own| *own == face)?;
        USUAL_CUTS[place]
            .get_or_init(|| {
                let parser: &Parser<'_> = &Fonts::embedded().face(face).shaper;
                let glyphs: BTreeSet<u16> = USUAL
                    .chars()
                    .filter_map(|c| Some(parser.glyph_index(c)?.0))
                    .collect();
                let cut = Self::new(face, &glyphs).ok()?;
                Some((glyphs, Arc::new(cut)))
            })
            .as_ref()
    }

    fn of(face: Face, glyphs: &BTreeSet<u16>) -> Result<Arc<Self>, LetterError> {
        match Self::usual(face) {
            Some((usual, cut)) if glyphs.is_subset(usual) => Ok(cut.clone()),
            _ => Ok(Arc::new(Self::new(face, glyphs)?)),
        }
    }

    /// The glyph's number in the cut.
    pub(super) fn glyph(&self, id: u16) -> u16 {
        self.remapper.get(id).unwrap_or_default()
    }

    /// The width that the document declares.
    pub(super) fn width(&self, id: u16) -> i64 {
        self.widths.get(&id).copied().unwrap_or_default()
    }
}

impl Cuts {
    pub(super) fn of(layout: &Layout) -> Result<Self, LetterError> {
        // Which glyphs each cut has: the n-th meaning of a glyph is in the n-th cut of its face.
        let mut wanted: BTreeMap<(Face, usize), BTreeSet<u16>> = BTreeMap::new();
        let mut meanings: BTreeMap<(Face, u16), Vec<(String, usize)>> = BTreeMap::new();
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            let Item::Text(run) = item else { continue };
            for glyph in &run.glyphs {
                let known = meanings.entry((glyph.face, glyph.id)).or_default();
                if known.iter().all(|(text, _)| *text != glyph.text) {
                    wanted
                        .entry((glyph.face, known.len()))
                        .or_default()
                        .insert(glyph.id);
                    known.push((glyph.text.clone(), 0));
                }
            }
        }
        let mut faces = Vec::with_capacity(wanted.len());
        for ((face, cut), glyphs) in &wanted {
            for glyph in glyphs {
                if let Some(known) = meanings.get_mut(&(*face, *glyph))
                    && let Some((_, index)) = known.get_mut(*cut)
                {
                    *index = faces.len();
                }
            }
            faces.push(CutFace {
                id: FontId(format!("{}+{}", tag(faces.len()), face.file_name())),
                cut: Cut::of(*face, glyphs)?,
            });
        }
        Ok(Self { faces, meanings })
    }

    /// The cut that has the glyph with this meaning.
    pub(super) fn index(&self, glyph: &PlacedGlyph) -> Option<usize> {
        self.meanings
            .get(&(glyph.face, glyph.id))?
            .iter()
            .find(|(text, _)| *text == glyph.text)
            .map(|(_, index)| *index)
    }
}

/// Six capitals before a plus mark a cut face; the writer takes the name from the id.
fn tag(index: usize) -> String {
    let letter = |index: usize| char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    format!("JEMP{}{}", letter(index / 26), letter(index))
}
