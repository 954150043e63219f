//! Residents who may be recorded twice: pairs, side by side, merged or told apart.

use jemput_domain::duplicate::Reason;
use serde::{Deserialize, Serialize};

use super::{LetterRow, VillageRow};

/// Query of `GET duplicates`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairQuery {
    /// Only this village (ten-digit code); empty: all.
    #[serde(default)]
    pub village: String,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// Two records that may be one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairRow {
    /// One record.
    pub a: String,
    /// The other.
    pub b: String,
    /// The one's name.
    pub name_a: String,
    /// The other's name.
    pub name_b: String,
    /// 65–100.
    pub points: u8,
    /// What speaks for it.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub reasons: Vec<Reason>,
}

/// `GET duplicates`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairPage {
    /// Most likely first.
    pub rows: Vec<PairRow>,
    /// Pairs that fit.
    pub total: u64,
    /// The office's villages.
    pub villages: Vec<VillageRow>,
}

/// `GET duplicates/{a}/{b}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairDetail {
    /// Both, in the asked order.
    pub people: Vec<Twin>,
    /// Every field that one of them has, in reading order.
    pub fields: Vec<PairField>,
    /// What speaks for one person.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub reasons: Vec<Reason>,
    /// 0–100.
    pub points: u8,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Twin {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Village, in words.
    pub village: String,
    /// When the record was made and by whom, in words.
    pub made: super::Hand,
    /// Its place in the log: a merge is refused when the record has changed since.
    pub seq: u64,
    /// Its letters, newest first.
    pub letters: Vec<LetterRow>,
}

/// A field of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairField {
    /// Field name.
    pub field: String,
    /// In words, in the order of [`PairDetail::people`]; empty: no value.
    pub values: [String; 2],
    /// They say something different.
    pub differs: bool,
}

/// `POST duplicates/merge`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Merge {
    /// The record that is kept.
    pub keep: String,
    /// The one that leads to it from now on.
    pub lose: String,
    /// [`Twin::seq`] of both, the kept one first.
    pub seqs: [u64; 2],
    /// Fields that the kept record takes from the other.
    #[serde(default)]
    pub take: Vec<String>,
    /// Why, if somebody wants to say it.
    #[serde(default)]
    pub note: String,
}

/// `POST duplicates/distinct`: they are not one person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distinct {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// Why, if somebody wants to say it.
    #[serde(default)]
    pub note: String,
}

/// `POST residents/delete`: a record that was made by mistake.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delete {
    /// Record id.
    pub record: String,
    /// [`super::ResidentDetail::seq`]: refused when the record has changed since.
    pub seq: u64,
    /// Why.
    pub note: String,
}
