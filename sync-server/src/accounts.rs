//! Accounts of the office console.

pub(crate) mod common;
pub(crate) mod keep;
pub(crate) mod second;

use anyhow::{Result, anyhow};
use argon2::{Argon2, PasswordHasher as _, password_hash::PasswordVerifier};
use jemput_wire::office::Role;
use rusqlite::{OptionalExtension, Row, params};

use crate::desk::Desk;

/// Shortest passphrase, in characters.
pub(crate) const SHORTEST: usize = 10;
/// Longest one; hashing more is only work.
const LONGEST: usize = 200;
/// Wrong passphrases in a row before the account is closed for [`LOCK_MS`].
const FAILURES: i64 = 5;
/// How long it stays closed.
pub(crate) const LOCK_MS: i64 = 5 * 60 * 1000;

/// Someone who may use the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Empty until the owner chose a passphrase with a one-time code.
    pub(crate) hash: String,
    pub(crate) locked_until: i64,
    pub(crate) roles: Vec<Role>,
    /// Code of a head's village; else empty.
    pub(crate) village: String,
    /// When it was closed.
    pub(crate) closed: Option<i64>,
    pub(crate) signed_in: Option<i64>,
    pub(crate) code_until: i64,
    /// The second factor's secret, sealed; only once it is in force.
    pub(crate) second: Option<String>,
}

impl Account {
    const COLUMNS: &'static str = "id, name, hash, locked_until, roles, village, closed, signed_in, code_until, CASE WHEN second_on THEN second END";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            hash: row.get(2)?,
            locked_until: row.get(3)?,
            roles: roles_of(&row.get::<_, String>(4)?),
            village: row.get(5)?,
            closed: row.get(6)?,
            signed_in: row.get(7)?,
            code_until: row.get(8)?,
            second: row.get(9)?,
        })
    }
}

/// Roles as they are stored; what a newer program made of them is left out.
pub(crate) fn roles_of(stored: &str) -> Vec<Role> {
    stored.split(',').filter_map(Role::read).collect()
}

/// As they are stored.
pub(crate) fn stored(roles: &[Role]) -> String {
    let all = Role::ALL.iter().filter(|role| roles.contains(role));
    all.map(|role| role.code()).collect::<Vec<_>>().join(",")
}

/// Why a name or passphrase cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// No name.
    NoName,
    /// Fewer than [`SHORTEST`] characters.
    Short,
    /// Too long to be meant.
    Long,
    /// Among those that everybody tries first.
    Common,
    /// The own name, more or less.
    LikeName,
}

/// Checks what a new account is made of.
pub(crate) fn fitting(name: &str, password: &str) -> Result<(), Unfit> {
    let length = password.chars().count();
    if !is_name(name) {
        Err(Unfit::NoName)
    } else if length < SHORTEST {
        Err(Unfit::Short)
    } else if length > LONGEST {
        Err(Unfit::Long)
    } else if common::is_like(password, name) {
        Err(Unfit::LikeName)
    } else if common::is_common(password) {
        Err(Unfit::Common)
    } else {
        Ok(())
    }
}

/// Whether an account can have this name.
pub(crate) fn is_name(name: &str) -> bool {
    let plain = name.chars().all(|c| !c.is_control());
    plain && !name.trim().is_empty() && name.chars().count() <= 60
}

/// Argon2id; takes tens of milliseconds and 19 MiB on purpose.
pub(crate) fn hash(password: &str) -> Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow!("argon2: {error}"))?;
    Ok(hash.to_string())
}

/// Whether the passphrase belongs to the hash. Without an account the same work is done, so that the time does not
/// tell which names exist.
pub(crate) fn fits(password: &str, account: Option<&Account>) -> Result<bool> {
    match account {
        Some(account) if password.chars().count() <= LONGEST && !account.hash.is_empty() => {
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), account.hash.as_str())
                .is_ok())
        }
        _ => {
            hash("no account of this name")?;
            Ok(false)
        }
    }
}

