//! Installs what a machine lacks, telling what and why, and asking before sudo.

mod debian;
mod packages;
pub(crate) mod rust;

use anyhow::{Result, bail};

pub(crate) use packages::Need;
use packages::{PACKAGES, Package};

use crate::{place::Place, process, say};

/// For all tasks.
pub(crate) fn everything(place: &Place) -> Result<()> {
    prepare(place, &[Need::Build, Need::Tests, Need::Printing])
}

/// For the given needs.
pub(crate) fn prepare(place: &Place, needs: &[Need]) -> Result<()> {
    say::step("Checking what this machine has");
    rust::targets(place)?;
    let wanted: Vec<&Package> = PACKAGES
        .iter()
        .filter(|package| needs.contains(&package.need))
        .collect();
    if debian::is_it() {
        debian::install(&wanted)
    } else {
        elsewhere(&wanted)
    }
}

/// On other systems nothing is installed: a program or library that is missing is named.
fn elsewhere(wanted: &[&Package]) -> Result<()> {
    let missing: Vec<&&Package> = wanted
        .iter()
        .filter(|package| !is_present(package.probe))
        .collect();
    if missing.is_empty() {
        say::note("everything is there");
        return Ok(());
    }
    say::note("this system has no apt-get, so please install these yourself (Debian's names):");
    for package in &missing {
        say::note(&format!("{:<28} {}", package.name, package.reason));
    }
    bail!("{} packages are missing; the list is above", missing.len());
}

fn is_present(probe: packages::Probe) -> bool {
    match probe {
        packages::Probe::Program(name) => process::is_there(name),
        packages::Probe::Library(name) => {
            process::output("pkg-config", &["--exists", name]).is_some()
        }
        packages::Probe::Python(name) => {
            process::output("/usr/bin/python3", &["-c", &format!("import {name}")]).is_some()
        }
    }
}
