//! One-time codes: for the first account, and for each laptop.

use anyhow::Result;
use jemput_domain::village::VillageCode;
use rusqlite::{OptionalExtension, params};

use crate::{
    desk::Desk,
    secret::{self, Code},
};

/// A laptop's code is good for a week: the office hands it out before a trip.
pub(crate) const VALID_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Wrong codes from one address in [`QUARTER_MS`] before it has to wait.
const TRIES: i64 = 10;
/// Wrong codes from anywhere in an hour.
const TRIES_OF_ALL: i64 = 200;
const QUARTER_MS: i64 = 15 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;

const SETUP: &str = "setup-code";

/// What a laptop's code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeRow {
    pub(crate) hash: [u8; 32],
    pub(crate) device_name: String,
    pub(crate) villages: Vec<VillageCode>,
    pub(crate) valid_until: i64,
    /// The laptop that used it.
    pub(crate) device: Option<String>,
}

impl Desk {
    /// A fresh set-up code; the one before it is void.
    pub(crate) fn new_setup_code(&self, pepper: &[u8; 32]) -> Result<Code> {
        let code = Code::draw()?;
        self.set_meta(SETUP, &secret::hex(&code.hash(pepper)))?;
        Ok(code)
    }

    /// Whether this is the set-up code.
    pub(crate) fn is_setup_code(&self, code: &Code, pepper: &[u8; 32]) -> Result<bool> {
        let stored = self.meta(SETUP)?.and_then(|hex| secret::from_hex(&hex));
        Ok(stored.is_some_and(|stored| secret::equal(&stored, &code.hash(pepper))))
    }

    /// The set-up is done.
    pub(crate) fn forget_setup_code(&self) -> Result<()> {
        self.forget_meta(SETUP)
    }

    /// A fresh code for a laptop, and until when it is good.
    pub(crate) fn new_device_code(
        &self,
        pepper: &[u8; 32],
        device_name: &str,
        villages: &[VillageCode],
        now_ms: i64,
    ) -> Result<(Code, i64)> {
        let code = Code::draw()?;
        let until = now_ms + VALID_MS;
        self.db.execute(
            "INSERT INTO code(hash, device_name, villages, created, valid_until) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![code.hash(pepper), device_name, serde_json::to_string(villages)?, now_ms, until],
        )?;
        Ok((code, until))
    }

    /// What is known of a laptop's code.
    pub(crate) fn device_code(&self, code: &Code, pepper: &[u8; 32]) -> Result<Option<CodeRow>> {
        let hash = code.hash(pepper);
        let row = self
            .db
            .query_row(
                "SELECT device_name, villages, valid_until, device FROM code WHERE hash = ?1",
                [hash],
                |row| {
                    Ok((
                        row.get(0)?,
                        row.get::<_, String>(1)?,
                        row.get(2)?,
                        row.get(3)?,
                    ))
                },
            )
            .optional()?;
        row.map(|(device_name, villages, valid_until, device)| {
            Ok(CodeRow {
                hash,
                device_name,
                villages: serde_json::from_str(&villages)?,
                valid_until,
                device,
            })
        })
        .transpose()
    }

    /// Remembers a wrong code.
    pub(crate) fn note_attempt(&self, source: &str, now_ms: i64) -> Result<()> {
        self.db
            .execute("DELETE FROM attempt WHERE at < ?1", [now_ms - HOUR_MS])?;
        self.db.execute(
            "INSERT INTO attempt(source, at) VALUES (?1, ?2)",
            params![source, now_ms],
        )?;
        Ok(())
    }

    /// Whether another code may be tried now.
    pub(crate) fn may_try(&self, source: &str, now_ms: i64) -> Result<bool> {
        let (here, all): (i64, i64) = self.db.query_row(
            "SELECT count(*) FILTER (WHERE source = ?1 AND at > ?2), count(*) FILTER (WHERE at > ?3) FROM attempt",
            params![source, now_ms - QUARTER_MS, now_ms - HOUR_MS],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(here < TRIES && all < TRIES_OF_ALL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEPPER: [u8; 32] = [5; 32];

    #[test]
    fn a_code_is_found_again_but_is_nowhere_in_the_database() {
        let desk = Desk::in_memory();
        let village = VillageCode::parse("33.02.04.2007").unwrap();
        let (code, until) = desk
            .new_device_code(&PEPPER, "Laptop 02", std::slice::from_ref(&village), 1000)
            .unwrap();
        let row = desk.device_code(&code, &PEPPER).unwrap().unwrap();
        assert_eq!(
            (row.device_name.as_str(), row.villages, row.valid_until),
            ("Laptop 02", vec![village], until)
        );
        assert_eq!(
            desk.device_code(&code, &[6; 32]).unwrap(),
            None,
            "another server's secret"
        );
        assert_eq!(
            desk.device_code(&Code::draw().unwrap(), &PEPPER).unwrap(),
            None
        );
    }

    #[test]
    fn a_new_set_up_code_voids_the_old_one() {
        let desk = Desk::in_memory();
        let first = desk.new_setup_code(&PEPPER).unwrap();
        let second = desk.new_setup_code(&PEPPER).unwrap();
        assert!(!desk.is_setup_code(&first, &PEPPER).unwrap());
        assert!(desk.is_setup_code(&second, &PEPPER).unwrap());
        desk.forget_setup_code().unwrap();
        assert!(!desk.is_setup_code(&second, &PEPPER).unwrap());
    }

    #[test]
    fn ten_wrong_codes_close_the_door_for_a_quarter_of_an_hour_and_only_there() {
        let desk = Desk::in_memory();
        for at in 0..10 {
            assert!(desk.may_try("a", at).unwrap());
            desk.note_attempt("a", at).unwrap();
        }
        assert!(!desk.may_try("a", 10).unwrap());
        assert!(desk.may_try("b", 10).unwrap());
        assert!(desk.may_try("a", QUARTER_MS + 10).unwrap());
    }
}
