//! What is recorded of people, on which legal basis and for what (UU 27/2022), and what they may ask for: the one table,
//! which the console shows and `docs/privacy.md` prints.

pub mod notice;

/// Kind of the record of a person's request.
pub const PRIVACY_REQUEST: &str = "privacy_request";
/// An answer is due after three times 24 hours (UU 27/2022, articles 30, 32, 40 to 44).
pub const ANSWER_MS: i64 = 3 * 24 * 60 * 60 * 1000;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $value:ident = $code:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$each])* $value),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// As it is stored and named in `assets/i18n`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// Reads [`Self::code`].
            #[must_use]
            pub fn read(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

codes! {
    /// Why something may be recorded: UU 27/2022, article 20 (2).
    Basis {
        /// Letter e: a task in the public interest, public service, or the office's lawful power.
        PublicTask = "public-task";
        /// Letter c: a duty by law.
        LegalDuty = "legal-duty";
        /// Letter a: the person agreed, and may take that back.
        Consent = "consent";
        /// No personal data.
        None = "none";
    }
}

codes! {
    /// What a person may ask for: UU 27/2022, articles 5 to 13.
    Wish {
        /// To know what is recorded, and to have a copy.
        Access = "access";
        /// To have mistakes corrected.
        Correction = "correction";
        /// To have something erased.
        Erasure = "erasure";
        /// To take a consent back.
        Withdrawal = "withdrawal";
    }
}

/// One line: some kinds of records, or some fields of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Names purpose and keeping in `assets/i18n`.
    pub code: &'static str,
    /// Kinds of records.
    pub kinds: &'static [&'static str],
    /// Why it may be recorded.
    pub basis: Basis,
}

const fn line(code: &'static str, kinds: &'static [&'static str], basis: Basis) -> Line {
    Line { code, kinds, basis }
}

/// Everything that is recorded.
pub const LINES: &[Line] = &[
    line(
        "residents",
        &["resident", "household", "distinct", "choice", "settled"],
        Basis::PublicTask,
    ),
    // Telephone, note and photo of a resident: nothing depends on them.
    line("extras", &[], Basis::Consent),
    line("letters", &["request", "letter"], Basis::LegalDuty),
    line("papers", &["attachment"], Basis::PublicTask),
    line(
        "officers",
        &[
            "officer",
            "laptop_officer",
            "laptop_fate",
            "signer",
            "recovery_read",
        ],
        Basis::PublicTask,
    ),
    line(
        "audit",
        &["audit", "irregularity", "date_given", "decision"],
        Basis::LegalDuty,
    ),
    line("requests", &[PRIVACY_REQUEST], Basis::LegalDuty),
    line(
        "technical",
        &[
            "burned_numbers",
            "device",
            "key_list",
            "number_block",
            "number_holder",
            "numbering",
            "numbers_elsewhere",
            notice::OFFICE,
            "office_keys",
            "restore",
            "rollback_seen",
            "service",
            "village",
        ],
        Basis::None,
    ),
];

/// The line that a kind of record belongs to.
#[must_use]
pub fn of(kind: &str) -> Option<&'static Line> {
    LINES.iter().find(|line| line.kinds.contains(&kind))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_document_has_every_line_with_its_kinds_and_its_basis() {
        let document = include_str!("../../../docs/privacy.md");
        for line in LINES {
            let row = document
                .lines()
                .find(|row| row.starts_with(&format!("| {} |", line.code)))
                .unwrap_or_else(|| panic!("no row for {}", line.code));
            assert!(row.contains(line.basis.code()), "{row}");
            for kind in line.kinds {
                assert!(row.contains(&format!("`{kind}`")), "{kind} is not in {row}");
            }
        }
    }

    #[test]
    fn a_kind_has_one_line() {
        let kinds: Vec<&str> = LINES.iter().flat_map(|line| line.kinds).copied().collect();
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len());
        assert_eq!(of("letter").map(|line| line.basis), Some(Basis::LegalDuty));
        assert_eq!(of("unheard-of"), None);
        for wish in Wish::ALL {
            assert_eq!(Wish::read(wish.code()), Some(*wish));
        }
    }
}
