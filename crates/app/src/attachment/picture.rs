//! Pictures are made small when they are attached: a phone's photo of 8 MB would block a village's link for hours.
//!
//! What is stored is drawn anew, so nothing of the camera's notes (place, owner, serial number) goes with it.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use jemput_wire::attachment::Purpose;

use super::Media;
use crate::error::{Error, Result, coded};

/// Bytes of memory that opening a picture may take: about 90 megapixels.
const MEMORY: u64 = 280 * 1024 * 1024;
/// Edge of the small picture in lists, in pixels.
const THUMB: u32 = 160;
const THUMB_QUALITY: u8 = 60;
/// From hardly visible losses down to where small print begins to smear.
const QUALITIES: [u8; 5] = [86, 78, 70, 60, 50];
/// Smaller than this nothing is worth keeping.
const SMALLEST_EDGE: u32 = 480;

/// A picture, ready to be stored.
pub(super) struct Picture {
    pub(super) bytes: Vec<u8>,
    pub(super) media: Media,
    pub(super) thumb: Vec<u8>,
}

/// Most bytes and the longest edge. 2,480 pixels are the long edge of F4 at 190 dots per inch: small print is legible
/// at 100 %.
fn limits(purpose: Purpose) -> (usize, u32) {
    match purpose {
        Purpose::Portrait => (150 * 1024, 1024),
        Purpose::Document => (400 * 1024, 2480),
    }
}

/// Turns a picture upright, makes it as small as its purpose allows, and takes the camera's notes away.
pub(super) fn shrink(bytes: &[u8], media: Media, purpose: Purpose) -> Result<Picture> {
    let upright = open(bytes, media)?;
    let (most, longest) = limits(purpose);
    let mut edge = longest.min(upright.width().max(upright.height()));
    let first = fit(&upright, edge);
    let thumb = jpeg(&fit(&first, THUMB), THUMB_QUALITY)?;
    if media == Media::Png {
        let bytes = png(&first)?;
        if bytes.len() <= most {
            return Ok(Picture {
                bytes,
                media,
                thumb,
            });
        }
    }
    let mut sized = first;
    loop {
        for quality in QUALITIES {
            let bytes = jpeg(&sized, quality)?;
            if bytes.len() <= most {
                return Ok(Picture {
                    bytes,
                    media: Media::Jpeg,
                    thumb,
                });
            }
        }
        edge = edge * 4 / 5;
        if edge < SMALLEST_EDGE {
            return Err(coded("attachment-damaged"));
        }
        sized = fit(&upright, edge);
    }
}

/// The small picture of a file that came from the office; `None` where it cannot be drawn.
pub(crate) fn thumb(bytes: &[u8]) -> Option<Vec<u8>> {
    let media = Media::of(bytes).filter(|media| media.is_picture())?;
    jpeg(&fit(&open(bytes, media).ok()?, THUMB), THUMB_QUALITY).ok()
}

/// A picture upright and without its colours, to look for a code on it.
pub(crate) fn grey(bytes: &[u8]) -> Result<image::GrayImage> {
    let media = Media::of(bytes)
        .filter(|media| media.is_picture())
        .ok_or_else(|| coded("seal-no-picture"))?;
    Ok(open(bytes, media)?.into_luma8())
}

fn open(bytes: &[u8], media: Media) -> Result<DynamicImage> {
    let damaged = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => coded("attachment-picture-large"),
        other => Error::because("attachment-damaged", kind_of(&other)),
    };
    let format = match media {
        Media::Png => ImageFormat::Png,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut most = Limits::default();
    most.max_alloc = Some(MEMORY);
    reader.limits(most);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    if decoder.total_bytes() > MEMORY {
        return Err(coded("attachment-picture-large"));
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// For the log: what failed, never what was in the file.
fn kind_of(error: &image::ImageError) -> &'static str {
    match error {
        image::ImageError::Decoding(_) => "decoding",
        image::ImageError::Unsupported(_) => "unsupported",
        image::ImageError::IoError(_) => "cut off",
        _ => "other",
    }
}

fn fit(image: &DynamicImage, edge: u32) -> DynamicImage {
    if image.width().max(image.height()) <= edge {
        return image.clone();
    }
    image.resize(edge, edge, FilterType::CatmullRom)
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&on_white(image))
        .map_err(|error| Error::because("internal", kind_of(&error)))?;
    Ok(bytes)
}

