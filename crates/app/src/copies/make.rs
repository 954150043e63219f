//! Making one copy.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use jemput_domain::date;
use jemput_store::{CopyFacts, Store, check_copy};
use serde::{Deserialize, Serialize};

use super::keep::{self, Rule};
use crate::{
    App,
    error::{Error, Result, coded},
    keys::Keys,
    profile::Profile,
    session::Session,
};

pub(super) const DATABASE: &str = "jemput.db";
const LABEL: &str = "isi.json";
const DRAFT: &str = ".baru";

/// What a copy says of itself; written last. No citizen is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    pub(super) format: u32,
    /// Milliseconds since 1970 UTC.
    pub(super) made_at: i64,
    pub(super) records: u64,
    pub(super) changes: u64,
}

impl Label {
    pub(super) const FORMAT: u32 = 1;

    pub(super) fn read(folder: &Path) -> Result<Self> {
        let bytes = fs::read(folder.join(LABEL))?;
        let label: Self = serde_json::from_slice(&bytes).map_err(|_| coded("copy-damaged"))?;
        if label.format == Self::FORMAT {
            Ok(label)
        } else {
            Err(coded("database-newer"))
        }
    }
}

/// Makes a copy in a folder of copies, looks through it, and thins the older ones out. What can be wrong with it leaves
/// the older ones as they were.
pub(super) fn copy(app: &App, session: &Session, all: &Path, rule: Rule) -> Result<CopyFacts> {
    fs::create_dir_all(all)?;
    let draft = all.join(DRAFT);
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    let made = write(app, session, &draft).and_then(|facts| {
        let place = free_name(app, session, all);
        fs::rename(&draft, place)?;
        sync_folder(all)?;
        Ok(facts)
    });
    if made.is_err() {
        // On a full medium every byte counts; what cannot be removed now goes with the next copy.
        let _ = fs::remove_dir_all(&draft);
    }
    let facts = made?;
    thin(all, rule)?;
    Ok(facts)
}

fn write(app: &App, session: &Session, draft: &Path) -> Result<CopyFacts> {
    fs::create_dir(draft)?;
    let database = draft.join(DATABASE);
    // A connection of its own: the officer's is not held up.
    Store::open(&session.database, &session.key)?.copy_to(&database)?;
    let facts = check_copy(&database, Some(&session.key))
        .map_err(|error| Error::because("copy-damaged", error))?;
    Keys::load(&app.config.data)?.save(draft)?;
    // Not the session's: a colleague may have been taken in since the sign-in.
    let profile = Profile::enrolled(&app.config.data)?;
    profile.save(draft)?;
    // Read again: the wraps must be there for the key to be of any use.
    Keys::load(draft)?;
    Profile::load(draft)?;
    let label = Label {
        format: Label::FORMAT,
        made_at: app.time.now_ms(),
        records: facts.records,
        changes: facts.changes,
    };
    let bytes = serde_json::to_vec_pretty(&label).map_err(|_| coded("internal"))?;
    crate::files::replace(&draft.join(LABEL), &bytes)?;
    Ok(facts)
}

/// `20261125-160500` in the village's time.
fn free_name(app: &App, session: &Session, all: &Path) -> PathBuf {
    let now = app.time.now_ms();
    let zone = session.zone();
    let (hour, minute) = zone.local_time(now);
    let day = date::iso(zone.local_date(now)).replace('-', "");
    let second = now.div_euclid(1000).rem_euclid(60);
    let name = format!("{day}-{hour:02}{minute:02}{second:02}");
    let first = all.join(&name);
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|n| all.join(format!("{name}-{n}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}

/// Names of the finished copies in a folder.
pub(super) fn names(all: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(all)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().join(LABEL).exists() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn thin(all: &Path, rule: Rule) -> Result<()> {
    let names = names(all)?;
    let kept = keep::kept(&names, rule);
    for name in names.iter().filter(|name| !kept.contains(*name)) {
        let folder = all.join(name);
        // Without its label it is no copy any more, should the rest be cut off.
        fs::remove_file(folder.join(LABEL))?;
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
