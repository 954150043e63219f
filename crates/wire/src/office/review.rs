//! What waits for the office's decision: fields with several values, records that were deleted and edited, households
//! that do not fit together.

use jemput_domain::finding::Finding;
use serde::{Deserialize, Serialize};

use super::VillageRow;

/// Query of `GET conflicts`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterQuery {
    /// Only this village (ten-digit code); empty: all.
    #[serde(default)]
    pub village: String,
    /// Only this topic ([`Topic::as_str`]); empty: everything that there is to decide.
    #[serde(default)]
    pub topic: String,
    /// Only this kind of record; empty: all.
    #[serde(default)]
    pub kind: String,
    /// Only this field; empty: all.
    #[serde(default)]
    pub field: String,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// What there is to decide about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A field holds several values.
    Rivals,
    /// Deleted or merged away, and edited by somebody who did not know of it.
    Removed,
    /// Records that were merged into each other in a circle.
    Circle,
    /// A household breaks a rule (two heads, a dead head …).
    Household,
    /// Two letters bear one number.
    Number,
    /// The approval of a letter does not hold.
    Approval,
    /// Nothing to decide: another field was changed meanwhile, which the author of a change had not seen.
    Soft,
}

impl Topic {
    /// What there is to decide.
    pub const ALL: [Self; 6] = [
        Self::Rivals,
        Self::Removed,
        Self::Circle,
        Self::Household,
        Self::Number,
        Self::Approval,
    ];

    /// As in queries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rivals => "rivals",
            Self::Removed => "removed",
            Self::Circle => "circle",
            Self::Household => "household",
            Self::Number => "number",
            Self::Approval => "approval",
            Self::Soft => "soft",
        }
    }

    /// From a query.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain([Self::Soft]);
        all.find(|topic| topic.as_str() == text)
    }
}

/// Something to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Matter {
    /// Which record: a resident, a household …
    pub record: String,
    /// Its kind.
    pub kind: String,
    /// What there is to decide.
    pub topic: Topic,
    /// Name for the list.
    pub name: String,
    /// Village, in words.
    pub village: String,
    /// When it came up, `25-11-2026 08.05`.
    pub when: String,
    /// The record's newest change that this row knows of: what comes later stays listed when the matter is closed.
    pub seq: u64,
    /// Fields with several values ([`Topic::Rivals`]).
    pub fields: Vec<Disputed>,
    /// What is wrong ([`Topic::Household`], [`Topic::Approval`]).
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
}

/// A field that holds several values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disputed {
    /// Field name.
    pub field: String,
    /// Every value id that is on the screen: a decision takes the place of these and no others.
    pub ids: Vec<String>,
    /// The different values, the shown one first.
    pub claims: Vec<Claim>,
    /// Codes and labels to choose from, where the field has a table.
    pub choices: Vec<(u8, String)>,
    /// Another value can be written.
    pub writable: bool,
}

/// One of several values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Id to take it by.
    pub id: String,
    /// Words for the screen.
    pub value: String,
    /// As it would be typed, for writing another one.
    pub typed: String,
    /// Who wrote it; several people may have written the same.
    pub by: Vec<Hand>,
    /// Letters that were printed from it; only in `GET conflicts/{record}`.
    pub letters: Vec<String>,
}

/// Who wrote something, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hand {
    /// Officer; empty if unknown.
    pub who: String,
    /// Laptop, or `kantor`.
    pub device: String,
    /// Its id.
    pub device_id: String,
    /// `25-11-2026 08.05`.
    pub when: String,
    /// The author's clock was known to be wrong.
    pub clock_doubtful: bool,
}

