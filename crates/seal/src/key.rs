//! Short names of public keys.

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The short name of a public key inside a seal: 1 to 4 bytes.
///
/// Four bytes of the key's SHA-256 by default. It only helps to find the key; two keys that share
/// a name are both tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Kid(Vec<u8>);

impl Kid {
    /// The name of this key: the first four bytes of its SHA-256.
    #[must_use]
    pub fn of(key: &VerifyingKey) -> Self {
        let hash: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        Self(hash.into_iter().take(4).collect())
    }

    /// A name read from elsewhere; `None` unless it has 1 to 4 bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (1..=4).contains(&bytes.len()).then(|| Self(bytes.to_vec()))
    }

    /// The bytes as they stand in the header.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Display for Kid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}
