//! The layout as PDF.
//!
//! The typefaces are cut down to the glyphs in use before the writer sees them (it would embed whole faces), every
//! glyph says which characters it stands for, and the document's id is made from the pages, so that one layout always
//! gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::date::Date;
use printpdf::{
    Color, DictItem, FontId, Greyscale, ImageCompression, ImageOptimizationOptions, LinePoint, Mm,
    Op, PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, TextItem, TextMatrix, WindingOrder,
    XObject, XObjectId, XObjectTransform, text::Codepoint,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::LetterError;
use crate::fonts::{Face, Fonts};
use crate::layout::{Item, Layout, Page, Picture, PlacedGlyph, Rectangle, Run};

/// Writes the document.
pub(crate) fn write(layout: &Layout, number: &str) -> Result<Vec<u8>, LetterError> {
    let mut document = PdfDocument::new(&format!("{} {number}", layout.title));
    let info = &mut document.metadata.info;
    info.author.clone_from(&layout.author);
    number.clone_into(&mut info.subject);
    "Jemput".clone_into(&mut info.creator);
    "Jemput".clone_into(&mut info.producer);
    let moment = printpdf::OffsetDateTime::from_unix_timestamp(noon(layout.issued_on))
        .unwrap_or(info.creation_date);
    info.creation_date = moment;
    info.modification_date = moment;
    info.metadata_date = moment;

    let cuts = Cuts::of(layout)?;
    for face in &cuts.faces {
        let font = printpdf::PdfFont::new(face.parsed.clone());
        document.resources.fonts.map.insert(face.id.clone(), font);
    }
    for (index, picture) in layout.pictures.iter().enumerate() {
        let image = XObject::Image(raw(picture));
        document
            .resources
            .xobjects
            .map
            .insert(picture_id(index), image);
    }
    let (width, height) = layout.paper.millimetres();
    document.pages = layout
        .pages
        .iter()
        .map(|page| PdfPage::new(Mm(width), Mm(height), ops(page, layout, &cuts)))
        .collect();

    let options = PdfSaveOptions {
        image_optimization: Some(ImageOptimizationOptions {
            format: Some(ImageCompression::Flate),
            quality: None,
            max_image_size: None,
            dither_greyscale: None,
            convert_to_greyscale: Some(false),
            auto_optimize: Some(false),
        }),
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        // The writer would rather leave a text out than fail; an official letter must not.
        return Err(LetterError::Pdf {
            detail: format!("{warning:?}"),
        });
    }
    let id = fingerprint(layout, number);
    if let Ok(ids) = written
        .trailer
        .get_mut(b"ID")
        .and_then(|ids| ids.as_array_mut())
    {
        for own in ids {
            if let Ok(text) = own.as_str_mut() {
                id.as_bytes().clone_into(text);
            }
        }
    }
    written.compress();
    let mut bytes = Vec::new();
    written
        .save_to(&mut bytes)
        .map_err(|error| LetterError::Pdf {
            detail: error.to_string(),
        })?;
    Ok(bytes)
}

/// Noon of a day in seconds since 1970 UTC: the same day in all zones of the country.
fn noon(day: Date) -> i64 {
    jemput_domain::letter::end_of_day(day, jemput_domain::date::Zone::Wib) - 43_199
}

/// A name for the document made of what it shows.
fn fingerprint(layout: &Layout, number: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(format!("{number}{:?}", layout.pages)).into();
    data_encoding::HEXLOWER.encode(&hash[..16])
}

/// The cut faces of one document.
///
/// A PDF says once per typeface which characters a glyph stands for. Javanese and Arabic glyphs can stand for different
/// ones from word to word; so a face is cut as often as one of its glyphs has different meanings. Latin needs one cut.
struct Cuts {
    faces: Vec<CutFace>,
    /// Face and glyph, with the characters that it stands for in each cut.
    meanings: BTreeMap<(Face, u16), Vec<(String, usize)>>,
}

/// A face with only the glyphs that the letter uses.
struct CutFace {
    id: FontId,
    parsed: ParsedFont,
    remapper: GlyphRemapper,
    /// Whole thousandths of an em that the PDF declares as each glyph's width.
    widths: BTreeMap<u16, i64>,
}

impl Cuts {
    fn of(layout: &Layout) -> Result<Self, LetterError> {
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
            faces.push(cut_face(*face, faces.len(), glyphs)?);
        }
        Ok(Self { faces, meanings })
    }

    /// The cut that has the glyph with this meaning.
    fn index(&self, glyph: &PlacedGlyph) -> Option<usize> {
        self.meanings
            .get(&(glyph.face, glyph.id))?
            .iter()
            .find(|(text, _)| *text == glyph.text)
            .map(|(_, index)| *index)
    }
}

fn cut_face(face: Face, index: usize, glyphs: &BTreeSet<u16>) -> Result<CutFace, LetterError> {
    let sorted: Vec<u16> = glyphs.iter().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&sorted);
    let bytes = Fonts::embedded().face(face).bytes;
    let subset = subsetter::subset(bytes, 0, &remapper).map_err(|error| LetterError::Pdf {
        detail: error.to_string(),
    })?;
    let mut warnings = Vec::new();
    let parsed =
        ParsedFont::from_bytes(&subset, 0, &mut warnings).ok_or_else(|| LetterError::Pdf {
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
    Ok(CutFace {
        id: FontId(format!("{}+{}", tag(index), face.file_name())),
        parsed,
        remapper,
        widths,
    })
}

/// Six capitals before a plus mark a cut face; the writer takes the name from the id.
fn tag(index: usize) -> String {
    let letter = |index: usize| char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    format!("JEMP{}{}", letter(index / 26), letter(index))
}

fn picture_id(index: usize) -> XObjectId {
    XObjectId(format!("Im{index}"))
}

fn raw(picture: &Picture) -> RawImage {
    RawImage {
        pixels: RawImageData::U8(picture.rgb.clone()),
        width: usize::try_from(picture.width).unwrap_or_default(),
        height: usize::try_from(picture.height).unwrap_or_default(),
        data_format: RawImageFormat::RGB8,
        tag: Vec::new(),
    }
}

fn ops(page: &Page, layout: &Layout, cuts: &Cuts) -> Vec<Op> {
    let (_, height) = layout.size();
    let mut ops = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(run) => text(run, cuts, height, &mut ops),
            Item::Rule(place) => fill(std::slice::from_ref(place), height, &mut ops),
            Item::Modules(places) => fill(places, height, &mut ops),
            Item::Picture { index, place } => {
                if let Some(picture) = layout.pictures.get(*index) {
                    ops.push(image(*index, picture, place, height));
                }
            }
        }
    }
    ops
}