/// Names are compared without case and outer spaces.
pub(crate) fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Desk {
    /// The names of all accounts.
    pub(crate) fn account_names(&self) -> Result<Vec<String>> {
        let mut names = self.db.prepare_cached("SELECT name FROM account")?;
        let rows = names.query_map((), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether anybody can sign in.
    pub(crate) fn has_accounts(&self) -> Result<bool> {
        Ok(self
            .db
            .query_row("SELECT EXISTS(SELECT 1 FROM account)", [], |row| row.get(0))?)
    }

    /// The account of this name.
    pub(crate) fn account(&self, name: &str) -> Result<Option<Account>> {
        let query = format!(
            "SELECT {} FROM account WHERE name_key = ?1",
            Account::COLUMNS
        );
        let mut found = self.db.prepare_cached(&query)?;
        Ok(found.query_row([key(name)], Account::read).optional()?)
    }

    /// The account with this id.
    pub(crate) fn account_with(&self, id: &str) -> Result<Option<Account>> {
        let query = format!("SELECT {} FROM account WHERE id = ?1", Account::COLUMNS);
        let mut found = self.db.prepare_cached(&query)?;
        Ok(found.query_row([id], Account::read).optional()?)
    }

    /// All accounts: open ones first, by name.
    pub(crate) fn accounts(&self) -> Result<Vec<Account>> {
        let query = format!(
            "SELECT {} FROM account ORDER BY closed IS NOT NULL, name_key",
            Account::COLUMNS
        );
        let mut all = self.db.prepare_cached(&query)?;
        let rows = all.query_map((), Account::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts a wrong passphrase; the last one closes the account for a while.
    pub(crate) fn note_failure(&self, account: &str, now_ms: i64) -> Result<()> {
        self.db.execute(
            "UPDATE account SET
               locked_until = CASE WHEN failures + 1 >= ?2 THEN ?3 ELSE locked_until END,
               failures = CASE WHEN failures + 1 >= ?2 THEN 0 ELSE failures + 1 END
             WHERE id = ?1",
            params![account, FAILURES, now_ms + LOCK_MS],
        )?;
        Ok(())
    }

    /// A right passphrase: the count starts again.
    pub(crate) fn forget_failures(&self, account: &str) -> Result<()> {
        self.db.execute(
            "UPDATE account SET failures = 0, locked_until = 0 WHERE id = ?1",
            [account],
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_fits_its_own_account_only() {
        let desk = Desk::in_memory();
        assert!(!desk.has_accounts().unwrap());
        desk.put_account(
            "Rini",
            &hash("empat kata yang panjang").unwrap(),
            &Role::FIRST,
            "",
            0,
        )
        .unwrap();
        let account = desk.account(" rini ").unwrap().unwrap();
        assert_eq!(account.name, "Rini");
        assert!(fits("empat kata yang panjang", Some(&account)).unwrap());
        assert!(!fits("empat kata yang pendek", Some(&account)).unwrap());
        assert!(!fits("empat kata yang panjang", None).unwrap());
        assert!(!account.hash.contains("empat"));
    }

    #[test]
    fn five_wrong_passphrases_close_the_account_for_five_minutes() {
        let desk = Desk::in_memory();
        desk.put_account("Rini", "x", &Role::FIRST, "", 0).unwrap();
        let id = desk.account("Rini").unwrap().unwrap().id;
        for _ in 0..4 {
            desk.note_failure(&id, 1000).unwrap();
        }
        assert_eq!(desk.account("Rini").unwrap().unwrap().locked_until, 0);
        desk.note_failure(&id, 1000).unwrap();
        assert_eq!(
            desk.account("Rini").unwrap().unwrap().locked_until,
            1000 + LOCK_MS
        );
        desk.forget_failures(&id).unwrap();
        assert_eq!(desk.account("Rini").unwrap().unwrap().locked_until, 0);
    }

    #[test]
    fn short_and_nameless_accounts_are_refused() {
        assert_eq!(fitting("Rini", "123456789"), Err(Unfit::Short));
        assert_eq!(fitting(" ", "1234567890"), Err(Unfit::NoName));
        assert_eq!(fitting("Rini", &"x".repeat(300)), Err(Unfit::Long));
        assert_eq!(fitting("Ri\nni", "sawah di kaki bukit"), Err(Unfit::NoName));
        assert_eq!(fitting("Rini", "1234567890"), Err(Unfit::Common));
        assert_eq!(fitting("Rini Astuti", "riniastuti99"), Err(Unfit::LikeName));
        assert_eq!(fitting("Rini", "sawah di kaki bukit"), Ok(()));
    }
}
