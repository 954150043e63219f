//! What a shell tells the app at its start.

use std::path::PathBuf;

use crate::{
    clock::Clock,
    keystore::{Keystore, NoKeystore},
};

/// Dialogs that only a window can open; a shell without a window answers `None`.
pub trait Dialogs: Send + Sync {
    /// Lets the officer choose a spreadsheet.
    fn pick_spreadsheet(&self) -> Option<PathBuf> {
        None
    }

    /// Lets the officer choose a picture or a document.
    fn pick_attachment(&self) -> Option<PathBuf> {
        None
    }

    /// Lets the officer choose a bundle from the office.
    fn pick_bundle(&self) -> Option<PathBuf> {
        None
    }

    /// Lets the officer choose a folder to write to.
    fn pick_folder(&self) -> Option<PathBuf> {
        None
    }
}

/// A shell without dialogs: paths are typed.
#[derive(Debug)]
pub struct NoDialogs;

impl Dialogs for NoDialogs {}

/// What trying a passphrase shall cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// The least that is allowed, for tests and programs of a minute.
    Floor,
    /// About half a second on this machine.
    Measured,
}

/// Where the app lives and what it may use.
pub struct Config {
    /// Folder of the database, its key file and the appearance; only this user can read it.
    pub data: PathBuf,
    /// Folder outside of `data` that is tied to this machine: what must not travel with a copied database.
    pub machine: PathBuf,
    /// Folder that officers look into: printed PDFs, exports, reports of imports.
    pub documents: PathBuf,
    /// Folders in which spreadsheets are looked for.
    pub inboxes: Vec<PathBuf>,
    /// Folders below which the system shows sticks.
    pub media: Vec<PathBuf>,
    /// Proposed on the enrolment screen.
    pub proposed_server: String,
    /// Proposed on the enrolment screen.
    pub proposed_code: String,
    /// The machine's clock, which may be wrong.
    pub clock: Clock,
    /// When the program was built, in milliseconds since 1970 UTC: no clock before it is believed.
    pub built_ms: i64,
    /// Window's dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// The system's keystore, for laptops that are bound to their computer.
    pub keystore: Box<dyn Keystore>,
    /// Sync by itself in the background; tests that count requests turn it off.
    pub background_sync: bool,
    /// What trying a passphrase shall cost.
    pub derivation: Derivation,
    /// A thread looks whether the laptop is left alone: where there are hands that can be missed, in a window.
    pub guarded: bool,
}

impl Config {
    /// Everything inside one folder, as tests and the dev shell want it.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        let data = folder.into();
        Self {
            machine: data.join("mesin"),
            documents: data.join("dokumen"),
            inboxes: vec![data.join("masuk")],
            media: vec![data.join("media")],
            data,
            proposed_server: String::new(),
            proposed_code: String::new(),
            clock: Clock::System,
            built_ms: crate::clock::built_ms(),
            dialogs: Box::new(NoDialogs),
            keystore: Box::new(NoKeystore),
            background_sync: true,
            derivation: Derivation::Floor,
            guarded: false,
        }
    }

    /// The desktop's usual folders.
    #[must_use]
    pub fn for_desktop(data: PathBuf, home: &std::path::Path) -> Self {
        Self {
            machine: home.join(".local/state/id.jemput.lapangan"),
            documents: home.join("Documents").join("Jemput"),
            inboxes: vec![
                home.join("Downloads"),
                home.join("Unduhan"),
                home.join("Documents"),
                home.join("Dokumen"),
                home.join("Desktop"),
                PathBuf::from("/media"),
                PathBuf::from("/run/media"),
            ],
            media: vec![PathBuf::from("/media"), PathBuf::from("/run/media")],
            derivation: Derivation::Measured,
            guarded: true,
            ..Self::in_folder(data)
        }
    }
}
