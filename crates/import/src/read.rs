//! From bytes to a table, with a plain reason where that cannot be.

mod bomb;
mod kind;
mod sheet;
mod text;

use std::io;
use std::path::Path;

use jemput_domain::finding::{Finding, codes};
use jemput_domain::import::{Cell, Header};

use kind::Kind;

/// A file with more bytes is no list of a village's residents.
const MOST_BYTES: u64 = 64 << 20;

/// A table of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The sheet's name, where the file has sheets.
    pub sheet: Option<String>,
    /// All rows from the file's first, so that an index plus one is the row's number.
    pub rows: Vec<Vec<Cell>>,
}

/// Reads a file.
///
/// # Errors
/// Findings about the file as a whole: not a table, empty, locked, damaged, too large.
pub fn read_file(path: &Path) -> Result<Table, Finding> {
    let unreadable = |_: io::Error| Finding::error(codes::IMPORT_UNREADABLE);
    if std::fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
        return Err(too_large());
    }
    read(&std::fs::read(path).map_err(unreadable)?)
}

/// Reads the content of a file; its name does not count, only its bytes.
///
/// # Errors
/// As [`read_file`].
pub fn read(bytes: &[u8]) -> Result<Table, Finding> {
    match kind::of(bytes) {
        Kind::Empty => Err(Finding::error(codes::IMPORT_EMPTY)),
        Kind::Workbook(format) => sheet::read(bytes, format),
        Kind::Text => text::read(bytes),
        Kind::Unread(format) => Err(Finding::error(codes::IMPORT_FORMAT).with("format", format)),
        Kind::Other => Err(Finding::error(codes::IMPORT_NOT_A_TABLE)),
    }
}

fn too_large() -> Finding {
    Finding::error(codes::IMPORT_TOO_LARGE).with("max", jemput_domain::import::MOST_ROWS)
}

/// How well rows look like a list of residents: columns of the header that are known.
fn score(rows: &[Vec<Cell>]) -> usize {
    Header::find(rows).map_or(0, |header| header.known_columns())
}
