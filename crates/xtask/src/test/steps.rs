//! The commands behind each step.
//!
//! All native steps select the default members without `-p`: the same selection gives every dependency the same
//! features, so that nothing is built twice. Only the tasks and the user interfaces have builds of their own.

use anyhow::{Result, bail};

use super::count::Count;
use crate::{place::Place, process, say, setup::rust, ui};

/// Module of `tests/` whose tests need windows or browsers.
const END_TO_END: &str = "end_to_end::";

pub(super) fn format(place: &Place) -> Result<()> {
    process::run(
        &mut process::cargo(place.root(), &["fmt", "--all", "--check"]),
        "The differences are shown above.",
    )
}

pub(super) fn build(place: &Place) -> Result<()> {
    process::run(
        &mut process::cargo(place.root(), &["build", "--lib", "--bins", "--tests"]),
        "The compiler's messages are above.",
    )
}

pub(super) fn unit(place: &Place, tests: &mut Count) -> Result<()> {
    test(place, tests, &["--lib", "--bins"])
}

pub(super) fn integration(place: &Place, tests: &mut Count) -> Result<()> {
    test(place, tests, &["--test", "*", "--", "--skip", END_TO_END])
}

/// One at a time: each starts a screen, a browser or a print server, and two cores carry no more.
pub(super) fn end_to_end(place: &Place, tests: &mut Count) -> Result<()> {
    test(
        place,
        tests,
        &["--test", "flows", "--", "--test-threads", "1", END_TO_END],
    )
}

pub(super) fn xtask(place: &Place, tests: &mut Count) -> Result<()> {
    test(place, tests, &["-p", "xtask"])
}

/// Reducers and formats of the user interfaces are plain Rust; their host build shares the wasm build's folder.
pub(super) fn ui(place: &Place, tests: &mut Count) -> Result<()> {
    let packages = ui::packages(place)?;
    let mut command = process::cargo(place.root(), &["test", "--no-fail-fast"]);
    command
        .args(packages.iter().flat_map(|package| ["-p", package]))
        .env("CARGO_TARGET_DIR", place.ui_target());
    counted(&mut command, tests)
}

pub(super) fn clippy(place: &Place) -> Result<()> {
    let all = ["clippy", "--all-targets", "--", "-D", "warnings"];
    process::run(
        &mut process::cargo(place.root(), &all),
        "Every warning is an error here.",
    )?;
    let tasks = [
        "clippy",
        "-p",
        "xtask",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    process::run(
        &mut process::cargo(place.root(), &tasks),
        "Every warning is an error here.",
    )
}

/// The crate that speaks to the spooler of Windows compiles for it; nothing is linked or run.
pub(super) fn windows(place: &Place) -> Result<()> {
    if !rust::has_windows(place) {
        say::note(&format!(
            "skipped: this machine has no {} and cannot fetch it",
            rust::WINDOWS
        ));
        return Ok(());
    }
    let check = ["check", "--target", rust::WINDOWS, "-p", "jemput-printing"];
    process::run(
        &mut process::cargo(place.root(), &check),
        "The compiler's messages are above.",
    )
}

pub(super) fn clippy_ui(place: &Place) -> Result<()> {
    let packages = ui::packages(place)?;
    let mut command = process::cargo(
        place.root(),
        &["clippy", "--target", "wasm32-unknown-unknown"],
    );
    command.args(packages.iter().flat_map(|package| ["-p", package]));
    command
        .args(["--", "-D", "warnings"])
        .env("CARGO_TARGET_DIR", place.ui_target());
    process::run(&mut command, "Every warning is an error here.")
}

pub(super) fn documentation(place: &Place) -> Result<()> {
    process::run(
        process::cargo(place.root(), &["doc", "--no-deps", "--keep-going"])
            .env("RUSTDOCFLAGS", "-D warnings"),
        "Every warning is an error here.",
    )
}

fn test(place: &Place, tests: &mut Count, arguments: &[&str]) -> Result<()> {
    let mut command = process::cargo(place.root(), &["test", "--no-fail-fast"]);
    counted(command.args(arguments), tests)
}

fn counted(command: &mut std::process::Command, tests: &mut Count) -> Result<()> {
    let (passed, output) = process::watch(command)?;
    tests.add_output(&output);
    if !passed {
        bail!("some tests failed; their names and messages are above");
    }
    Ok(())
}
