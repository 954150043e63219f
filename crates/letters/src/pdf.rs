//! The layout as PDF.
//!
//! The typefaces are cut down to the glyphs in use before the writer sees them (it would embed whole faces), every
//! glyph says which characters it stands for, and the document's id is made from the pages, so that one layout always
//! gives the same bytes.

mod cut;
mod lean;

use std::collections::BTreeMap;
use std::io::Write as _;

use jemput_domain::date::Date;
use printpdf::{
    Color, DictItem, Greyscale, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    RawImage, RawImageData, RawImageFormat, TextItem, TextMatrix, XObject, XObjectId,
    XObjectTransform, text::Codepoint,
};
use sha2::{Digest, Sha256};

use self::cut::{Cut, Cuts};
use crate::error::LetterError;
use crate::fonts::Face;
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
        let font = printpdf::PdfFont::new(face.cut.parsed.clone());
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
    let (width, height) = layout.size_mm;
    document.pages = layout
        .pages
        .iter()
        .map(|page| PdfPage::new(Mm(width), Mm(height), ops(page, layout, &cuts)))
        .collect();

    let options = PdfSaveOptions {
        image_optimization: None,
        // Operators that the writer has no word for, such as `re`; all of them are ours.
        secure: false,
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
    compress(&mut written, layout, &cuts)?;
    let id = fingerprint(&written, number);
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
    let mut bytes = Vec::new();
    written
        .save_to(&mut bytes)
        .map_err(|error| LetterError::Pdf {
            detail: error.to_string(),
        })?;
    Ok(bytes)
}

/// Puts the pictures in the places of their stand-ins, and compresses everything else.
fn compress(
    written: &mut lopdf::Document,
    layout: &Layout,
    cuts: &Cuts,
) -> Result<(), LetterError> {
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
        } else if stream.dict.has(b"Length1") {
            let face = cuts
                .faces
                .iter()
                .find(|face| face.cut.plain == stream.content)
                .ok_or_else(|| fault(&"a typeface is missing"))?;
            let (length, lean) = &face.cut.lean;
            stream
                .dict
                .set("Length1", i64::try_from(*length).unwrap_or_default());
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(lean.clone());
        } else if stream.allows_compression && stream.dict.get(b"Filter").is_err() {
            let deflated = deflate(&stream.content)?;
            if deflated.len() < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(deflated);
            }
        }
    }
    Ok(())
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, LetterError> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| LetterError::Pdf {
            detail: error.to_string(),
        })
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
fn fingerprint(written: &lopdf::Document, number: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(number);
    for object in written.objects.values() {
        if let Ok(stream) = object.as_stream() {
            hash.update(&stream.content);
        }
    }
    let hash: [u8; 32] = hash.finalize().into();
    data_encoding::HEXLOWER.encode(&hash[..16])
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
            Item::Modules(places) => modules(places, height, &mut ops),
            Item::Picture { index, place } => {
                ops.push(image(*index, place, height));
            }
        }
    }
    ops
}

/// Rectangles as one filled path.
fn fill(places: &[Rectangle], height: f32, ops: &mut Vec<Op>) {
    ops.push(colour(0.0));
    for place in places {
        let numbers = [
            place.x,
            height - place.y - place.height,
            place.width,
            place.height,
        ];
        let numbers = numbers.map(|number| DictItem::Real(fine(number)));
        ops.push(operator("re", &numbers));
    }
    ops.push(operator("f", &[]));
}

/// The modules of a code on a grid of their own, where all their numbers are small and whole: a fifth of the bytes.
fn modules(places: &[Rectangle], height: f32, ops: &mut Vec<Op>) {
    let module = places
        .iter()
        .map(|place| place.height)
        .fold(f32::MAX, f32::min);
    let left = places.iter().map(|place| place.x).fold(f32::MAX, f32::min);
    let top = places.iter().map(|place| place.y).fold(f32::MAX, f32::min);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a code has at most 177 modules a side"
    )]
    let count = |length: f32| (length / module).round() as i64;
    ops.push(Op::SaveGraphicsState);
    ops.push(colour(0.0));
    ops.push(operator(
        "cm",
        &[module, 0.0, 0.0, -module, left, height - top].map(DictItem::Real),
    ));
    for place in places {
        let numbers = [
            count(place.x - left),
            count(place.y - top),
            count(place.width),
            count(place.height),
        ];
        ops.push(operator("re", &numbers.map(DictItem::Int)));
    }
    ops.push(operator("f", &[]));
    ops.push(Op::RestoreGraphicsState);
}

fn operator(name: &str, operands: &[DictItem]) -> Op {
    Op::Unknown {
        key: name.to_owned(),
        value: operands.to_vec(),
    }
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
                items: vec![TextItem::GlyphIds(codepoints(
                    line, first, &face.cut, run.size,
                ))],
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
fn codepoints(line: &[PlacedGlyph], first: &PlacedGlyph, face: &Cut, size: f32) -> Vec<Codepoint> {
    let mut pen = 0.0;
    let mut glyphs = Vec::with_capacity(line.len());
    for (index, glyph) in line.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "thousandths of an em are small")]
        let declared = face.width(glyph.id) as f32;
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
            gid: face.glyph(glyph.id),
            offset,
            cid: Some(glyph.text.clone()),
        });
    }
    glyphs
}
