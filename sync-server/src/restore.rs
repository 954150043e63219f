//! An office on an empty machine, from a backup and the recovery code.
//!
//! What happened after the backup is not in it: letters were printed, numbers were given out, laptops joined. Laptops
//! bring their own work back by themselves (the office does not know their place in the log, so they send again). What
//! must not happen twice is made impossible here:
//!
//! * every counter of letter numbers leaps ahead, over more numbers than can have been given out since;
//! * so do the marks of laptops in their own series;
//! * sessions of the console and unused one-time codes end;
//! * turns of laptops are forgotten: a later one than this log knows is no copy of the laptop.
//!
//! A *restore entry*, signed by the office's key, tells everyone that the log's end was cut on purpose. A log that is
//! shorter than a laptop knows, without such an entry, is an alarm ([`Office::note_rollback`]).

use std::{
    fs::{self, File},
    path::Path,
    sync::Arc,
};

use anyhow::Context as _;
use ed25519_dalek::Signature;
use jemput_store::check_copy;
use jemput_sync::Mark;
use jemput_wire::signed;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    backup::{
        BackupFault, Contents, DESK, KEYS, Last, Medium, RECORDS, RecoveryCode, SealedKeys,
        check_desk, copy_blob,
    },
    blobs::{Blobs, hash_of, sync_folder},
    clock::Clock,
    devices::Device,
    numbers::BLOCK,
    office::Office,
    secret::{self, hex},
};

/// Kind of the entry's record.
pub(crate) const RESTORE: &str = "restore";

/// There while a restore is at work; an office is not opened beside it.
const UNFINISHED: &str = "pemulihan-belum-selesai";

/// Blocks of numbers that each counter leaps over, whatever the number of laptops.
const LEAP_BLOCKS: u32 = 10;
/// And at least this many for each laptop.
const LEAP_BLOCKS_PER_LAPTOP: u32 = 3;
/// Laptops that may have joined since the backup.
const LEAP_MARKS: i64 = 50;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Name of the backup.
    pub backup: String,
    /// Its own word on itself.
    pub contents: Contents,
    /// Attached files that are damaged on the medium; laptops may still have them.
    pub lost_files: Vec<String>,
}

/// A data folder in which a restore was cut off.
pub(crate) fn is_unfinished(data: &Path) -> bool {
    data.join(UNFINISHED).exists()
}

/// One backup of a medium: the named one, or the newest.
fn choose(medium: &Medium, name: Option<&str>) -> Result<(String, Contents), BackupFault> {
    let mut all = medium.list()?;
    let found = match name {
        Some(name) => all.into_iter().find(|(known, _)| known == name),
        None => all.pop(),
    };
    found.ok_or(BackupFault::NoBackup)
}

/// The backups of a medium, oldest first, by name.
///
/// # Errors
/// When the folder is no backup medium.
pub fn backups(folder: &Path) -> Result<Vec<(String, Contents)>, BackupFault> {
    Medium::whose(folder)?.0.list()
}

/// Reads a backup from its first to its last byte, as a restore would; which attached files are damaged.
///
/// # Errors
/// When it cannot be restored.
pub fn check_backup(
    folder: &Path,
    name: Option<&str>,
    code: Option<&str>,
) -> Result<Restored, BackupFault> {
    let (medium, _) = Medium::whose(folder)?;
    let (name, contents) = choose(&medium, name)?;
    let place = medium.backups().join(&name);
    let keys = check(&place, &contents)?;
    if let Some(code) = code {
        let fits = RecoveryCode::read(code).is_some_and(|code| keys.opens(&code));
        if !fits {
            return Err(BackupFault::WrongCode);
        }
    }
    let blobs = Blobs::at(medium.blobs());
    let mut lost_files = Vec::new();
    for (hash, _) in blobs.all()? {
        if hash_of(&blobs.place(&hash))? != hash {
            lost_files.push(hex(&hash));
        }
    }
    Ok(Restored {
        backup: name,
        contents,
        lost_files,
    })
}

