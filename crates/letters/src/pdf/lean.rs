//! A cut typeface without what paper does not need: the programs that fit outlines to the pixels of old screens, and
//! the tables that a PDF says itself. That is half of its size.
//!
//! Own code, since the crate that cuts the faces keeps all of it, and others that do not would bring a font compiler.

/// Tables that a PDF's TrueType program must have.
const KEPT: [&[u8; 4]; 6] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"];

/// A composite glyph's part says: another part follows; instructions follow the last one; places are words; how the
/// part is scaled.
const MORE: u16 = 0x0020;
const INSTRUCTIONS: u16 = 0x0100;
const WORDS: u16 = 0x0001;
const SCALES: [(u16, usize); 3] = [(0x0008, 2), (0x0040, 4), (0x0080, 8)];

/// The same face, leaner; `None` if it is no TrueType face of the usual build, which is then embedded as it is.
pub(super) fn lean(font: &[u8]) -> Option<Vec<u8>> {
    if font.get(..4)? != [0, 1, 0, 0] {
        return None;
    }
    let mut head = table(font, b"head")?.to_vec();
    let glyf = table(font, b"glyf")?;
    let offsets = offsets(table(font, b"loca")?, word(&head, 50)? == 1)?;
    let mut glyphs = Vec::with_capacity(glyf.len());
    let mut loca = Vec::with_capacity(offsets.len() * 4);
    for pair in offsets.windows(2) {
        loca.extend_from_slice(&u32::try_from(glyphs.len()).ok()?.to_be_bytes());
        glyphs.extend(bare(glyf.get(pair[0]..pair[1])?)?);
        while glyphs.len() % 4 != 0 {
            glyphs.push(0);
        }
    }
    loca.extend_from_slice(&u32::try_from(glyphs.len()).ok()?.to_be_bytes());
    // Offsets are long now.
    head.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
    let tables: Vec<(&[u8; 4], Vec<u8>)> = KEPT
        .iter()
        .map(|tag| {
            let bytes = match *tag {
                b"glyf" => glyphs.clone(),
                b"loca" => loca.clone(),
                b"head" => head.clone(),
                tag => table(font, tag)?.to_vec(),
            };
            Some((*tag, bytes))
        })
        .collect::<Option<_>>()?;
    Some(file(&tables))
}

/// A glyph without its instructions.
fn bare(glyph: &[u8]) -> Option<Vec<u8>> {
    if glyph.is_empty() {
        return Some(Vec::new());
    }
    let contours = i16::from_be_bytes(glyph.get(..2)?.try_into().ok()?);
    if contours >= 0 {
        let at = 10 + 2 * usize::try_from(contours).ok()?;
        let length = usize::from(word(glyph, at)?);
        let mut bare = glyph.get(..at)?.to_vec();
        bare.extend_from_slice(&[0, 0]);
        bare.extend_from_slice(glyph.get(at + 2 + length..)?);
        return Some(bare);
    }
    let mut bare = glyph.to_vec();
    let mut at = 10;
    loop {
        let flags = word(glyph, at)?;
        bare.get_mut(at..at + 2)?
            .copy_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 };
        at += SCALES
            .iter()
            .find(|(flag, _)| flags & flag != 0)
            .map_or(0, |(_, length)| *length);
        if flags & MORE == 0 {
            bare.truncate(at);
            return Some(bare);
        }
    }
}

fn offsets(loca: &[u8], is_long: bool) -> Option<Vec<usize>> {
    if is_long {
        loca.chunks_exact(4)
            .map(|part| usize::try_from(u32::from_be_bytes(part.try_into().ok()?)).ok())
            .collect()
    } else {
        loca.chunks_exact(2)
            .map(|part| Some(usize::from(u16::from_be_bytes(part.try_into().ok()?)) * 2))
            .collect()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let value = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
    usize::try_from(value).ok()
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(word(font, 4)?);
    let at = (0..count)
        .map(|index| 12 + 16 * index)
        .find(|at| font.get(*at..at + 4) == Some(tag))?;
    let start = long(font, at + 8)?;
    font.get(start..start + long(font, at + 12)?)
}

/// Tables as a font file.
fn file(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let power = 15 - u16::try_from(count.leading_zeros()).unwrap_or(0);
    let range = 16_u16 << power;
    let mut font = vec![0, 1, 0, 0];
    for value in [count, range, power, count * 16 - range] {
        font.extend_from_slice(&value.to_be_bytes());
    }
    let mut start = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        font.extend_from_slice(*tag);
        for value in [sum(bytes), number(start), number(bytes.len())] {
            font.extend_from_slice(&value.to_be_bytes());
        }
        start += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        font.extend_from_slice(bytes);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum: u32, part| {
        let mut whole = [0; 4];
        whole[..part.len()].copy_from_slice(part);
        sum.wrapping_add(u32::from_be_bytes(whole))
    })
}

#[cfg(test)]
mod tests {
    use rustybuzz::ttf_parser::{self, GlyphId, OutlineBuilder};

    use super::*;
    use crate::fonts::{Face, Fonts};

    #[derive(Default, PartialEq, Debug)]
    struct Drawn(Vec<(u8, Vec<f32>)>);

    impl OutlineBuilder for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push((0, vec![x, y]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push((1, vec![x, y]));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push((2, vec![x1, y1, x, y]));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0.push((3, vec![x1, y1, x2, y2, x, y]));
        }
        fn close(&mut self) {
            self.0.push((4, Vec::new()));
        }
    }

    /// Whole faces: simple and composite glyphs, scaled parts, empty glyphs.
    #[test]
    fn every_glyph_of_every_face_is_drawn_as_before_and_takes_less_room() {
        for face in Face::ALL.into_iter().chain(Face::STAND_INS) {
            let bytes = Fonts::embedded().face(face).bytes;
            let Some(lean) = lean(bytes) else {
                panic!("{face:?} is no TrueType face")
            };
            // The parser wants a name and a character map no more than a PDF does.
            let before = ttf_parser::Face::parse(bytes, 0).unwrap();
            let after = ttf_parser::Face::parse(&lean, 0).unwrap();
            assert_eq!(before.number_of_glyphs(), after.number_of_glyphs());
            let mut drawn = 0;
            for id in (0..before.number_of_glyphs()).map(GlyphId) {
                let (mut a, mut b) = (Drawn::default(), Drawn::default());
                before.outline_glyph(id, &mut a);
                after.outline_glyph(id, &mut b);
                assert_eq!(a, b, "{face:?} {id:?}");
                assert_eq!(before.glyph_hor_advance(id), after.glyph_hor_advance(id));
                drawn += a.0.len();
            }
            assert!(drawn > 1_000, "{face:?}");
            assert!(lean.len() < bytes.len(), "{face:?}");
        }
    }

    #[test]
    fn what_is_no_truetype_face_or_is_cut_off_is_left_alone() {
        let bytes = Fonts::embedded().face(Face::Regular).bytes;
        for bad in [&b""[..], b"OTTO", &bytes[..200], &bytes[..bytes.len() / 2]] {
            assert_eq!(lean(bad), None);
        }
    }
}
