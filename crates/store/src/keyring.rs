//! The database's key, and how a passphrase opens it.
//!
//! The key is 32 random bytes and never changes; a passphrase only wraps it, so a new passphrase does not rewrite the
//! database, and several officers can open one laptop.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Result, StoreError};

/// The raw key of a database.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// A key under a passphrase; harmless to store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    /// Argon2id memory in KiB.
    memory: u32,
    /// Argon2id passes.
    passes: u32,
    /// Argon2id lanes.
    lanes: u32,
    /// 16 bytes, hex.
    salt: String,
    /// 24 bytes, hex.
    nonce: String,
    /// Encrypted key with its tag, hex.
    key: String,
}

/// The passphrase does not open this key, or the file was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase does not fit")]
pub struct WrongPassphrase;

/// Binds a wrap to its purpose.
const PURPOSE: &[u8] = b"jemput data key 1";

impl DataKey {
    /// A new random key.
    pub fn generate() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| StoreError::Random)?;
        Ok(Self(bytes))
    }

    /// A given key, for tests and for moving a database.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Wraps the key under a passphrase: OWASP's parameters for Argon2id (19 MiB, two passes).
    pub fn wrap(&self, passphrase: &str) -> Result<WrappedKey> {
        let mut random = [0; 40];
        getrandom::fill(&mut random).map_err(|_| StoreError::Random)?;
        let (salt, nonce) = random.split_at(16);
        let mut wrapped = WrappedKey {
            memory: 19 * 1024,
            passes: 2,
            lanes: 1,
            salt: hex(salt),
            nonce: hex(nonce),
            key: String::new(),
        };
        let cipher = wrapped.cipher(passphrase).ok_or(StoreError::Form("wrap"))?;
        let nonce = XNonce::try_from(nonce).map_err(|_| StoreError::Form("nonce"))?;
        let sealed = cipher
            .encrypt(
                &nonce,
                Payload {
                    msg: &self.0,
                    aad: PURPOSE,
                },
            )
            .map_err(|_| StoreError::Form("wrap"))?;
        wrapped.key = hex(&sealed);
        Ok(wrapped)
    }

    /// The key itself, for keeping it where its user can read it anyway.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Encrypts a small secret with this key, for one purpose.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Random)?;
        let sealed = XChaCha20Poly1305::new(&self.0.into()).encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: purpose.as_bytes(),
            },
        );
        let sealed = sealed.map_err(|_| StoreError::Form("seal"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What [`Self::seal`] encrypted for the same purpose; `None` when the key is another or a bit has changed.
    #[must_use]
    pub fn unseal(&self, purpose: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
        let payload = Payload {
            msg: sealed,
            aad: purpose.as_bytes(),
        };
        let plain = XChaCha20Poly1305::new(&self.0.into())
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()?;
        Some(Zeroizing::new(plain))
    }

    /// The key as SQLCipher's raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", hex(&self.0)))
    }
}

impl WrappedKey {
    /// The key, if the passphrase is the right one.
    pub fn unwrap(&self, passphrase: &str) -> Result<DataKey, WrongPassphrase> {
        let open = || {
            let cipher = self.cipher(passphrase)?;
            let nonce = XNonce::try_from(from_hex(&self.nonce)?.as_slice()).ok()?;
            let sealed = from_hex(&self.key)?;
            let plain = Zeroizing::new(
                cipher
                    .decrypt(
                        &nonce,
                        Payload {
                            msg: &sealed,
                            aad: PURPOSE,
                        },
                    )
                    .ok()?,
            );
            Some(DataKey(plain.as_slice().try_into().ok()?))
        };
        open().ok_or(WrongPassphrase)
    }

    fn cipher(&self, passphrase: &str) -> Option<XChaCha20Poly1305> {
        let params = Params::new(self.memory, self.passes, self.lanes, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(
                passphrase.as_bytes(),
                &from_hex(&self.salt)?,
                key.as_mut_slice(),
            )
            .ok()?;
        XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_passphrase_opens_the_key() {
        let key = DataKey::generate().unwrap();
        let wrapped = key.wrap("empat kata yang panjang").unwrap();
        assert_eq!(wrapped.unwrap("empat kata yang panjang").unwrap().0, key.0);
        assert_eq!(
            wrapped.unwrap("empat kata yang pendek").unwrap_err(),
            WrongPassphrase
        );
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_for_its_purpose_and_unchanged() {
        let key = DataKey::generate().unwrap();
        let mut sealed = key.seal("office keys", b"secret").unwrap();
        assert_eq!(
            key.unseal("office keys", &sealed).unwrap().as_slice(),
            b"secret"
        );
        assert!(key.unseal("something else", &sealed).is_none());
        assert!(
            DataKey::generate()
                .unwrap()
                .unseal("office keys", &sealed)
                .is_none()
        );
        sealed[30] ^= 1;
        assert!(key.unseal("office keys", &sealed).is_none());
        assert!(key.unseal("office keys", b"short").is_none());
    }

    #[test]
    fn a_wrap_shows_nothing_of_its_key_and_two_wraps_differ() {
        let key = DataKey::from_bytes([7; 32]);
        let (one, two) = (
            key.wrap("sandi yang sama").unwrap(),
            key.wrap("sandi yang sama").unwrap(),
        );
        assert_ne!(one, two);
        assert!(
            !serde_json::to_string(&one)
                .unwrap()
                .contains(&hex(&[7; 32]))
        );
    }
}
