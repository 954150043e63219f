//! The logo: any PNG made into plain pixels on white.

use std::sync::{Arc, Mutex, PoisonError};

use image::ImageFormat;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;

use crate::error::LetterError;
use crate::layout::Picture;

/// Larger images are scaled down: 600 pixels on 25 mm are more than any printer shows.
const LARGEST: u32 = 600;

/// Emblems of the last letters; a laptop prints for one village, an office's server for some.
const KEPT: usize = 4;

static READ: Mutex<Vec<(String, Arc<Picture>)>> = Mutex::new(Vec::new());

/// Reads a logo from base64; the same one again is remembered, since decoding it takes longer than the whole letter.
pub(crate) fn logo(base64: &str) -> Result<Arc<Picture>, LetterError> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, picture)) = read.iter().find(|(known, _)| known == base64) {
        return Ok(picture.clone());
    }
    let picture = Arc::new(decode(base64)?);
    if read.len() >= KEPT {
        read.remove(0);
    }
    read.push((base64.to_owned(), picture.clone()));
    Ok(picture)
}

/// The pixels are decoded here because the PDF writer drops 16-bit images without a word.
fn decode(base64: &str) -> Result<Picture, LetterError> {
    let fault = |detail: String| LetterError::Logo { detail };
    let bare = base64
        .rsplit_once("base64,")
        .map_or(base64, |(_, data)| data);
    let compact: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = data_encoding::BASE64
        .decode(compact.as_bytes())
        .map_err(|error| fault(error.to_string()))?;
    let image = image::load_from_memory_with_format(&bytes, ImageFormat::Png)
        .map_err(|error| fault(error.to_string()))?;
    let image = if image.width().max(image.height()) > LARGEST {
        image.resize(LARGEST, LARGEST, FilterType::Triangle)
    } else {
        image
    };
    let rgba = image.to_rgba8();
    let (width, height) = rgba.dimensions();
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.pixels() {
        let [r, g, b, alpha] = pixel.0.map(u32::from);
        for channel in [r, g, b] {
            let on_white = (channel * alpha + 255 * (255 - alpha) + 127) / 255;
            rgb.push(u8::try_from(on_white).unwrap_or(u8::MAX));
        }
    }
    let flat = image::RgbImage::from_raw(width, height, rgb.clone())
        .ok_or_else(|| fault("size".to_owned()))?;
    let mut png = std::io::Cursor::new(Vec::new());
    flat.write_to(&mut png, ImageFormat::Png)
        .map_err(|error| fault(error.to_string()))?;
    // Flat emblems are smallest unfiltered, photos filtered.
    let mut deflated: Option<Vec<u8>> = None;
    for filter in [PngFilter::NoFilter, PngFilter::Adaptive] {
        let mut file = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Best, filter);
        flat.write_with_encoder(encoder)
            .map_err(|error| fault(error.to_string()))?;
        let rows = rows_of(&file).ok_or_else(|| fault("rows".to_owned()))?;
        if deflated
            .as_ref()
            .is_none_or(|known| rows.len() < known.len())
        {
            deflated = Some(rows);
        }
    }
    Ok(Picture {
        width,
        height,
        rgb,
        png: png.into_inner(),
        deflated: deflated.unwrap_or_default(),
    })
}

/// The compressed rows inside a PNG: the bodies of its IDAT chunks.
fn rows_of(png: &[u8]) -> Option<Vec<u8>> {
    let mut rows = Vec::new();
    let mut rest = png.get(8..)?;
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        if rest.get(4..8)? == b"IDAT" {
            rows.extend_from_slice(rest.get(8..8 + length)?);
        }
        rest = rest.get(12 + length..)?;
    }
    (!rows.is_empty()).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base64_of(image: &image::DynamicImage) -> String {
        let mut png = std::io::Cursor::new(Vec::new());
        image.write_to(&mut png, ImageFormat::Png).unwrap();
        data_encoding::BASE64.encode(png.get_ref())
    }

    #[test]
    fn transparent_parts_become_white_paper() {
        let image = image::RgbaImage::from_raw(2, 1, vec![200, 0, 0, 255, 9, 9, 9, 0]).unwrap();
        let picture = logo(&base64_of(&image.into())).unwrap();
        assert_eq!(picture.rgb, [200, 0, 0, 255, 255, 255]);
    }

    #[test]
    fn a_16_bit_image_keeps_its_pixels_and_a_large_one_shrinks() {
        let image = image::ImageBuffer::<image::Rgba<u16>, _>::from_pixel(
            1200,
            300,
            image::Rgba([65_535, 0, 0, 65_535]),
        );
        let picture = logo(&base64_of(&image.into())).unwrap();
        assert_eq!((picture.width, picture.height), (600, 150));
        assert_eq!(picture.rgb[..3], [255, 0, 0]);
    }

    #[test]
    fn what_is_no_png_is_told() {
        for text in ["", "!!!", "AAAA"] {
            assert_eq!(logo(text).unwrap_err().code(), "letter-logo", "{text}");
        }
    }
}