fn png(image: &DynamicImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    image
        .write_to(Cursor::new(&mut bytes), ImageFormat::Png)
        .map_err(|error| Error::because("internal", kind_of(&error)))?;
    Ok(bytes)
}

/// JPEG knows no transparency; paper is white.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        let over = |value: u8| {
            let mixed = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(255)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise, which shrinks least of all.
    fn noise(width: u32, height: u32) -> DynamicImage {
        let mut seed = 7_u32;
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
        }))
    }

    /// A white page with a black mark in its upper left corner.
    fn page(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            let ink = x < width / 4 && y < height / 4;
            image::Rgb(if ink { [0; 3] } else { [255; 3] })
        }))
    }

    /// Puts an EXIF block behind the head of a JPEG: an orientation and a text that must not go with it.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        exif.extend([0; 4]);
        exif.extend(b"GPS -7.4213 109.2344");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
        bytes.extend(length);
        bytes.extend(exif);
        bytes.extend(&jpeg[2..]);
        bytes
    }

    fn read(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory(bytes).unwrap()
    }

    #[test]
    fn the_worst_photo_fits_its_purpose() {
        let photo = jpeg(&noise(1300, 900), 95).unwrap();
        for (purpose, most) in [
            (Purpose::Portrait, 150 * 1024),
            (Purpose::Document, 400 * 1024),
        ] {
            let small = shrink(&photo, Media::Jpeg, purpose).unwrap();
            assert!(small.bytes.len() <= most, "{}", small.bytes.len());
            assert_eq!(Media::of(&small.bytes), Some(small.media));
            assert!(small.thumb.len() < 16 * 1024);
        }
    }

    #[test]
    fn a_page_keeps_the_size_at_which_small_print_is_legible() {
        let photo = jpeg(&page(500, 2600), 90).unwrap();
        let small = shrink(&photo, Media::Jpeg, Purpose::Document).unwrap();
        assert_eq!(read(&small.bytes).height(), 2480);
    }

    #[test]
    fn a_photo_is_turned_upright_and_loses_the_cameras_notes() {
        let photo = with_exif(&jpeg(&page(80, 40), 90).unwrap(), 6);
        let small = shrink(&photo, Media::Jpeg, Purpose::Document).unwrap();
        let upright = read(&small.bytes).to_rgb8();
        assert_eq!((upright.width(), upright.height()), (40, 80));
        // Turned by a quarter: the upper left corner lies at the upper right.
        assert!(upright.get_pixel(38, 2).0[0] < 60 && upright.get_pixel(2, 2).0[0] > 200);
        let has = |text: &[u8]| small.bytes.windows(text.len()).any(|part| part == text);
        assert!(!has(b"GPS") && !has(b"Exif"));
    }

    #[test]
    fn a_small_png_stays_one_and_a_large_one_becomes_a_photo() {
        let small = shrink(
            &png(&page(300, 200)).unwrap(),
            Media::Png,
            Purpose::Document,
        )
        .unwrap();
        assert_eq!(small.media, Media::Png);
        let large = shrink(
            &png(&noise(400, 400)).unwrap(),
            Media::Png,
            Purpose::Portrait,
        )
        .unwrap();
        assert_eq!(large.media, Media::Jpeg);
    }

    #[test]
    fn what_is_transparent_becomes_white_paper() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::new(20, 20));
        assert_eq!(on_white(&clear).get_pixel(3, 3).0, [255; 3]);
    }

    #[test]
    fn damaged_and_gigantic_pictures_are_refused() {
        let code = |bytes: &[u8], media| match shrink(bytes, media, Purpose::Document) {
            Err(error) => error.view.code,
            Ok(_) => panic!("taken"),
        };
        assert_eq!(
            code(b"\xFF\xD8\xFF\xE0rubbish", Media::Jpeg),
            "attachment-damaged"
        );
        // A PNG whose head claims 30,000 × 30,000 pixels.
        let mut bomb = png(&page(8, 8)).unwrap();
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let refused = code(&bomb, Media::Png);
        assert!(refused.starts_with("attachment-"), "{refused}");
    }
}
