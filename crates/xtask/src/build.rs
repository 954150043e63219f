//! The native programs.

use anyhow::Result;

use crate::{place::Place, process, say};

/// Builds the programs that `run` starts.
pub(crate) fn programs(place: &Place) -> Result<()> {
    say::step(
        "Building the field app, the server and the dev shell (the first time takes several minutes)",
    );
    process::run(
        &mut process::cargo(
            place.root(),
            &[
                "build",
                "--bin",
                "jemput",
                "--bin",
                "jemput-server",
                "--bin",
                "jemput-dev-shell",
            ],
        ),
        "The compiler's messages above say what to mend.",
    )
}
