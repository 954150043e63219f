//! The executable model (`tests/model/sync_model.py`) tells histories with what each side holds at each quiescence; the
//! core lives through the same histories and must hold the same: values, replaced ids, times, shown values, and which
//! records each laptop has.
//!
//! `tests/model/traces.jsonl` has some histories, so that a test run needs no Python; `cargo xtask soak model` draws
//! new ones. Where the design deliberately differs from the model, the replay maps it:
//!
//! * The model knows neither scopes nor the inbox: whoever brings a change may. So the office takes changes in as its
//!   own (`admit` without a grant) before the laptop's request names them, and salvage is served under a grant of all
//!   villages. What the grant forbids is the matter of the laws.
//! * A salvaged record is an entry of the log by itself, so that one that is too large stops no other; the model has
//!   one entry for all. Places in the log are therefore named by change, not by number.
//! * Push, pull and the way back after a restore are one request and several turns here, one step there: a step is
//!   replayed as the turns that carry the same changes over the same stretch of the log.
//! * A laptop's cursor goes to the head when nothing on the way there concerns it, in the model too; the replay stops
//!   before the first entry that concerns it and that the model's pull did not reach.
//! * A copy of a laptop is told so once (`Refusal::Forked`); the model has no threads.

mod replay;
mod told;

use replay::Replay;
use told::History;

/// Histories that are kept in the tree.
const KEPT: &str = include_str!("../model/traces.jsonl");

fn replay(line: &str) -> u64 {
    let history: History = serde_json::from_str(line).expect("a history of the model");
    let seed = history.seed;
    let told = std::panic::catch_unwind(|| {
        let mut replay = Replay::new();
        for step in history.steps {
            replay.step(step);
        }
    });
    assert!(
        told.is_ok(),
        "seed {seed} of the model; what differs is above"
    );
    seed
}

#[test]
fn the_core_lives_through_the_models_histories_with_the_same_states() {
    let replayed = KEPT.lines().map(replay).count();
    assert!(replayed >= 30, "{replayed} histories");
}

#[test]
#[ignore = "`cargo xtask soak model` makes new histories for it"]
fn new_histories_of_the_model_have_the_same_states() {
    let path = std::env::var_os("JEMPUT_TRACES").expect("JEMPUT_TRACES names the file");
    let text = std::fs::read_to_string(path).expect("the histories");
    let differ: Vec<&str> = text
        .lines()
        .filter(|line| std::panic::catch_unwind(|| replay(line)).is_err())
        .map(|line| line.split(',').next().unwrap_or_default())
        .collect();
    assert!(
        differ.is_empty(),
        "{} of {} differ: {differ:?}",
        differ.len(),
        text.lines().count()
    );
}
