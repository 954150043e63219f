//! The own second factor: offered, confirmed by a first code, ended with the passphrase.

use jemput_domain::audit::Deed;
use jemput_wire::{
    AppError,
    office::{ConfirmSecond, EndSecond, OwnAccount, PaperCodes, SecondOffer},
};

use crate::{
    accounts::second::Secret,
    fault::{Result, bad},
    office::Office,
    sessions::Signed,
};

/// What apps show above the digits.
const ISSUER: &str = "Jemput";

impl Office {
    /// A secret for an authenticator app. Nothing is in force before its first code was typed.
    pub(crate) fn offer_second(&self, signed: &Signed) -> Result<SecondOffer> {
        if signed.second {
            return Err(bad(AppError::new("second-there")));
        }
        let secret = Secret::draw()?;
        self.desk()
            .offer_second(&signed.id, &secret, &self.keys.pepper)?;
        let text = secret.base32();
        let url = format!(
            "otpauth://totp/{ISSUER}:{}?secret={text}&issuer={ISSUER}",
            escaped(&signed.account)
        );
        let qr = crate::qr::rows(&url)?;
        let groups: Vec<&str> = (0..text.len())
            .step_by(4)
            .map(|at| &text[at..(at + 4).min(text.len())])
            .collect();
        Ok(SecondOffer {
            secret: groups.join(" "),
            url,
            qr,
        })
    }

    /// The first code: the app has the secret. The codes for paper.
    pub(crate) fn confirm_second(
        &self,
        signed: &Signed,
        wish: &ConfirmSecond,
    ) -> Result<PaperCodes> {
        if signed.second {
            return Err(bad(AppError::new("second-there")));
        }
        let pepper = &self.keys.pepper;
        let right = self
            .desk()
            .use_second(&signed.id, &wish.code, pepper, self.now_ms())?;
        if !right {
            return Err(bad(AppError::new("second-wrong")));
        }
        self.note(&signed.account, Deed::SecondBegun, None, "")?;
        let codes = self.desk().begin_second(&signed.id, pepper)?;
        Ok(PaperCodes { codes })
    }

    /// No second factor any more.
    pub(crate) fn end_own_second(&self, signed: &Signed, wish: &EndSecond) -> Result<OwnAccount> {
        self.knows(signed, &wish.password)?;
        self.note(&signed.account, Deed::SecondEnded, None, "")?;
        self.desk().end_second(&signed.id)?;
        self.own_account(&Signed {
            second: false,
            ..signed.clone()
        })
    }
}

/// A name as part of an address.
fn escaped(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
