//! Who may do what in the console: the one table. The server asks it for every request, the console for every button.

use serde::{Deserialize, Serialize};

/// What somebody is to the office. An account has one or several of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Goes to the people with a laptop; looks things up and carries bundles.
    Officer,
    /// Decides what laptops disagree about.
    Operator,
    /// Judges approvals and deletes what was made by mistake.
    Verifier,
    /// Head of one village: sees its register book.
    Head,
    /// Accounts, laptops, officers, backups; no citizens.
    Admin,
    /// Looks at who did what; changes nothing.
    Auditor,
}

impl Role {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Officer,
        Self::Operator,
        Self::Verifier,
        Self::Head,
        Self::Admin,
        Self::Auditor,
    ];
    /// What the first account is, and what all were before there were roles: in a small office one clerk does everything.
    pub const FIRST: [Self; 3] = [Self::Operator, Self::Verifier, Self::Admin];

    /// As it is stored and typed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Operator => "operator",
            Self::Verifier => "verifier",
            Self::Head => "head",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The table: what can be done, and who may do it.
macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident: $($role:ident)+;)+) => {
        /// Something that can be done in the console.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Act { $($(#[$doc])* $act),+ }

        impl Act {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$act),+];

            /// Who may.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$act => &[$(Role::$role),+]),+ }
            }
        }
    };
}

acts! {
    /// Look at residents: names, masked numbers, history.
    SeeResidents: Officer Operator Verifier;
    /// Look at the register of letters.
    SeeLetters: Officer Operator Verifier Auditor;
    /// Look at the register book; a head only at the own village's.
    SeeBook: Operator Verifier Head Auditor;
    /// Save the register book as a file.
    ExportBook: Operator Verifier Head Auditor;
    /// Look at what waits for a decision.
    SeeMatters: Operator Verifier;
    /// Decide it, and take decisions back.
    DecideMatters: Operator Verifier;
    /// Let a letter stand, or make it void, whose approval does not hold.
    JudgeApprovals: Verifier;
    /// Delete a resident's record that was made by mistake.
    DeleteResidents: Verifier;
    /// Look at number blocks and formats.
    SeeNumbers: Operator Verifier Admin Auditor;
    /// Set next numbers, formats, and numbers used elsewhere.
    SetNumbers: Verifier Admin;
    /// Look at officers and their rights.
    SeeOfficers: Operator Verifier Admin Auditor;
    /// Name officers and set their rights.
    SetOfficers: Admin;
    /// Look at the list of laptops.
    SeeDevices: Officer Operator Verifier Admin Auditor;
    /// Give a code with which a laptop joins.
    AdmitDevices: Admin;
    /// Say that a laptop is lost: any minute counts.
    RevokeDevices: Operator Verifier Admin;
    /// Say that a lost laptop was found: it is trusted again.
    FindDevices: Verifier Admin;
    /// Look at the report about a lost laptop: numbers, and no citizen.
    SeeBreach: Operator Verifier Admin Auditor;
    /// Save who must be told of it, by name.
    ListBreach: Verifier;
    /// Read or send a laptop's recovery code.
    ReadRecovery: Operator Admin;
    /// Take bundles in and make them.
    CarryBundles: Officer Operator Verifier Admin;
    /// See when the last backup was made.
    SeeBackups: Operator Verifier Admin Auditor;
    /// Make one now.
    MakeBackups: Operator Admin;
    /// Make, change and close accounts.
    ManageAccounts: Admin;
    /// Look at who saw, printed, exported and signed in.
    SeeAudit: Admin Auditor;
    /// Save that as a file.
    ExportAudit: Auditor;
    /// Look at what the automatic audit found.
    SeeIrregular: Verifier Auditor;
    /// Look into it, and close it with a note.
    CloseIrregular: Verifier;
    /// Look at requests of people about their own data.
    SeePrivacy: Operator Verifier Auditor;
    /// Write them down, answer them, and make the table of what is held of somebody who asked.
    AnswerPrivacy: Operator Verifier;
    /// Erase what somebody who asked had only agreed to: it cannot be taken back.
    EraseExtras: Verifier;
    /// The own passphrase and second factor.
    KeepOwnAccount: Officer Operator Verifier Head Admin Auditor;
}

impl Act {
    /// Whether somebody with these roles may.
    #[must_use]
    pub fn allowed(self, roles: &[Role]) -> bool {
        self.roles().iter().any(|role| roles.contains(role))
    }

    /// Whether somebody with these roles may, but only for the own village.
    #[must_use]
    pub fn village_only(self, roles: &[Role]) -> bool {
        let others: Vec<Role> = roles
            .iter()
            .copied()
            .filter(|role| *role != Role::Head)
            .collect();
        self.allowed(roles) && !self.allowed(&others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_looks_after_the_machine_sees_no_citizens_and_who_audits_changes_nothing() {
        for act in [
            Act::SeeResidents,
            Act::SeeMatters,
            Act::DeleteResidents,
            Act::SeeBook,
            Act::SeeIrregular,
            Act::SeePrivacy,
        ] {
            assert!(!act.allowed(&[Role::Admin]), "{act:?}");
        }
        for act in Act::ALL.iter().filter(|act| act.allowed(&[Role::Auditor])) {
            let name = format!("{act:?}");
            let looks = ["See", "Export", "KeepOwn"]
                .iter()
                .any(|begin| name.starts_with(begin));
            assert!(looks, "{name}");
        }
        assert!(
            Act::ALL
                .iter()
                .all(|act| act.roles().len() == 6 || !act.allowed(&[]))
        );
    }

    #[test]
    fn a_head_is_bound_to_the_village_unless_another_role_is_not() {
        assert!(Act::SeeBook.village_only(&[Role::Head]));
        assert!(!Act::SeeBook.village_only(&[Role::Head, Role::Operator]));
        assert!(!Act::SeeResidents.village_only(&[Role::Head]), "not at all");
    }

    #[test]
    fn every_role_is_read_back_from_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::read(role.code()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
        assert_eq!(Role::read("root"), None);
    }
}
