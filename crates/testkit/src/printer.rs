//! A printer made of software: CUPS's `ippeveprinter`, which speaks IPP and keeps what it prints.

use std::{fs, net::TcpStream, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    program::{self, Program},
    wait,
};

/// Announcing itself is not optional for `ippeveprinter`: where no Avahi runs, it gets one on a bus of its own. It
/// gives up when Avahi is not ready yet, so it is started again until it stays.
const SCRIPT: &str = r#"
if ! avahi-daemon --check 2>/dev/null; then
  DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS
  export DBUS_SYSTEM_BUS_ADDRESS
  avahi-daemon --no-drop-root --no-chroot --no-rlimits >/dev/null 2>&1 &
fi
until ippeveprinter -p "$1" -n localhost -r off -k -d "$2" -c /bin/true -f application/pdf "Uji Jemput"; do
  sleep 0.2
done
"#;

/// A printer that takes PDF; it ends with this value.
#[derive(Debug)]
pub struct Printer {
    uri: String,
    spool: PathBuf,
    _program: Program,
    _folder: TempDir,
}

impl Printer {
    /// Switches it on.
    ///
    /// # Errors
    /// When CUPS's tools are missing or the printer does not answer.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let spool = folder.path().join("spool");
        fs::create_dir(&spool)?;
        let log = folder.path().join("printer.log");
        let port = program::free_port()?;
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "sh", "-c", SCRIPT, "printer", &port.to_string()])
            .arg(&spool);
        let mut program = Program::start(&mut command, &log)?;
        wait::until("an answer of the software printer", || {
            program.must_run()?;
            Ok(TcpStream::connect(("localhost", port)).ok())
        })
        .with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        let uri = format!("ipp://localhost:{port}/ipp/print");
        Ok(Self {
            uri,
            spool,
            _program: program,
            _folder: folder,
        })
    }

    /// `ipp://localhost:45678/ipp/print`.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The PDFs that it was sent, in the order of the jobs.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn printed(&self) -> Result<Vec<PathBuf>> {
        let mut files: Vec<PathBuf> = fs::read_dir(&self.spool)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        // Beside each stands what the printer's own program made of it.
        files.retain(|file| file.extension() == Some("pdf".as_ref()));
        files.sort();
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_made_of_software_answers_and_has_printed_nothing() {
        let printer = Printer::start().unwrap();
        assert!(printer.uri().starts_with("ipp://localhost:"));
        assert_eq!(printer.printed().unwrap(), Vec::<PathBuf>::new());
    }
}
