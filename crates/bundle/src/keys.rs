//! Keys to which bundles are encrypted: X25519, in age's own text form.

use std::fmt;

use age::secrecy::ExposeSecret as _;
use bech32::{Bech32, Hrp};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::{BundleError, Result};

/// Begins the text of public keys.
const PUBLIC: Hrp = Hrp::parse_unchecked("age");

/// A receiver's secret key.
#[derive(Clone)]
pub struct BoxKey(age::x25519::Identity);

impl fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BoxKey")
            .field(&self.public().text())
            .finish()
    }
}

impl BoxKey {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// From 32 random bytes, as other keys are kept.
    ///
    /// # Errors
    /// Never for 32 bytes: the text that age reads is made of any.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let prefix = Hrp::parse("age-secret-key-").map_err(|_| BundleError::Key)?;
        let text = bech32::encode::<Bech32>(prefix, bytes).map_err(|_| BundleError::Key)?;
        Self::parse(&Zeroizing::new(Zeroizing::new(text).to_uppercase()))
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    ///
    /// # Errors
    /// When the text is no key.
    pub fn parse(text: &str) -> Result<Self> {
        text.trim().parse().map(Self).map_err(|_| BundleError::Key)
    }

    /// `AGE-SECRET-KEY-1…`: what age's own tools open such a file with.
    #[must_use]
    pub fn secret_text(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }

    /// What others encrypt to.
    #[must_use]
    pub fn public(&self) -> BoxPublic {
        BoxPublic(self.0.to_public())
    }

    /// What [`BoxPublic::seal`] encrypted to this key.
    ///
    /// # Errors
    /// When it was encrypted to another one, or a bit has changed.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let plain = age::decrypt(&self.0, sealed).map_err(|_| BundleError::OtherKey)?;
        Ok(Zeroizing::new(plain))
    }

    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.0
    }
}

/// A receiver's public key.
#[derive(Clone, PartialEq, Eq)]
pub struct BoxPublic(age::x25519::Recipient);

impl fmt::Debug for BoxPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BoxPublic").field(&self.text()).finish()
    }
}

impl BoxPublic {
    /// Reads `age1…`.
    ///
    /// # Errors
    /// When the text is no key.
    pub fn parse(text: &str) -> Result<Self> {
        text.trim().parse().map(Self).map_err(|_| BundleError::Key)
    }

    /// From its 32 bytes, as the office's line has them.
    ///
    /// # Errors
    /// Never for 32 bytes: the text that age reads is made of any.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self> {
        let text = bech32::encode::<Bech32>(PUBLIC, bytes).map_err(|_| BundleError::Key)?;
        Self::parse(&text)
    }

    /// Its 32 bytes.
    ///
    /// # Errors
    /// Never for a key that was read.
    pub fn to_bytes(&self) -> Result<[u8; 32]> {
        let (prefix, bytes) = bech32::decode(&self.text()).map_err(|_| BundleError::Key)?;
        let bytes = bytes.try_into().ok().filter(|_| prefix == PUBLIC);
        bytes.ok_or(BundleError::Key)
    }

    /// `age1…`
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// Eight letters by which two people on the phone see that they mean the same key.
    #[must_use]
    pub fn compare_code(&self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let hash = Sha256::digest(format!("jemput-compare-1\n{}\n", self.text()));
        let letters: String = hash
            .iter()
            .take(8)
            .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
            .collect();
        format!("{}-{}", &letters[..4], &letters[4..])
    }

    /// Encrypts a small secret to this key.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>> {
        age::encrypt(&self.0, plain).map_err(|_| BundleError::Key)
    }

    pub(crate) fn recipient(&self) -> &age::x25519::Recipient {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_the_same_as_text_and_as_bytes() {
        let key = BoxKey::generate().public();
        let bytes = key.to_bytes().unwrap();
        assert_eq!(BoxPublic::from_bytes(&bytes).unwrap(), key);
        let other = BoxKey::generate().public();
        assert_ne!(other.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn a_small_secret_opens_with_its_receivers_key_and_unchanged() {
        let (mine, other) = (BoxKey::generate(), BoxKey::generate());
        let mut sealed = mine.public().seal(b"sixteen bytes...").unwrap();
        assert_eq!(
            mine.unseal(&sealed).unwrap().as_slice(),
            b"sixteen bytes..."
        );
        assert!(other.unseal(&sealed).is_err());
        assert_eq!(mine.public().compare_code().len(), 9);
        assert_ne!(mine.public().compare_code(), other.public().compare_code());
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert!(mine.unseal(&sealed).is_err());
    }
}
