//! `kunci.json`: the database's key, once per officer, each wrapped by that officer's passphrase.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use jemput_domain::id::OfficerId;
use jemput_store::keyring::{Cost, DataKey, WrappedKey};
use jemput_wire::AppError;
use serde::{Deserialize, Serialize};

use crate::{
    App,
    binding::SealedKey,
    config::Derivation,
    error::{Result, coded},
    files,
    profile::Profile,
    recovery::RecoveryKey,
};

/// What a right passphrase may take on this laptop when it is set up.
const TARGET: Duration = Duration::from_millis(500);

const FILE: &str = "kunci.json";

/// The database's key, once per officer, each wrapped by that officer's passphrase.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Keys {
    pub(crate) wraps: Vec<OfficerKey>,
    /// Once more under the secret that the office holds; two while a new one is on its way there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) recovery: Vec<RecoveryKey>,
    /// The officers' wraps while the laptop is bound to this computer; then none lies open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sealed: Vec<SealedKey>,
}

/// One officer's way to the key.
#[derive(Serialize, Deserialize)]
pub(crate) struct OfficerKey {
    pub(crate) officer: OfficerId,
    pub(crate) wrapped: WrappedKey,
}

impl Keys {
    fn path(data: &Path) -> PathBuf {
        data.join(FILE)
    }

    /// A missing file is an error here: whoever asks has a profile, so a database exists.
    pub(crate) fn load(data: &Path) -> Result<Self> {
        let bytes = fs::read(Self::path(data))?;
        serde_json::from_slice(&bytes).map_err(|_| coded("keys-damaged"))
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(|_| coded("internal"))
    }

    pub(crate) fn save(&self, data: &Path) -> Result<()> {
        Ok(files::replace(&Self::path(data), &self.bytes()?)?)
    }

    /// As [`Self::save`]; what stood there is written over.
    pub(crate) fn save_wiping(&self, data: &Path) -> Result<()> {
        Ok(files::replace_wiping(&Self::path(data), &self.bytes()?)?)
    }

    /// Deletes what a cut left of a key file that was being written.
    pub(crate) fn wipe_draft(folder: &Path) -> Result<()> {
        Ok(files::wipe(&files::draft_of(&Self::path(folder)))?)
    }

    /// Deletes a folder's key file, with a draft that a cut left, and writes over both before.
    pub(crate) fn wipe(folder: &Path) -> Result<()> {
        Self::wipe_draft(folder)?;
        Ok(files::wipe(&Self::path(folder))?)
    }

    /// Deletes the officers' ways in from a folder's key file; the office's stays. A draft that a cut left goes too.
    pub(crate) fn keep_recovery_only(folder: &Path) -> Result<()> {
        let path = Self::path(folder);
        Self::wipe_draft(folder)?;
        if !path.exists() {
            return Ok(());
        }
        let keys = match Self::load(folder) {
            Ok(keys) => keys,
            // What cannot be read opens nothing either, and is not kept.
            Err(error) if error.view.code == "keys-damaged" => Self::default(),
            Err(error) => return Err(error),
        };
        if keys.wraps.is_empty() && keys.sealed.is_empty() {
            return Ok(());
        }
        let kept = Self {
            recovery: keys.recovery,
            ..Self::default()
        };
        kept.save_wiping(folder)
    }

    /// Whether the officers' ways in need this computer's secret.
    pub(crate) fn is_bound(&self) -> bool {
        !self.sealed.is_empty()
    }

    /// Whether an officer has a way in, sealed or not.
    pub(crate) fn has(&self, officer: OfficerId) -> bool {
        let sealed = self.sealed.iter().any(|key| key.officer == officer);
        sealed || self.of(officer).is_some()
    }

    /// Deletes an officer's way in.
    pub(crate) fn remove(&mut self, officer: OfficerId) {
        self.wraps.retain(|key| key.officer != officer);
        self.sealed.retain(|key| key.officer != officer);
    }

    pub(crate) fn of(&self, officer: OfficerId) -> Option<&WrappedKey> {
        let wrap = self.wraps.iter().find(|wrap| wrap.officer == officer)?;
        Some(&wrap.wrapped)
    }

    /// Gives an officer a way to the key, in the place of the one before.
    pub(crate) fn put(&mut self, officer: OfficerId, wrapped: WrappedKey) {
        self.sealed.retain(|key| key.officer != officer);
        match self.wraps.iter_mut().find(|key| key.officer == officer) {
            Some(key) => key.wrapped = wrapped,
            None => self.wraps.push(OfficerKey { officer, wrapped }),
        }
    }

    /// The same, where the laptop is bound.
    pub(crate) fn put_sealed(&mut self, sealed: SealedKey) {
        self.wraps.retain(|key| key.officer != sealed.officer);
        match self
            .sealed
            .iter_mut()
            .find(|key| key.officer == sealed.officer)
        {
            Some(key) => *key = sealed,
            None => self.sealed.push(sealed),
        }
    }
}

impl App {
    /// What trying a passphrase of this laptop costs; measured once a run, when it is first needed.
    fn cost(&self) -> Cost {
        *self.cost.get_or_init(|| match self.config.derivation {
            Derivation::Floor => Cost::FLOOR,
            Derivation::Measured => {
                let cost = Cost::measured(TARGET);
                tracing::info!(
                    memory_kib = cost.memory,
                    passes = cost.passes,
                    "what a passphrase costs on this laptop was measured"
                );
                cost
            }
        })
    }

    pub(crate) fn wrap(&self, key: &DataKey, passphrase: &str) -> Result<WrappedKey> {
        Ok(key.wrap_at(self.cost(), passphrase)?)
    }

    /// Writes an officer's way to the key, made anew from the passphrase.
    pub(crate) fn put_wrap(
        &self,
        officer: OfficerId,
        key: &DataKey,
        passphrase: &str,
    ) -> Result<()> {
        let wrapped = self.wrap(key, passphrase)?;
        let _one_at_a_time = self.key_files();
        // Under the lock: the ways in may have been deleted just now.
        self.not_lost()?;
        let mut keys = Keys::load(&self.config.data)?;
        if keys.is_bound() {
            let profile = Profile::enrolled(&self.config.data)?;
            let machine = self.machine_of(&keys, profile.device)?;
            keys.put_sealed(machine.seal(officer, &wrapped)?);
        } else {
            keys.put(officer, wrapped);
        }
        keys.save(&self.config.data)
    }
}

/// Ten characters or four words, as the guide asks; nothing about kinds of characters.
pub(crate) fn check_passphrase(passphrase: &str) -> Result<()> {
    let long_enough =
        passphrase.chars().count() >= 10 || passphrase.split_whitespace().count() >= 4;
    if long_enough {
        Ok(())
    } else {
        Err(AppError::new("passphrase-short").with("count", 10).into())
    }
}
