//! Our own programs, as real processes.

mod server;
mod usage;

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

pub use server::Server;
pub use usage::{Usage, folder_bytes};

/// A program that the workspace built beside the running one.
///
/// # Errors
/// When it is not there: `cargo build --bins` makes it.
pub fn program(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    // Tests lie one folder below the programs.
    let found = own
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file());
    let Some(found) = found else {
        bail!("{file} is not built; `cargo build --bins` builds it");
    };
    found.canonicalize().context("a program's own path")
}
