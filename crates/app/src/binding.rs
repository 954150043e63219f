//! The officers' ways in, bound to this computer: a choice, off at first.
//!
//! A secret of 32 bytes lies in the system's keystore, under this laptop's id. While the laptop is bound, each officer's
//! wrap lies in the key file sealed under it ([`SealedKey`]): who has only the disk, or a copy, finds no salt and nothing to
//! guess against. The office's recovery wrap stays as it is, so that recovery never needs the keystore.
//!
//! The laptop's own key file is what counts: it is sealed last and opened first. A cut in between leaves copies that are
//! sealed beside a laptop that is not, and the secret stays where it is, so those open here all the same; pressing again
//! does the rest. For the same reason unbinding keeps the secret: copies on a stick of the bound time still need it. It
//! goes when nothing shall open any more, with a laptop that is lost or retires.

use std::path::Path;

use jemput_domain::{
    audit::Deed,
    id::{DeviceId, OfficerId},
};
use jemput_store::keyring::{DataKey, WrappedKey};
use jemput_wire::binding::{BindingGet, BindingSet, BindingView};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    App, copies,
    error::{Error, Result, coded},
    keys::{Keys, OfficerKey},
    keystore::{self, KeystoreFault, MISSING},
    profile::Profile,
    session::Session,
};

/// One officer's wrap under the computer's secret.
#[derive(Serialize, Deserialize)]
pub(crate) struct SealedKey {
    pub(crate) officer: OfficerId,
    /// Nonce, sealed JSON of the wrap and tag, hex.
    sealed: String,
}

/// The secret of this computer for one laptop.
pub(crate) struct Machine {
    device: DeviceId,
    secret: DataKey,
}

impl Machine {
    fn read(device: DeviceId, text: &str) -> Option<Self> {
        let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok();
        let bytes = Zeroizing::new(bytes?);
        let secret = DataKey::from_bytes(bytes.as_slice().try_into().ok()?);
        Some(Self { device, secret })
    }

    fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(data_encoding::HEXLOWER.encode(self.secret.expose()))
    }

    /// A wrap that was moved to another officer or another laptop opens nothing. The number is the form's version.
    fn purpose(&self, officer: OfficerId) -> String {
        format!("jemput officer key 1 {} {officer}", self.device)
    }

    pub(crate) fn seal(&self, officer: OfficerId, wrapped: &WrappedKey) -> Result<SealedKey> {
        let plain = serde_json::to_vec(wrapped).map_err(|_| coded("internal"))?;
        let sealed = self.secret.seal(&self.purpose(officer), &plain)?;
        let sealed = data_encoding::HEXLOWER.encode(&sealed);
        Ok(SealedKey { officer, sealed })
    }

    fn open(&self, sealed: &SealedKey) -> Option<WrappedKey> {
        let bytes = data_encoding::HEXLOWER.decode(sealed.sealed.as_bytes());
        let purpose = self.purpose(sealed.officer);
        let plain = self.secret.unseal(&purpose, &bytes.ok()?)?;
        serde_json::from_slice(&plain).ok()
    }

    /// Seals what lies open in a folder's key file.
    fn seal_in(&self, folder: &Path) -> Result<()> {
        Keys::wipe_draft(folder)?;
        let mut keys = Keys::load(folder)?;
        if keys.wraps.is_empty() {
            return Ok(());
        }
        for OfficerKey { officer, wrapped } in std::mem::take(&mut keys.wraps) {
            keys.put_sealed(self.seal(officer, &wrapped)?);
        }
        keys.save_wiping(folder)
    }

    /// The other way round.
    fn open_in(&self, folder: &Path) -> Result<()> {
        let mut keys = Keys::load(folder)?;
        for sealed in std::mem::take(&mut keys.sealed) {
            let wrapped = self.open(&sealed).ok_or_else(|| coded(MISSING))?;
            keys.put(sealed.officer, wrapped);
        }
        keys.save(folder)
    }
}

