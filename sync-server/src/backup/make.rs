//! Making one backup.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use jemput_store::{CopyFacts, Store, check_copy};
use rusqlite::{Connection, OpenFlags};

use super::{
    BackupFault, BackupSettings, Contents, Last, Medium, Recovery, contents, medium::DRAFT,
};
use crate::{
    blobs::{Blobs, Hash, hash_of, settle, sync_folder},
    office::Office,
    secret::hex,
};

/// The moments between which a backup can be cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The draft folder is there.
    Begun,
    /// `records.db` is written.
    Records,
    /// `desk.db` is written.
    Desk,
    /// The keys are written.
    Keys,
    /// One more attached file is there.
    Blob,
    /// Everything was read again and is right.
    Checked,
    /// The contents are written.
    Written,
    /// The backup has its name.
    Named,
}

impl Office {
    /// Makes a backup now.
    ///
    /// # Errors
    /// See [`BackupFault`]; the older backups are as they were.
    pub fn back_up(&self, settings: &BackupSettings) -> Result<Contents, BackupFault> {
        let _turn = self.backing_up();
        let made = self.back_up_by(settings, &mut |_| Ok(()));
        self.note_backup(&made);
        made
    }

    /// Prepares a folder for backups. The first time, and when asked for, a recovery code comes with it: it is shown
    /// once and must be written down.
    ///
    /// # Errors
    /// See [`BackupFault`].
    pub fn prepare_backups(
        &self,
        folder: &Path,
        new_code: bool,
    ) -> Result<Option<String>, BackupFault> {
        Medium::prepare(folder, &self.keys.server_id)?;
        if !new_code && Recovery::load(self.data())?.is_some() {
            return Ok(None);
        }
        Ok(Some(Recovery::init(self.data())?.to_string()))
    }

    /// Whether backups can be made as they are set: refused at the start rather than found out in the night. A medium
    /// that is merely not there now is no reason not to serve.
    pub(crate) fn check_backup_settings(&self, settings: &BackupSettings) -> anyhow::Result<()> {
        if Recovery::load(self.data())?.is_none() {
            return Err(anyhow::Error::new(BackupFault::NoRecovery));
        }
        match Medium::find(&settings.folder, &self.keys.server_id) {
            Err(fault @ (BackupFault::OtherOffice | BackupFault::Damaged(_))) => {
                Err(anyhow::Error::new(fault))
            }
            Err(fault) => {
                tracing::error!(code = fault.code(), cause = %fault, "no backups for now");
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }

    /// [`Self::back_up`], asking after each step whether to go on: tests cut it off there.
    pub(crate) fn back_up_by(
        &self,
        settings: &BackupSettings,
        go_on: &mut dyn FnMut(Step) -> Result<(), BackupFault>,
    ) -> Result<Contents, BackupFault> {
        let data = self.data();
        // One at a time, also where a second program makes one beside the running server.
        let lock = File::create(data.join("backup.lock"))?;
        if lock.try_lock().is_err() {
            return Err(BackupFault::Busy);
        }
        let medium = Medium::find(&settings.folder, &self.keys.server_id)?;
        let recovery = Recovery::load(data)?.ok_or(BackupFault::NoRecovery)?;
        let made_at = self.now_ms();
        let draft = begin(&medium)?;
        go_on(Step::Begun)?;

        // Records before the desk: a block of numbers is reserved in the desk first, so that the desk's copy must not
        // be the older one of the two.
        let before = self.records().reader().facts()?;
        let records = draft.join(contents::RECORDS);
        Store::open_plain(&data.join(contents::RECORDS))?.copy_to(&records)?;
        go_on(Step::Records)?;
        let desk = draft.join(contents::DESK);
        copy_desk(&data.join(contents::DESK), &desk)?;
        go_on(Step::Desk)?;
        let keys = draft.join(contents::KEYS);
        fs::write(&keys, serde_json::to_vec(&recovery.seal(data)?)?)?;
        File::open(&keys)?.sync_all()?;
        go_on(Step::Keys)?;
        // Files after the records: a record may wait for its file, but a file needs no record.
        let (blobs, blob_bytes) = copy_blobs(self.blobs(), &medium, go_on)?;

        let facts = self.checked(before, &records)?;
        let devices = check_desk(&desk)?;
        let sealed = serde_json::from_slice(&fs::read(&keys)?)
            .map_err(|_| BackupFault::Damaged(contents::KEYS.to_owned()))?;
        if !recovery.fits(data, &sealed)? {
            return Err(BackupFault::Damaged(contents::KEYS.to_owned()));
        }
        go_on(Step::Checked)?;
        let contents = Contents {
            format: Contents::FORMAT,
            server_id: self.keys.server_id.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            seq: facts.head.seq,
            digest: hex(&facts.head.digest.0),
            records: facts.records,
            devices,
            blobs,
            blob_bytes,
            files: Contents::hashes(&draft)?,
        };
        contents.write(&draft)?;
        go_on(Step::Written)?;
        fs::rename(&draft, free_name(&medium, &contents))?;
        sync_folder(&medium.backups())?;
        go_on(Step::Named)?;
        let off_machine = medium.is_off_machine(data, settings);
        if off_machine {
            self.records().set_durable(contents.seq)?;
        }
        self.remember_backup(&Last::of(&contents, off_machine))?;
        medium.thin(self.zone()?.hours() * 60 * 60 * 1000)?;
        Ok(contents)
    }

    /// Looks through the copied records and compares them with the office's own log.
    fn checked(&self, before: CopyFacts, copy: &Path) -> Result<CopyFacts, BackupFault> {
        let facts = check_copy(copy, None)
            .map_err(|error| BackupFault::Damaged(format!("{}: {error}", contents::RECORDS)))?;
        let ours = self.records().reader().log_digest_at(facts.head.seq)?;
        let same = facts.head.seq == 0 || ours == Some(facts.head.digest);
        if same && facts.head.seq >= before.head.seq && facts.records >= before.records {
            Ok(facts)
        } else {
            Err(BackupFault::Damaged(contents::RECORDS.to_owned()))
        }
    }
}

/// An empty draft folder; what a cut-off backup has left goes.
fn begin(medium: &Medium) -> Result<PathBuf, BackupFault> {
    let all = medium.backups();
    fs::create_dir_all(&all)?;
    for entry in fs::read_dir(&all)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            fs::remove_dir_all(entry.path())?;
        }
    }
    let draft = all.join(DRAFT);
    fs::create_dir(&draft)?;
    Ok(draft)
}

