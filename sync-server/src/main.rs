//! `jemput-server`: the office's server on the command line.

mod ask;
mod cli;

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;

fn main() -> ExitCode {
    if let Err(error) = jemput_memory::keep_to_ourselves() {
        let _ = writeln!(
            std::io::stderr(),
            "jemput-server: a crash may write memory to the disk: {error}"
        );
    }
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do if this cannot be written either.
            let _ = writeln!(std::io::stderr(), "jemput-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}
