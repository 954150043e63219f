//! The register of letters (buku register): every number of a series in its order, with every gap explained.

use serde::{Deserialize, Serialize};

use crate::letter::{LetterCard, LetterStateView};

/// Asks for a page of the register of one series and year.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterGet {
    /// Which; `None`: the newest that has something.
    pub book: Option<Book>,
    /// Number, name or title contains this; gaps are left out then.
    pub text: String,
    /// Only letters in this state; gaps are left out then.
    pub state: Option<LetterStateView>,
    /// First row.
    pub offset: u32,
    /// Rows at most.
    pub limit: u32,
}

/// One series in one year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Book {
    /// 0: a series that never restarts.
    pub year: i16,
    /// Name of the series.
    pub series: String,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterPage {
    /// All books, newest first.
    pub books: Vec<Book>,
    /// The one shown; `None`: there is none yet.
    pub book: Option<Book>,
    /// Rows in the order of their numbers.
    pub rows: Vec<RegisterRow>,
    /// Rows that the filter finds.
    pub total: u64,
    /// Letters in this book.
    pub letters: u64,
    /// Numbers without a letter in this book, all of them explained.
    pub gaps: u64,
}

/// A row: a letter, or numbers without one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterRow {
    /// `003`, `P07-003`, or `013–016`.
    pub serial: String,
    /// The letter; `None`: a gap.
    pub letter: Option<LetterCard>,
    /// Words beside it: why it is void, why its number was given by hand. Empty: nothing to say.
    pub note: String,
    /// Which note: `void`, `replaced`, `manual`, or empty.
    pub note_kind: String,
    /// Why no letter has these numbers.
    pub gap: Option<Gap>,
}

/// Why numbers have no letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// How many numbers.
    pub count: u32,
    /// `held`, `burned`, `elsewhere`, `not-given` or `passed-over`.
    pub why: String,
    /// The laptop, or the office's reason.
    pub detail: String,
}

/// Writes a book of the register as a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterSave {
    /// Which.
    pub book: Book,
    /// `pdf` or `xlsx`.
    pub format: String,
    /// Where; `None`: in the documents folder.
    pub path: Option<String>,
}
