//! The database's key, and how a passphrase opens it.
//!
//! The key is 32 random bytes and never changes; a passphrase only wraps it, so a new passphrase does not rewrite the
//! database, and several officers can open one laptop.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use jemput_memory::Secret;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Result, StoreError};

/// The raw key of a database.
#[derive(Clone)]
pub struct DataKey(Secret<32>);

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

/// What trying one passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Argon2id memory in KiB.
    pub memory: u32,
    /// Argon2id passes.
    pub passes: u32,
}

/// The passphrase does not open this key, or the file was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase does not fit")]
pub struct WrongPassphrase;

impl Cost {
    /// The least: what OWASP's password storage cheat sheet asks of Argon2id (19 MiB, two passes, one lane).
    pub const FLOOR: Self = Self {
        memory: 19 * 1024,
        passes: 2,
    };
    /// The most that is measured for: a village's laptop has two or four GiB, and the web view wants some.
    const MOST_MEMORY: u32 = 64 * 1024;
    /// The most that a file may ask for: a changed one must not use up all memory of the machine.
    const LIMIT: Self = Self {
        memory: 1024 * 1024,
        passes: 100,
    };

    /// The dearest that takes no longer than `target` on this machine, by what `took` says that one derivation takes;
    /// never below [`Self::FLOOR`]. Memory grows first: that is what a guessing machine pays for.
    #[must_use]
    pub fn fitted(target: Duration, mut took: impl FnMut(Self) -> Duration) -> Self {
        let mut cost = Self::FLOOR;
        let mut once = took(cost);
        while once * 2 <= target && cost.memory < Self::MOST_MEMORY {
            cost.memory = (cost.memory * 2).min(Self::MOST_MEMORY);
            once = took(cost);
        }
        if once > target && cost.memory > Self::FLOOR.memory {
            // Dearer than twice the half of it: this machine's memory ends earlier.
            cost.memory = (cost.memory / 2).max(Self::FLOOR.memory);
            once = took(cost);
        }
        let pass = (once / cost.passes).max(Duration::from_micros(1));
        let fits = target.as_micros() / pass.as_micros();
        let fits = u32::try_from(fits).unwrap_or(u32::MAX);
        cost.passes = fits.clamp(Self::FLOOR.passes, Self::LIMIT.passes / 4);
        cost
    }

    /// [`Self::fitted`] to this machine, now.
    #[must_use]
    pub fn measured(target: Duration) -> Self {
        Self::fitted(target, |cost| {
            let once = || {
                let start = Instant::now();
                // Out of memory: as if it took too long.
                match derive("ukuran", &[0; 16], cost, 1) {
                    Some(_) => start.elapsed(),
                    None => Duration::MAX / 8,
                }
            };
            // The fastest of three: what else runs on the machine just now must not make guessing cheaper for ever.
            once().min(once()).min(once())
        })
    }

    /// Whether guessing is cheaper than the least that is asked.
    #[must_use]
    pub fn is_below_floor(self) -> bool {
        self.memory < Self::FLOOR.memory || self.passes < Self::FLOOR.passes
    }
}

/// Binds a wrap to its purpose.
const PURPOSE: &[u8] = b"jemput data key 1";

impl DataKey {
    /// A new random key.
    pub fn generate() -> Result<Self> {
        let random = Secret::written(|bytes| getrandom::fill(bytes));
        Ok(Self(random.map_err(|_| StoreError::Random)?))
    }

