//! Reading a printed PDF as a person and as a phone does: text, pictures of the pages, QR codes.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use image::GrayImage;

/// The text, page breaks as form feeds.
///
/// # Errors
/// When poppler's tools are missing or refuse the file.
pub fn text(pdf: &Path) -> Result<String> {
    let bytes = output(
        Command::new("pdftotext")
            .args(["-layout", "-enc", "UTF-8"])
            .arg(pdf)
            .arg("-"),
    )?;
    Ok(String::from_utf8(bytes)?)
}

/// A word and where it stands, in points from the upper left corner of its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Its left end.
    pub x: f32,
    /// Its right end.
    pub right: f32,
    /// Its upper end.
    pub y: f32,
}

/// The words of all pages.
///
/// # Errors
/// When poppler's tools are missing or refuse the file.
pub fn words(pdf: &Path) -> Result<Vec<Word>> {
    let page = output(Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-"))?;
    let page = String::from_utf8(page)?;
    let mut words = Vec::new();
    for line in page.lines().filter(|line| line.contains("<word ")) {
        let number = |name: &str| -> Option<f32> {
            let (_, rest) = line.split_once(&format!("{name}=\""))?;
            rest.split_once('"')?.0.parse().ok()
        };
        let text = line
            .split_once('>')
            .and_then(|(_, rest)| rest.rsplit_once("</word>"));
        let (Some(x), Some(right), Some(y), Some((text, _))) =
            (number("xMin"), number("xMax"), number("yMin"), text)
        else {
            bail!("cannot be read: {line}")
        };
        words.push(Word {
            text: text.to_owned(),
            x,
            right,
            y,
        });
    }
    Ok(words)
}

/// Width and height of the first page in millimetres, rounded.
///
/// # Errors
/// When poppler's tools are missing or refuse the file.
pub fn size_mm(pdf: &Path) -> Result<(u32, u32)> {
    let info = String::from_utf8(output(Command::new("pdfinfo").arg(pdf))?)?;
    let line = info
        .lines()
        .find_map(|line| line.strip_prefix("Page size:"))
        .context("no page size")?;
    let mut points = line
        .split_whitespace()
        .filter_map(|word| word.parse::<f64>().ok());
    let (Some(width), Some(height)) = (points.next(), points.next()) else {
        bail!("no page size in {line}")
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "paper is smaller than four metres"
    )]
    let mm = |points: f64| (points * 25.4 / 72.0).round() as u32;
    Ok((mm(width), mm(height)))
}

/// Pictures of the pages, grey, as a printer of `dpi` dots per inch puts them on paper.
///
/// # Errors
/// When poppler's tools are missing or refuse the file.
pub fn pages(pdf: &Path, dpi: u32) -> Result<Vec<GrayImage>> {
    let folder = tempfile::tempdir()?;
    output(
        Command::new("pdftoppm")
            .args(["-gray", "-png", "-r", &dpi.to_string()])
            .arg(pdf)
            .arg(folder.path().join("p")),
    )?;
    let mut paths: Vec<_> = std::fs::read_dir(folder.path())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| Ok(image::open(path)?.into_luma8()))
        .collect()
}

/// A picture as PNG, to be kept.
///
/// # Errors
/// When it cannot be encoded.
pub fn png(picture: &GrayImage) -> Result<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Texts of all QR codes in a picture.
#[must_use]
pub fn qr(picture: &GrayImage) -> Vec<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_raw();
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    prepared
        .detect_grids()
        .into_iter()
        .filter_map(|grid| Some(grid.decode().ok()?.1))
        .collect()
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| {
        format!("`{name}` cannot be started; `cargo xtask setup` installs poppler-utils")
    })?;
    if !output.status.success() {
        bail!(
            "`{name}` failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(output.stdout)
}
