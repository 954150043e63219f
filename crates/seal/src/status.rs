//! The office's word on what became of letters: what a seal alone cannot tell.

use ciborium::Value;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cbor::{Fields, encode, entry};
use crate::envelope;
use crate::error::{Malformed, SealError, StatementError};
use crate::key::Kid;
use crate::key_list::open_statement;

/// The private claim that holds the prefix.
const PREFIX: i64 = -70004;
/// The private claim that holds the entries.
const ENTRIES: i64 = -70005;

/// Where a letter stands in the office's register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStatus {
    /// Printed; nobody has confirmed yet that it was signed and handed over.
    AwaitingSignature,
    /// Signed and handed over.
    Issued,
    /// Withdrawn without a successor.
    Void,
    /// Withdrawn, and another letter took its place.
    Replaced,
}

impl LetterStatus {
    fn to_code(self) -> i64 {
        match self {
            Self::AwaitingSignature => 0,
            Self::Issued => 1,
            Self::Void => 2,
            Self::Replaced => 3,
        }
    }

    fn from_code(code: i64) -> Option<Self> {
        [
            Self::AwaitingSignature,
            Self::Issued,
            Self::Void,
            Self::Replaced,
        ]
        .into_iter()
        .find(|status| status.to_code() == code)
    }
}

/// One letter's state: its random id and nothing that names a person or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusEntry {
    /// The letter's random id (CWT `cti`).
    pub cti: [u8; 8],
    /// Where it stands.
    pub status: LetterStatus,
    /// Since when, seconds since 1970 UTC; 0 when nobody noted it.
    pub since: i64,
}

/// First two bytes of SHA-256 of a letter's id: by these a checker asks, so that the office cannot tell which of the
/// letters behind them is in the checker's hand.
#[must_use]
pub fn status_prefix(cti: &[u8; 8]) -> [u8; 2] {
    let hash: [u8; 32] = Sha256::digest(cti).into();
    [hash[0], hash[1]]
}

/// The states of all letters behind one prefix, dated and signed by the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusList {
    /// The office that answers.
    pub office: String,
    /// Date of the answer, seconds since 1970 UTC.
    pub issued_at: i64,
    /// The prefix that was asked for; inside the signature, so that no other list can be slipped in.
    pub prefix: [u8; 2],
    /// Letters whose [`status_prefix`] is `prefix`.
    pub entries: Vec<StatusEntry>,
}

impl StatusList {
    /// The answer as COSE_Sign1 by the office key.
    ///
    /// # Errors
    /// [`SealError::Empty`] without an office name.
    pub fn sign(&self, office_key: &SigningKey) -> Result<Vec<u8>, SealError> {
        if self.office.is_empty() {
            return Err(SealError::Empty("office"));
        }
        let entries = self.entries.iter().map(|e| {
            Value::Array(vec![
                Value::Bytes(e.cti.to_vec()),
                Value::from(e.status.to_code()),
                Value::from(e.since),
            ])
        });
        let payload = encode(&Value::Map(vec![
            entry(1, self.office.as_str()),
            entry(6, self.issued_at),
            entry(PREFIX, Value::Bytes(self.prefix.to_vec())),
            entry(ENTRIES, Value::Array(entries.collect())),
        ]))?;
        envelope::sign(payload, office_key, &Kid::of(&office_key.verifying_key()))
    }

    /// Reads an answer, trusting any of the given office keys.
    ///
    /// # Errors
    /// [`StatementError`]; an answer whose signature does not fit is never returned.
    pub fn open(bytes: &[u8], office_keys: &[VerifyingKey]) -> Result<Self, StatementError> {
        let payload = open_statement(bytes, office_keys)?;
        let mut fields = Fields::decode(&payload)?;
        let entries = fields
            .take(ENTRIES)
            .and_then(|v| v.into_array().ok())
            .ok_or(Malformed::Claim("entries"))?
            .into_iter()
            .map(|value| read_entry(value).ok_or(Malformed::Claim("entries")))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            office: fields.text(1, "office")?,
            issued_at: fields.int(6, "issued_at")?,
            prefix: fields.bytes(PREFIX, "prefix")?,
            entries,
        })
    }

    /// What the office knows of one letter; `None`: its register does not have it.
    #[must_use]
    pub fn of(&self, cti: &[u8; 8]) -> Option<&StatusEntry> {
        self.entries.iter().find(|e| e.cti == *cti)
    }
}

/// Further elements at the end of an entry are left to later versions.
fn read_entry(value: Value) -> Option<StatusEntry> {
    let mut parts = value.into_array().ok()?.into_iter();
    let cti = parts.next()?.into_bytes().ok()?.try_into().ok()?;
    let code = i64::try_from(parts.next()?.into_integer().ok()?).ok()?;
    let since = i64::try_from(parts.next()?.into_integer().ok()?).ok()?;
    Some(StatusEntry {
        cti,
        status: LetterStatus::from_code(code)?,
        since,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> StatusList {
        let cti = [7; 8];
        StatusList {
            office: "kantor".into(),
            issued_at: 1_795_000_000,
            prefix: status_prefix(&cti),
            entries: vec![
                StatusEntry {
                    cti,
                    status: LetterStatus::Issued,
                    since: 1_794_000_000,
                },
                StatusEntry {
                    cti: [8; 8],
                    status: LetterStatus::Void,
                    since: 0,
                },
            ],
        }
    }

    #[test]
    fn a_signed_status_list_reads_back() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let bytes = list().sign(&key).unwrap();
        let read = StatusList::open(&bytes, &[key.verifying_key()]).unwrap();
        assert_eq!(read, list());
        assert_eq!(read.of(&[7; 8]).unwrap().status, LetterStatus::Issued);
        assert_eq!(read.of(&[9; 8]), None);
    }

    #[test]
    fn a_status_list_by_another_key_is_refused() {
        let bytes = list().sign(&SigningKey::from_bytes(&[3; 32])).unwrap();
        let other = SigningKey::from_bytes(&[4; 32]).verifying_key();
        assert_eq!(
            StatusList::open(&bytes, &[other]),
            Err(StatementError::UnknownOfficeKey)
        );
    }

    #[test]
    fn a_key_list_cannot_pass_as_a_status_list() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let keys = crate::KeyList {
            office: "kantor".into(),
            issued_at: 1,
            entries: Vec::new(),
        };
        let bytes = keys.sign(&key).unwrap();
        assert!(StatusList::open(&bytes, &[key.verifying_key()]).is_err());
    }
}
