//! The rejected rows as they stood, each with its reasons: mended there, the file is imported again.

use jemput_domain::import::{Cell, NOTE_COLUMNS, Outcome, Plan, PlannedRow};

use super::WriteError;
use super::separated::separated;
use super::workbook::{Book, Text};
use crate::read::Table;
use crate::words::Words;

/// The rejected rows as a workbook, faulty cells coloured.
///
/// # Errors
/// The workbook is larger than the format allows.
pub fn bad_rows_xlsx(table: &Table, plan: &Plan) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    book.sheet(
        "Baris yang perlu diperbaiki",
        &titles(table, plan),
        rows(table, plan),
    )?;
    book.finish()
}

/// The rejected rows as text with semicolons, as Excel in Indonesia opens it.
///
/// # Errors
/// Out of memory.
pub fn bad_rows_csv(table: &Table, plan: &Plan) -> Result<Vec<u8>, WriteError> {
    separated(
        &titles(table, plan),
        rows(table, plan).map(|row| row.into_iter().map(|cell| cell.text).collect()),
    )
}

fn titles(table: &Table, plan: &Plan) -> Vec<String> {
    let header = plan.header.row as usize - 1;
    let own = table
        .rows
        .get(header)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let width = width(table, plan);
    let own = own
        .iter()
        .map(Cell::text)
        .chain(std::iter::repeat(String::new()))
        .take(width);
    NOTE_COLUMNS
        .iter()
        .map(|title| (*title).to_owned())
        .chain(own)
        .collect()
}

/// Columns of the widest rejected row, or of the header.
fn width(table: &Table, plan: &Plan) -> usize {
    let of = |row: u32| table.rows.get(row as usize - 1).map_or(0, Vec::len);
    rejected(plan)
        .map(|row| of(row.row))
        .chain([of(plan.header.row)])
        .max()
        .unwrap_or(0)
}

fn rejected(plan: &Plan) -> impl Iterator<Item = &PlannedRow> {
    plan.rows
        .iter()
        .filter(|row| row.outcome == Outcome::Rejected)
}

fn rows<'a>(table: &'a Table, plan: &'a Plan) -> impl Iterator<Item = Vec<Text>> + 'a {
    let words = Words::indonesian();
    let titles = titles(table, plan);
    rejected(plan).map(move |row| {
        let errors = || row.findings.iter().filter(|finding| finding.is_error());
        let mut columns: Vec<&str> = errors()
            .filter_map(|finding| finding.field.as_deref())
            .collect();
        columns.dedup();
        let reasons: Vec<String> = errors().map(|finding| words.sentence(finding)).collect();
        let cells = table
            .rows
            .get(row.row as usize - 1)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let notes = [row.row.to_string(), columns.join(", "), reasons.join(" ")].map(Text::plain);
        let values = titles
            .iter()
            .enumerate()
            .skip(notes.len())
            .map(|(index, title)| Text {
                text: cells
                    .get(index - NOTE_COLUMNS.len())
                    .map(Cell::text)
                    .unwrap_or_default(),
                marked: columns.contains(&title.trim()),
            });
        notes.into_iter().chain(values).collect()
    })
}