/// `20261125T010000Z-418`: by time, with the last entry of its log.
fn free_name(medium: &Medium, contents: &Contents) -> PathBuf {
    let time = jiff::Timestamp::from_millisecond(contents.made_at).unwrap_or_default();
    let name = format!("{}-{}", time.strftime("%Y%m%dT%H%M%SZ"), contents.seq);
    let all = medium.backups();
    let first = all.join(&name);
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|n| all.join(format!("{name}-{n}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}

fn copy_desk(from: &Path, to: &Path) -> Result<(), BackupFault> {
    let desk = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    desk.busy_timeout(std::time::Duration::from_secs(10))?;
    let name = to
        .to_str()
        .ok_or_else(|| BackupFault::Other(anyhow::anyhow!("the folder's name is no UTF-8")))?;
    desk.execute("VACUUM INTO ?1", [name])?;
    Ok(File::open(to)?.sync_all()?)
}

/// Looks through the copied desk; how many laptops it knows.
pub(crate) fn check_desk(copy: &Path) -> Result<usize, BackupFault> {
    let check = || -> rusqlite::Result<(String, i64)> {
        let desk = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let sound = desk.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok((
            sound,
            desk.query_row("SELECT count(*) FROM device", [], |row| row.get(0))?,
        ))
    };
    match check() {
        Ok((sound, devices)) if sound == "ok" => Ok(usize::try_from(devices).unwrap_or(0)),
        _ => Err(BackupFault::Damaged(contents::DESK.to_owned())),
    }
}

/// Copies the files that the medium does not have yet; how many there are now and how large they are.
fn copy_blobs(
    from: &Blobs,
    medium: &Medium,
    go_on: &mut dyn FnMut(Step) -> Result<(), BackupFault>,
) -> Result<(u64, u64), BackupFault> {
    let to = Blobs::at(medium.blobs());
    let (mut count, mut bytes) = (0, 0);
    for (hash, size) in from.all()? {
        copy_blob(from, &to, &hash, size)?;
        count += 1;
        bytes += size;
        go_on(Step::Blob)?;
    }
    Ok((count, bytes))
}

/// Copies one file, unless it is there in full; what arrives is read again and its hash compared.
pub(crate) fn copy_blob(
    from: &Blobs,
    to: &Blobs,
    hash: &Hash,
    size: u64,
) -> Result<(), BackupFault> {
    let place = to.place(hash);
    if fs::metadata(&place).is_ok_and(|known| known.len() == size) {
        return Ok(());
    }
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let draft = folder.join(".baru");
    fs::copy(from.place(hash), &draft)?;
    File::open(&draft)?.sync_all()?;
    if hash_of(&draft)? != *hash {
        fs::remove_file(&draft)?;
        return Err(BackupFault::Damaged(format!("the file {}", hex(hash))));
    }
    Ok(settle(&draft, &place)?)
}
