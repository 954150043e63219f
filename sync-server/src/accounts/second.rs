//! A second factor: the six digits of an authenticator app (RFC 6238: HMAC-SHA-1, thirty seconds), and codes on paper.
//!
//! Each code is good once: the step that was used last is kept, and a paper code is deleted. SHA-1 because that is what
//! every app computes; under HMAC its collisions do not matter.

use anyhow::{Context as _, Result};
use jemput_store::keyring::DataKey;
use rusqlite::{OptionalExtension as _, params};
use sha1_smol::Sha1;

use crate::{
    desk::Desk,
    secret::{self, Code, hex, keyed},
};

/// Seconds of one code.
const STEP_S: i64 = 30;
/// Clocks of phones and servers differ: the code before and the one after are taken too.
const SLACK: i64 = 1;
/// 160 bits, as long as the hash.
const LENGTH: usize = 20;
/// Codes on paper.
const PAPER: usize = 10;
/// Binds what lies in the desk to its purpose.
const PURPOSE: &str = "second factor";

/// What app and office share.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret([u8; LENGTH]);

impl Secret {
    pub(crate) fn draw() -> Result<Self> {
        Ok(Self(secret::random()?))
    }

    /// For apps without a camera.
    pub(crate) fn base32(&self) -> String {
        data_encoding::BASE32_NOPAD.encode(&self.0)
    }

    fn sealed(&self, pepper: &[u8; 32]) -> Result<String> {
        Ok(hex(&key(pepper).seal(PURPOSE, &self.0)?))
    }

    fn unseal(sealed: &str, pepper: &[u8; 32]) -> Result<Self> {
        let bytes = secret::from_hex(sealed).context("a kept secret is hex")?;
        let bytes = key(pepper)
            .unseal(PURPOSE, &bytes)
            .context("a kept secret opens with the server's own")?;
        Ok(Self(bytes.as_slice().try_into().context("20 bytes")?))
    }

    /// The step whose code this is, after the one that was used last.
    fn step_of(&self, code: &str, now_ms: i64, last: i64) -> Option<i64> {
        let now = now_ms.div_euclid(1000 * STEP_S);
        let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        // All are compared, whichever fits.
        let steps = (now - SLACK..=now + SLACK).filter(|step| {
            secret::equal(self.code(*step).as_bytes(), typed.as_bytes()) && *step > last
        });
        steps.max()
    }

    /// Six digits.
    pub(crate) fn code(&self, step: i64) -> String {
        let hash = hmac(&self.0, &step.to_be_bytes());
        let at = usize::from(hash[19] & 15);
        let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
        format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
    }
}

/// HMAC-SHA-1 (RFC 2104) for keys of up to one block.
fn hmac(secret: &[u8; LENGTH], message: &[u8]) -> [u8; 20] {
    let pad = |fill: u8| {
        let mut block = [fill; 64];
        for (byte, key) in block.iter_mut().zip(secret) {
            *byte ^= key;
        }
        Sha1::from(block)
    };
    let (mut inner, mut outer) = (pad(0x36), pad(0x5c));
    inner.update(message);
    outer.update(&inner.digest().bytes());
    outer.digest().bytes()
}

fn key(pepper: &[u8; 32]) -> DataKey {
    DataKey::from_bytes(keyed(pepper, PURPOSE, b""))
}

impl Desk {
    /// Keeps a secret that is not in force before its first code was typed.
    pub(crate) fn offer_second(&self, id: &str, secret: &Secret, pepper: &[u8; 32]) -> Result<()> {
        self.db.execute(
            "UPDATE account SET second = ?2, second_step = 0 WHERE id = ?1 AND second_on = 0",
            params![id, secret.sealed(pepper)?],
        )?;
        Ok(())
    }

