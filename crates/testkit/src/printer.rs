//! A printer made of software: CUPS's `ippeveprinter`, which speaks IPP and keeps what it prints; and CUPS itself.

mod cups;

use std::{
    fs,
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

pub use self::cups::Cups;
use crate::{
    program::{self, Program},
    wait,
};

/// Announcing itself is not optional for `ippeveprinter`: where no Avahi runs, it gets one on a bus of its own. It
/// gives up when Avahi is not ready yet, so it is started again until it stays; and the Avahi of the printer before may
/// still be ending, or have ended without anybody taking note, which still counts as running by its file.
const SCRIPT: &str = r#"
file=/run/avahi-daemon/pid
until ippeveprinter -p "$1" -n localhost -r off -k -d "$2" -c "$3/device.sh" -a "$3/device.conf" "Uji Jemput"; do
  if [ -e $file ] && ! grep -q "^State:[[:space:]]*[^ZX[:space:]]" "/proc/$(cat $file)/status" 2>/dev/null; then
    rm -f $file
  fi
  if ! avahi-daemon --check 2>/dev/null; then
    DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS
    export DBUS_SYSTEM_BUS_ADDRESS
    avahi-daemon --no-drop-root --no-chroot --no-rlimits >/dev/null 2>&1 &
  fi
  sleep 0.2
done
"#;

/// A machine has one Avahi: printers of one test program wait for each other.
static ONE: Mutex<()> = Mutex::new(());

/// What the printer does with its jobs from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Prints.
    Prints,
    /// Ends each job without paper.
    Fails,
    /// Says that its paper is out, and prints once it does something else.
    WaitsForPaper,
}

/// A printer that takes PDF on F4, A4 and A5; it ends with this value.
#[derive(Debug)]
pub struct Printer {
    port: u16,
    folder: TempDir,
    program: Option<Program>,
    // Last: given up when the program has ended.
    _alone: MutexGuard<'static, ()>,
}

impl Printer {
    /// Switches it on.
    ///
    /// # Errors
    /// When CUPS's tools are missing or the printer does not answer.
    pub fn start() -> Result<Self> {
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("spool"))?;
        let device = folder.path().join("device.sh");
        fs::write(&device, include_str!("printer/device.sh"))?;
        fs::set_permissions(&device, fs::Permissions::from_mode(0o755))?;
        fs::write(
            folder.path().join("device.conf"),
            include_str!("printer/device.conf"),
        )?;
        let mut printer = Self {
            port: program::free_port()?,
            folder,
            program: None,
            _alone: alone,
        };
        printer.does(Does::Prints)?;
        printer.switch_on()?;
        Ok(printer)
    }

    /// Switches it off in the middle of whatever it does; it forgets its jobs.
    pub fn switch_off(&mut self) {
        self.program = None;
    }

    /// Switches it on again at the same address.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn switch_on(&mut self) -> Result<()> {
        let log = self.folder.path().join("printer.log");
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "sh", "-c", SCRIPT, "printer", &self.port.to_string()])
            .arg(self.folder.path().join("spool"))
            .arg(self.folder.path());
        let mut program = Program::start(&mut command, &log)?;
        wait::until("an answer of the software printer", || {
            program.must_run()?;
            Ok(TcpStream::connect(("localhost", self.port)).ok())
        })
        .with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        self.program = Some(program);
        Ok(())
    }

    /// Tells it how to behave.
    ///
    /// # Errors
    /// When its folder cannot be written.
    pub fn does(&self, what: Does) -> Result<()> {
        let word = match what {
            Does::Prints => "prints",
            Does::Fails => "fails",
            Does::WaitsForPaper => "waits",
        };
        // Renamed over the old one: the printer never reads half a word.
        let new = self.folder.path().join("does.new");
        fs::write(&new, word)?;
        fs::rename(new, self.folder.path().join("does"))?;
        Ok(())
    }

    /// `ipp://localhost:45678/ipp/print`.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// The PDFs that it was sent, in the order of the jobs.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn printed(&self) -> Result<Vec<PathBuf>> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder.path().join("spool"))?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        // Beside each stands what the printer's own program made of it.
        files.retain(|file| file.extension() == Some("pdf".as_ref()));
        files.sort();
        Ok(files)
    }

    /// What came out: for each job its copies and what it was told of the paper.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn came_out(&self) -> Result<Vec<(u32, String)>> {
        let path = self.folder.path().join("printed");
        if !path.exists() {
            return Ok(Vec::new());
        }
        fs::read_to_string(path)?
            .lines()
            .map(|line| {
                let (copies, paper) = line.split_once('|').context("two parts")?;
                // Jobs without the attribute are one copy.
                Ok((copies.parse().unwrap_or(1), paper.to_owned()))
            })
            .collect()
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
        assert_eq!(printer.came_out().unwrap(), []);
    }
}
