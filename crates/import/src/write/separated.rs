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
        // Titles may be of a stranger's file too.
        writer
            .write_record(titles.iter().cloned().map(harmless))
            .map_err(|error| fault(&error))?;
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
/// reading takes off again. Control characters go: with a few of them a file is taken for no text at all.
fn harmless(mut text: String) -> String {
    text.retain(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
    let formula = text.starts_with(['=', '@', '\t', '\r'])
        || (text.starts_with(['+', '-']) && text.len() > 1 && text.parse::<f64>().is_err());
    if formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_and_no_title_is_a_formula_or_has_controls() {
        let titles = ["=1+1".to_owned(), "Na\0ma".to_owned()];
        let row = vec!["@x".to_owned(), "Nur\u{18}'aini\u{7f}\nbaris".to_owned()];
        let bytes = separated(&titles, std::iter::once(row)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "\u{feff}'=1+1;Nama\n'@x;\"Nur'aini\nbaris\"\n");
    }
}
