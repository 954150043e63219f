//! Residents in the 43 columns of the exchange format, and three of our own behind them.

use jemput_domain::import::{COLUMNS, OWN_COLUMNS};
use jemput_domain::resident::{Field, Kind, Resident, code_tables, field, field_of_column};

use super::WriteError;
use super::workbook::{Book, Text};

/// Sheet of the residents.
const DATA: &str = "Data Penduduk";
/// Sheet of the code tables; reading passes over it.
const CODES: &str = "Kode Data";

/// A workbook of residents that other village systems read, and that comes back here unchanged.
///
/// Without NIK the number is the draft, the internal number, or `0`. Dates are `1989-03-12` or a
/// year, codes are numbers, everything is text.
///
/// # Errors
/// The workbook is larger than the format allows.
pub fn residents_xlsx<'a>(
    residents: impl Iterator<Item = &'a Resident>,
) -> Result<Vec<u8>, WriteError> {
    let fields: Vec<&Field> = columns().filter_map(field_of_column).collect();
    let mut book = Book::new()?;
    book.sheet(
        DATA,
        &titles(),
        residents.map(|resident| row(resident, &fields)),
    )?;
    codes(&mut book)?;
    book.finish()
}

/// An empty form to fill in, with the code tables.
///
/// # Errors
/// As [`residents_xlsx`].
pub fn empty_form() -> Result<Vec<u8>, WriteError> {
    residents_xlsx(std::iter::empty())
}

fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.into_iter().chain(OWN_COLUMNS)
}

fn titles() -> Vec<String> {
    columns().map(str::to_owned).collect()
}

fn row(resident: &Resident, columns: &[&Field]) -> Vec<Text> {
    let values = resident.to_fields();
    columns
        .iter()
        .map(|field| {
            let value = values.get(field.name);
            Text::plain(match field.kind {
                Kind::Nik => number(resident),
                // Records hold dates as the format wants them.
                Kind::Date => value
                    .and_then(|value| value.as_str())
                    .unwrap_or_default()
                    .to_owned(),
                _ => value.map(|value| field.typed(value)).unwrap_or_default(),
            })
        })
        .collect()
}

fn number(resident: &Resident) -> String {
    let nik = resident.nik.as_ref().map(ToString::to_string);
    nik.or_else(|| resident.nik_draft.clone())
        .or_else(|| resident.nik_temporary.clone())
        .unwrap_or_else(|| "0".to_owned())
}

fn codes(book: &mut Book) -> Result<(), WriteError> {
    let rows = code_tables().into_iter().flat_map(|(name, entries)| {
        let column = field(name).map_or(name, |field| field.column);
        entries.into_iter().map(move |(code, label)| {
            vec![
                Text::plain(column),
                Text::plain(code.to_string()),
                Text::plain(label),
            ]
        })
    });
    let titles = ["kolom", "kode", "arti"].map(str::to_owned);
    book.sheet(CODES, &titles, rows)
}
