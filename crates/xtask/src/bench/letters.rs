//! `cargo xtask bench letters`: what a letter costs, beside its budget and beside others.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use crate::{place::Place, process, say};

/// Measures our own pages, then the same page by typst and WeasyPrint where Python can make an environment for them.
pub(crate) fn measure(place: &Place) -> Result<()> {
    say::step("Benchmark letters (release build)");
    let emblem = place.in_root("assets/sample/lambang-contoh.png");
    let letter = std::env::temp_dir().join(format!("jemput-letter-{}.pdf", std::process::id()));
    let output = process::cargo(
        place.root(),
        &[
            "run",
            "--release",
            "--quiet",
            "-p",
            "jemput-letters",
            "--example",
            "bench_letters",
            "--",
        ],
    )
    .arg(&emblem)
    .arg(&letter)
    .output()
    .context("cargo cannot be started")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    anyhow::ensure!(
        output.status.success(),
        "the measurement failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut own = None;
    for line in text.lines() {
        match line.strip_prefix("own ") {
            Some(number) => own = number.trim().parse::<f64>().ok(),
            None => say::plain(line),
        }
    }
    let drawn = raster(place, &letter);
    // Left behind it would only take room.
    drop(fs::remove_file(&letter));
    drawn?;
    super::proof(place, &["print"])?;
    let Some(own) = own else { return Ok(()) };
    match peers(place, &emblem) {
        Ok(rows) => {
            for (name, milliseconds, bytes) in rows {
                say::plain(&format!(
                    "{name:<12} {milliseconds:>9.2} ms, {:>6.1} KB: ours takes {:.2} × its time",
                    bytes / 1_000.0,
                    own / milliseconds
                ));
            }
        }
        Err(error) => say::note(&format!("the peers were not measured: {error:#}")),
    }
    Ok(())
}

/// What it costs to see the finished letter as pixels.
fn raster(place: &Place, letter: &std::path::Path) -> Result<()> {
    let output = process::cargo(
        place.root(),
        &[
            "run",
            "--release",
            "--quiet",
            "-p",
            "jemput-printing",
            "--example",
            "bench_raster",
            "--",
        ],
    )
    .arg(letter)
    .output()
    .context("cargo cannot be started")?;
    anyhow::ensure!(
        output.status.success(),
        "the measurement failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        say::plain(line);
    }
    Ok(())
}

/// Name, milliseconds and bytes of each peer that runs here.
fn peers(place: &Place, emblem: &std::path::Path) -> Result<Vec<(String, f64, f64)>> {
    let folder = std::env::temp_dir().join(format!("jemput-peers-{}", std::process::id()));
    let measured = in_environment(place, emblem, &folder);
    // Left behind it would only take room.
    drop(fs::remove_dir_all(&folder));
    measured
}

fn in_environment(
    place: &Place,
    emblem: &std::path::Path,
    folder: &std::path::Path,
) -> Result<Vec<(String, f64, f64)>> {
    let done = |command: &mut Command| -> Result<String> {
        let output = command.output()?;
        let told = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "{told}");
        // A peer that does not run here says so and is left out.
        told.lines()
            .filter(|line| line.contains("does not run here"))
            .for_each(say::note);
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    done(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let python = folder.join("bin/python");
    done(Command::new(&python).args(["-m", "pip", "install", "--quiet", "typst", "weasyprint"]))?;
    let script = place.in_root("crates/letters/examples/peers.py");
    let text = done(Command::new(&python).arg(script).arg(emblem))?;
    let row = |line: &str| {
        let mut parts = line.split_whitespace();
        Some((
            parts.next()?.to_owned(),
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        ))
    };
    Ok(text.lines().filter_map(row).collect())
}
