//! The office's list of device keys: what makes offline checking possible.

use ciborium::Value;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::cbor::{Fields, encode, entry};
use crate::certificate::DeviceCertificate;
use crate::envelope::{self, Opened};
use crate::error::{Malformed, SealError, StatementError};
use crate::key::Kid;

/// The private claim that holds the entries.
const ENTRIES: i64 = -70002;

/// One device key in force from `not_before` to `not_after`, seconds since 1970 UTC, inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEntry {
    /// Short name of the key.
    pub kid: Kid,
    /// Ed25519 public key.
    pub public_key: [u8; 32],
    /// Id of the device (a UUID as text).
    pub device: String,
    /// Seals dated earlier are refused.
    pub not_before: i64,
    /// Seals dated later are refused.
    pub not_after: i64,
    /// Since when the key is not trusted any more (lost laptop).
    pub revoked_at: Option<i64>,
}

impl KeyEntry {
    /// The key, unless the bytes are no point of the curve.
    #[must_use]
    pub fn verifying_key(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&self.public_key).ok()
    }
}

impl From<&DeviceCertificate> for KeyEntry {
    fn from(certificate: &DeviceCertificate) -> Self {
        Self {
            kid: certificate.kid.clone(),
            public_key: certificate.public_key,
            device: certificate.device.clone(),
            not_before: certificate.not_before,
            not_after: certificate.not_after,
            revoked_at: None,
        }
    }
}

/// All device keys the office ever certified, with the date of the list.
///
/// Old keys stay in: a letter is checked against the key of its own day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyList {
    /// The office that publishes the list.
    pub office: String,
    /// Date of the list, seconds since 1970 UTC; say it beside every answer.
    pub issued_at: i64,
    /// The keys.
    pub entries: Vec<KeyEntry>,
}

impl KeyList {
    /// The signed list as published: COSE_Sign1 by the office key.
    ///
    /// # Errors
    /// [`SealError::Empty`] without an office name.
    pub fn sign(&self, office_key: &SigningKey) -> Result<Vec<u8>, SealError> {
        if self.office.is_empty() {
            return Err(SealError::Empty("office"));
        }
        let entries = self.entries.iter().map(|e| {
            Value::Array(vec![
                Value::Bytes(e.kid.as_bytes().to_vec()),
                Value::Bytes(e.public_key.to_vec()),
                Value::from(e.device.as_str()),
                Value::from(e.not_before),
                Value::from(e.not_after),
                e.revoked_at.map_or(Value::Null, Value::from),
            ])
        });
        let payload = encode(&Value::Map(vec![
            entry(1, self.office.as_str()),
            entry(6, self.issued_at),
            entry(ENTRIES, Value::Array(entries.collect())),
        ]))?;
        let kid = Kid::of(&office_key.verifying_key());
        envelope::sign(payload, office_key, &kid)
    }

    /// Reads a published list, trusting any of the given office keys (old ones overlap new ones).
    ///
    /// # Errors
    /// [`StatementError`]; a list whose signature does not fit is never returned.
    pub fn open(bytes: &[u8], office_keys: &[VerifyingKey]) -> Result<Self, StatementError> {
        let payload = open_statement(bytes, office_keys)?;
        let mut fields = Fields::decode(&payload)?;
        let office = fields.text(1, "office")?;
        let issued_at = fields.int(6, "issued_at")?;
        let entries = fields
            .take(ENTRIES)
            .and_then(|v| v.into_array().ok())
            .ok_or(Malformed::Claim("entries"))?
            .into_iter()
            .map(|value| read_entry(value).ok_or(Malformed::Claim("entries")))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            office,
            issued_at,
            entries,
        })
    }
}

/// Further elements at the end of an entry are left to later versions.
fn read_entry(value: Value) -> Option<KeyEntry> {
    let mut parts = value.into_array().ok()?.into_iter();
    let int = |value: Value| i64::try_from(value.into_integer().ok()?).ok();
    Some(KeyEntry {
        kid: Kid::new(&parts.next()?.into_bytes().ok()?)?,
        public_key: parts.next()?.into_bytes().ok()?.try_into().ok()?,
        device: parts.next()?.into_text().ok()?,
        not_before: int(parts.next()?)?,
        not_after: int(parts.next()?)?,
        revoked_at: match parts.next()? {
            Value::Null => None,
            value => Some(int(value)?),
        },
    })
}

/// The payload of a statement signed by one of the office keys.
pub(crate) fn open_statement(
    bytes: &[u8],
    office_keys: &[VerifyingKey],
) -> Result<Vec<u8>, StatementError> {
    let opened = Opened::read(bytes)?;
    let mut named = office_keys
        .iter()
        .filter(|key| Kid::of(key) == opened.kid)
        .peekable();
    if named.peek().is_none() {
        return Err(StatementError::UnknownOfficeKey);
    }
    named
        .find_map(|key| opened.payload_signed_by(key))
        .map(<[u8]>::to_vec)
        .ok_or(StatementError::Forged)
}