/// Rectangles as one filled path.
fn fill(places: &[Rectangle], height: f32, ops: &mut Vec<Op>) {
    let ring = |place: &Rectangle| {
        let (left, right) = (place.x, place.x + place.width);
        let (top, bottom) = (height - place.y, height - place.y - place.height);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let points = corners.map(|(x, y)| LinePoint {
            p: Point { x: Pt(x), y: Pt(y) },
            bezier: false,
        });
        PolygonRing {
            points: points.to_vec(),
        }
    };
    ops.push(colour(0.0));
    ops.push(Op::DrawPolygon {
        polygon: Polygon {
            rings: places.iter().map(ring).collect(),
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        },
    });
}

fn colour(grey: f32) -> Op {
    Op::SetFillColor {
        col: Color::Greyscale(Greyscale::new(grey, None)),
    }
}

fn image(index: usize, picture: &Picture, place: &Rectangle, height: f32) -> Op {
    #[expect(clippy::cast_precision_loss, reason = "at most 600 pixels")]
    let pixels = (picture.width as f32, picture.height as f32);
    Op::UseXobject {
        id: picture_id(index),
        transform: XObjectTransform {
            translate_x: Some(Pt(place.x)),
            translate_y: Some(Pt(height - place.y - place.height)),
            scale_x: Some(place.width / pixels.0),
            scale_y: Some(place.height / pixels.1),
            // One pixel is one point before the scale.
            dpi: Some(72.0),
            ..XObjectTransform::default()
        },
    }
}

/// One run of glyphs, in stretches of one cut face and one baseline.
fn text(run: &Run, cuts: &Cuts, height: f32, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    ops.push(colour(run.grey));
    let (sin, cos) = run.angle.to_radians().sin_cos();
    let is_stretch = |a: &PlacedGlyph, b: &PlacedGlyph| {
        cuts.index(a) == cuts.index(b) && (a.y - b.y).abs() < 0.001
    };
    let mut set_face = None;
    let is_javanese = |glyph: &PlacedGlyph| glyph.face == Face::Javanese;
    for word in run.glyphs.chunk_by(|a, b| is_javanese(a) == is_javanese(b)) {
        // Signs of a Javanese word stand before, above and below their letter: readers are told the word as a whole.
        let as_typed = word.first().is_some_and(is_javanese);
        if as_typed {
            ops.push(spoken(word));
        }
        for line in word.chunk_by(is_stretch) {
            let Some(first) = line.first() else { continue };
            let index = cuts.index(first);
            let Some(face) = index.and_then(|index| cuts.faces.get(index)) else {
                continue;
            };
            if set_face != index {
                set_face = index;
                ops.push(Op::SetFont {
                    font: PdfFontHandle::External(face.id.clone()),
                    size: Pt(run.size),
                });
            }
            let (x, y) = (first.x * cos + first.y * sin, first.x * sin - first.y * cos);
            let start = [cos, sin, -sin, cos, run.x + x, height - run.y + y];
            ops.push(Op::SetTextMatrix {
                matrix: TextMatrix::Raw(start),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(codepoints(line, first, face, run.size))],
            });
        }
        if as_typed {
            ops.push(Op::EndMarkedContentWithProperties);
        }
    }
    ops.push(Op::EndTextSection);
}

/// Begins a stretch whose text is said once for all its glyphs, in UTF-16 with its mark.
fn spoken(word: &[PlacedGlyph]) -> Op {
    let text: String = word.iter().map(|glyph| glyph.text.as_str()).collect();
    let data = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let said = DictItem::String {
        data,
        literal: false,
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: BTreeMap::from([("ActualText".to_owned(), said)]),
        },
    }
}

/// After each glyph the reader moves on by the declared width; the offset corrects that to where the layout wants the
/// next one, and what is lost by rounding is carried on, so that errors never add up.
fn codepoints(
    line: &[PlacedGlyph],
    first: &PlacedGlyph,
    face: &CutFace,
    size: f32,
) -> Vec<Codepoint> {
    let mut pen = 0.0;
    let mut glyphs = Vec::with_capacity(line.len());
    for (index, glyph) in line.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "thousandths of an em are small")]
        let declared = face.widths.get(&glyph.id).copied().unwrap_or_default() as f32;
        pen += declared;
        let offset = match line.get(index + 1) {
            Some(next) => {
                let wanted = (next.x - first.x) * 1000.0 / size;
                // Two decimals: a thousandth of a point.
                let offset = ((pen - wanted) * 100.0).round() / 100.0;
                pen -= offset;
                offset
            }
            None => 0.0,
        };
        glyphs.push(Codepoint {
            gid: face.remapper.get(glyph.id).unwrap_or_default(),
            offset,
            cid: Some(glyph.text.clone()),
        });
    }
    glyphs
}
