//! Debian, Ubuntu and their kin.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use super::packages::Package;
use crate::{process, say};

/// Has apt.
pub(super) fn is_it() -> bool {
    process::is_there("apt-get") && Path::new("/var/lib/dpkg").is_dir()
}

/// Installs what is missing of `wanted`.
pub(super) fn install(wanted: &[&Package]) -> Result<()> {
    let missing: Vec<&&Package> = wanted
        .iter()
        .filter(|package| !is_installed(package.name))
        .collect();
    if missing.is_empty() {
        say::note("all system packages are there");
        return Ok(());
    }
    say::note("these system packages are missing:");
    for package in &missing {
        say::note(&format!("{:<24} {}", package.name, package.reason));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let by_hand = format!(
        "Install them yourself: sudo apt-get install {}",
        names.join(" ")
    );
    let root = is_root();
    if !(root || may_use_sudo(&by_hand)?) {
        bail!("nothing was installed. {by_hand}");
    }
    apt(root, &["update", "-qq"], &by_hand)?;
    apt(
        root,
        &[
            &["install", "-y", "-qq", "--no-install-recommends"],
            names.as_slice(),
        ]
        .concat(),
        &by_hand,
    )
}

fn apt(root: bool, arguments: &[&str], by_hand: &str) -> Result<()> {
    say::note(&format!("apt-get {}", arguments.join(" ")));
    let mut command = if root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    process::run(
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"),
        by_hand,
    )
}

/// A build machine is not asked.
fn may_use_sudo(by_hand: &str) -> Result<bool> {
    if !process::is_there("sudo") {
        bail!("there is no sudo here. {by_hand}");
    }
    if std::env::var("CI").is_ok_and(|value| value == "true") {
        return Ok(true);
    }
    match say::ask("Install them now with sudo apt-get?") {
        Some(answer) => Ok(answer),
        None => bail!("nobody can be asked here (set CI=true to allow sudo). {by_hand}"),
    }
}

fn is_installed(name: &str) -> bool {
    process::output("dpkg-query", &["-W", "-f=${db:Status-Status}", name])
        .is_some_and(|status| status == "installed")
}

fn is_root() -> bool {
    process::output("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}
