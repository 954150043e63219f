//! The recovery code: what opens the office's keys in a backup when the machine is gone.
//!
//! The code wraps a key (Argon2id), the key encrypts the office's keys in each backup. The key itself stays on the
//! server beside the keys that it protects, so that backups need no one to type the code; the code stays on paper.

use std::{collections::BTreeMap, fmt, fs, path::Path};

use jemput_store::keyring::{DataKey, WrappedKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::BackupFault;
use crate::{
    keys::{KEY_ENDING, read_secret, write_secret},
    secret::{self, hex},
};

/// Letters and digits of a code: none that look alike on paper or sound alike on the phone.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Random characters: 130 bits, out of reach for guessing also without the slow hash.
const RANDOM: usize = 26;
/// Check characters: a slip of the pen is told at once.
const CHECK: usize = 2;

const KEY_FILE: &str = "recovery.key";
const WRAP_FILE: &str = "recovery.json";
const PURPOSE: &str = "jemput office keys 1";

/// 28 characters in groups of four.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RecoveryCode(String);

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl RecoveryCode {
    /// A fresh one.
    fn draw() -> anyhow::Result<Self> {
        let random: String = secret::random::<RANDOM>()?
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
            .collect();
        let check = check(&random);
        Ok(Self(random + &check))
    }

    /// As typed: case, spaces and hyphens do not matter. `None` when it cannot be a code, such as after a typing slip.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let code: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let possible = code.len() == RANDOM + CHECK
            && code.bytes().all(|byte| ALPHABET.contains(&byte))
            && check(&code[..RANDOM]) == code[RANDOM..];
        possible.then_some(Self(code))
    }
}

fn check(random: &str) -> String {
    let hash = Sha256::digest(format!("jemput recovery\n{random}"));
    hash[..CHECK]
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect()
}

/// What a server keeps to make backups with.
pub(crate) struct Recovery {
    key: DataKey,
    wrapped: WrappedKey,
}

/// The office's keys in a backup.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SealedKeys {
    format: u32,
    /// The key under the recovery code.
    wrapped: WrappedKey,
    /// The key files by name, under the key; hex.
    sealed: String,
}

impl Recovery {
    /// Draws a code for a data folder. A second time gives another code for the backups to come; older backups keep
    /// theirs.
    pub(crate) fn init(data: &Path) -> anyhow::Result<RecoveryCode> {
        let keys = data.join("keys");
        let path = keys.join(KEY_FILE);
        if !path.exists() {
            write_secret(&path, DataKey::generate()?.expose())?;
        }
        let key = DataKey::from_bytes(read_secret(&path)?);
        let code = RecoveryCode::draw()?;
        let wrapped = serde_json::to_vec(&key.wrap(&code.0)?)?;
        let draft = keys.join("recovery.new");
        fs::write(&draft, wrapped)?;
        fs::File::open(&draft)?.sync_all()?;
        fs::rename(&draft, keys.join(WRAP_FILE))?;
        crate::blobs::sync_folder(&keys)?;
        Ok(code)
    }

    /// What [`Self::init`] has made; `None` before it.
    pub(crate) fn load(data: &Path) -> anyhow::Result<Option<Self>> {
        let keys = data.join("keys");
        if !keys.join(WRAP_FILE).exists() {
            return Ok(None);
        }
        Ok(Some(Self {
            key: DataKey::from_bytes(read_secret(&keys.join(KEY_FILE))?),
            wrapped: serde_json::from_slice(&fs::read(keys.join(WRAP_FILE))?)?,
        }))
    }

    /// All key files of a data folder, encrypted.
    pub(crate) fn seal(&self, data: &Path) -> anyhow::Result<SealedKeys> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(data.join("keys"))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(name) = name.filter(|name| name.ends_with(KEY_ENDING)) {
                files.insert(name.to_owned(), hex(&read_secret(&path)?));
            }
        }
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(&files)?);
        Ok(SealedKeys {
            format: 1,
            wrapped: self.wrapped.clone(),
            sealed: hex(&self.key.seal(PURPOSE, &plain)?),
        })
    }

    /// Whether a backup's keys open with this server's key and are those of the data folder.
    pub(crate) fn fits(&self, data: &Path, sealed: &SealedKeys) -> anyhow::Result<bool> {
        let Some(files) = sealed.files(&self.key) else {
            return Ok(false);
        };
        for (name, bytes) in &files {
            if read_secret(&data.join("keys").join(name))? != *bytes {
                return Ok(false);
            }
        }
        Ok(!files.is_empty())
    }
}

