//! A sheet of texts: every cell is text, since a spreadsheet program keeps 15 digits of a number
//! and a NIK has 16.

use std::borrow::Cow;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::WriteError;

/// Widths of columns in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=44;

/// A cell holds no more UTF-16 units. One text that is longer must not cost the whole table: it is cut, and ends so that
/// this can be seen.
const LONGEST: usize = 32_767;

fn fitting(text: &str) -> Cow<'_, str> {
    let mut units = 0;
    let mut room = None;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        // One unit is left for the sign at the end.
        if units < LONGEST {
            room = Some(at + c.len_utf8());
        } else if units > LONGEST {
            return Cow::Owned(format!("{}…", &text[..room.unwrap_or_default()]));
        }
    }
    Cow::Borrowed(text)
}

/// A workbook in the making.
pub(super) struct Book {
    book: Workbook,
    text: Format,
    header: Format,
    marked: Format,
}

/// A cell to be written.
pub(super) struct Text {
    pub(super) text: String,
    /// Drawn so that the eye finds it.
    pub(super) marked: bool,
}

impl Text {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            marked: false,
        }
    }
}

impl Book {
    pub(super) fn new() -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        // Not the moment of writing: the same data give the same bytes.
        let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let text = Format::new().set_num_format("@");
        Ok(Self {
            header: text
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00E4_E7F2)),
            marked: text.clone().set_background_color(Color::RGB(0x00FB_E3D6)),
            text,
            book,
        })
    }

    /// Adds a sheet: titles that stay in view, then rows.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        titles: &[String],
        rows: impl Iterator<Item = Vec<Text>>,
    ) -> Result<(), WriteError> {
        let mut widths: Vec<usize> = titles.iter().map(|title| title.chars().count()).collect();
        let sheet = self.book.add_worksheet();
        sheet.set_name(name)?;
        for (column, title) in (0..).zip(titles) {
            sheet.write_string_with_format(0, column, fitting(title), &self.header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (1..).zip(rows) {
            for ((column, cell), width) in (0..).zip(&cells).zip(&mut widths) {
                *width = (*width).max(cell.text.chars().count());
                if !cell.text.is_empty() {
                    let format = if cell.marked {
                        &self.marked
                    } else {
                        &self.text
                    };
                    sheet.write_string_with_format(row, column, fitting(&cell.text), format)?;
                } else if cell.marked {
                    sheet.write_blank(row, column, &self.marked)?;
                }
            }
        }
        columns(sheet, &widths, &self.text)
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.book.save_to_buffer()?)
    }
}

/// Width and text format of whole columns, so that what is typed later stays text too.
fn columns(sheet: &mut Worksheet, widths: &[usize], text: &Format) -> Result<(), WriteError> {
    for (column, width) in (0..).zip(widths) {
        let width = u16::try_from((*width + 2).clamp(*WIDTHS.start(), *WIDTHS.end())).unwrap_or(12);
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_between_two_signs_and_says_so() {
        let just = "x".repeat(LONGEST);
        assert_eq!(fitting(&just), just);
        let cut = fitting(&"x".repeat(LONGEST + 1)).into_owned();
        assert_eq!(cut.encode_utf16().count(), LONGEST);
        assert!(cut.ends_with("x…"));
        for wide in ["💩".repeat(LONGEST), format!("x{}", "💩".repeat(LONGEST))] {
            let cut = fitting(&wide).into_owned();
            assert!(cut.ends_with("💩…") && cut.encode_utf16().count() <= LONGEST);
        }
    }
}
