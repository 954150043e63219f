//! A screen in memory.

use std::{fs, process::Command};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{program::Program, wait};

/// Xvfb on a display number of its own choice.
#[derive(Debug)]
pub struct Screen {
    display: String,
    _program: Program,
    _folder: TempDir,
}

impl Screen {
    /// As large as the laptops that officers carry.
    ///
    /// # Errors
    /// When Xvfb is missing or does not start.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let chosen = folder.path().join("display");
        // Xvfb writes the number that it took to a descriptor; the shell ties one to a file.
        let mut command = Command::new("sh");
        let script = r#"exec Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$1""#;
        command.args(["-c", script, "xvfb"]).arg(&chosen);
        let mut program = Program::start(&mut command, &folder.path().join("xvfb.log"))?;
        let number = wait::until("a screen in memory", || {
            program
                .must_run()
                .context("is the package xvfb installed?")?;
            let text = fs::read_to_string(&chosen).unwrap_or_default();
            Ok(text.ends_with('\n').then(|| text.trim().to_owned()))
        })?;
        Ok(Self {
            display: format!(":{number}"),
            _program: program,
            _folder: folder,
        })
    }

    /// `:7`, for the environment of whatever shall appear there.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }
}
