//! What is asked of a printed letter.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Pictures, pdf};

/// Resolution of a portable printer; the QR must be readable on its paper.
const COARSE: u32 = 203;
/// Resolution of the picture that is kept.
const FINE: u32 = 150;

/// Millimetres.
pub(super) const F4: (u32, u32) = (215, 330);
/// Millimetres.
pub(super) const A4: (u32, u32) = (210, 297);

/// Reads the paper like a person and a phone: size, one page, name, number; returns the text of its QR code.
pub(super) fn read(
    pdf: &Path,
    size: (u32, u32),
    name: &str,
    number: &str,
    pictures: &Pictures,
) -> Result<String> {
    pictures.keep("surat.pdf", &std::fs::read(pdf)?)?;
    let found = pdf::size_mm(pdf)?;
    ensure!(found == size, "not on the wanted paper: {found:?}");
    let text = pdf::text(pdf)?;
    for words in [
        "SURAT KETERANGAN DOMISILI",
        "PEMERINTAH KABUPATEN",
        name,
        number,
    ] {
        ensure!(
            text.contains(words),
            "`{words}` is not on the paper:\n{text}"
        );
    }
    let fine = pdf::pages(pdf, FINE)?;
    ensure!(fine.len() == 1, "{} pages", fine.len());
    pictures.keep("surat.png", &pdf::png(&fine[0])?)?;
    let coarse = pdf::pages(pdf, COARSE)?;
    let codes = pdf::qr(coarse.first().context("a page")?);
    ensure!(
        codes.len() == 1,
        "{} QR codes are readable on the page",
        codes.len()
    );
    Ok(codes.into_iter().next().unwrap_or_default())
}
