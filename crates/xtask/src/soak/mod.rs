//! Proofs that take longer than a test run may.

mod breaks;
mod fuzz;
mod model;

use anyhow::{Context as _, Result, bail};

use crate::{place::Place, process, say};

/// Random histories of `soak sync`, if nothing else is said.
const HISTORIES: u64 = 100_000;
/// Histories of `soak model`, if nothing else is said.
const SEEDS: u64 = 10_000;
/// Laws that share them (`i01_…` to `i18_…`, but for those that need none).
const LAWS: u64 = 16;

pub(crate) fn dispatch(place: &Place, arguments: &[&str]) -> Result<()> {
    match arguments {
        ["sync"] => sync(place, HISTORIES),
        ["sync", "--histories", count] => sync(place, number(count, "--histories")?),
        ["model"] => model::replay(place, SEEDS, 0),
        ["model", "--seeds", count] => model::replay(place, number(count, "--seeds")?, 0),
        ["model", "--seeds", count, "--first", first] => {
            model::replay(place, number(count, "--seeds")?, number(first, "--first")?)
        }
        ["breaks", names @ ..] => breaks::run(place, names),
        ["fuzz", "--minutes", count, names @ ..] => {
            fuzz::run(place, number(count, "--minutes")?, names)
        }
        ["fuzz", names @ ..] => fuzz::run(place, fuzz::MINUTES, names),
        _ => bail!(
            "`cargo xtask soak sync [--histories N]`, `cargo xtask soak model [--seeds N [--first N]]`, \
             `cargo xtask soak breaks [PATCH…]` or `cargo xtask soak fuzz [--minutes N] [TARGET…]`"
        ),
    }
}

fn number(text: &str, of: &str) -> Result<u64> {
    text.parse().with_context(|| format!("{of} wants a number"))
}

/// The laws over many new histories, in an optimised build.
fn sync(place: &Place, histories: u64) -> Result<()> {
    let each = histories.div_ceil(LAWS);
    say::plain(&format!(
        "{LAWS} laws, {each} histories each; a failing one is kept in crates/sync/tests/proptest-regressions"
    ));
    process::run(
        process::cargo(
            place.root(),
            &[
                "test",
                "--release",
                "-p",
                "jemput-sync",
                "--test",
                "world",
                "laws::i",
            ],
        )
        .env("JEMPUT_HISTORIES", each.to_string()),
        "The history that breaks a law is shown above.",
    )
}
