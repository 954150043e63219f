//! Short texts as QR codes for the console's screen.

use anyhow::{Context as _, Result};
use qrcode::{Color, EcLevel, QrCode};

/// Its modules row by row, `1` for dark.
pub(crate) fn rows(text: &str) -> Result<Vec<String>> {
    let qr = QrCode::with_error_correction_level(text, EcLevel::M).context("a short text")?;
    let rows = qr.to_colors();
    let rows = rows.chunks(qr.width()).map(|row| {
        let module = |color: &Color| color.select('1', '0');
        row.iter().map(module).collect()
    });
    Ok(rows.collect())
}