fn check(place: &Path, contents: &Contents) -> Result<SealedKeys, BackupFault> {
    contents.check_files(place)?;
    let records = check_copy(&place.join(RECORDS), None)
        .map_err(|error| BackupFault::Damaged(format!("{RECORDS}: {error}")))?;
    if records.head.seq != contents.seq || hex(&records.head.digest.0) != contents.digest {
        return Err(BackupFault::Damaged(RECORDS.to_owned()));
    }
    check_desk(&place.join(DESK))?;
    let keys = fs::read(place.join(KEYS))?;
    serde_json::from_slice(&keys).map_err(|_| BackupFault::Damaged(KEYS.to_owned()))
}

/// Makes an office in an empty folder from a backup.
///
/// # Errors
/// When the folder is in use, the code does not fit, or the backup is damaged; then nothing was made. After any other
/// fault the folder is not opened as an office: empty it and begin again.
pub fn restore(
    folder: &Path,
    name: Option<&str>,
    data: &Path,
    code: &str,
    clock: Arc<dyn Clock>,
) -> Result<Restored, BackupFault> {
    let code = RecoveryCode::read(code).ok_or(BackupFault::WrongCode)?;
    if is_in_use(data)? {
        return Err(BackupFault::FolderUsed);
    }
    let (medium, _) = Medium::whose(folder)?;
    let (name, contents) = choose(&medium, name)?;
    let place = medium.backups().join(&name);
    let keys = check(&place, &contents)?;
    if !keys.opens(&code) {
        return Err(BackupFault::WrongCode);
    }

    fs::create_dir_all(data)?;
    File::create(data.join(UNFINISHED))?.sync_all()?;
    sync_folder(data)?;
    keys.restore(&code, data)?;
    let lost_files = copy_files(&medium, data)?;
    for file in [RECORDS, DESK] {
        fs::copy(place.join(file), data.join(file))?;
        File::open(data.join(file))?.sync_all()?;
        if contents.files.get(file) != Some(&hex(&hash_of(&data.join(file))?)) {
            return Err(BackupFault::Damaged(file.to_owned()));
        }
    }
    let office = Office::open_anyway(data, None, clock)?;
    office.begin_anew(&contents)?;
    drop(office);
    sync_folder(data)?;
    fs::remove_file(data.join(UNFINISHED))?;
    sync_folder(data)?;
    Ok(Restored {
        backup: name,
        contents,
        lost_files,
    })
}

