//! The layout as PDF.
//!
//! The typefaces are cut down to the glyphs in use before the writer sees them (it would embed whole faces), every
//! glyph says which characters it stands for, and the document's id is made from the pages, so that one layout always
//! gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::date::Date;
use printpdf::{
    Color, FontId, Greyscale, ImageCompression, ImageOptimizationOptions, LinePoint, Mm, Op,
    PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, TextItem, TextMatrix, WindingOrder,
    XObject, XObjectId, XObjectTransform, text::Codepoint,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::LetterError;
use crate::fonts::{Face, Fonts};
use crate::layout::{Item, Layout, Page, Picture, Rectangle, Run};

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

    let faces = cut_faces(layout)?;
    for face in faces.values() {
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
        .map(|page| PdfPage::new(Mm(width), Mm(height), ops(page, layout, &faces)))
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

/// A face with only the glyphs that the letter uses.
struct CutFace {
    id: FontId,
    parsed: ParsedFont,
    remapper: GlyphRemapper,
    /// Whole thousandths of an em that the PDF declares as each glyph's width.
    widths: BTreeMap<u16, i64>,
}

fn cut_faces(layout: &Layout) -> Result<BTreeMap<Face, CutFace>, LetterError> {
    let mut used: BTreeMap<Face, BTreeSet<u16>> = BTreeMap::new();
    for item in layout.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = item {
            used.entry(run.face)
                .or_default()
                .extend(run.glyphs.iter().map(|glyph| glyph.id));
        }
    }
    used.into_iter()
        .map(|(face, glyphs)| Ok((face, cut(face, &glyphs)?)))
        .collect()
}

fn cut(face: Face, glyphs: &BTreeSet<u16>) -> Result<CutFace, LetterError> {
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
    // Six capitals before a plus mark a cut face; the writer takes the name from the id.
    let tag = match face {
        Face::Regular => "JEMPTA+LiberationSans",
        Face::Bold => "JEMPTB+LiberationSans-Bold",
        Face::Italic => "JEMPTC+LiberationSans-Italic",
        Face::BoldItalic => "JEMPTD+LiberationSans-BoldItalic",
    };
    let em = i64::from(parsed.units_per_em);
    let widths = sorted
        .iter()
        .filter_map(|glyph| {
            let new = remapper.get(*glyph)?;
            Some((*glyph, i64::from(parsed.get_glyph_width(new)?) * 1000 / em))
        })
        .collect();
    Ok(CutFace {
        id: FontId(tag.to_owned()),
        parsed,
        remapper,
        widths,
    })
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

fn ops(page: &Page, layout: &Layout, faces: &BTreeMap<Face, CutFace>) -> Vec<Op> {
    let (_, height) = layout.size();
    let mut ops = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(run) => {
                if let Some(face) = faces.get(&run.face) {
                    text(run, face, height, &mut ops);
                }
            }
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

/// One run of glyphs. After each glyph the reader moves on by the declared width; the offset corrects that to where the
/// layout wants the next one, and what is lost by rounding is carried on, so that errors never add up.
fn text(run: &Run, face: &CutFace, height: f32, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    ops.push(colour(run.grey));
    ops.push(Op::SetFont {
        font: PdfFontHandle::External(face.id.clone()),
        size: Pt(run.size),
    });
    let (sin, cos) = run.angle.to_radians().sin_cos();
    for line in run.glyphs.chunk_by(|a, b| (a.y - b.y).abs() < 0.001) {
        let Some(first) = line.first() else { continue };
        let (x, y) = (first.x * cos + first.y * sin, first.x * sin - first.y * cos);
        let start = [cos, sin, -sin, cos, run.x + x, height - run.y + y];
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw(start),
        });
        let mut pen = 0.0;
        let mut glyphs = Vec::with_capacity(line.len());
        for (index, glyph) in line.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "thousandths of an em are small")]
            let declared = face.widths.get(&glyph.id).copied().unwrap_or_default() as f32;
            pen += declared;
            let offset = match line.get(index + 1) {
                Some(next) => {
                    let wanted = (next.x - first.x) * 1000.0 / run.size;
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
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs)],
        });
    }
    ops.push(Op::EndTextSection);
}
