//! Files that leave the program: residents in the exchange format, rejected rows with reasons.

mod bad_rows;
mod report;
mod residents;
mod separated;
mod sheet;
mod workbook;

pub use bad_rows::{bad_rows_csv, bad_rows_xlsx};
pub use report::{report_csv, report_xlsx};
pub use residents::{empty_form, residents_xlsx};
pub use sheet::sheet_xlsx;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The workbook.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The text file.
    #[error("the text file cannot be made: {0}")]
    Text(String),
}
