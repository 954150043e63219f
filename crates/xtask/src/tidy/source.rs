//! The text files of the checkout.

use std::{ffi::OsStr, fs, path::Path};

use anyhow::{Context, Result};

use crate::place::Place;

/// One file.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Path from the root, with `/`.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
}

impl Source {
    /// Rust code.
    pub(super) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension() == Some(OsStr::new("rs"))
    }

    /// The text without unit tests at its end.
    pub(super) fn without_tests(&self) -> &str {
        self.text
            .split("\n#[cfg(test)]\nmod ")
            .next()
            .unwrap_or(&self.text)
    }
}

const KINDS: &[&str] = &[
    "rs", "toml", "md", "ftl", "css", "html", "js", "json", "sql", "yml", "txt",
];
/// Generated, foreign or built.
const SKIPPED: &[&str] = &[
    "target",
    "dist",
    "gen",
    "demo",
    "vendor",
    ".git",
    "regions",
    "node_modules",
];

/// All of them.
pub(super) fn all(place: &Place) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    collect(place.root(), place.root(), &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?
    {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !SKIPPED.contains(&name.as_str()) && !name.starts_with("target") {
                collect(root, &path, sources)?;
            }
        } else if path
            .extension()
            .and_then(OsStr::to_str)
            .is_some_and(|kind| KINDS.contains(&kind))
        {
            let relative = path
                .strip_prefix(root)
                .context("below the root")?
                .to_string_lossy()
                .replace('\\', "/");
            // Files of other encodings are fixtures of the import.
            if let Ok(text) = fs::read_to_string(&path) {
                sources.push(Source {
                    path: relative,
                    text,
                });
            }
        }
    }
    Ok(())
}
