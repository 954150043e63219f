//! The office's word that a key belongs to a device.

use ciborium::Value;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::cbor::{Fields, encode, entry};
use crate::envelope;
use crate::error::{Malformed, SealError, StatementError};
use crate::key::Kid;
use crate::key_list::open_statement;

/// The private claim that holds the device's part.
const DEVICE: i64 = -70003;

/// A certified device key; the laptop carries it, the key list repeats it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCertificate {
    /// The office that certifies.
    pub office: String,
    /// Moment of certification, seconds since 1970 UTC.
    pub issued_at: i64,
    /// First second in which the key may seal.
    pub not_before: i64,
    /// Last second in which the key may seal.
    pub not_after: i64,
    /// Short name of the device key.
    pub kid: Kid,
    /// Ed25519 public key of the device.
    pub public_key: [u8; 32],
    /// Id of the device (a UUID as text).
    pub device: String,
}

impl DeviceCertificate {
    /// The certificate as COSE_Sign1 by the office key.
    ///
    /// # Errors
    /// [`SealError::Empty`] without office or device.
    pub fn sign(&self, office_key: &SigningKey) -> Result<Vec<u8>, SealError> {
        for (name, text) in [("office", &self.office), ("device", &self.device)] {
            if text.is_empty() {
                return Err(SealError::Empty(name));
            }
        }
        let device = Value::Map(vec![
            entry(1, Value::Bytes(self.kid.as_bytes().to_vec())),
            entry(2, Value::Bytes(self.public_key.to_vec())),
            entry(3, self.device.as_str()),
        ]);
        let payload = encode(&Value::Map(vec![
            entry(1, self.office.as_str()),
            entry(4, self.not_after),
            entry(5, self.not_before),
            entry(6, self.issued_at),
            entry(DEVICE, device),
        ]))?;
        let kid = Kid::of(&office_key.verifying_key());
        envelope::sign(payload, office_key, &kid)
    }

    /// Reads a certificate made by one of the given office keys.
    ///
    /// # Errors
    /// [`StatementError`]; a certificate whose signature does not fit is never returned.
    pub fn open(bytes: &[u8], office_keys: &[VerifyingKey]) -> Result<Self, StatementError> {
        let payload = open_statement(bytes, office_keys)?;
        let mut fields = Fields::decode(&payload)?;
        let device = fields.take(DEVICE).ok_or(Malformed::Claim("device"))?;
        let mut device = Fields::from_value(device, "device")?;
        let kid = device
            .take(1)
            .and_then(|v| v.into_bytes().ok())
            .and_then(|b| Kid::new(&b))
            .ok_or(Malformed::Claim("kid"))?;
        Ok(Self {
            office: fields.text(1, "office")?,
            not_after: fields.int(4, "not_after")?,
            not_before: fields.int(5, "not_before")?,
            issued_at: fields.int(6, "issued_at")?,
            kid,
            public_key: device.bytes(2, "public_key")?,
            device: device.text(3, "device")?,
        })
    }
}
