//! The layout as PDF.
//!
//! The typefaces are cut down to the glyphs in use before the writer sees them (it would embed whole faces), every
//! glyph says which characters it stands for, and the document's id is made from the pages, so that one layout always
//! gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use jemput_domain::date::Date;
use printpdf::{
    Color, DictItem, FontId, Greyscale, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, RawImage,
    RawImageData, RawImageFormat, TextItem, TextMatrix, WindingOrder, XObject, XObjectId,
    XObjectTransform, text::Codepoint,
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
    for index in 0..layout.pictures.len() {
        let image = XObject::Image(stand_in(index));
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
        image_optimization: None,
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
    compress(&mut written, layout)?;
    let mut bytes = Vec::new();
    written
        .save_to(&mut bytes)
        .map_err(|error| LetterError::Pdf {
            detail: error.to_string(),
        })?;
    Ok(bytes)
}

/// Puts the pictures in the places of their stand-ins, and compresses everything else.
fn compress(written: &mut lopdf::Document, layout: &Layout) -> Result<(), LetterError> {
    let fault = |error: &dyn std::fmt::Display| LetterError::Pdf {
        detail: error.to_string(),
    };
    for object in written.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else {
            continue;
        };
        let is_image = stream
            .dict
            .get(b"Subtype")
            .and_then(lopdf::Object::as_name)
            .is_ok_and(|name| name == b"Image");
        if is_image {
            let width = stream.dict.get(b"Width").and_then(lopdf::Object::as_i64);
            let picture = width
                .ok()
                .and_then(|width| usize::try_from(width).ok()?.checked_sub(1))
                .and_then(|index| layout.pictures.get(index))
                .ok_or_else(|| fault(&"a picture is missing"))?;
            *stream = picture_stream(picture);
        } else if stream.allows_compression && stream.dict.get(b"Filter").is_err() {
            let mut encoder =
                flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder
                .write_all(&stream.content)
                .map_err(|error| fault(&error))?;
            let deflated = encoder.finish().map_err(|error| fault(&error))?;
            if deflated.len() < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(deflated);
            }
        }
    }
    Ok(())
}

/// The picture as its PNG has it: PDF knows that way of compressing rows.
fn picture_stream(picture: &Picture) -> lopdf::Stream {
    let (width, height) = (i64::from(picture.width), i64::from(picture.height));
    let mut rows = lopdf::Dictionary::new();
    rows.set("Predictor", 15);
    rows.set("Colors", 3);
    rows.set("BitsPerComponent", 8);
    rows.set("Columns", width);
    let mut dict = lopdf::Dictionary::new();
    dict.set("Type", "XObject");
    dict.set("Subtype", "Image");
    dict.set("Width", width);
    dict.set("Height", height);
    dict.set("ColorSpace", "DeviceRGB");
    dict.set("BitsPerComponent", 8);
    dict.set("Filter", "FlateDecode");
    dict.set("DecodeParms", rows);
    lopdf::Stream::new(dict, picture.deflated.clone()).with_compression(false)
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

/// What the writer gets in a picture's place: one row of white, as long as the picture's place in the list counts. The
/// writer would compress the whole picture again for each letter.
fn stand_in(index: usize) -> RawImage {
    RawImage {
        pixels: RawImageData::U8(vec![255; (index + 1) * 3]),
        width: index + 1,
        height: 1,
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
                ops.push(image(*index, place, height));
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
            p: Point {
                x: Pt(fine(x)),
                y: Pt(fine(y)),
            },
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

/// A length to a hundredth of a point, far below a dot of any printer: thousands of digits fewer in the file.
fn fine(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn colour(grey: f32) -> Op {
    Op::SetFillColor {
        col: Color::Greyscale(Greyscale::new(grey, None)),
    }
}

fn image(index: usize, place: &Rectangle, height: f32) -> Op {
    #[expect(clippy::cast_precision_loss, reason = "a handful of pictures")]
    let pixels = (index as f32 + 1.0, 1.0);
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
            let start = [
                cos,
                sin,
                -sin,
                cos,
                fine(run.x + x),
                fine(height - run.y + y),
            ];
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
