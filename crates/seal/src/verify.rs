//! The answer to "is this letter's seal real?".

use crate::claims::SealClaims;
use crate::envelope::Opened;
use crate::error::Malformed;
use crate::key::Kid;
use crate::key_list::KeyList;
use crate::token::{Token, parse};

/// A seal whose signature fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What was sealed.
    pub claims: SealClaims,
    /// Keys of claims this version does not know; show "bidang belum dikenal" for them.
    pub unknown: Vec<String>,
    /// The key that signed.
    pub kid: Kid,
    /// The device that owns the key, as the key list names it.
    pub device: String,
    /// When the key was revoked, if it was revoked *after* this seal's date. A thief can back-date,
    /// so such a letter counts only if the office's ledger knows it.
    pub key_revoked_at: Option<i64>,
}

/// The result of checking a seal against a key list.
///
/// `Genuine` is about the signature only: validity dates are the caller's to compare with its
/// clock, withdrawal is the ledger's to tell. Never show it as plain "sah".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by a device key that was in force at the date of issue.
    Genuine(Box<Sealed>),
    /// No key of this name in the list: the list may be old, or the seal from elsewhere.
    UnknownKey {
        /// The name that was looked for.
        kid: Kid,
    },
    /// The signature fits, but the date of issue is outside the key's window.
    KeyOutsideWindow {
        /// What the seal claims.
        claims: Box<SealClaims>,
        /// First second of the key's window.
        not_before: i64,
        /// Last second of the key's window.
        not_after: i64,
    },
    /// The signature fits, but the key was revoked before the date of issue.
    KeyRevoked {
        /// What the seal claims.
        claims: Box<SealClaims>,
        /// When the office revoked the key.
        revoked_at: i64,
    },
    /// The named key did not sign these contents: changed or invented.
    Forged,
    /// Not readable as a seal.
    Malformed(Malformed),
}

/// Checks the text of a QR code against a key list.
#[must_use]
pub fn verify(text: &str, keys: &KeyList) -> Verdict {
    match parse(text) {
        Ok(parsed) => verify_token(&parsed.token, keys),
        Err(malformed) => Verdict::Malformed(malformed),
    }
}

/// Checks a token against a key list.
#[must_use]
pub fn verify_token(token: &Token, keys: &KeyList) -> Verdict {
    check(token, keys).unwrap_or_else(Verdict::Malformed)
}

fn check(token: &Token, keys: &KeyList) -> Result<Verdict, Malformed> {
    let opened = Opened::read(token.as_bytes())?;
    let mut named = keys
        .entries
        .iter()
        .filter(|e| e.kid == opened.kid)
        .peekable();
    if named.peek().is_none() {
        return Ok(Verdict::UnknownKey { kid: opened.kid });
    }
    let signed = named.find_map(|entry| {
        let key = entry.verifying_key()?;
        Some((entry, opened.payload_signed_by(&key)?))
    });
    let Some((entry, payload)) = signed else {
        return Ok(Verdict::Forged);
    };
    let (claims, unknown) = SealClaims::from_payload(payload)?;
    let at = claims.issued_at;
    if at < entry.not_before || at > entry.not_after {
        return Ok(Verdict::KeyOutsideWindow {
            claims: Box::new(claims),
            not_before: entry.not_before,
            not_after: entry.not_after,
        });
    }
    if let Some(revoked_at) = entry.revoked_at.filter(|revoked| at >= *revoked) {
        return Ok(Verdict::KeyRevoked {
            claims: Box::new(claims),
            revoked_at,
        });
    }
    Ok(Verdict::Genuine(Box::new(Sealed {
        claims,
        unknown,
        kid: opened.kid.clone(),
        device: entry.device.clone(),
        key_revoked_at: entry.revoked_at,
    })))
}
