//! The office's secret keys: made at the first start, files that only the server's user can read.

use std::{
    fmt, fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use jemput_bundle::BoxKey;

use crate::secret::{self, hex};

/// How the names of key files end; backups take all of them.
pub(crate) const KEY_ENDING: &str = ".key";

/// Keys and identity of one office.
pub(crate) struct OfficeKeys {
    /// Names this server in every signed request.
    pub(crate) server_id: String,
    /// Signs the answers of sync.
    answer: SigningKey,
    /// Signs certificates, key lists and status lists.
    seal: SigningKey,
    /// What was signed by the keys before it stays good: newest first.
    seal_before: Vec<VerifyingKey>,
    /// Opens bundles that laptops send on sticks.
    usb: BoxKey,
    /// Hashes codes and cookies; of no use without the database.
    pub(crate) pepper: [u8; 32],
}

impl fmt::Debug for OfficeKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfficeKeys")
            .field("server_id", &self.server_id)
            .finish_non_exhaustive()
    }
}

impl OfficeKeys {
    /// Opens the keys of a data folder; `fresh` allows making them.
    ///
    /// Keys that are missing beside an existing database are an error: new ones would make every laptop a stranger
    /// and every printed seal unknown.
    pub(crate) fn open(data: &Path, fresh: bool) -> Result<Self> {
        let folder = data.join("keys");
        if fresh {
            make_folder(&folder)?;
        }
        let made = |name: &str, fresh: bool| -> Result<[u8; 32]> {
            let path = folder.join(name);
            if fresh && !path.exists() {
                write_secret(&path, &secret::random::<32>()?)?;
            }
            read_secret(&path)
        };
        let secret = |name| made(name, fresh);
        let seal = SigningKey::from_bytes(&secret("seal.key")?);
        let seal_before = before(&folder)?;
        let answer = SigningKey::from_bytes(&secret("answer.key")?);
        let pepper = secret("pepper.key")?;
        // An office older than bundles gets this one later: no laptop can have heard of another.
        let usb = BoxKey::from_bytes(&made("usb.key", true)?)
            .map_err(|error| anyhow::anyhow!("usb.key: {error}"))?;
        // Derived, so that it cannot be lost or changed apart from the key.
        let server_id =
            hex(&secret::keyed(answer.verifying_key().as_bytes(), "server-id", b"")[..16]);
        Ok(Self {
            server_id,
            answer,
            seal,
            seal_before,
            usb,
            pepper,
        })
    }

    /// The key that signs seals' certificates and lists.
    pub(crate) fn seal(&self) -> &SigningKey {
        &self.seal
    }

    /// Public keys that statements may be signed with, newest first.
    pub(crate) fn seal_public(&self) -> Vec<VerifyingKey> {
        std::iter::once(self.seal.verifying_key())
            .chain(self.seal_before.iter().copied())
            .collect()
    }

    /// Public key of the sync answers.
    pub(crate) fn answer_public(&self) -> VerifyingKey {
        self.answer.verifying_key()
    }

    /// Signs bundles for laptops: the key that they know from their enrolment.
    pub(crate) fn answer(&self) -> &SigningKey {
        &self.answer
    }

    /// Opens bundles of laptops.
    pub(crate) fn usb(&self) -> &BoxKey {
        &self.usb
    }

    /// Signs a sync answer, hex.
    pub(crate) fn sign_answer(&self, text: &str) -> [u8; 64] {
        self.answer.sign(text.as_bytes()).to_bytes()
    }
}

/// Begins a new sealing key; the one before it stays beside it under a number.
///
/// # Errors
/// When the folder cannot be written; then the old key is still in force.
pub fn rotate_seal_key(data: &Path) -> Result<()> {
    let folder = data.join("keys");
    let old = folder.join(SEAL);
    // A copy first: a power cut leaves the old key in force, or the new one with the old one beside it.
    let number = (1..).find(|n| !folder.join(numbered(*n)).exists());
    let kept = folder.join(numbered(number.unwrap_or(1)));
    write_secret(&kept, &read_secret(&old)?)?;
    write_secret(&old, &secret::random::<32>()?)
}

const SEAL: &str = "seal.key";

fn numbered(n: u32) -> String {
    format!("seal-{n}{KEY_ENDING}")
}

/// The public parts of the sealing keys before, newest first.
fn before(folder: &Path) -> Result<Vec<VerifyingKey>> {
    let mut keys = Vec::new();
    for n in 1.. {
        let path = folder.join(numbered(n));
        if !path.exists() {
            break;
        }
        keys.push(SigningKey::from_bytes(&read_secret(&path)?).verifying_key());
    }
    keys.reverse();
    Ok(keys)
}

pub(crate) fn read_secret(path: &Path) -> Result<[u8; 32]> {
    let text = fs::read_to_string(path).with_context(|| {
        format!(
            "the office's key {} cannot be read; put it back from a backup",
            path.display()
        )
    })?;
    check_mode(path)?;
    secret::array_from_hex(&text).with_context(|| format!("{} holds no key", path.display()))
}

#[cfg(unix)]
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))
}

#[cfg(not(unix))]
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

/// Written under another name first: a key file is there as a whole or not at all.
pub(crate) fn write_secret(path: &Path, bytes: &[u8; 32]) -> Result<()> {
    let draft = PathBuf::from(format!("{}.new", path.display()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(&draft)
        .with_context(|| format!("{} cannot be written", draft.display()))?;
    writeln!(file, "{}", hex(bytes))?;
    file.sync_all()?;
    drop(file);
    fs::rename(&draft, path)?;
    Ok(())
}

#[cfg(unix)]
fn check_mode(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!(
            "{0} can be read by others; run `chmod 600 {0}`",
            path.display()
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_the_same_and_belong_to_the_server_only() {
        let folder = tempfile::tempdir().unwrap();
        let first = OfficeKeys::open(folder.path(), true).unwrap();
        let again = OfficeKeys::open(folder.path(), false).unwrap();
        assert_eq!(first.server_id, again.server_id);
        assert_eq!(first.seal_public(), again.seal_public());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = folder.path().join("keys/seal.key");
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let refusal = OfficeKeys::open(folder.path(), false)
                .unwrap_err()
                .to_string();
            assert!(refusal.contains("chmod 600"), "{refusal}");
        }
    }

    #[test]
    fn a_new_sealing_key_leaves_the_ones_before_it_good() {
        let folder = tempfile::tempdir().unwrap();
        let keys = || {
            OfficeKeys::open(folder.path(), false)
                .unwrap()
                .seal_public()
        };
        let first = OfficeKeys::open(folder.path(), true).unwrap().seal_public();
        rotate_seal_key(folder.path()).unwrap();
        let second = keys();
        assert_eq!((second.len(), &second[1..]), (2, &first[..]));
        rotate_seal_key(folder.path()).unwrap();
        assert_eq!(keys()[1..], second[..], "newest first, and none is lost");
    }

    #[test]
    fn missing_keys_beside_a_database_are_never_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        assert!(OfficeKeys::open(folder.path(), false).is_err());
        assert!(!folder.path().join("keys").exists());
    }
}
