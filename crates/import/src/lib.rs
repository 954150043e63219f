//! Spreadsheet files: bytes into the neutral table of `jemput_domain::import`, and tables into files.
//!
//! What rows mean is the domain's business; here is only what a file is: its kind, its encoding, its
//! sheets. Kept apart from the domain so that the browser does not carry spreadsheet readers.

mod read;
pub mod words;
mod write;

pub use read::{Table, read, read_file};
pub use write::{
    WriteError, bad_rows_csv, bad_rows_xlsx, empty_form, report_csv, report_xlsx, residents_xlsx,
    sheet_xlsx,
};
