//! Ticket printers that speak ESC/POS: queue tickets and receipts as pictures.
//!
//! Everything is sent as a raster. The code pages of such printers lack letters of people's names, and the crate that
//! knows them (`escpos`) sends a wrong byte for a hyphen and raw UTF-8 for what it does not find; what is left of the
//! language are four commands, which are written here.

mod target;

pub use self::target::{Target, discover};
use crate::error::PrintError;
use crate::raster::Raster;

/// Start from the printer's own settings.
const START: [u8; 2] = [0x1b, b'@'];

/// Rows of a raster band follow: mode, bytes across and rows, low byte first.
const BAND: [u8; 4] = [0x1d, b'v', b'0', 0];

/// Move on by so many lines of text.
const FEED: [u8; 2] = [0x1b, b'd'];

/// Cut, leaving a point that holds.
const CUT: [u8; 4] = [0x1d, b'V', 66, 0];

/// Rows of a band: printers have little memory, and the height is often read as one byte.
const BAND_ROWS: usize = 255;

/// Lines between the last row and the blade.
const FEED_LINES: u8 = 4;

/// The bytes that print a raster, once, and cut it off.
#[must_use]
pub fn encode(raster: &Raster) -> Vec<u8> {
    let across = raster.width.div_ceil(8);
    let bits = raster.black_and_white();
    let mut bytes = START.to_vec();
    for band in bits.chunks(across.max(1) * BAND_ROWS) {
        bytes.extend_from_slice(&BAND);
        for number in [across, band.len() / across.max(1)] {
            bytes.extend_from_slice(&u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
        }
        bytes.extend_from_slice(band);
    }
    bytes.extend_from_slice(&FEED);
    bytes.push(FEED_LINES);
    bytes.extend_from_slice(&CUT);
    bytes
}

/// Prints a slip: the pages of a PDF, laid out as wide as the printer's head.
///
/// # Errors
/// [`PrintError`]; where [`PrintError::may_be_out`], the printer got a part of the slip or all of it.
pub fn print(target: &Target, pdf: &[u8], dots_per_inch: f32) -> Result<(), PrintError> {
    let pages = crate::raster::rasterise(pdf, dots_per_inch)?;
    if pages.is_empty() || pages.iter().any(Raster::is_blank) {
        return Err(PrintError::Pdf("a blank slip".to_owned()));
    }
    let bytes: Vec<u8> = pages.iter().flat_map(encode).collect();
    target.send(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_picture_goes_in_bands_and_is_cut_off_once() {
        let raster = Raster {
            width: 384,
            height: 300,
            grey: vec![0; 384 * 300],
        };
        let bytes = encode(&raster);
        assert_eq!(bytes[..2], START);
        assert_eq!(bytes[2..10], [0x1d, b'v', b'0', 0, 48, 0, 255, 0]);
        let second = 2 + 8 + 48 * 255;
        assert_eq!(
            bytes[second..second + 8],
            [0x1d, b'v', b'0', 0, 48, 0, 45, 0]
        );
        let end = second + 8 + 48 * 45;
        assert_eq!(bytes[end..], [0x1b, b'd', 4, 0x1d, b'V', 66, 0]);
        assert!(bytes[10..second].iter().all(|byte| *byte == 0xff));
    }
}
