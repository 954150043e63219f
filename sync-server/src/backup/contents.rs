//! What is in one backup: `isi.json`, written last.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, Serialize};

use super::BackupFault;
use crate::{blobs, secret::hex};

pub(crate) const RECORDS: &str = "records.db";
pub(crate) const DESK: &str = "desk.db";
pub(crate) const KEYS: &str = "kunci.json";
const NAME: &str = "isi.json";
const FORMAT: u32 = 1;

/// One backup's own word on itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Form of the backup.
    pub format: u32,
    /// The office's server.
    pub server_id: String,
    /// Version of the program that made it.
    pub version: String,
    /// Milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Last entry of the log in it.
    pub seq: u64,
    /// The log's running digest there, hex.
    pub digest: String,
    /// Records.
    pub records: u64,
    /// Laptops.
    pub devices: usize,
    /// Attached files that the office had.
    pub blobs: u64,
    /// Their size in bytes.
    pub blob_bytes: u64,
    /// SHA-256 of the files beside this one, hex.
    pub files: BTreeMap<String, String>,
}

impl Contents {
    pub(crate) const FORMAT: u32 = FORMAT;

    /// Hashes the files of a backup that is being written.
    pub(super) fn hashes(folder: &Path) -> Result<BTreeMap<String, String>, BackupFault> {
        [RECORDS, DESK, KEYS]
            .into_iter()
            .map(|name| Ok((name.to_owned(), hex(&blobs::hash_of(&folder.join(name))?))))
            .collect()
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), BackupFault> {
        let path = folder.join(NAME);
        fs::write(&path, serde_json::to_vec_pretty(self)?)?;
        fs::File::open(&path)?.sync_all()?;
        Ok(blobs::sync_folder(folder)?)
    }

    /// Reads it, as its own writer would understand it.
    pub(crate) fn read(folder: &Path) -> Result<Self, BackupFault> {
        let damaged =
            |why: &str| BackupFault::Damaged(format!("{} {why}", folder.join(NAME).display()));
        let bytes = fs::read(folder.join(NAME)).map_err(|_| damaged("cannot be read"))?;
        let contents: Self =
            serde_json::from_slice(&bytes).map_err(|_| damaged("cannot be understood"))?;
        if contents.format != FORMAT {
            return Err(BackupFault::Other(anyhow::anyhow!(
                "this backup has format {}, this program reads {FORMAT}: use the version {} of the program",
                contents.format,
                contents.version
            )));
        }
        Ok(contents)
    }

    /// Compares the files with their hashes.
    pub(crate) fn check_files(&self, folder: &Path) -> Result<(), BackupFault> {
        let found = Self::hashes(folder)
            .map_err(|fault| BackupFault::Damaged(format!("a file is missing: {fault}")))?;
        for (name, hash) in &self.files {
            if found.get(name) != Some(hash) {
                return Err(BackupFault::Damaged(name.clone()));
            }
        }
        Ok(())
    }
}
