//! Builds the user interfaces: each folder `ui/<name>` with an `index.html` becomes `dist/<name>`.

mod assemble;
mod bindgen;
mod stamp;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{place::Place, process, say};

/// How the wasm is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build, for tests and development.
    Quick,
    /// Small, for packages.
    Small,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Quick => "dev",
            Self::Small => "wasm",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Quick => "debug",
            Self::Small => "wasm",
        }
    }
}

/// One user interface.
#[derive(Debug)]
struct Ui {
    /// Folder name below `ui/` and `dist/`.
    name: String,
    /// Sources.
    source: PathBuf,
    /// Package that compiles to its wasm; `None` for plain pages.
    package: Option<String>,
}

/// Builds all of them; returns the folders in `dist`.
pub(crate) fn build(place: &Place, profile: Profile) -> Result<Vec<PathBuf>> {
    let uis = find(place)?;
    let names: Vec<&str> = uis.iter().map(|ui| ui.name.as_str()).collect();
    say::step(&format!(
        "Building the user interfaces: {}",
        names.join(", ")
    ));
    let stamp = stamp::of(place, profile.name())?;
    let stamp_file = place.in_root("dist/.stamp");
    let folders: Vec<PathBuf> = uis
        .iter()
        .map(|ui| place.in_root("dist").join(&ui.name))
        .collect();
    let complete = folders
        .iter()
        .all(|folder| folder.join("index.html").exists());
    if complete && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        say::note("nothing changed since the last build");
        return Ok(folders);
    }
    compile(place, profile, &uis)?;
    for (ui, folder) in uis.iter().zip(&folders) {
        assemble::fill(place, &ui.source, folder)?;
        if let Some(package) = &ui.package {
            let wasm = artefact(place, profile, package)?;
            bindgen::generate(&wasm, folder)?;
        }
        say::note(&format!("{} is ready", folder.display()));
    }
    fs::write(&stamp_file, stamp)
        .with_context(|| format!("{} cannot be written", stamp_file.display()))?;
    Ok(folders)
}

/// The packages below `ui/`, also the libraries without a page.
pub(crate) fn packages(place: &Place) -> Result<Vec<String>> {
    let mut packages = Vec::new();
    for folder in folders(place)? {
        packages.extend(package_name(&folder)?);
    }
    Ok(packages)
}

fn find(place: &Place) -> Result<Vec<Ui>> {
    let mut uis = Vec::new();
    for source in folders(place)? {
        if source.join("index.html").exists() {
            let name = source
                .file_name()
                .context("a folder has a name")?
                .to_string_lossy()
                .into_owned();
            uis.push(Ui {
                name,
                package: package_name(&source)?,
                source,
            });
        }
    }
    Ok(uis)
}

fn folders(place: &Place) -> Result<Vec<PathBuf>> {
    let ui = place.in_root("ui");
    let mut folders: Vec<PathBuf> = fs::read_dir(&ui)
        .with_context(|| format!("{} cannot be read", ui.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    Ok(folders)
}

fn package_name(folder: &Path) -> Result<Option<String>> {
    let manifest = folder.join("Cargo.toml");
    if !manifest.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&manifest)
        .with_context(|| format!("{} cannot be read", manifest.display()))?;
    Ok(text.lines().find_map(|line| {
        Some(
            line.strip_prefix("name = \"")?
                .split('"')
                .next()?
                .to_owned(),
        )
    }))
}

fn compile(place: &Place, profile: Profile, uis: &[Ui]) -> Result<()> {
    let mut command = process::cargo(
        place.root(),
        &["build", "--target", "wasm32-unknown-unknown"],
    );
    command.args(["--profile", profile.name()]);
    for package in uis.iter().filter_map(|ui| ui.package.as_ref()) {
        command.args(["-p", package]);
    }
    command.env("CARGO_TARGET_DIR", place.ui_target());
    process::run(
        &mut command,
        "The compiler's messages above say what to mend.",
    )
}

/// The module that cargo made: a program keeps the dashes of its package, a library does not.
fn artefact(place: &Place, profile: Profile, package: &str) -> Result<PathBuf> {
    let folder = place
        .ui_target()
        .join("wasm32-unknown-unknown")
        .join(profile.folder());
    [package.to_owned(), package.replace('-', "_")]
        .iter()
        .map(|name| folder.join(format!("{name}.wasm")))
        .filter(|path| path.exists())
        .max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
        .with_context(|| {
            format!(
                "{package} made no wasm in {}: is it a program or a cdylib?",
                folder.display()
            )
        })
}
