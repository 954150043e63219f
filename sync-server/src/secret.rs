//! Random values, one-time codes, and how they are kept: never as they were given out.

use std::fmt;

use sha2::{Digest, Sha256};

/// Letters and digits of a code: none that look alike on paper or sound alike on the phone.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of a code: 50 random bits, enough for a week with limited tries.
const LENGTH: usize = 10;

/// `N` random bytes.
///
/// # Errors
/// When the system has no randomness to give.
pub(crate) fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(bytes)
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// Reads hex of either case.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER_PERMISSIVE
        .decode(text.trim().as_bytes())
        .ok()
}

/// Reads exactly `N` bytes of hex.
pub(crate) fn array_from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_hex(text)?.try_into().ok()
}

/// A one-time code, `ABCDE-FGHJK`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Code(String);

impl Code {
    /// A fresh one.
    pub(crate) fn draw() -> anyhow::Result<Self> {
        let bytes = random::<LENGTH>()?;
        Ok(Self(
            bytes
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
                .collect(),
        ))
    }

    /// As typed: case, spaces and hyphens do not matter. `None` when it cannot be a code.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let code: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let possible = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        possible.then_some(Self(code))
    }

    /// What is stored instead of the code: a hash that needs the server's own secret.
    pub(crate) fn hash(&self, pepper: &[u8; 32]) -> [u8; 32] {
        keyed(pepper, "code", self.0.as_bytes())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(LENGTH / 2);
        write!(f, "{left}-{right}")
    }
}

/// A hash under the server's secret, for one purpose.
pub(crate) fn keyed(secret: &[u8; 32], purpose: &str, data: &[u8]) -> [u8; 32] {
    // Fixed lengths before `data`, so that nothing can be moved from one part to another; the result is hashed again
    // with the secret, so that nothing can be appended either.
    let inner = Sha256::new()
        .chain_update(secret)
        .chain_update(Sha256::digest(purpose))
        .chain_update(data)
        .finalize();
    Sha256::new()
        .chain_update(secret)
        .chain_update(inner)
        .finalize()
        .into()
}

/// Compares without telling by the time where the difference is.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = Code::draw().unwrap();
        let shown = code.to_string();
        assert_eq!(shown.len(), 11);
        let typed = format!(" {} ", shown.to_lowercase().replace('-', " "));
        assert!(Code::read(&typed).unwrap() == code);
    }

    #[test]
    fn what_cannot_be_a_code_is_refused_before_any_look_up() {
        for text in ["", "ABCDE", "ABCDE-FGHI0", "ABCDE-FGHJK-L", "ABCDÉ-FGHJK"] {
            assert!(Code::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_hash_depends_on_the_servers_secret_and_on_the_purpose() {
        assert_ne!(keyed(&[1; 32], "code", b"x"), keyed(&[2; 32], "code", b"x"));
        assert_ne!(keyed(&[1; 32], "code", b"x"), keyed(&[1; 32], "csrf", b"x"));
        assert!(equal(b"abc", b"abc") && !equal(b"abc", b"abd") && !equal(b"abc", b"ab"));
    }
}