/// `GET conflicts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterPage {
    /// Oldest first.
    pub rows: Vec<Matter>,
    /// Records in all that fit the query.
    pub total: u64,
    /// Matters in all that there is to decide, without the query.
    pub all: u64,
    /// Records in all that are only to be looked at ([`Topic::Soft`]).
    pub soft: u64,
    /// Changes that laptops brought and that were not looked through yet: the list grows by itself.
    pub behind: u64,
    /// Villages that have something to decide.
    pub villages: Vec<VillageRow>,
    /// Kinds that have something to decide.
    pub kinds: Vec<String>,
    /// Fields that have something to decide.
    pub fields: Vec<String>,
    /// Laptops and the office, id and name, for the rule "what this one wrote".
    pub devices: Vec<(String, String)>,
}

/// `GET conflicts/{record}`: everything that is needed to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterDetail {
    /// What there is to decide about the record, topic by topic; empty when everything is decided.
    pub matters: Vec<Matter>,
    /// The people of the household ([`Topic::Household`]), or those of the circle ([`Topic::Circle`]).
    pub people: Vec<MatterPerson>,
    /// What the author of a deletion or merge did not know, or what was written without knowing of it
    /// ([`Topic::Removed`]).
    pub unseen: Vec<Unseen>,
    /// Changes that did not know of each other, of different fields ([`Topic::Soft`]).
    pub beside: Vec<Unseen>,
}

/// One of several people of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatterPerson {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `12-03-1989`.
    pub birth: String,
    /// Code of the relation to the head of family.
    pub relation: Option<u8>,
    /// Value ids of `relation` that are on the screen.
    pub relation_ids: Vec<String>,
    /// Status in words, empty for people who live here.
    pub status: String,
}

/// A change whose author and the author of another one did not know of each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unseen {
    /// This is the deletion or the merge itself.
    pub removal: bool,
    /// Whose change.
    pub hand: Hand,
    /// Fields and values that it wrote.
    pub fields: Vec<crate::resident::Fact>,
}

/// `POST conflicts/decide`: one decision about many fields, written as one change of the office.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decide {
    /// The fields, at most 200.
    pub items: Vec<DecideItem>,
    /// Why, if somebody wants to say it.
    #[serde(default)]
    pub note: String,
}

/// One field to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecideItem {
    /// Record id.
    pub record: String,
    /// Field name.
    pub field: String,
    /// [`Disputed::ids`] as they were on the screen.
    pub ids: Vec<String>,
    /// What it shall be.
    pub take: Take,
}

/// What a field shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// The value with this id.
    Claim(String),
    /// Another one, as typed (codes as numbers, dates `HH-BB-TTTT`).
    Write(String),
    /// What was written last.
    Newest,
    /// What this laptop (id) wrote; where it wrote nothing, nothing is decided.
    Device(String),
}

/// What a decision did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decided {
    /// To be taken back by; empty when nothing was decided.
    pub action: String,
    /// Fields that were decided.
    pub decided: u32,
    /// Fields that were left alone: somebody decided them meanwhile, or the rule did not fit.
    pub skipped: u32,
}

/// `POST conflicts/undo`: takes a decision back by another change; what it decided is open again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Undo {
    /// [`Decided::action`].
    pub action: String,
}

/// `POST conflicts/settle`: what to do with a record that was deleted or merged away, and edited.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settle {
    /// Record id.
    pub record: String,
    /// It shall be back; else it stays away and the matter is closed.
    pub restore: bool,
    /// [`Matter::seq`] as it was on the screen: an edit that came later is listed again.
    pub seq: u64,
    /// Why, if somebody wants to say it.
    #[serde(default)]
    pub note: String,
}

/// `POST conflicts/approval`: what becomes of a letter whose approval does not hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JudgeApproval {
    /// The letter's id.
    pub record: String,
    /// It stays in force; else it becomes void.
    pub stands: bool,
    /// Why; kept with the clerk's name.
    pub reason: String,
}

/// `POST conflicts/looked`: somebody has looked at these ([`Topic::Soft`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Looked {
    /// The records, at most 100.
    pub items: Vec<LookedItem>,
}

/// A record that was looked at.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookedItem {
    /// Record id.
    pub record: String,
    /// [`Matter::seq`] as it was on the screen.
    pub seq: u64,
}
