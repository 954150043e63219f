//! Workbooks: the sheet that looks like a list of residents.

use std::io::Cursor;

use calamine::{
    Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, Xls, XlsError, Xlsb, Xlsx, XlsxError,
};
use jemput_domain::date::Date;
use jemput_domain::finding::{Finding, codes};
use jemput_domain::import::{Cell, MOST_ROWS};

use super::bomb::{MOST, is_bomb};
use super::kind::Format;
use super::{Table, score, too_large};

/// The form's sheet that lists the code tables; never a list of residents.
const CODE_SHEET: &str = "kode data";
/// Cells to the right of this are stray formats.
const MOST_COLUMNS: u32 = 400;

type Rows = Vec<Vec<Cell>>;

pub(super) fn read(bytes: &[u8], format: Format) -> Result<Table, Finding> {
    if format != Format::Xls && is_bomb(bytes, MOST) {
        return Err(too_large());
    }
    let source = Cursor::new(bytes);
    match format {
        Format::Xlsx => {
            let mut book = Xlsx::new(source).map_err(|error| xlsx_fault(&error))?;
            let names = book.sheet_names();
            choose(names, |name| stream(&mut book, name))
        }
        Format::Xlsb => {
            let mut book = Xlsb::new(source).map_err(|_| damaged())?;
            let names = book.sheet_names();
            choose(names, |name| {
                whole(&book.worksheet_range(name).map_err(|_| damaged())?)
            })
        }
        Format::Ods => {
            let mut book = Ods::new(source).map_err(|error| match error {
                OdsError::Password => locked(),
                _ => damaged(),
            })?;
            let names = book.sheet_names();
            choose(names, |name| {
                whole(&book.worksheet_range(name).map_err(|_| damaged())?)
            })
        }
        Format::Xls => old(bytes),
    }
}

/// Files in the container of old Office: old Excel, locked new Excel, or no table at all.
fn old(bytes: &[u8]) -> Result<Table, Finding> {
    if matches!(Xlsx::new(Cursor::new(bytes)), Err(XlsxError::Password)) {
        return Err(locked());
    }
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => locked(),
        _ => Finding::error(codes::IMPORT_NOT_A_TABLE),
    })?;
    let names = book.sheet_names();
    choose(names, |name| {
        whole(&book.worksheet_range(name).map_err(|_| damaged())?)
    })
}

/// The sheet with most known columns; the first one with anything where none has any.
fn choose(
    names: Vec<String>,
    mut rows_of: impl FnMut(&str) -> Result<Rows, Finding>,
) -> Result<Table, Finding> {
    let mut best: Option<(usize, Table)> = None;
    let mut fault = None;
    for name in names
        .into_iter()
        .filter(|name| !name.trim().eq_ignore_ascii_case(CODE_SHEET))
    {
        match rows_of(&name) {
            Ok(rows) if rows.iter().flatten().all(Cell::is_blank) => {}
            Ok(rows) => {
                let score = score(&rows);
                if best.as_ref().is_none_or(|(before, _)| score > *before) {
                    best = Some((
                        score,
                        Table {
                            sheet: Some(name),
                            rows,
                        },
                    ));
                }
            }
            // A chart or a broken sheet beside a good one does not matter.
            Err(finding) => fault = fault.or(Some(finding)),
        }
    }
    match (best, fault) {
        (Some((0, _)), Some(fault)) | (None, Some(fault)) => Err(fault),
        (Some((_, table)), _) => Ok(table),
        (None, None) => Err(Finding::error(codes::IMPORT_EMPTY)),
    }
}

/// Cell by cell: one stray cell in the last row and column must not cost gigabytes.
fn stream(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Rows, Finding> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| xlsx_fault(&error))?;
    let mut rows: Rows = Vec::new();
    while let Some(next) = cells.next_cell().map_err(|error| xlsx_fault(&error))? {
        let (row, column) = next.get_position();
        if column >= MOST_COLUMNS {
            continue;
        }
        let cell = shared(next.get_value());
        if cell != Cell::Empty {
            put(&mut rows, row as usize, column as usize, cell)?;
        }
    }
    Ok(rows)
}

fn whole(range: &calamine::Range<Data>) -> Result<Rows, Finding> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows = Rows::new();
    for (row, column, value) in range.used_cells() {
        let cell = owned(value);
        if cell != Cell::Empty {
            put(
                &mut rows,
                row + first_row as usize,
                column + first_column as usize,
                cell,
            )?;
        }
    }
    Ok(rows)
}

fn put(rows: &mut Rows, row: usize, column: usize, cell: Cell) -> Result<(), Finding> {
    if row > MOST_ROWS {
        return Err(too_large());
    }
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    let cells = &mut rows[row];
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    cells[column] = cell;
    Ok(())
}

fn shared(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::from(text.as_str())
        }
        DataRef::SharedString(text) => Cell::from(*text),
        DataRef::Int(number) => whole_number(*number),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(yes) => truth(*yes),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}

fn owned(value: &Data) -> Cell {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cell::from(text.as_str())
        }
        Data::Int(number) => whole_number(*number),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => truth(*yes),
        Data::DateTime(moment) => day(moment),
        Data::Error(_) | Data::Empty => Cell::Empty,
    }
}

/// Whole numbers that a float cannot hold stay exact as text.
fn whole_number(number: i64) -> Cell {
    i32::try_from(number).map_or_else(
        |_| Cell::from(number.to_string()),
        |small| Cell::Number(f64::from(small)),
    )
}

fn truth(yes: bool) -> Cell {
    Cell::from(if yes { "ya" } else { "tidak" })
}

fn day(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let date = match parts {
        (Ok(year), Ok(month), Ok(day)) if moment.is_datetime() => Date::new(year, month, day).ok(),
        _ => None,
    };
    date.map_or(Cell::Number(moment.as_f64()), Cell::Date)
}

fn xlsx_fault(error: &XlsxError) -> Finding {
    match error {
        XlsxError::Password => locked(),
        _ => damaged(),
    }
}

fn locked() -> Finding {
    Finding::error(codes::IMPORT_PASSWORD)
}

fn damaged() -> Finding {
    Finding::error(codes::IMPORT_DAMAGED)
}
