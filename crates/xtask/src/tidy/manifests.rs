//! The `Cargo.toml` files, read by line: cargo itself checks that they are well-formed.

use std::fs;

use anyhow::Result;

use super::Fault;
use crate::place::Place;

/// Paths of all manifests, from the root.
pub(super) fn all(place: &Place) -> Result<Vec<String>> {
    let mut paths = vec!["Cargo.toml".to_owned(), "sync-server/Cargo.toml".to_owned()];
    for parent in ["crates", "ui"] {
        for entry in fs::read_dir(place.in_root(parent))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let path = format!("{parent}/{name}/Cargo.toml");
            if place.in_root(&path).exists() {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// Every package inherits lints, licence and edition.
pub(super) fn check(place: &Place) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for path in all(place)? {
        let text = fs::read_to_string(place.in_root(&path))?;
        for line in [
            "[lints]\nworkspace = true",
            "license.workspace = true",
            "edition.workspace = true",
            "publish.workspace = true",
        ] {
            if !text.contains(line) {
                faults.push(Fault::new(
                    path.as_str(),
                    format!("lacks `{}`", line.replace('\n', " ")),
                ));
            }
        }
    }
    Ok(faults)
}

/// Name of the package.
pub(super) fn package(text: &str) -> Option<String> {
    section(text, "[package]").find_map(|line| {
        Some(
            line.strip_prefix("name = \"")?
                .split('"')
                .next()?
                .to_owned(),
        )
    })
}

/// Names in `[dependencies]`, and in those of single platforms.
pub(super) fn dependencies(text: &str) -> Vec<String> {
    let platforms = text
        .lines()
        .filter(|line| line.starts_with("[target.") && line.ends_with(".dependencies]"));
    let sections: Vec<&str> = std::iter::once("[dependencies]").chain(platforms).collect();
    sections
        .into_iter()
        .flat_map(|header| section(text, header))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split(['.', ' ', '=']).next()?.to_owned()))
        .filter(|name| !name.is_empty())
        .collect()
}

fn section<'a>(text: &'a str, header: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines()
        .skip_while(move |line| *line != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
}
