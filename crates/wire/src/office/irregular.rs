//! The automatic audit in the console: what its rules found, who looks into it, and why it was closed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Doer;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $code:literal, $days:literal;)+) => {
        /// What is looked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum Rule { $($(#[$doc])* $rule),+ }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rule),+];

            /// As it is stored, and named in `assets/i18n`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$rule => $code),+ }
            }

            /// Days within which somebody should have looked into it.
            #[must_use]
            pub const fn days(self) -> u8 {
                match self { $(Self::$rule => $days),+ }
            }
        }
    };
}

rules! {
    /// Numbers that a laptop passed over.
    NumberGap = "number-gap", 14;
    /// One number on two letters.
    NumberDouble = "number-double", 3;
    /// A letter for the officer's own name or household.
    OwnLetter = "own-letter", 7;
    /// Letters at night.
    OddHours = "odd-hours", 7;
    /// Very many letters of one officer on one day.
    ManyLetters = "many-letters", 7;
    /// One person looks at one record again and again.
    RepeatedLooks = "repeated-looks", 7;
    /// One person reads the whole numbers of very many.
    ManyNumbers = "many-numbers", 3;
    /// The record of a printed letter was changed.
    LetterChanged = "letter-changed", 3;
    /// Who a resident is was changed soon after a letter said so.
    DataChanged = "data-changed", 7;
    /// Several approvals within seconds.
    QuickApprovals = "quick-approvals", 7;
}

impl Rule {
    /// Reads [`Self::code`].
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }
}

/// Query of `GET irregular`; an empty text is no condition.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IrregularQuery {
    /// `open`, `late`, `closed`; empty: all.
    #[serde(default)]
    pub state: String,
    /// Code of a rule.
    #[serde(default)]
    pub rule: String,
    /// Ten-digit code.
    #[serde(default)]
    pub village: String,
    /// Account that looks into it.
    #[serde(default)]
    pub owner: String,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows at most, 1–100; 0 means 25.
    #[serde(default)]
    pub limit: u32,
}

/// `GET irregular`: what is due first stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IrregularPage {
    /// The rows.
    pub rows: Vec<IrregularRow>,
    /// Rows in all.
    pub total: u64,
    /// The office's villages.
    pub villages: Vec<super::VillageRow>,
    /// Entries of the log that were not looked at yet.
    pub behind: u64,
    /// Accounts that may look into findings.
    #[serde(default)]
    pub clerks: Vec<String>,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IrregularRow {
    /// Id.
    pub id: String,
    /// Which rule.
    pub rule: Rule,
    /// The facts on the screen: sent back with a closing, so that nothing is closed unseen.
    pub facts: String,
    /// When it happened, `25-11-2026 08.05`.
    pub when: String,
    /// Until when somebody should have looked into it, `25-11-2026`.
    pub deadline: String,
    /// That day is over.
    pub late: bool,
    /// Ten-digit code; empty: of no village.
    pub village: String,
    /// Record to look at; empty: none.
    pub of: String,
    /// Its kind.
    pub of_kind: String,
    /// Whose record it is, or its number.
    pub of_name: String,
    /// Whose doing it is; nobody's where the id is empty.
    pub who: Doer,
    /// Values for the sentence.
    pub words: BTreeMap<String, String>,
    /// Account that looks into it; empty: whoever verifies.
    pub owner: String,
    /// Somebody has looked into it.
    pub closed: bool,
    /// What was found out.
    pub note: String,
    /// Who said so.
    pub said_by: String,
    /// When.
    pub said_at: String,
}

/// `POST irregular/take`: whoever asks looks into it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TakeIrregular {
    /// Id.
    pub id: String,
}

/// `POST irregular/give`: somebody else looks into it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GiveIrregular {
    /// Id.
    pub id: String,
    /// Name of the account.
    pub to: String,
}

/// `POST irregular/close`, and `POST irregular/reopen`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloseIrregular {
    /// Id.
    pub id: String,
    /// The facts that were on the screen.
    pub facts: String,
    /// What was found out, or why it is opened again.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_back_from_its_code() {
        for rule in Rule::ALL {
            assert_eq!(Rule::read(rule.code()), Some(*rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.code());
            assert!(rule.days() > 0);
        }
        assert_eq!(Rule::read("x"), None);
    }
}
