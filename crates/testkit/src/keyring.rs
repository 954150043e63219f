//! A real keyring on a bus of its own.

use std::{
    os::unix::net::UnixStream,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use crate::{program::Program, wait};

const SERVICE: &str = "org.freedesktop.secrets";
const PLACE: &str = "/org/freedesktop/secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

/// GNOME's keyring, unlocked, on a session bus that nothing else is on.
#[derive(Debug)]
pub struct Keyring {
    bus: PathBuf,
    daemon: Option<Program>,
    // Ends after the daemon that is on it.
    _bus: Program,
    folder: TempDir,
}

impl Keyring {
    /// Starts both, with an empty keyring.
    ///
    /// # Errors
    /// When one of them is missing or does not start.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let bus = folder.path().join("bus");
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile"]);
        command.arg(format!("--address=unix:path={}", bus.display()));
        let mut program = Program::start(&mut command, &folder.path().join("bus.log"))?;
        wait::until("a bus", || {
            program.must_run()?;
            Ok(UnixStream::connect(&bus).ok())
        })?;
        let mut keyring = Self {
            bus,
            daemon: None,
            _bus: program,
            folder,
        };
        keyring.unlock()?;
        Ok(keyring)
    }

    /// For the environment of whoever shall find the keyring.
    #[must_use]
    pub fn address(&self) -> String {
        format!("unix:path={}", self.bus.display())
    }

    /// Starts the keyring where it does not run, as a login does.
    ///
    /// # Errors
    /// When it does not start.
    pub fn unlock(&mut self) -> Result<()> {
        let home = self.folder.path();
        let run = home.join("run");
        std::fs::create_dir_all(&run)?;
        // The password of the login, which the daemon reads to its end.
        let script = "printf 'sandi komputer' | exec gnome-keyring-daemon --foreground --unlock --components=secrets";
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_RUNTIME_DIR", run);
        let mut daemon = Program::start(&mut command, &home.join("keyring.log"))?;
        wait::until("an open keyring", || {
            daemon
                .must_run()
                .context("is the package gnome-keyring installed?")?;
            Ok(self.is_running()?.then_some(()))
        })?;
        self.daemon = Some(daemon);
        Ok(())
    }

    /// Locks it, as a screen saver may.
    ///
    /// # Errors
    /// When it does not do so.
    pub fn lock(&self) -> Result<()> {
        let said = self.said(
            SERVICE,
            PLACE,
            "org.freedesktop.Secret.Service.Lock",
            &format!("array:objpath:{COLLECTION}"),
        )?;
        ensure!(said.contains(COLLECTION), "{said}");
        Ok(())
    }

    /// Ends it; what it kept stays on its disk.
    ///
    /// # Errors
    /// When the bus still knows it.
    pub fn stop(&mut self) -> Result<()> {
        self.daemon = None;
        wait::until("the end of the keyring", || {
            Ok((!self.is_running()?).then_some(()))
        })
    }

    /// Forgets all that it kept, as a system does that was set up anew.
    ///
    /// # Errors
    /// When it does not start again.
    pub fn set_up_anew(&mut self) -> Result<()> {
        self.stop()?;
        std::fs::remove_dir_all(self.folder.path().join("data"))?;
        self.unlock()
    }

    /// Asks the bus by name: a call to the service itself would start another one.
    fn is_running(&self) -> Result<bool> {
        let owned = self.said(
            "org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
            &format!("string:{SERVICE}"),
        )?;
        Ok(owned.contains("boolean true"))
    }

    fn said(&self, to: &str, place: &str, call: &str, with: &str) -> Result<String> {
        let output = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address()))
            .args(["--print-reply", &format!("--dest={to}"), place, call, with])
            .stdin(Stdio::null())
            .output()
            .context("dbus-send")?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{call}: {complaint}");
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
