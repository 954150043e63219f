//! `cargo xtask bench`: what things cost. The measuring is done by `jemput-proof` and by the store's programs, in
//! release builds; here they are only built and started.

pub(crate) mod letters;

use std::process::Command;

use anyhow::Result;

use crate::{place::Place, process, say};

/// Programs that measure the store with a large village and print what they find.
const STORE: [&str; 2] = ["big_village", "big_sync"];

/// Each of the others, in a way that takes a minute or two.
const SHORT: [&[&str]; 5] = [
    &["sync", "--runs", "1"],
    &["crowd"],
    &["log-growth", "--entries", "100000"],
    &["one-field"],
    &["secrecy"],
];

/// Every measurement, the shorter way.
pub(crate) fn everything(place: &Place) -> Result<()> {
    for name in STORE {
        say::step(&format!("Benchmark {name} (release build)"));
        process::run(
            &mut process::cargo(
                place.root(),
                &["run", "--release", "-p", "jemput-store", "--example", name],
            ),
            "The messages above say why.",
        )?;
    }
    letters::measure(place)?;
    for arguments in SHORT {
        proof(place, arguments)?;
    }
    Ok(())
}

/// One measurement with real programs. Laptop, server and link share one core, so that figures of machines with few
/// and many cores can be compared.
pub(crate) fn proof(place: &Place, arguments: &[&str]) -> Result<()> {
    let program = built(place)?;
    say::step(&format!("Benchmark {}", arguments.join(" ")));
    let mut command = if process::is_there("taskset") {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", "0"]).arg(program);
        command
    } else {
        say::note("without taskset all cores are used");
        Command::new(program)
    };
    process::run(command.args(arguments), "The messages above say why.")
}

/// Builds the server and `jemput-proof` as they are released.
fn built(place: &Place) -> Result<std::path::PathBuf> {
    say::step("Building the server and the measuring program (release build)");
    process::run(
        &mut process::cargo(
            place.root(),
            &[
                "build",
                "--release",
                "-p",
                "jemput-server",
                "-p",
                "jemput-testkit",
                "--bins",
            ],
        ),
        "The compiler's messages above say what to mend.",
    )?;
    Ok(place.released("jemput-proof"))
}