    /// A given key, for tests and for moving a database.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Secret::copied(&Zeroizing::new(bytes)))
    }

    /// Wraps the key under a passphrase at the least cost.
    pub fn wrap(&self, passphrase: &str) -> Result<WrappedKey> {
        self.wrap_at(Cost::FLOOR, passphrase)
    }

    /// Wraps the key under a passphrase; what trying one costs is kept with it.
    pub fn wrap_at(&self, cost: Cost, passphrase: &str) -> Result<WrappedKey> {
        let mut random = [0; 40];
        getrandom::fill(&mut random).map_err(|_| StoreError::Random)?;
        let (salt, nonce) = random.split_at(16);
        let mut wrapped = WrappedKey {
            memory: cost.memory,
            passes: cost.passes,
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
                    msg: self.expose(),
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
        self.0.expose()
    }

    /// Encrypts a small secret with this key, for one purpose.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Random)?;
        let sealed = XChaCha20Poly1305::new(self.expose().into()).encrypt(
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
        let plain = XChaCha20Poly1305::new(self.expose().into())
            .decrypt(&XNonce::from(*nonce), payload)
            .ok()?;
        Some(Zeroizing::new(plain))
    }

    /// The key as SQLCipher's raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", hex(self.expose())))
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
            Some(DataKey(Secret::copied(plain.as_slice().try_into().ok()?)))
        };
        open().ok_or(WrongPassphrase)
    }

    /// What trying one passphrase costs.
    #[must_use]
    pub fn cost(&self) -> Cost {
        Cost {
            memory: self.memory,
            passes: self.passes,
        }
    }

    fn cipher(&self, passphrase: &str) -> Option<XChaCha20Poly1305> {
        let key = derive(passphrase, &from_hex(&self.salt)?, self.cost(), self.lanes)?;
        XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()
    }
}

fn derive(passphrase: &str, salt: &[u8], cost: Cost, lanes: u32) -> Option<Zeroizing<[u8; 32]>> {
    if cost.memory > Cost::LIMIT.memory || cost.passes > Cost::LIMIT.passes {
        return None;
    }
    let params = Params::new(cost.memory, cost.passes, lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .ok()?;
    Some(key)
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
        assert_eq!(
            wrapped.unwrap("empat kata yang panjang").unwrap().expose(),
            key.expose()
        );
        assert_eq!(
            wrapped.unwrap("empat kata yang pendek").unwrap_err(),
            WrongPassphrase
        );
    }

    /// A machine that fills so many KiB a millisecond.
    fn machine(kib_a_ms: u64) -> impl FnMut(Cost) -> Duration {
        move |cost| {
            Duration::from_millis(u64::from(cost.memory) * u64::from(cost.passes) / kib_a_ms)
        }
    }

    #[test]
    fn what_a_passphrase_costs_fits_the_machine_and_is_never_below_the_floor() {
        let target = Duration::from_millis(500);
        for kib_a_ms in [20, 76, 200, 500, 1000, 4000] {
            let cost = Cost::fitted(target, machine(kib_a_ms));
            assert!(!cost.is_below_floor(), "{kib_a_ms}: {cost:?}");
            let took = machine(kib_a_ms)(cost);
            assert!(
                took <= target || cost == Cost::FLOOR,
                "{kib_a_ms}: {took:?}"
            );
        }
        assert_eq!(Cost::fitted(target, machine(20)), Cost::FLOOR);
        let fast = Cost::fitted(target, machine(1000));
        assert_eq!(fast.memory, Cost::MOST_MEMORY);
        assert!(machine(1000)(fast) > target / 2, "{fast:?}");
    }

    #[test]
    fn a_wrap_keeps_what_it_costs_and_one_that_asks_for_too_much_opens_nothing() {
        let key = DataKey::generate().unwrap();
        let cost = Cost {
            memory: 20 * 1024,
            passes: 3,
        };
        let mut wrapped = key.wrap_at(cost, "empat kata yang panjang").unwrap();
        assert_eq!(wrapped.cost(), cost);
        assert_eq!(
            wrapped.unwrap("empat kata yang panjang").unwrap().expose(),
            key.expose()
        );
        wrapped.memory = u32::MAX;
        assert!(wrapped.unwrap("empat kata yang panjang").is_err());
        let cheap = Cost {
            memory: 64,
            passes: 1,
        };
        assert!(key.wrap_at(cheap, "x").unwrap().cost().is_below_floor());
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
