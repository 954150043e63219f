//! New histories of the executable model, which the core must live through with the same states.

use std::{
    fs::{self, File},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::{place::Place, process, say};

const MODEL: &str = "crates/sync/tests/model/sync_model.py";
/// Steps of one history; the model comes to rest after every 25 of them.
const STEPS: u64 = 60;

pub(super) fn replay(place: &Place, seeds: u64, first: u64) -> Result<()> {
    let folder = place.in_root("target/model");
    fs::create_dir_all(&folder)?;
    let traces = folder.join("traces.jsonl");
    say::step(&format!(
        "{seeds} histories of {STEPS} steps, from seed {first}"
    ));
    process::run(
        Command::new("python3")
            .arg(place.in_root(MODEL))
            .args([seeds, STEPS, first].map(|number| number.to_string()))
            .arg("--trace")
            .stdout(File::create(&traces).with_context(|| traces.display().to_string())?),
        "The model needs Python 3 and nothing else; where one of its own checks fails, the seed is above.",
    )?;
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
                "new_histories_of_the_model_have_the_same_states",
                "--",
                "--ignored",
            ],
        )
        .env("JEMPUT_TRACES", &traces),
        "The seeds that differ are listed above.",
    )
}
