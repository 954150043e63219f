//! Making, changing and closing accounts.

use anyhow::Result;
use jemput_wire::office::Role;
use rusqlite::{OptionalExtension as _, params};
use uuid::Uuid;

use super::{Account, key, stored};
use crate::{desk::Desk, secret::Code};

/// A one-time code of an account is good for a week.
const CODE_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Desk {
    /// Makes an account with a passphrase, or gives an existing one a new passphrase; that one keeps its roles, and is
    /// open again.
    pub(crate) fn put_account(
        &self,
        name: &str,
        hash: &str,
        roles: &[Role],
        village: &str,
        now_ms: i64,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO account(id, name, name_key, hash, roles, created, village) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT(name_key) DO UPDATE SET hash = excluded.hash, failures = 0, locked_until = 0, closed = NULL,
               code = NULL, code_until = 0",
            params![
                Uuid::new_v4().to_string(),
                name.trim(),
                key(name),
                hash,
                stored(roles),
                now_ms,
                village
            ],
        )?;
        self.end_sessions_of(name)
    }

    /// Makes an account whose owner will choose the passphrase; its id.
    pub(crate) fn invite(
        &self,
        name: &str,
        roles: &[Role],
        village: &str,
        now_ms: i64,
    ) -> Result<String> {
        let id = Uuid::new_v4().to_string();
        self.db.execute(
            "INSERT INTO account(id, name, name_key, hash, roles, village, created) VALUES (?1, ?2, ?3, '', ?4, ?5, ?6)",
            params![id, name.trim(), key(name), stored(roles), village, now_ms],
        )?;
        Ok(id)
    }

    /// A fresh one-time code for an account, and until when it is good. The passphrase until now ends with it.
    pub(crate) fn new_account_code(
        &self,
        id: &str,
        pepper: &[u8; 32],
        now_ms: i64,
    ) -> Result<(Code, i64)> {
        let code = Code::draw()?;
        let until = now_ms + CODE_MS;
        self.db.execute(
            "UPDATE account SET hash = '', code = ?2, code_until = ?3, failures = 0, locked_until = 0 WHERE id = ?1",
            params![id, code.hash(pepper), until],
        )?;
        self.end_sessions_with(id)?;
        Ok((code, until))
    }

    /// The open account of this name, if this is its one-time code.
    pub(crate) fn account_by_code(
        &self,
        name: &str,
        code: &Code,
        pepper: &[u8; 32],
        now_ms: i64,
    ) -> Result<Option<Account>> {
        let fits = self
            .db
            .query_row(
                "SELECT 1 FROM account WHERE name_key = ?1 AND code = ?2 AND code_until > ?3 AND closed IS NULL",
                params![key(name), code.hash(pepper), now_ms],
                |_| Ok(()),
            )
            .optional()?;
        match fits {
            Some(()) => self.account(name),
            None => Ok(None),
        }
    }

    /// Takes another passphrase; everybody who is signed in under the old one is out.
    pub(crate) fn set_passphrase(&self, id: &str, hash: &str) -> Result<()> {
        self.db.execute(
            "UPDATE account SET hash = ?2, code = NULL, code_until = 0, failures = 0, locked_until = 0 WHERE id = ?1",
            [id, hash],
        )?;
        self.end_sessions_with(id)
    }

    /// Changes roles; closes or opens. `false`, and nothing changed, when nobody would be left who may manage accounts.
    pub(crate) fn set_account(
        &self,
        id: &str,
        roles: &[Role],
        village: &str,
        closed: Option<i64>,
    ) -> Result<bool> {
        let tx = self.db.unchecked_transaction()?;
        tx.execute(
            "UPDATE account SET roles = ?2, village = ?3, closed = ?4 WHERE id = ?1",
            params![id, stored(roles), village, closed],
        )?;
        if closed.is_some() {
            // Neither a code nor a passphrase of the time before opens it again.
            tx.execute(
                "UPDATE account SET hash = '', code = NULL, code_until = 0 WHERE id = ?1",
                [id],
            )?;
            tx.execute("DELETE FROM session WHERE account = ?1", [id])?;
        }
        let admins: i64 = tx.query_row(
            "SELECT count(*) FROM account WHERE closed IS NULL AND hash <> '' AND ',' || roles || ',' LIKE '%,admin,%'",
            (),
            |row| row.get(0),
        )?;
        if admins == 0 {
            return Ok(false);
        }
        tx.commit()?;
        Ok(true)
    }

    /// Remembers that somebody came in.
    pub(crate) fn note_signed_in(&self, id: &str, now_ms: i64) -> Result<()> {
        self.db.execute(
            "UPDATE account SET signed_in = ?2 WHERE id = ?1",
            params![id, now_ms],
        )?;
        Ok(())
    }

    fn end_sessions_of(&self, name: &str) -> Result<()> {
        self.db.execute(
            "DELETE FROM session WHERE account IN (SELECT id FROM account WHERE name_key = ?1)",
            [key(name)],
        )?;
        Ok(())
    }

    pub(super) fn end_sessions_with(&self, id: &str) -> Result<()> {
        self.db
            .execute("DELETE FROM session WHERE account = ?1", [id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEPPER: [u8; 32] = [5; 32];

    #[test]
    fn the_last_admin_stays_open_and_admin() {
        let desk = Desk::in_memory();
        desk.put_account("Rini", "x", &Role::FIRST, "", 0).unwrap();
        let rini = desk.account("Rini").unwrap().unwrap();
        assert!(
            !desk
                .set_account(&rini.id, &rini.roles, "", Some(1))
                .unwrap()
        );
        assert!(
            !desk
                .set_account(&rini.id, &[Role::Operator], "", None)
                .unwrap()
        );
        assert_eq!(desk.account("Rini").unwrap().unwrap(), rini);
        // One who was only invited cannot take over yet.
        let bagas = desk.invite("Bagas", &[Role::Admin], "", 0).unwrap();
        assert!(
            !desk
                .set_account(&rini.id, &rini.roles, "", Some(1))
                .unwrap()
        );
        desk.set_passphrase(&bagas, "y").unwrap();
        assert!(
            desk.set_account(&rini.id, &rini.roles, "", Some(1))
                .unwrap()
        );
        assert!(
            !desk
                .set_account(&bagas, &[Role::Admin], "", Some(2))
                .unwrap()
        );
    }

    #[test]
    fn a_code_is_good_once_for_its_account_until_its_end() {
        let desk = Desk::in_memory();
        let id = desk.invite("Bagas", &[Role::Operator], "", 0).unwrap();
        let (first, _) = desk.new_account_code(&id, &PEPPER, 0).unwrap();
        let (code, until) = desk.new_account_code(&id, &PEPPER, 0).unwrap();
        let by =
            |code: &Code, name: &str, at| desk.account_by_code(name, code, &PEPPER, at).unwrap();
        assert!(by(&first, "Bagas", 1).is_none(), "a newer one voids it");
        assert!(by(&code, "Rini", 1).is_none() && by(&code, "Bagas", until).is_none());
        assert_eq!(by(&code, " bagas", 1).unwrap().id, id);
        desk.set_passphrase(&id, "y").unwrap();
        assert!(by(&code, "Bagas", 1).is_none(), "it was used");
    }

    #[test]
    fn a_closed_account_has_neither_passphrase_nor_session_nor_code() {
        let desk = Desk::in_memory();
        desk.put_account("Rini", "x", &Role::FIRST, "", 0).unwrap();
        desk.put_account("Bagas", "y", &[Role::Operator], "", 0)
            .unwrap();
        let bagas = desk.account("Bagas").unwrap().unwrap();
        let token = desk.start_session(&bagas, &PEPPER, 0).unwrap();
        assert!(
            desk.set_account(&bagas.id, &bagas.roles, "", Some(9))
                .unwrap()
        );
        assert!(desk.session(&token, &PEPPER, 1).unwrap().is_none());
        let closed = desk.account("Bagas").unwrap().unwrap();
        assert_eq!((closed.hash.as_str(), closed.closed), ("", Some(9)));
    }
}
