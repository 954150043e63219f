//! Letter numbers as the office rules them.

use jemput_domain::village::VillageCode;
use serde::{Deserialize, Serialize};

/// `GET numbers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberPage {
    /// Counters of this year and of those that have numbers given out; newest year first.
    pub counters: Vec<CounterRow>,
    /// Formats of the letter kinds.
    pub formats: Vec<FormatRow>,
}

/// A village's letters of one series in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CounterRow {
    /// Village.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub village: VillageCode,
    /// `Desa Karangjemput`.
    pub village_name: String,
    /// Name of the series.
    pub series: String,
    /// 0: it never restarts.
    pub year: i16,
    /// The first number that no laptop holds: the next block begins with it.
    pub next: u32,
    /// The highest plain number on a letter that has arrived; 0: none.
    pub highest: u32,
    /// Blocks, in the order of their numbers.
    pub blocks: Vec<BlockRow>,
    /// Numbers used elsewhere.
    pub elsewhere: Vec<ElsewhereRow>,
}

/// Numbers that a laptop holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockRow {
    /// Name of the laptop.
    pub laptop: String,
    /// Its mark.
    pub mark: String,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Left, as far as its letters have arrived.
    pub left: u32,
}

/// Numbers that were used by hand or in another program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElsewhereRow {
    /// Record's id.
    pub id: String,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Why.
    pub reason: String,
    /// Who wrote it down, and when.
    pub by: String,
}

/// The number format of letter kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormatRow {
    /// Service id.
    pub service: String,
    /// Title.
    pub title: String,
    /// Template.
    pub format: String,
    /// What a number looks like.
    pub example: String,
    /// Set in the console; otherwise from the service file.
    pub own: bool,
}

/// `POST numbers/next`: the next number that is given out; those below are used elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetNext {
    /// Village.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub village: VillageCode,
    /// Series.
    pub series: String,
    /// Year.
    pub year: i16,
    /// The number.
    pub next: u32,
    /// Why.
    pub reason: String,
}

/// `POST numbers/elsewhere`: numbers that were used by hand or in another program.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetElsewhere {
    /// Village.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub village: VillageCode,
    /// Series.
    pub series: String,
    /// Year.
    pub year: i16,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Why.
    pub reason: String,
}

/// `POST numbers/withdraw`: that was a mistake; numbers that no laptop has passed over yet are given out after all.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WithdrawElsewhere {
    /// Record's id.
    pub id: String,
}

/// `POST numbers/format`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetFormat {
    /// Service id; empty: all kinds that have no format of their own.
    pub service: String,
    /// Template; empty: that of the service file again.
    pub format: String,
}