impl SealedKeys {
    fn files(&self, key: &DataKey) -> Option<BTreeMap<String, [u8; 32]>> {
        let plain = key.unseal(PURPOSE, &secret::from_hex(&self.sealed)?)?;
        let files: BTreeMap<String, String> = serde_json::from_slice(&plain).ok()?;
        files
            .into_iter()
            .map(|(name, text)| Some((name, secret::array_from_hex(&text)?)))
            .collect()
    }

    /// Opens them with the code and writes them into a data folder that has none.
    pub(crate) fn restore(&self, code: &RecoveryCode, data: &Path) -> Result<(), BackupFault> {
        let key = self
            .wrapped
            .unwrap(&code.0)
            .map_err(|_| BackupFault::WrongCode)?;
        let files = self.files(&key).ok_or(BackupFault::WrongCode)?;
        let keys = data.join("keys");
        crate::keys::make_folder(&keys)?;
        for (name, bytes) in &files {
            let plain = Path::new(name).components().count() == 1 && name.ends_with(KEY_ENDING);
            if !plain {
                return Err(BackupFault::Damaged("a key's name".to_owned()));
            }
            write_secret(&keys.join(name), bytes)?;
        }
        // The same code opens the backups to come.
        fs::write(keys.join(WRAP_FILE), serde_json::to_vec(&self.wrapped)?)?;
        Ok(crate::blobs::sync_folder(&keys)?)
    }

    /// Whether the code opens them.
    pub(crate) fn opens(&self, code: &RecoveryCode) -> bool {
        self.wrapped
            .unwrap(&code.0)
            .is_ok_and(|key| self.files(&key).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::OfficeKeys;

    #[test]
    fn the_code_on_paper_brings_the_offices_keys_back_and_no_other_does() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let keys = OfficeKeys::open(&old, true).unwrap();
        assert!(Recovery::load(&old).unwrap().is_none());
        let code = Recovery::init(&old).unwrap();
        let sealed = Recovery::load(&old).unwrap().unwrap().seal(&old).unwrap();
        let text = serde_json::to_string(&sealed).unwrap();
        let seal = fs::read_to_string(old.join("keys/seal.key")).unwrap();
        assert!(!text.contains(seal.trim()));
        let other = RecoveryCode::draw().unwrap();
        assert!(!sealed.opens(&other));
        let refused = sealed.restore(&other, &new).unwrap_err();
        assert_eq!(refused.code(), "backup-code-wrong");
        assert!(!new.exists(), "nothing is made with a wrong code");
        sealed.restore(&code, &new).unwrap();
        let back = OfficeKeys::open(&new, false).unwrap();
        assert_eq!(back.server_id, keys.server_id);
        assert_eq!(back.seal_public(), keys.seal_public());
        let again = Recovery::load(&new).unwrap().unwrap().seal(&new).unwrap();
        assert!(again.opens(&code), "the same code opens the next backup");
        assert!(
            Recovery::load(&new)
                .unwrap()
                .unwrap()
                .fits(&old, &sealed)
                .unwrap()
        );
    }

    #[test]
    fn a_new_code_is_for_the_backups_to_come() {
        let folder = tempfile::tempdir().unwrap();
        OfficeKeys::open(folder.path(), true).unwrap();
        let seal = || {
            Recovery::load(folder.path())
                .unwrap()
                .unwrap()
                .seal(folder.path())
        };
        let first = Recovery::init(folder.path()).unwrap();
        let old = seal().unwrap();
        let second = Recovery::init(folder.path()).unwrap();
        let new = seal().unwrap();
        assert!(old.opens(&first) && !old.opens(&second));
        assert!(new.opens(&second) && !new.opens(&first));
    }

    #[test]
    fn a_code_is_read_however_it_was_typed_and_a_slip_is_noticed() {
        let code = RecoveryCode::draw().unwrap();
        let shown = code.to_string();
        assert_eq!(shown.len(), 28 + 6);
        assert!(
            RecoveryCode::read(&format!(" {} ", shown.to_lowercase().replace('-', " ")))
                == Some(code)
        );
        let mut slips = 0;
        for at in 0..shown.len() {
            for letter in ["A", "7"] {
                let mut slip = shown.clone();
                slip.replace_range(at..=at, letter);
                slips += usize::from(slip != shown && RecoveryCode::read(&slip).is_some());
            }
        }
        assert!(slips <= 1, "one in a thousand goes unnoticed");
    }
}
