//! Tells whether anything changed that a user interface is made of.

use std::{
    collections::hash_map::DefaultHasher,
    fmt::Write as _,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

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

/// One line per file: path and digest of its bytes; and the profile. Times do not count, so that a branch switched
/// there and back builds nothing anew.
pub(super) fn of(place: &Place, profile: &str) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&place.in_root(input), &mut files)?;
    }
    files.sort();
    let mut stamp = format!("{profile}\n");
    for file in files {
        let bytes =
            fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let mut digest = DefaultHasher::new();
        bytes.hash(&mut digest);
        let name = file.strip_prefix(place.root()).unwrap_or(&file);
        writeln!(stamp, "{} {:016x}", name.display(), digest.finish())?;
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
