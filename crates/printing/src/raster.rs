//! Pages as pixels: for drivers that take no PDF, for ticket printers, and to look at what a printer would print.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::error::PrintError;

/// A page in shades of grey, row by row: 0 is black, 255 is white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Dots across.
    pub width: usize,
    /// Dots down.
    pub height: usize,
    /// One byte a dot.
    pub grey: Vec<u8>,
}

/// The pages of a PDF at so many dots per inch.
///
/// # Errors
/// [`PrintError::Pdf`] if it cannot be read.
pub fn rasterise(pdf: &[u8], dots_per_inch: f32) -> Result<Vec<Raster>, PrintError> {
    let document = Pdf::new(pdf.to_vec()).map_err(|error| PrintError::Pdf(format!("{error:?}")))?;
    let cache = RenderCache::new();
    let scale = dots_per_inch / 72.0;
    let settings = PixmapSettings {
        // A hair more: a page of whole dots must not lose its last row to rounding.
        x_scale: scale * 1.000_01,
        y_scale: scale * 1.000_01,
        bg_color: WHITE,
    };
    let how = RenderSettings {
        // Outlines as they are; letters carry no programs for the pixels of screens.
        hinting: false,
        ..RenderSettings::default()
    };
    let reader = InterpreterSettings::default();
    let pages = document.pages();
    Ok(pages
        .iter()
        .map(|page| {
            let pixels = render(page, &cache, &reader, &how, &settings);
            Raster {
                width: usize::from(pixels.width()),
                height: usize::from(pixels.height()),
                grey: pixels
                    .data()
                    .iter()
                    .map(|dot| luma(dot.r, dot.g, dot.b))
                    .collect(),
            }
        })
        .collect())
}

/// How bright a colour is for the eye (BT.601), in whole numbers.
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    u8::try_from((sum + 500) / 1000).unwrap_or(u8::MAX)
}

impl Raster {
    /// Rows of dots, eight to a byte, the leftmost in the highest bit; 1 is black.
    #[must_use]
    pub fn black_and_white(&self) -> Vec<u8> {
        let bytes = self.width.div_ceil(8);
        let mut bits = vec![0_u8; bytes * self.height];
        for (row, dots) in self.grey.chunks_exact(self.width.max(1)).enumerate() {
            for (x, grey) in dots.iter().enumerate() {
                // Below the middle is black: strokes keep their weight.
                if *grey < 128 {
                    bits[row * bytes + x / 8] |= 0x80 >> (x % 8);
                }
            }
        }
        bits
    }

    /// Whether nothing is on the page.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.grey.iter().all(|grey| *grey > 250)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_packed_from_the_left_and_rows_begin_with_a_byte_of_their_own() {
        let raster = Raster {
            width: 10,
            height: 2,
            grey: [
                [0, 255, 127, 128, 255, 255, 255, 255, 255, 0],
                [255, 0, 255, 255, 255, 255, 255, 255, 0, 255],
            ]
            .concat(),
        };
        assert_eq!(
            raster.black_and_white(),
            [0b1010_0000, 0b0100_0000, 0b0100_0000, 0b1000_0000]
        );
        assert!(!raster.is_blank());
    }

    #[test]
    fn what_is_no_pdf_is_told() {
        assert_eq!(
            rasterise(b"anything", 203.0).unwrap_err().code(),
            "printer-pdf"
        );
    }
}
