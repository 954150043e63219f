//! Letter numbers on this laptop: stock by series, and a number given by hand.

use jemput_domain::id::RequestId;
use serde::{Deserialize, Serialize};

/// Asks for the stock of every series.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberList {}

/// The numbers of one series in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeriesView {
    /// Name of the series.
    pub series: String,
    /// 0: it never restarts.
    pub year: i16,
    /// Titles of the letter kinds that count in it.
    pub kinds: Vec<String>,
    /// What the next letter of the first kind would carry.
    pub next: String,
    /// Left in this laptop's blocks.
    pub left: u32,
    /// Size of these blocks.
    pub of: u32,
    /// At this many or fewer the officer should sync before the next trip.
    pub low_at: u32,
    /// It is time to sync.
    pub low: bool,
    /// The next letter takes the laptop's own series.
    pub own_series: bool,
    /// This laptop's mark in numbers of its own series.
    pub mark: String,
    /// The laptop's blocks, in the order of use.
    pub blocks: Vec<BlockView>,
    /// Numbers that the office declared used elsewhere.
    pub elsewhere: Vec<ElsewhereView>,
}

/// A block of this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockView {
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Left in it.
    pub left: u32,
}

/// Numbers used elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElsewhereView {
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Why, in the office's words.
    pub reason: String,
}

/// Gives a draft a number by hand, such as one that the village's book has for it already; `None` takes that back.
///
/// Refused when a letter, another laptop or the office has the number.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberManual {
    /// Which draft.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub request: RequestId,
    /// The number.
    pub number: Option<ManualNumber>,
}

/// A number given by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ManualNumber {
    /// Its place in the series.
    pub serial: u32,
    /// Why it is not the next one, in the officer's words.
    pub reason: String,
}
