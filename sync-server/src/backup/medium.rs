//! The folder on the second medium.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{BackupFault, BackupSettings, Contents, thin};
use crate::blobs::sync_folder;

const MARKER: &str = "jemput-cadangan.json";
const BACKUPS: &str = "cadangan";
pub(super) const DRAFT: &str = ".baru";

/// Tells the prepared medium from an empty folder where it should be mounted.
#[derive(Debug, Serialize, Deserialize)]
struct Marker {
    format: u32,
    server_id: String,
}

/// A prepared medium.
#[derive(Debug)]
pub(crate) struct Medium {
    folder: PathBuf,
}

impl Medium {
    /// Prepares a folder; one that this office uses already stays as it is.
    pub(crate) fn prepare(folder: &Path, server_id: &str) -> Result<Self, BackupFault> {
        fs::create_dir_all(folder)?;
        match Self::find(folder, server_id) {
            Err(BackupFault::Missing) => {}
            other => return other,
        }
        let marker = Marker {
            format: Contents::FORMAT,
            server_id: server_id.to_owned(),
        };
        let path = folder.join(MARKER);
        fs::write(&path, serde_json::to_vec_pretty(&marker)?)?;
        fs::File::open(&path)?.sync_all()?;
        sync_folder(folder)?;
        Self::find(folder, server_id)
    }

    /// The medium, if it is there and this office's.
    pub(crate) fn find(folder: &Path, server_id: &str) -> Result<Self, BackupFault> {
        let (medium, of) = Self::whose(folder)?;
        if of == server_id {
            Ok(medium)
        } else {
            Err(BackupFault::OtherOffice)
        }
    }

    /// The medium, and the office that it belongs to.
    pub(crate) fn whose(folder: &Path) -> Result<(Self, String), BackupFault> {
        let bytes = fs::read(folder.join(MARKER))?;
        let marker: Marker =
            serde_json::from_slice(&bytes).map_err(|_| BackupFault::Damaged(MARKER.to_owned()))?;
        let medium = Self {
            folder: folder.to_owned(),
        };
        Ok((medium, marker.server_id))
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.folder.join(BACKUPS)
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.folder.join("berkas")
    }

    /// Names of all finished backups, oldest first. Those that are being written have none.
    pub(crate) fn names(&self) -> Result<Vec<String>, BackupFault> {
        let entries = match fs::read_dir(self.backups()) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// All finished backups that can be read, by the time at which they were made.
    pub(crate) fn list(&self) -> Result<Vec<(String, Contents)>, BackupFault> {
        let mut all: Vec<(String, Contents)> = self
            .names()?
            .into_iter()
            .filter_map(|name| {
                let contents = Contents::read(&self.backups().join(&name)).ok()?;
                Some((name, contents))
            })
            .collect();
        all.sort_by_key(|(_, contents)| contents.made_at);
        Ok(all)
    }

    /// Takes away what the rule does not keep. A backup that cannot be read is left alone: somebody should see it.
    pub(super) fn thin(&self, ahead_ms: i64) -> Result<(), BackupFault> {
        let all = self.list()?;
        let times: Vec<i64> = all.iter().map(|(_, contents)| contents.made_at).collect();
        let kept = thin::kept(&times, ahead_ms);
        for (name, contents) in &all {
            if !kept.contains(&contents.made_at) {
                let folder = self.backups().join(name);
                // Without its contents it is no backup any more: a kill in the middle leaves none that looks whole.
                let going = self.backups().join(format!(".lama-{name}"));
                fs::rename(&folder, &going)?;
                fs::remove_dir_all(&going)?;
            }
        }
        Ok(())
    }

    /// Whether what lies here outlives this machine: another file system, or the administrator says so.
    pub(super) fn is_off_machine(&self, data: &Path, settings: &BackupSettings) -> bool {
        settings.off_machine || is_other_file_system(&self.folder, data)
    }
}

#[cfg(unix)]
fn is_other_file_system(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).ok().map(|known| known.dev());
    matches!((device(a), device(b)), (Some(a), Some(b)) if a != b)
}

#[cfg(not(unix))]
fn is_other_file_system(a: &Path, b: &Path) -> bool {
    let drive = |path: &Path| {
        let whole = fs::canonicalize(path).ok()?;
        whole
            .components()
            .next()
            .map(|first| first.as_os_str().to_owned())
    };
    matches!((drive(a), drive(b)), (Some(a), Some(b)) if a != b)
}
