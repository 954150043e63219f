//! Invented bytes for everything that reads bytes from outside.
//!
//! Needs an installed nightly compiler for the instrumentation and the address sanitizer, and nothing else: the flags are
//! those of cargo-fuzz. What is found on the way is kept in `fuzz/found`; bytes that break something are written to
//! `fuzz/artifacts`, to be mended and then put into `fuzz/corpus`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{place::Place, process, say};

/// Minutes for each target, if nothing else is said.
pub(super) const MINUTES: u64 = 30;
/// Inputs are cut here: longer ones find nothing that shorter ones do not, and cost time.
const LONGEST: &str = "65536";
/// Megabytes; what wants more of them for 64 KB is a bomb.
const MEMORY: &str = "2048";
/// Seconds for one input.
const PATIENCE: &str = "25";

/// As cargo-fuzz sets them.
const FLAGS: &str = "-Zsanitizer=address -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Builds all targets and runs those that are named, or all, one after the other.
pub(super) fn run(place: &Place, minutes: u64, names: &[&str]) -> Result<()> {
    let folder = place.in_root("fuzz");
    let known = targets(&folder)?;
    for name in names {
        ensure!(
            known.iter().any(|target| target == name),
            "no target `{name}`; there are {}",
            known.join(", ")
        );
    }
    let host = host()?;
    build(&folder, &host)?;
    let mut failed = Vec::new();
    for name in known
        .iter()
        .filter(|name| names.is_empty() || names.contains(&name.as_str()))
    {
        let program = folder.join("target").join(&host).join("release").join(name);
        match attack(&folder, &program, name, minutes)? {
            Some(executions) => say::plain(&format!(
                "{name}: {executions} executions in {minutes} min, nothing found"
            )),
            None => failed.push(name.clone()),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!(
            "found something: {}; the bytes are in fuzz/artifacts",
            failed.join(", ")
        )
    }
}

/// The folders of the corpus.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join("corpus"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let told = process::output("rustc", &["+nightly", "-vV"])
        .context("no nightly compiler: `rustup toolchain install nightly`")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not tell its host")?.to_owned())
}

fn build(folder: &Path, host: &str) -> Result<()> {
    let mut command = Command::new("cargo");
    command
        .args(["+nightly", "build", "--release", "--bins", "--target", host])
        .current_dir(folder)
        .env("RUSTFLAGS", FLAGS)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    // Set by the toolchain that runs this task: the inner one is another.
    for inherited in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC"] {
        command.env_remove(inherited);
    }
    process::run(&mut command, "The targets do not build.")
}

/// Runs a target; the number of executions, or `None` if it broke.
fn attack(folder: &Path, program: &Path, name: &str, minutes: u64) -> Result<Option<u64>> {
    let (found, artifacts) = (folder.join("found").join(name), folder.join("artifacts"));
    fs::create_dir_all(&found)?;
    fs::create_dir_all(&artifacts)?;
    let prefix: PathBuf = artifacts.join(format!("{name}-"));
    let output = Command::new(program)
        .arg(&found)
        .arg(folder.join("corpus").join(name))
        .arg(format!("-artifact_prefix={}", prefix.display()))
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-timeout={PATIENCE}"))
        .args(["-print_final_stats=1", "-verbosity=0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .with_context(|| program.display().to_string())?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        say::plain(&told);
        return Ok(None);
    }
    executions(&told)
        .with_context(|| format!("{name} does not tell what it did:\n{told}"))
        .map(Some)
}

fn executions(told: &str) -> Option<u64> {
    told.lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?
        .trim()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::executions;

    #[test]
    fn the_engines_count_is_read() {
        let told =
            "Done\nstat::number_of_executed_units: 1234\nstat::average_exec_per_sec:     61\n";
        assert_eq!(executions(told), Some(1234));
        assert_eq!(executions("==1==ERROR: AddressSanitizer"), None);
    }
}
