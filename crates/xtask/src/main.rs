//! Project tasks: `cargo xtask help` lists them.
//!
//! Compiles on a bare machine (rustup and a C linker), since it is what installs the rest.

mod bench;
mod build;
mod help;
mod place;
mod process;
mod regions;
mod run;
mod say;
mod sbom;
mod setup;
mod soak;
mod test;
mod tidy;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};
use place::Place;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<()> {
    let place = Place::find()?;
    match arguments {
        ["setup"] => setup::everything(&place),
        ["ui"] => ui::build(&place, ui::Profile::Quick).map(drop),
        ["ui", "--release"] => ui::build(&place, ui::Profile::Small).map(drop),
        ["run"] => run::window(&place),
        ["run", "--demo"] => run::demo(&place),
        ["test"] => test::everything(&place),
        ["sbom"] => sbom::write(&place),
        ["tidy"] => tidy::check(&place),
        ["regions", source] => regions::convert(std::path::Path::new(source), place.root()),
        ["bench"] => bench::everything(&place),
        ["bench", "letters"] => bench::letters::measure(&place),
        [
            "bench",
            "sync" | "office" | "crowd" | "log-growth" | "one-field" | "secrecy",
            ..,
        ] => bench::proof(&place, &arguments[1..]),
        ["soak", "faults" | "api", ..] => bench::proof(&place, &arguments[1..]),
        ["soak", ..] => soak::dispatch(&place, &arguments[1..]),
        [] | ["help" | "--help" | "-h"] => {
            say::plain(help::TEXT);
            Ok(())
        }
        other => bail!(
            "unknown task `{}`; `cargo xtask help` lists them",
            other.join(" ")
        ),
    }
}
