//! Any table of texts as a workbook.

use super::WriteError;
use super::workbook::{Book, Text};

/// One sheet with titles that stay in view; rows that are `marked` are coloured. Every cell is text.
///
/// # Errors
/// The workbook is larger than the format allows.
pub fn sheet_xlsx(
    name: &str,
    titles: &[String],
    rows: impl Iterator<Item = (bool, Vec<String>)>,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    let rows = rows.map(|(marked, cells)| {
        let cell = |text| Text { text, marked };
        cells.into_iter().map(cell).collect()
    });
    book.sheet(name, titles, rows)?;
    book.finish()
}
