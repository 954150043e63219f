//! What comes from others has its licence beside it.

use std::{ffi::OsStr, fs};

use anyhow::Result;

use super::Fault;
use crate::place::Place;

/// Foreign files: folder, beginning of their names, and the licence file.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("assets/fonts", "arimo", "assets/fonts/LICENSE-arimo.txt"),
    (
        "assets/fonts",
        "atkinson-hyperlegible-mono",
        "assets/fonts/LICENSE-atkinson-hyperlegible-mono.txt",
    ),
    (
        "assets/fonts",
        "atkinson-hyperlegible-next",
        "assets/fonts/LICENSE-atkinson-hyperlegible-next.txt",
    ),
    (
        "assets/fonts/letters",
        "LiberationSans",
        "assets/fonts/letters/LICENSE-liberation.txt",
    ),
    (
        "assets/fonts/letters",
        "Noto",
        "assets/fonts/letters/LICENSE-noto.txt",
    ),
    ("tests/vendor/axe", "axe", "tests/vendor/axe/LICENSE"),
];

/// Our own licences, and one per foreign file.
pub(super) fn check(place: &Place) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for own in ["LICENSE-MIT", "LICENSE-APACHE"] {
        if !place.in_root(own).exists() {
            faults.push(Fault::new(own, "is missing"));
        }
    }
    for folder in ["assets/fonts", "assets/fonts/letters", "tests/vendor/axe"] {
        for entry in fs::read_dir(place.in_root(folder))? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let foreign = path
                .extension()
                .and_then(OsStr::to_str)
                .is_some_and(|kind| matches!(kind, "woff2" | "ttf" | "otf" | "js"));
            if !foreign {
                continue;
            }
            match FOREIGN
                .iter()
                .find(|(at, start, _)| *at == folder && name.starts_with(start))
            {
                None => faults.push(Fault::new(
                    format!("{folder}/{name}"),
                    "has no row in the licence table",
                )),
                Some((_, _, licence)) if !place.in_root(licence).exists() => {
                    faults.push(Fault::new(
                        format!("{folder}/{name}"),
                        format!("lacks its licence {licence}"),
                    ));
                }
                Some(_) => {}
            }
        }
    }
    Ok(faults)
}
