//! Sessions of the office console: a random cookie, kept here only as its hash.

use anyhow::Result;
use jemput_wire::office::{Act, Role};
use rusqlite::{OptionalExtension, params};

use crate::{
    accounts::{Account, roles_of},
    desk::Desk,
    secret::{self, hex},
};

/// A session ends after this time without a request.
const IDLE_MS: i64 = 60 * 60 * 1000;
/// And in any case after a working day.
pub(crate) const LONGEST_MS: i64 = 12 * 60 * 60 * 1000;

/// What the browser holds.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    pub(crate) fn draw() -> Result<Self> {
        Ok(Self(secret::random()?))
    }

    /// From a cookie's value.
    pub(crate) fn read(text: &str) -> Option<Self> {
        secret::array_from_hex(text).map(Self)
    }

    /// For the cookie.
    pub(crate) fn text(&self) -> String {
        hex(&self.0)
    }

    /// What a page must send back to prove that it could read an answer of this server.
    pub(crate) fn csrf(&self, pepper: &[u8; 32]) -> String {
        hex(&secret::keyed(pepper, "csrf", &self.0)[..16])
    }

    fn hash(&self, pepper: &[u8; 32]) -> [u8; 32] {
        secret::keyed(pepper, "session", &self.0)
    }
}

/// Who is signed in, as the account stands now and not as it stood at the sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) id: String,
    pub(crate) account: String,
    pub(crate) roles: Vec<Role>,
    /// Code of a head's village; else empty.
    pub(crate) village: String,
    /// A second factor is in force.
    pub(crate) second: bool,
}

impl Signed {
    /// Whether this one may; `wanted`: the office wants a second factor of everybody.
    pub(crate) fn may(&self, act: Act, wanted: bool) -> bool {
        act.allowed(&self.roles) && (self.second || !wanted || act == Act::KeepOwnAccount)
    }

    /// The one village to which this act is bound.
    pub(crate) fn only(&self, act: Act) -> Option<&str> {
        act.village_only(&self.roles)
            .then_some(self.village.as_str())
    }
}

impl Desk {
    /// Starts a session under a fresh cookie; old sessions are swept out.
    pub(crate) fn start_session(
        &self,
        account: &Account,
        pepper: &[u8; 32],
        now_ms: i64,
    ) -> Result<Token> {
        self.db.execute(
            "DELETE FROM session WHERE seen < ?1 OR created < ?2",
            params![now_ms - IDLE_MS, now_ms - LONGEST_MS],
        )?;
        let token = Token::draw()?;
        self.db.execute(
            "INSERT INTO session(token, account, created, seen) VALUES (?1, ?2, ?3, ?3)",
            params![token.hash(pepper), account.id, now_ms],
        )?;
        Ok(token)
    }

    /// Who is signed in with this cookie; the session lives on.
    pub(crate) fn session(
        &self,
        token: &Token,
        pepper: &[u8; 32],
        now_ms: i64,
    ) -> Result<Option<Signed>> {
        let hash = token.hash(pepper);
        let signed = self
            .db
            .query_row(
                "SELECT account.id, account.name, account.roles, account.village, account.second_on
                 FROM session JOIN account ON account.id = session.account
                 WHERE token = ?1 AND seen >= ?2 AND session.created >= ?3 AND closed IS NULL",
                params![hash, now_ms - IDLE_MS, now_ms - LONGEST_MS],
                |row| {
                    Ok(Signed {
                        id: row.get(0)?,
                        account: row.get(1)?,
                        roles: roles_of(&row.get::<_, String>(2)?),
                        village: row.get(3)?,
                        second: row.get(4)?,
                    })
                },
            )
            .optional()?;
        if signed.is_some() {
            self.db.execute(
                "UPDATE session SET seen = ?2 WHERE token = ?1",
                params![hash, now_ms],
            )?;
        }
        Ok(signed)
    }

    /// Ends a session.
    pub(crate) fn end_session(&self, token: &Token, pepper: &[u8; 32]) -> Result<()> {
        self.db
            .execute("DELETE FROM session WHERE token = ?1", [token.hash(pepper)])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEPPER: [u8; 32] = [5; 32];

    fn signed_in(desk: &Desk, at: i64) -> Token {
        desk.put_account("Rini", "x", &Role::FIRST, "", 0).unwrap();
        let account = desk.account("Rini").unwrap().unwrap();
        desk.start_session(&account, &PEPPER, at).unwrap()
    }

    #[test]
    fn a_session_ends_after_an_hour_of_silence_and_after_a_working_day() {
        let desk = Desk::in_memory();
        let token = signed_in(&desk, 0);
        let signed = desk.session(&token, &PEPPER, IDLE_MS).unwrap().unwrap();
        assert_eq!(
            (signed.account.as_str(), signed.roles),
            ("Rini", Role::FIRST.to_vec())
        );
        assert_eq!(
            desk.session(&token, &PEPPER, 2 * IDLE_MS + 1).unwrap(),
            None
        );
        let token = signed_in(&desk, 0);
        for hour in 1..=12 {
            assert!(
                desk.session(&token, &PEPPER, hour * IDLE_MS)
                    .unwrap()
                    .is_some(),
                "{hour}"
            );
        }
        assert_eq!(desk.session(&token, &PEPPER, LONGEST_MS + 1).unwrap(), None);
    }

    #[test]
    fn signing_out_and_a_new_passphrase_end_sessions() {
        let desk = Desk::in_memory();
        let token = signed_in(&desk, 0);
        desk.end_session(&token, &PEPPER).unwrap();
        assert_eq!(desk.session(&token, &PEPPER, 1).unwrap(), None);
        let token = signed_in(&desk, 0);
        desk.put_account("Rini", "y", &[], "", 1).unwrap();
        assert_eq!(desk.session(&token, &PEPPER, 1).unwrap(), None);
    }
}
