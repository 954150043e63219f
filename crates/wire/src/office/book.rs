//! The register book (buku register) in the console: every number of a village's series, every gap explained.

use jemput_domain::village::VillageCode;
use serde::{Deserialize, Serialize};

use super::LetterRow;
use crate::register::Gap;

/// Which book, and which rows of it; a village that has no such book is answered with its newest one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookQuery {
    /// Ten-digit code; empty: the first village that has a book.
    #[serde(default)]
    pub village: String,
    /// Name of the series.
    #[serde(default)]
    pub series: String,
    /// 0: a series that never restarts.
    #[serde(default)]
    pub year: i16,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
    /// `pdf` or `xlsx`; only where a file is asked for.
    #[serde(default)]
    pub format: String,
}

/// A book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookRef {
    /// Whose.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub village: VillageCode,
    /// `Desa Karangjemput`.
    pub village_name: String,
    /// Name of the series.
    pub series: String,
    /// 0: a series that never restarts.
    pub year: i16,
}

/// `GET book`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookPage {
    /// All books: by village, the newest first.
    pub books: Vec<BookRef>,
    /// The one shown; `None`: there is none yet.
    pub book: Option<BookRef>,
    /// Rows in the order of their numbers.
    pub rows: Vec<BookLine>,
    /// Rows in all.
    pub total: u64,
    /// Letters in the book.
    pub letters: u64,
    /// Numbers without a letter, all of them explained.
    pub gaps: u64,
}

/// A row: a letter, or numbers without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookLine {
    /// `003`, `P07-003`, or `013–016`.
    pub serial: String,
    /// The letter; `None`: a gap.
    pub letter: Option<LetterRow>,
    /// Who checked it; empty: nobody noted it.
    pub checked: String,
    /// Why it is void, or why its number was given by hand. Empty: nothing to say.
    pub note: String,
    /// Which note: `void`, `manual`, or empty.
    pub note_kind: String,
    /// Why no letter has these numbers.
    pub gap: Option<Gap>,
}
