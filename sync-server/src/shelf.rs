//! Snapshots of large villages, prepared in the background: laptops that join fetch a file instead of ten thousand
//! changes.
//!
//! The files lie in `snapshots` in the data folder, each named by its hash, with a line beside it that says what it is.
//! They can be thrown away at any time: who misses one gets the feed.

mod make;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use jemput_store::SNAPSHOT_FORM;
use jemput_sync::{Digest, Snapshot};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

/// From so many records on a scope is worth a file: below that the feed takes less than a minute on a bad link.
pub(crate) const LARGE: u64 = 5_000;
/// A file that a newer one replaced stays for a laptop that is fetching it over a bad link.
const KEPT_MS: i64 = 3 * 24 * 60 * 60 * 1000;
const FOLDER: &str = "snapshots";

/// A file and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Prepared {
    /// An earlier program's files have another one, or none, and are made anew.
    form: u32,
    pub(crate) scope: String,
    #[serde(flatten)]
    pub(crate) snapshot: Snapshot,
    made_ms: i64,
}

/// All files, and who waits for one.
#[derive(Debug)]
pub(crate) struct Shelf {
    folder: PathBuf,
    /// From so many records on.
    large: u64,
    state: Mutex<State>,
    /// Whose turn it is to make files: the clock and a test may want the same one.
    making: Mutex<()>,
    /// Somebody wishes a file that is not there.
    bell: Notify,
}

#[derive(Debug, Default)]
struct State {
    files: Vec<Prepared>,
    /// Scopes that a laptop waits for, with the place of the log that the file must have reached.
    wishes: BTreeMap<String, u64>,
    /// When a wish was last fulfilled, by the office's clock: once in a while is enough.
    fulfilled: BTreeMap<String, i64>,
}

impl Shelf {
    /// Finds what an earlier run prepared.
    pub(crate) fn open(data: &Path) -> Self {
        let folder = data.join(FOLDER);
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let known = fs::read(&path)
                .ok()
                .filter(|_| path.extension().is_some_and(|end| end == "json"))
                .and_then(|text| serde_json::from_slice::<Prepared>(&text).ok())
                .filter(|file| file.form == SNAPSHOT_FORM);
            files.extend(known);
        }
        files.sort_by_key(|file| (file.made_ms, file.snapshot.mark.seq));
        files.retain(|file| {
            let there = fs::metadata(file_in(&folder, &file.snapshot.sha256));
            there.is_ok_and(|there| there.len() == file.snapshot.bytes)
        });
        Self {
            folder,
            large: LARGE,
            state: Mutex::new(State {
                files,
                ..State::default()
            }),
            making: Mutex::default(),
            bell: Notify::new(),
        }
    }

    /// The server begins: scopes of so many records get a file, and what was cut off in the making goes. (Other
    /// programs that look into the data folder leave the files alone.)
    pub(crate) fn begin(&mut self, large: u64) {
        self.large = large;
        self.sweep();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest file of each scope.
    pub(crate) fn offers(&self) -> BTreeMap<String, Snapshot> {
        let state = self.state();
        let files = state.files.iter();
        files
            .map(|file| (file.scope.clone(), file.snapshot))
            .collect()
    }

    /// A file that a laptop of these scopes may fetch.
    pub(crate) fn find(&self, sha256: &Digest, scopes: &[String]) -> Option<Prepared> {
        let state = self.state();
        let mut files = state.files.iter();
        files
            .find(|file| file.snapshot.sha256 == *sha256 && scopes.contains(&file.scope))
            .cloned()
    }

    /// Bytes of a file.
    pub(crate) fn read(&self, file: &Prepared, range: Range<u64>) -> Result<Vec<u8>> {
        let path = file_in(&self.folder, &file.snapshot.sha256);
        let mut file = File::open(&path).context("a snapshot went missing")?;
        file.seek(SeekFrom::Start(range.start))?;
        let length = range.end.saturating_sub(range.start);
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        anyhow::ensure!(bytes.len() as u64 == length, "a snapshot is cut");
        Ok(bytes)
    }

    /// A laptop would take these scopes as files from this place of the log on.
    pub(crate) fn wish(&self, scopes: &BTreeSet<&String>, cursor: u64) {
        let mut state = self.state();
        for scope in scopes {
            let place = state.wishes.entry((*scope).clone()).or_default();
            *place = cursor.max(*place);
        }
        if !scopes.is_empty() {
            self.bell.notify_one();
        }
    }

    /// Ends when somebody wishes something.
    pub(crate) async fn wished(&self) {
        self.bell.notified().await;
    }

    /// Puts a new file on the shelf and takes those away that nobody can be fetching any more.
    fn put(&self, file: Prepared, now_ms: i64) {
        {
            let mut state = self.state();
            state.files.push(file);
            let newest = |file: &Prepared, all: &[Prepared]| {
                all.iter().rfind(|other| other.scope == file.scope) == Some(file)
            };
            let all = state.files.clone();
            state
                .files
                .retain(|file| newest(file, &all) || now_ms - file.made_ms < KEPT_MS);
        }
        self.sweep();
    }

    /// Removes what belongs to no file.
    fn sweep(&self) {
        let known: BTreeSet<String> = {
            let state = self.state();
            let names = state.files.iter();
            names.map(|file| file.snapshot.sha256.to_string()).collect()
        };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            if !known.contains(stem.as_ref()) {
                // It is tried again at the next sweep.
                let _ = fs::remove_file(&path);
            }
        }
    }
}

fn file_in(folder: &Path, sha256: &Digest) -> PathBuf {
    folder.join(format!("{sha256}.snapshot"))
}
