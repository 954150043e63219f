//! Finding, showing and registering residents.

use std::collections::BTreeMap;

use jemput_domain::{
    finding::Finding,
    id::{HouseholdId, ResidentId},
};
use serde::{Deserialize, Serialize};

use crate::{Base, letter::LetterCard};

/// Searches by name, NIK or its tail, KK or address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentSearch {
    /// As typed. Empty lists the residents who were opened or changed last.
    pub query: String,
    /// At most this many.
    pub limit: u32,
}

/// Search results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SearchView {
    /// Residents on this laptop.
    pub total: u64,
    /// Best first.
    pub hits: Vec<ResidentHit>,
    /// There are more than `limit`.
    pub more: bool,
}

/// One resident in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentHit {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: ResidentId,
    /// Name.
    pub name: String,
    /// 1 man, 2 woman.
    pub sex: Option<u8>,
    /// Full years.
    pub age: Option<u16>,
    /// `RT 003 RW 001 Dusun Krajan`.
    pub address: String,
    /// Last four digits, or empty.
    pub nik_tail: String,
    /// What to look at, as finding codes (`nik-draft`, `basic-status-dead`, `possible-duplicate`, `rival-values` …).
    pub flags: Vec<String>,
}

/// Opens one resident.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentGet {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: ResidentId,
}

/// A line of facts: catalogue key and shown words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    /// Field name; the label is the catalogue's `field-<name>`.
    pub field: String,
    /// Words for the screen; NIK and KK are masked.
    pub value: String,
}

/// One resident, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentView {
    /// The list's view of the same person.
    pub card: ResidentHit,
    /// Facts in reading order.
    pub facts: Vec<Fact>,
    /// What does not fit together.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
    /// The family card's members.
    pub household: Option<HouseholdView>,
    /// Letters of this resident, newest first.
    pub letters: Vec<LetterCard>,
    /// Fields that hold more than one value, until the office decides.
    pub rivals: Vec<RivalView>,
    /// Others who may be the same person.
    pub duplicates: Vec<ResidentHit>,
}

/// A household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HouseholdView {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: HouseholdId,
    /// Masked number of the family card.
    pub kk_masked: String,
    /// Members in the card's order, also those who are dead, moved or gone.
    pub members: Vec<Member>,
    /// Cross-field rules that are broken (two heads, a dead head …).
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
}

/// A member of a household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Member {
    /// The person.
    pub card: ResidentHit,
    /// Relation to the head, in words.
    pub relation: String,
    /// `12-03-1989`, `1954` or empty.
    pub birth: String,
    /// Why the person lives here no more (dead, moved …), in words; `None` for whoever does.
    pub gone: Option<String>,
}

/// A field that holds several values, because two people changed it without knowing of each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RivalView {
    /// Field name.
    pub field: String,
    /// The shown one first.
    pub values: Vec<RivalValue>,
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RivalValue {
    /// Words for the screen.
    pub value: String,
    /// Who wrote it.
    pub who: String,
    /// On which laptop.
    pub device: String,
    /// When, `25-11-2026 08.05`.
    pub when: String,
}

/// Opens the form for a new or a known resident.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentForm {
    /// `None`: someone new.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<ResidentId>,
    /// A new member of this one's household.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub household_of: Option<ResidentId>,
}

/// What the form starts with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormView {
    /// `None`: someone new.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<ResidentId>,
    /// Field → text as an officer would type it (dates `HH-BB-TTTT`, codes as numbers).
    pub values: BTreeMap<String, String>,
    /// To be handed back with [`ResidentSave`].
    pub base: Base,
    /// An unsaved form of this officer was found and is shown instead (autosave).
    pub restored: bool,
}

/// Checks a form while it is filled in, keeps it as a draft, and looks for the same person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentCheck {
    /// `None`: someone new.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<ResidentId>,
    /// As typed.
    pub values: BTreeMap<String, String>,
}

/// What a form's check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckView {
    /// By field.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
    /// Others who may be the same person.
    pub duplicates: Vec<ResidentHit>,
}

/// Saves a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentSave {
    /// `None`: someone new.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<ResidentId>,
    /// As typed; fields that are missing stay as they are.
    pub values: BTreeMap<String, String>,
    /// From [`FormView::base`].
    pub base: Base,
}

/// A form was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentSaved {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: ResidentId,
    /// Warnings that remain.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
}

/// Asks for the history of one resident's fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentHistory {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: ResidentId,
}

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryEntry {
    /// Field name.
    pub field: String,
    /// Value before; empty if there was none.
    pub old: String,
    /// Value after.
    pub new: String,
    /// `25-11-2026 08.05`.
    pub when: String,
    /// Officer.
    pub who: String,
    /// Laptop.
    pub device: String,
    /// The clock of that laptop was wrong, so `when` is only the earliest it can have been.
    pub clock_doubtful: bool,
}

/// Shows the whole NIK and KK of one resident; logged.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RevealNumbers {
    /// Whose.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: ResidentId,
}

/// The unmasked numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Numbers {
    /// NIK, or what was typed as one, or empty.
    pub nik: String,
    /// KK, or empty.
    pub kk: String,
}

/// Asks for the code tables that forms choose from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeTables {}

/// One code table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeTable {
    /// Field name that it belongs to.
    pub field: String,
    /// Code and official label.
    pub entries: Vec<(u8, String)>,
}
