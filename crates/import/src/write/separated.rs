//! Text files with semicolons, as Excel in Indonesia opens them.

use super::WriteError;

/// The file's bytes, marked as UTF-8.
pub(super) fn separated(
    titles: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, WriteError> {
    let fault = |error: &dyn std::fmt::Display| WriteError::Text(error.to_string());
    // The mark tells Excel that this is UTF-8.
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .from_writer(&mut bytes);
        writer.write_record(titles).map_err(|error| fault(&error))?;
        for row in rows {
            writer
                .write_record(row.into_iter().map(harmless))
                .map_err(|error| fault(&error))?;
        }
        writer.flush().map_err(|error| fault(&error))?;
    }
    Ok(bytes)
}

/// A text that a spreadsheet program would take for a formula gets an apostrophe in front, which
/// reading takes off again.
fn harmless(text: String) -> String {
    let formula = text.starts_with(['=', '@', '\t', '\r'])
        || (text.starts_with(['+', '-']) && text.len() > 1 && text.parse::<f64>().is_err());
    if formula { format!("'{text}") } else { text }
}
