//! The seal's QR code as rectangles.

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};

use crate::error::LetterError;
use crate::layout::{Item, Rectangle, mm};

/// Side of a module: 4 dots of a portable printer at 203 dpi, at least 5 at 300 dpi. Smaller modules were not read
/// from thermal paper.
const MODULE_MM: f32 = 4.0 * 25.4 / 203.0;

/// Dots per inch that a printer of seals has at least; some say 200 and mean 203.
pub const SEAL_DPI: u32 = 200;

/// White modules around the code.
pub(crate) const QUIET: usize = 4;

/// Modules of the usual token (version 12); a draft keeps this room.
const USUAL: usize = 65;

/// A code with its size in points, without the quiet zone.
pub(crate) struct Code {
    pub(crate) side: f32,
    dark: Vec<(usize, usize, usize)>,
}

/// Points of some modules.
pub(crate) fn modules(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most 177")]
    let count = count as f32;
    count * mm(MODULE_MM)
}

/// The room of a code that is not there yet.
pub(crate) fn empty() -> Code {
    Code {
        side: modules(USUAL),
        dark: Vec::new(),
    }
}

/// Encodes a text at level M in the smallest version that holds it.
pub(crate) fn encode(text: &str) -> Result<Code, LetterError> {
    let code = (1..=40)
        .map(Version::Normal)
        .find_map(|version| segments(text, version).ok())
        .and_then(|bits| QrCode::with_bits(bits, EcLevel::M).ok())
        .ok_or_else(|| LetterError::Seal {
            length: text.chars().count(),
        })?;
    let width = code.width();
    let colors = code.into_colors();
    // Neighbouring modules of a row are one rectangle.
    let mut dark = Vec::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..]
                .iter()
                .take_while(|color| **color == Color::Dark)
                .count();
            if run > 0 {
                dark.push((x, y, run));
            }
            x += run.max(1);
        }
    }
    Ok(Code {
        side: modules(width),
        dark,
    })
}

/// The text in three segments: everything before `#`, the `#`, everything after. Only `#` is outside the compact
/// alphabet of QR codes; the library's own division falls back to bytes for the whole text and needs three versions
/// more.
fn segments(text: &str, version: Version) -> Result<Bits, QrError> {
    let mut bits = Bits::new(version);
    for (index, part) in text.split('#').enumerate() {
        if index > 0 {
            bits.push_byte_data(b"#")?;
        }
        if part.bytes().all(is_compact) {
            bits.push_alphanumeric_data(part.as_bytes())?;
        } else {
            bits.push_byte_data(part.as_bytes())?;
        }
    }
    bits.push_terminator(EcLevel::M)?;
    Ok(bits)
}

/// The alphabet that QR codes store in 5.5 bits.
fn is_compact(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}

impl Code {
    /// The code with its upper left dark module at this place; the caller keeps [`QUIET`] modules white around it.
    pub(crate) fn item(&self, x: f32, y: f32) -> Option<Item> {
        let places = self.dark.iter().map(|(column, row, run)| Rectangle {
            x: x + modules(*column),
            y: y + modules(*row),
            width: modules(*run),
            height: modules(1),
        });
        let places: Vec<Rectangle> = places.collect();
        (!places.is_empty()).then_some(Item::Modules(places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_seal_is_a_version_12_code_of_32_millimetres() {
        let text = format!(
            "HTTPS://PERIKSA.MANDALASARI.EXAMPLE/V1#{}",
            "A7".repeat(179)
        );
        let code = encode(&text).unwrap();
        assert!((code.side - modules(65)).abs() < 0.01, "{}", code.side);
        assert!((code.side - mm(32.53)).abs() < 0.1);
    }

    #[test]
    fn a_text_beyond_any_code_is_told() {
        assert_eq!(
            encode(&"x".repeat(4000)).err().unwrap().code(),
            "letter-seal"
        );
    }
}