fn is_in_use(data: &Path) -> Result<bool, BackupFault> {
    match fs::read_dir(data) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Brings the attached files back; those that are damaged on the medium are left out and named.
fn copy_files(medium: &Medium, data: &Path) -> Result<Vec<String>, BackupFault> {
    let (from, to) = (Blobs::at(medium.blobs()), Blobs::new(data));
    let mut lost = Vec::new();
    for (hash, size) in from.all()? {
        match copy_blob(&from, &to, &hash, size) {
            Err(BackupFault::Damaged(_)) => lost.push(hex(&hash)),
            other => other?,
        }
    }
    Ok(lost)
}

impl Office {
    /// After a restore: see the module.
    fn begin_anew(&self, contents: &Contents) -> anyhow::Result<()> {
        let devices = u32::try_from(self.desk().devices()?.len()).unwrap_or(u32::MAX);
        let blocks = LEAP_BLOCKS.max(devices.saturating_mul(LEAP_BLOCKS_PER_LAPTOP));
        {
            let mut desk = self.desk();
            desk.leap(blocks.saturating_mul(BLOCK), LEAP_MARKS)?;
            desk.forget_doors()?;
        }
        // Laptops may have had turns since: this log cannot tell them from those of a copied laptop.
        self.records().forget_turns()?;
        self.forget_head()?;
        self.remember_backup(&Last::of(contents, false))?;
        let at = self.now_ms();
        let text = signed::restore_text(&self.keys.server_id, contents.seq, &contents.digest, at);
        let fields = json!({
            "scope": "all",
            "at": at,
            "backup_seq": contents.seq,
            "backup_digest": contents.digest,
            "backup_made_at": contents.made_at,
            "signature": secret::hex(&self.keys.sign_answer(&text)),
        });
        let Value::Object(fields) = fields else {
            anyhow::bail!("an entry has fields")
        };
        self.records().put(Uuid::now_v7(), RESTORE, fields, at)?;
        Ok(())
    }

    /// A laptop knows a place of the log that this server does not. Unless a restore explains it, somebody has put an
    /// older database in place, or worse: that is kept, and told by `check`, the console and `/health`.
    ///
    /// `common` is the newest place that both know, once the laptop has said what it remembers.
    pub(crate) fn note_rollback(
        &self,
        device: &Device,
        lost: Mark,
        common: Option<Mark>,
    ) -> anyhow::Result<()> {
        let records = self.records().reader().records(RESTORE)?;
        let common_seq = common.map_or(0, |common| common.seq);
        let explained = records.iter().any(|record| {
            self.restored_from(&record.fields())
                .is_some_and(|entry| entry.explains(common_seq, lost.seq))
        });
        if explained {
            return Ok(());
        }
        let seen = json!({
            "laptop": device.mark,
            "seq": lost.seq,
            "digest": hex(&lost.digest.0),
            "common": common_seq,
            "at": self.now_ms(),
        });
        self.raise(device, &seen)
    }

    /// A laptop says by itself that no signed restore explains what it saw: it knows better than this log which
    /// restores it had heard of before.
    pub(crate) fn note_told_rollback(&self, device: &Device, id: Uuid) -> anyhow::Result<()> {
        let record = self.records().reader().record(id)?;
        let Some(record) = record.filter(|record| record.kind == signed::ROLLBACK_SEEN) else {
            return Ok(());
        };
        let fields = record.fields();
        let seen = json!({
            "laptop": device.mark,
            "seq": fields.get("lost_seq").and_then(Value::as_u64).unwrap_or_default(),
            "digest": fields.get("lost_digest").and_then(Value::as_str).unwrap_or_default(),
            "common": fields.get("common_seq").and_then(Value::as_u64).unwrap_or_default(),
            "record": id,
            "at": self.now_ms(),
        });
        self.raise(device, &seen)
    }

    fn raise(&self, device: &Device, seen: &Value) -> anyhow::Result<()> {
        let name = format!("{ALARM}{}", device.id);
        let desk = self.desk();
        if desk.meta(&name)?.is_none() {
            tracing::error!(
                laptop = device.mark,
                seq = seen["seq"].as_u64(),
                "a laptop knows a log that this server does not"
            );
            desk.set_meta(&name, &seen.to_string())?;
        }
        Ok(())
    }

    /// A restore entry, if this office's key has signed it.
    fn restored_from(&self, fields: &Map<String, Value>) -> Option<signed::RestoreEntry> {
        let entry = signed::RestoreEntry::read(fields)?;
        let signature = Signature::from_slice(&secret::from_hex(&entry.signature)?).ok()?;
        self.keys
            .answer_public()
            .verify_strict(entry.text(&self.keys.server_id).as_bytes(), &signature)
            .ok()?;
        Some(entry)
    }

    /// Somebody has looked into the unexplained rollbacks: they are no alarm any more, and stay as evidence.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn accept_rollbacks(&self) -> anyhow::Result<()> {
        let at = self.now_ms();
        if self.lost_head()?.is_some() {
            self.forget_head()?;
        }
        let desk = self.desk();
        let together = desk.db.unchecked_transaction()?;
        for (n, seen) in desk.metas(ALARM)?.iter().enumerate() {
            desk.set_meta(&format!("{ACCEPTED}{at}:{n}"), seen)?;
        }
        desk.forget_metas(ALARM)?;
        Ok(together.commit()?)
    }

    /// Unexplained rollbacks: the laptop's mark and the entry that it knew.
    pub(crate) fn alarms(&self) -> anyhow::Result<Vec<(String, u64)>> {
        let all = self.desk().metas(ALARM)?;
        all.iter()
            .map(|json| {
                let seen: Value = serde_json::from_str(json).context("a noted alarm")?;
                let laptop = seen["laptop"].as_str().unwrap_or_default().to_owned();
                Ok((laptop, seen["seq"].as_u64().unwrap_or_default()))
            })
            .collect()
    }
}

const ALARM: &str = "rollback:";
/// What was an alarm until somebody had looked into it.
const ACCEPTED: &str = "rollback-accepted:";
