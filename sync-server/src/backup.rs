//! Backups: both databases, all attached files and the office's keys, on a second medium.
//!
//! ```text
//! FOLDER/jemput-cadangan.json            says that this is the medium, and of which office
//! FOLDER/berkas/ab/<sha256>              attached files, shared by all backups
//! FOLDER/cadangan/20261125T010000Z-418/  one backup: records.db, desk.db, kunci.json, isi.json
//! FOLDER/cadangan/.baru/                 one that is being written
//! ```
//!
//! A backup gets its name by renaming, after everything in it was read again and compared; so what has a name was
//! whole, and a kill at any moment leaves the older ones as they were. Only a backup *off the machine* makes work safe
//! for the laptops ([`Medium::is_off_machine`]).

mod contents;
mod fault;
mod make;
mod medium;
mod recovery;
mod schedule;
#[cfg(test)]
mod tests;
mod thin;
mod view;

use std::{path::PathBuf, time::Duration};

pub use contents::Contents;
pub(crate) use contents::{DESK, KEYS, RECORDS};
pub use fault::BackupFault;
pub(crate) use make::{check_desk, copy_blob};
pub(crate) use medium::Medium;
pub(crate) use recovery::{Recovery, RecoveryCode, SealedKeys};
pub use schedule::{Last, Standing};

/// Where backups go, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSettings {
    /// Folder on a second medium.
    pub folder: PathBuf,
    /// The administrator says that the folder lies off this machine, although it is on the same file system: a folder
    /// that is mirrored elsewhere.
    pub off_machine: bool,
    /// At most this long between two backups while there is anything new.
    pub every: Duration,
}

impl BackupSettings {
    /// The usual time between two backups.
    pub const EVERY: Duration = Duration::from_secs(6 * 60 * 60);

    /// A folder with the usual times.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            off_machine: false,
            every: Self::EVERY,
        }
    }
}