    /// Whether this is a code of the account's app, which is used up with that.
    pub(crate) fn use_second(
        &self,
        id: &str,
        code: &str,
        pepper: &[u8; 32],
        now_ms: i64,
    ) -> Result<bool> {
        let kept: Option<(Option<String>, i64)> = self
            .db
            .query_row(
                "SELECT second, second_step FROM account WHERE id = ?1",
                [id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((Some(sealed), last)) = kept else {
            return Ok(false);
        };
        let secret = Secret::unseal(&sealed, pepper)?;
        let Some(step) = secret.step_of(code, now_ms, last) else {
            return Ok(false);
        };
        let used = self.db.execute(
            "UPDATE account SET second_step = ?2 WHERE id = ?1 AND second_step < ?2",
            params![id, step],
        )?;
        Ok(used == 1)
    }

    /// Puts the offered secret in force; the codes for paper.
    pub(crate) fn begin_second(&self, id: &str, pepper: &[u8; 32]) -> Result<Vec<String>> {
        let tx = self.db.unchecked_transaction()?;
        tx.execute("UPDATE account SET second_on = 1 WHERE id = ?1", [id])?;
        tx.execute("DELETE FROM paper_code WHERE account = ?1", [id])?;
        let mut codes = Vec::with_capacity(PAPER);
        for _ in 0..PAPER {
            let code = Code::draw()?;
            tx.execute(
                "INSERT INTO paper_code(hash, account) VALUES (?1, ?2)",
                params![code.hash(pepper), id],
            )?;
            codes.push(code.to_string());
        }
        tx.commit()?;
        Ok(codes)
    }

    /// Whether this is one of the account's paper codes, which is used up with that.
    pub(crate) fn use_paper(&self, id: &str, typed: &str, pepper: &[u8; 32]) -> Result<bool> {
        let Some(code) = Code::read(typed) else {
            return Ok(false);
        };
        let used = self.db.execute(
            "DELETE FROM paper_code WHERE hash = ?1 AND account = ?2",
            params![code.hash(pepper), id],
        )?;
        Ok(used == 1)
    }

    /// Paper codes that are left.
    pub(crate) fn paper_left(&self, id: &str) -> Result<u32> {
        Ok(self.db.query_row(
            "SELECT count(*) FROM paper_code WHERE account = ?1",
            [id],
            |row| row.get(0),
        )?)
    }

    /// No second factor any more.
    pub(crate) fn end_second(&self, id: &str) -> Result<()> {
        self.db.execute(
            "UPDATE account SET second = NULL, second_on = 0, second_step = 0 WHERE id = ?1",
            [id],
        )?;
        self.db
            .execute("DELETE FROM paper_code WHERE account = ?1", [id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEPPER: [u8; 32] = [5; 32];

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; the last six digits of its eight.
        let secret = Secret(*b"12345678901234567890");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code(second / STEP_S), code, "{second}");
        }
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    fn with_second() -> (Desk, String, Secret) {
        let desk = Desk::in_memory();
        desk.put_account("Rini", "x", &[], "", 0).unwrap();
        let id = desk.account("Rini").unwrap().unwrap().id;
        let secret = Secret::draw().unwrap();
        desk.offer_second(&id, &secret, &PEPPER).unwrap();
        (desk, id, secret)
    }

    #[test]
    fn a_code_is_good_once_and_half_a_minute_early_or_late() {
        let (desk, id, secret) = with_second();
        let at = 1_000_000 * STEP_S * 1000;
        let uses = |step: i64| {
            desk.use_second(&id, &secret.code(step), &PEPPER, at)
                .unwrap()
        };
        assert!(!uses(999_998) && !uses(1_000_002), "too old, too new");
        assert!(uses(999_999));
        assert!(!uses(999_999), "it was used");
        assert!(uses(1_000_001));
        assert!(!uses(1_000_000), "a later one was used");
        assert!(!desk.use_second(&id, "", &PEPPER, at).unwrap());
    }

    #[test]
    fn a_paper_code_is_good_once_and_only_for_its_account() {
        let (desk, id, _) = with_second();
        desk.put_account("Bagas", "y", &[], "", 0).unwrap();
        let other = desk.account("Bagas").unwrap().unwrap().id;
        assert!(
            desk.account("Rini").unwrap().unwrap().second.is_none(),
            "not in force yet"
        );
        let codes = desk.begin_second(&id, &PEPPER).unwrap();
        assert!(desk.account("Rini").unwrap().unwrap().second.is_some());
        assert!(!desk.use_paper(&other, &codes[0], &PEPPER).unwrap());
        assert!(
            desk.use_paper(&id, &codes[0].to_lowercase(), &PEPPER)
                .unwrap()
        );
        assert!(!desk.use_paper(&id, &codes[0], &PEPPER).unwrap());
        assert_eq!(desk.paper_left(&id).unwrap(), 9);
        desk.end_second(&id).unwrap();
        assert!(!desk.use_paper(&id, &codes[1], &PEPPER).unwrap());
    }

    #[test]
    fn the_desk_holds_no_secret_that_can_be_read() {
        let (desk, id, secret) = with_second();
        let kept: String = desk
            .db
            .query_row("SELECT second FROM account WHERE id = ?1", [&id], |row| {
                row.get(0)
            })
            .unwrap();
        assert!(!kept.contains(&hex(&secret.0)) && Secret::unseal(&kept, &[6; 32]).is_err());
        assert!(Secret::unseal(&kept, &PEPPER).unwrap() == secret);
    }
}
