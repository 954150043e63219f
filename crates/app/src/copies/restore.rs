//! A laptop made anew from a copy.

use std::{
    fs::{self, File},
    path::PathBuf,
};

use jemput_store::{Store, check_copy, keyring::DataKey};
use jemput_wire::{
    copies::CopyRestore,
    session::{SessionView, Unlock},
};

use super::make::{DATABASE, Label};
use crate::{
    App,
    error::{Error, Result, coded},
    keys::{Keys, check_passphrase},
    keystore, numbers,
    profile::Profile,
    recovery,
};

impl App {
    pub(crate) fn copy_restore(&self, wish: CopyRestore) -> Result<SessionView> {
        if Profile::load(&self.config.data)?.is_some() {
            return Err(coded("enrolled-already"));
        }
        let folder = PathBuf::from(wish.folder.trim());
        Label::read(&folder)?;
        let profile = Profile::load(&folder)?.ok_or_else(|| coded("copy-damaged"))?;
        let mut keys = Keys::load(&folder)?;
        let by_code = !wish.code.trim().is_empty();
        let key = if by_code {
            check_passphrase(&wish.passphrase)?;
            recovery::key_of_copy(&keys, &wish.code)?
        } else {
            let wrapped = self
                .way_in(&keys, &profile, wish.officer)
                .map_err(elsewhere)?;
            wrapped
                .unwrap(&wish.passphrase)
                .map_err(|error| Error::because("passphrase-wrong", error))?
        };
        let unbound = by_code && self.put_by_code(&mut keys, &profile, &wish, &key)?;
        check_copy(&folder.join(DATABASE), Some(&key))
            .map_err(|error| Error::because("copy-damaged", error))?;

        let database = self.database_path();
        let draft = database.with_extension("pulih");
        fs::copy(folder.join(DATABASE), &draft)?;
        File::open(&draft)?.sync_all()?;
        // Read again, from this disk; and before it gets its name it must know that it comes from elsewhere.
        check_copy(&draft, Some(&key)).map_err(|error| Error::because("copy-damaged", error))?;
        let store = Store::open(&draft, &key)?;
        numbers::note_restored(&store)?;
        // What was noted lies beside the file until the last connection folds it in.
        drop(store);
        self.set_aside(&database)?;
        fs::rename(&draft, &database)?;
        keys.save(&self.config.data)?;
        self.forget_retired()?;
        // The profile is last: a laptop with a profile has everything else.
        profile.save(&self.config.data)?;
        if by_code {
            self.sign_in(wish.officer, key)?;
            return self.recovery_was_used(unbound);
        }
        self.unlock(Unlock {
            officer: wish.officer,
            passphrase: wish.passphrase,
        })
    }

    /// The officer's way in by the passphrase that was chosen now. Where this is not the computer to which the copy is bound,
    /// what lies sealed in it goes, as after every recovery; whether that happened.
    fn put_by_code(
        &self,
        keys: &mut Keys,
        profile: &Profile,
        wish: &CopyRestore,
        key: &DataKey,
    ) -> Result<bool> {
        if profile.officers.iter().all(|here| here.id != wish.officer) {
            return Err(coded("officer-unknown"));
        }
        let wrapped = self.wrap(key, &wish.passphrase)?;
        let bound = keys.is_bound();
        if bound && let Ok(machine) = self.machine_of(keys, profile.device) {
            keys.put_sealed(machine.seal(wish.officer, &wrapped)?);
            return Ok(false);
        }
        keys.sealed.clear();
        keys.put(wish.officer, wrapped);
        Ok(bound)
    }

    /// A database without a profile is of a laptop that never joined; it is put aside all the same.
    fn set_aside(&self, database: &std::path::Path) -> Result<()> {
        for end in ["", "-wal", "-shm"] {
            let mut file = database.as_os_str().to_owned();
            file.push(end);
            let file = PathBuf::from(file);
            if file.exists() {
                let mut aside = file.clone().into_os_string();
                aside.push(".lama");
                fs::rename(&file, aside)?;
            }
        }
        Ok(())
    }
}

/// A keystore that does not help here means that the copy is another computer's: what to press is another thing than at the
/// sign-in.
fn elsewhere(error: Error) -> Error {
    if keystore::failed(&error) {
        Error::because("copy-bound", error.view.code)
    } else {
        error
    }
}
