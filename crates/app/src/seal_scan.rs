//! Reads the QR code of a letter from a picture: the camera's, or a file's.

use image::{GrayImage, imageops};
use jemput_wire::letter::{SealCheck, SealScan, SealView};

use crate::{
    App,
    error::{Result, coded},
};

/// Largest picture, bytes: a phone's photo has less.
const LARGEST: usize = 20 * 1024 * 1024;
/// Longest sides in which the picture is looked at, in this order: a whole page needs many pixels, and of a close photo
/// fewer are read better.
const SIDES: [u32; 6] = [4200, 3400, 2700, 2100, 1600, 1000];

impl App {
    pub(crate) fn seal_scan(&self, wish: SealScan) -> Result<SealView> {
        let text = text_on(&wish.picture)?;
        self.seal_check(SealCheck { text })
    }
}

/// The text of the code on a picture in base64.
pub(crate) fn text_on(picture: &str) -> Result<String> {
    let bytes = data_encoding::BASE64
        .decode(picture.as_bytes())
        .map_err(|_| coded("seal-no-picture"))?;
    if bytes.len() > LARGEST {
        return Err(coded("attachment-picture-large"));
    }
    let picture = crate::attachment::grey(&bytes)?;
    code_in(&picture).ok_or_else(|| coded("seal-no-code"))
}

/// The text of the first code on a picture. Several sizes are tried: too many pixels hide a code as well as too few.
fn code_in(picture: &GrayImage) -> Option<String> {
    let longest = picture.width().max(picture.height()).max(1);
    SIDES
        .into_iter()
        .map(|side| side.min(longest))
        .find_map(|side| {
            let scale =
                |length: u32| (u64::from(length) * u64::from(side)).div_ceil(longest.into());
            let (width, height) = (scale(picture.width()), scale(picture.height()));
            let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
            let small = if side == longest {
                picture.clone()
            } else {
                imageops::resize(picture, width, height, imageops::FilterType::Triangle)
            };
            let (width, height) = (small.width() as usize, small.height() as usize);
            let pixels = small.into_raw();
            let mut prepared =
                rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
                    pixels.get(y * width + x).copied().unwrap_or(255)
                });
            prepared
                .detect_grids()
                .into_iter()
                .find_map(|grid| grid.decode().ok())
                .map(|(_, text)| text)
        })
}