/// The copies on this laptop that are copies of this laptop. One whose files are damaged opens nothing anyway.
fn own_copies(data: &Path, device: DeviceId) -> Result<Vec<std::path::PathBuf>> {
    let mut folders = copies::all_here(data)?;
    folders.retain(|folder| {
        let profile = Profile::load(folder).ok().flatten();
        profile.is_some_and(|profile| profile.device == device) && Keys::load(folder).is_ok()
    });
    Ok(folders)
}

impl App {
    /// The computer's secret for a laptop.
    fn machine(&self, device: DeviceId) -> Result<Machine> {
        let kept = self.config.keystore.get(&device.to_string())?;
        kept.and_then(|text| Machine::read(device, &text))
            .ok_or_else(|| coded(MISSING))
    }

    /// The same, drawn if there is none: in the keystore, and read from there again, before anything leans on it.
    fn machine_or_new(&self, device: DeviceId) -> Result<Machine> {
        match self.machine(device) {
            Err(error) if error.view.code == MISSING => {}
            known => return known,
        }
        let secret = DataKey::generate()?;
        let drawn = Machine { device, secret };
        let (name, text) = (device.to_string(), drawn.text());
        self.config.keystore.put(&name, &text)?;
        match self.config.keystore.get(&name)? {
            Some(kept) if kept == text => Ok(drawn),
            _ => Err(KeystoreFault::Refused.into()),
        }
    }

    /// The computer's secret, if it is the one under which these keys lie.
    pub(crate) fn machine_of(&self, keys: &Keys, device: DeviceId) -> Result<Machine> {
        let machine = self.machine(device)?;
        let fits = |sealed| machine.open(sealed).is_some();
        if keys.sealed.iter().any(fits) {
            Ok(machine)
        } else {
            Err(Error::because(MISSING, "the keystore has another secret"))
        }
    }

    /// Whether a way in can be made just now.
    pub(crate) fn may_wrap(&self, session: &Session) -> Result<()> {
        let keys = Keys::load(&self.config.data)?;
        if keys.is_bound() {
            self.machine_of(&keys, session.profile.device)?;
        }
        Ok(())
    }

    /// An officer's wrap in a key file of the laptop with this profile, out of its seal where it has one.
    pub(crate) fn way_in(
        &self,
        keys: &Keys,
        profile: &Profile,
        officer: OfficerId,
    ) -> Result<WrappedKey> {
        if let Some(wrapped) = keys.of(officer) {
            return Ok(wrapped.clone());
        }
        let sealed = keys.sealed.iter().find(|sealed| sealed.officer == officer);
        let Some(sealed) = sealed else {
            let known = profile.officers.iter().any(|here| here.id == officer);
            return Err(coded(if known {
                "officer-no-way-in"
            } else {
                "officer-unknown"
            }));
        };
        let machine = self.machine(profile.device)?;
        machine
            .open(sealed)
            .ok_or_else(|| Error::because(MISSING, "the keystore has another secret"))
    }

    pub(crate) fn binding_get(&self, _: BindingGet) -> Result<BindingView> {
        let session = self.session()?;
        let keys = Keys::load(&self.config.data)?;
        let device = session.profile.device;
        let works = if keys.is_bound() {
            self.machine_of(&keys, device).map(|_| ())
        } else {
            let kept = self.config.keystore.get(&device.to_string());
            kept.map(|_| ()).map_err(Error::from)
        };
        Ok(BindingView {
            bound: keys.is_bound(),
            fault: works.err().map(|error| error.view),
        })
    }

    pub(crate) fn binding_set(&self, wish: BindingSet) -> Result<BindingView> {
        let session = self.session()?;
        let deed = if wish.bound {
            self.bind(&session)?;
            Deed::Bound
        } else {
            self.unbind(&session)?;
            Deed::Unbound
        };
        tracing::info!(bound = wish.bound, "the binding to this computer was set");
        self.note_anyway(&session, deed, None, "");
        self.binding_get(BindingGet {})
    }

    fn bind(&self, session: &Session) -> Result<()> {
        // One that is being made has the wraps of before.
        let _no_copy_meanwhile = self.one_copy();
        let _one_at_a_time = self.key_files();
        self.not_lost()?;
        let data = &self.config.data;
        let device = session.profile.device;
        let machine = self.machine_or_new(device)?;
        for copy in own_copies(data, device)? {
            machine.seal_in(&copy)?;
        }
        machine.seal_in(data)
    }

