//! A laptop made anew from a copy.

use std::{
    fs::{self, File},
    path::PathBuf,
};

use jemput_store::{Store, check_copy};
use jemput_wire::{
    copies::CopyRestore,
    session::{SessionView, Unlock},
};

use super::make::{DATABASE, Label};
use crate::{
    App,
    error::{Error, Result, coded},
    keys::Keys,
    numbers,
    profile::Profile,
};

impl App {
    pub(crate) fn copy_restore(&self, wish: CopyRestore) -> Result<SessionView> {
        if Profile::load(&self.config.data)?.is_some() {
            return Err(coded("enrolled-already"));
        }
        let folder = PathBuf::from(wish.folder.trim());
        Label::read(&folder)?;
        let profile = Profile::load(&folder)?.ok_or_else(|| coded("copy-damaged"))?;
        let keys = Keys::load(&folder)?;
        let wrapped = keys
            .of(wish.officer)
            .ok_or_else(|| coded("officer-unknown"))?;
        let key = wrapped
            .unwrap(&wish.passphrase)
            .map_err(|error| Error::because("passphrase-wrong", error))?;
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
        self.unlock(Unlock {
            officer: wish.officer,
            passphrase: wish.passphrase,
        })
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
