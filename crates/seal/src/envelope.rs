//! COSE_Sign1 as this format uses it: one encoding, one algorithm, nothing unprotected.

use coset::{
    CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, RegisteredLabelWithPrivate, iana,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::error::{Malformed, SealError};
use crate::key::Kid;

/// Signs a payload; the header holds the algorithm and the key's name and nothing else.
pub(crate) fn sign(payload: Vec<u8>, key: &SigningKey, kid: &Kid) -> Result<Vec<u8>, SealError> {
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::Ed25519)
        .key_id(kid.as_bytes().to_vec())
        .build();
    CoseSign1Builder::new()
        .protected(header)
        .payload(payload)
        .create_signature(b"", |message| key.sign(message).to_bytes().to_vec())
        .build()
        .to_vec()
        .map_err(|e| SealError::Encoding(e.to_string()))
}

/// An envelope that could be read; nothing in it is trusted yet.
pub(crate) struct Opened {
    envelope: CoseSign1,
    signature: Signature,
    /// The name of the key that is said to have signed.
    pub(crate) kid: Kid,
}

impl Opened {
    /// Reads the envelope and insists on its one allowed shape.
    ///
    /// Re-encoding must give the same bytes, so that a token has exactly one spelling and no bit
    /// outside the signature can change without notice.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let envelope = CoseSign1::from_slice(bytes).map_err(|_| Malformed::Envelope)?;
        let header = &envelope.protected.header;
        if !header.crit.is_empty() {
            return Err(Malformed::NewerFormat);
        }
        if header.alg
            != Some(RegisteredLabelWithPrivate::Assigned(
                iana::Algorithm::Ed25519,
            ))
        {
            return Err(Malformed::Algorithm);
        }
        if !envelope.unprotected.is_empty() {
            return Err(Malformed::Envelope);
        }
        let kid = Kid::new(&header.key_id).ok_or(Malformed::Envelope)?;
        let signature =
            Signature::from_slice(&envelope.signature).map_err(|_| Malformed::Envelope)?;
        let again = envelope.clone().to_vec().map_err(|_| Malformed::Envelope)?;
        if again != bytes {
            return Err(Malformed::Envelope);
        }
        Ok(Self {
            envelope,
            signature,
            kid,
        })
    }

    /// The payload, if `key` made the signature.
    pub(crate) fn payload_signed_by(&self, key: &VerifyingKey) -> Option<&[u8]> {
        let message = self.envelope.tbs_data(b"");
        // Strict: refuses weak keys and non-canonical points.
        key.verify_strict(&message, &self.signature).ok()?;
        self.envelope.payload.as_deref()
    }
}
