//! What a seal says about a letter.

use ciborium::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cbor::{Fields, encode, entry};
use crate::error::{Malformed, SealError};

/// Version of the claim set; a new meaning gets a new key, so this rarely changes.
pub const SCHEMA: i64 = 1;

/// The private CWT claim that holds the letter's own fields; one nested map with small keys saves
/// four bytes per field against private claims of their own.
const LETTER: i64 = -70001;

/// The sealed facts of one letter: enough for a stranger to compare paper and answer, no more.
///
/// Text is kept as given; [`crate::seal`] shortens names where the QR code has no room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealClaims {
    /// Code of the issuing village, with dots (CWT `iss`), e.g. `35.99.04.2007`.
    pub office: String,
    /// Moment of issue, seconds since 1970 UTC (CWT `iat`).
    pub issued_at: i64,
    /// End of validity, seconds since 1970 UTC (CWT `exp`); `None` for letters without one.
    pub expires_at: Option<i64>,
    /// Random id of the letter (CWT `cti`); the withdrawal list speaks of letters by it.
    pub cti: [u8; 8],
    /// The letter's number as printed.
    pub number: String,
    /// Short code of the letter kind, e.g. `SKD`.
    pub type_code: String,
    /// Name of the person the letter is about, at most 24 bytes inside the seal.
    pub name: String,
    /// Last four digits of the NIK; `None` when the person has none.
    pub nik_tail: Option<String>,
    /// Name of the signer, at most 24 bytes inside the seal.
    pub signer: String,
    /// Post of the signer, e.g. `Kepala Desa`, at most 24 bytes inside the seal.
    pub post: String,
    /// [`digest`] of the canonical letter data, to compare with the ledger.
    pub digest: [u8; 12],
}

/// First 12 bytes of the SHA-256 of the canonical letter data.
#[must_use]
pub fn digest(canonical_letter: &[u8]) -> [u8; 12] {
    let hash: [u8; 32] = Sha256::digest(canonical_letter).into();
    let mut short = [0; 12];
    short.copy_from_slice(&hash[..12]);
    short
}

impl SealClaims {
    /// Refuses claims that would make a meaningless seal.
    pub(crate) fn check(&self) -> Result<(), SealError> {
        for (name, text) in [
            ("office", &self.office),
            ("number", &self.number),
            ("type_code", &self.type_code),
            ("name", &self.name),
            ("signer", &self.signer),
            ("post", &self.post),
        ] {
            if text.trim().is_empty() {
                return Err(SealError::Empty(name));
            }
        }
        Ok(())
    }

    /// The CWT payload in deterministic CBOR.
    pub(crate) fn to_payload(&self) -> Result<Vec<u8>, SealError> {
        let mut letter = vec![
            entry(0, SCHEMA),
            entry(1, self.number.as_str()),
            entry(2, self.type_code.as_str()),
            entry(3, self.name.as_str()),
        ];
        if let Some(tail) = &self.nik_tail {
            letter.push(entry(4, tail.as_str()));
        }
        letter.push(entry(5, self.signer.as_str()));
        letter.push(entry(6, self.post.as_str()));
        letter.push(entry(8, Value::Bytes(self.digest.to_vec())));

        let mut claims = vec![entry(1, self.office.as_str())];
        if let Some(expires) = self.expires_at {
            claims.push(entry(4, expires));
        }
        claims.push(entry(6, self.issued_at));
        claims.push(entry(7, Value::Bytes(self.cti.to_vec())));
        claims.push(entry(LETTER, Value::Map(letter)));
        encode(&Value::Map(claims))
    }

    /// Reads a payload; the second part lists the keys this version does not know.
    pub(crate) fn from_payload(payload: &[u8]) -> Result<(Self, Vec<String>), Malformed> {
        let mut outer = Fields::decode(payload)?;
        let letter = outer.take(LETTER).ok_or(Malformed::Claim("letter"))?;
        let mut letter = Fields::from_value(letter, "letter")?;
        let _schema = letter.int(0, "schema")?;
        let claims = Self {
            office: outer.text(1, "office")?,
            expires_at: outer.int_if_any(4, "expires_at")?,
            issued_at: outer.int(6, "issued_at")?,
            cti: outer.bytes(7, "cti")?,
            number: letter.text(1, "number")?,
            type_code: letter.text(2, "type_code")?,
            name: letter.text(3, "name")?,
            nik_tail: letter.text_if_any(4, "nik_tail")?,
            signer: letter.text(5, "signer")?,
            post: letter.text(6, "post")?,
            digest: letter.bytes(8, "digest")?,
        };
        let mut unknown = outer.unknown("");
        unknown.extend(letter.unknown(&format!("{LETTER}/")));
        Ok((claims, unknown))
    }
}
