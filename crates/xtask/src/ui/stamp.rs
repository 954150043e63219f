//! Tells whether anything changed that a user interface is made of.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::Result;

use crate::place::Place;

/// Everything that ends up in `dist`.
const INPUTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "assets/css",
    "assets/fonts",
    "assets/i18n",
    "assets/icons",
    "crates/domain",
    "crates/seal",
    "crates/sync",
    "crates/wire",
    "crates/xtask/src/ui",
    "ui",
];

/// One line per file: path, size, time; and the profile.
pub(super) fn of(place: &Place, profile: &str) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&place.in_root(input), &mut files)?;
    }
    files.sort();
    let mut stamp = format!("{profile}\n");
    for file in files {
        let data = fs::metadata(&file)?;
        let time = data.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
        writeln!(stamp, "{} {} {time}", file.display(), data.len())?;
    }
    Ok(stamp)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
