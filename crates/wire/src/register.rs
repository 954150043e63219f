//! The register of letters (buku register): every number of a series in its order, with every gap explained.

use jemput_domain::number::{Line, What};
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
    /// Who checked it; empty: nobody noted it.
    pub checked: String,
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

impl Gap {
    /// Of a line of the register; `None` where a letter stands.
    #[must_use]
    pub fn of(line: &Line) -> Option<Self> {
        let (why, detail) = match &line.what {
            What::Letter(_) => return None,
            What::Elsewhere(reason) => ("elsewhere", reason.as_str()),
            What::Burned(laptop) => ("burned", laptop.as_str()),
            What::Held(laptop) => ("held", laptop.as_str()),
            What::NotGiven => ("not-given", ""),
            What::PassedOver => ("passed-over", ""),
        };
        Some(Self {
            count: line.span.count(),
            why: why.to_owned(),
            detail: detail.to_owned(),
        })
    }
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
