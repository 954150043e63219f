//! Puts pages, styles, fonts and icons of one user interface into its folder of `dist`.

use std::{ffi::OsStr, fs, path::Path};

use anyhow::{Context, Result};

use crate::place::Place;

/// Shared folders of `assets` and their places beside `index.html`.
const SHARED: &[(&str, &str)] = &[("css", ""), ("fonts", "fonts"), ("icons", "icons")];
/// What a page consists of; sources and manifests stay where they are.
const PAGE: &[&str] = &[
    "html",
    "js",
    "css",
    "svg",
    "png",
    "ico",
    "webmanifest",
    "txt",
];

/// Copies everything but the wasm.
pub(super) fn fill(place: &Place, source: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for (from, to) in SHARED {
        copy_folder(&place.in_root("assets").join(from), &folder.join(to))?;
    }
    // Faces that only printed letters use.
    let letters = folder.join("fonts/letters");
    if letters.exists() {
        fs::remove_dir_all(&letters)?;
    }
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        if path.is_file()
            && path
                .extension()
                .and_then(OsStr::to_str)
                .is_some_and(|kind| PAGE.contains(&kind))
        {
            let name = path.file_name().context("a file has a name")?;
            copy_if_changed(&path, &folder.join(name))?;
        }
    }
    Ok(())
}

/// Copies a folder with its folders.
pub(super) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_if_changed(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// A file that stays the same keeps its time, so that the desktop package is not built anew.
fn copy_if_changed(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::read(from).with_context(|| format!("{} cannot be read", from.display()))?;
    if fs::read(to).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(to, bytes).with_context(|| format!("{} cannot be written", to.display()))
}