    fn unbind(&self, session: &Session) -> Result<()> {
        let _no_copy_meanwhile = self.one_copy();
        let _one_at_a_time = self.key_files();
        let data = &self.config.data;
        let device = session.profile.device;
        let keys = Keys::load(data)?;
        if !keys.is_bound() {
            return Ok(());
        }
        let machine = self.machine_of(&keys, device)?;
        machine.open_in(data)?;
        for copy in own_copies(data, device)? {
            if let Err(error) = machine.open_in(&copy) {
                // It opens on this computer all the same.
                tracing::warn!(code = %error.view.code, "a copy stays bound to this computer");
            }
        }
        Ok(())
    }

    /// Nothing of this laptop opens by this computer's secret any more. What cannot be deleted is of no use without what
    /// was sealed under it.
    pub(crate) fn forget_machine(&self, device: DeviceId) {
        match self.config.keystore.delete(&device.to_string()) {
            Ok(()) | Err(KeystoreFault::Absent) => {}
            Err(fault) => tracing::warn!(?fault, "this computer's secret was not deleted"),
        }
    }

    /// Writes an officer's wrap after the office's code opened the laptop. Where the keystore does not help, what is sealed
    /// under its secret goes, and the laptop is bound no more; whether that happened.
    pub(crate) fn put_wrap_by_code(
        &self,
        officer: OfficerId,
        key: &DataKey,
        passphrase: &str,
    ) -> Result<bool> {
        match self.put_wrap(officer, key, passphrase) {
            Err(error) if keystore::failed(&error) => {
                tracing::warn!(code = %error.view.code, "the laptop is not bound to this computer any more");
                let wrapped = self.wrap(key, passphrase)?;
                let _one_at_a_time = self.key_files();
                self.not_lost()?;
                let mut keys = Keys::load(&self.config.data)?;
                keys.sealed.clear();
                keys.put(officer, wrapped);
                keys.save(&self.config.data)?;
                Ok(true)
            }
            done => done.map(|()| false),
        }
    }
}

#[cfg(test)]
mod tests {
    use jemput_store::keyring::Cost;
    use uuid::Uuid;

    use super::*;

    fn machine(device: u128, secret: u8) -> Machine {
        Machine {
            device: DeviceId(Uuid::from_u128(device)),
            secret: DataKey::from_bytes([secret; 32]),
        }
    }

    #[test]
    fn a_sealed_wrap_opens_by_its_secret_for_its_officer_and_laptop_only() {
        let officer = OfficerId(Uuid::from_u128(3));
        let wrapped = DataKey::from_bytes([1; 32])
            .wrap_at(Cost::FLOOR, "hujan turun di sawah")
            .unwrap();
        let own = machine(7, 9);
        let sealed = own.seal(officer, &wrapped).unwrap();
        assert_eq!(own.open(&sealed), Some(wrapped.clone()));
        assert_eq!(machine(7, 8).open(&sealed), None, "another computer");
        assert_eq!(machine(6, 9).open(&sealed), None, "another laptop");
        let moved = SealedKey {
            officer: OfficerId(Uuid::from_u128(4)),
            sealed: sealed.sealed.clone(),
        };
        assert_eq!(own.open(&moved), None);
        for bad in ["", "00", "zz", &sealed.sealed[2..]] {
            let sealed = bad.to_owned();
            assert_eq!(own.open(&SealedKey { officer, sealed }), None);
        }
        let again = own.seal(officer, &wrapped).unwrap();
        assert_ne!(again.sealed, sealed.sealed);
    }

    #[test]
    fn only_what_was_kept_as_a_secret_is_read_as_one() {
        let device = DeviceId(Uuid::from_u128(7));
        let text = machine(7, 9).text();
        assert_eq!(text.len(), 64);
        let read = Machine::read(device, &text).unwrap();
        assert_eq!(read.secret.expose(), &[9; 32]);
        for bad in ["", "09", "Kata sandi lain", &text[2..]] {
            assert!(Machine::read(device, bad).is_none(), "{bad}");
        }
    }
}
