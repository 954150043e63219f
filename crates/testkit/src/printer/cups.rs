//! A print service of a test's own: the real `cupsd` with its files in a temporary folder.

use std::{
    fs,
    net::TcpStream,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::Printer;
use crate::{
    program::{self, Program},
    wait,
};

/// A running print service with one queue, `uji`, in front of a printer.
#[derive(Debug)]
pub struct Cups {
    port: u16,
    _program: Program,
    folder: TempDir,
}

impl Cups {
    /// Starts the service and makes a queue for the printer, as an administrator would.
    ///
    /// # Errors
    /// When CUPS is missing or refuses.
    pub fn before(printer: &Printer) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let place = folder.path();
        // Backends run as another user.
        fs::set_permissions(place, fs::Permissions::from_mode(0o755))?;
        for part in ["etc", "spool", "spool/tmp", "cache", "state"] {
            fs::create_dir(place.join(part))?;
        }
        let port = program::free_port()?;
        fs::write(place.join("cupsd.conf"), service(port))?;
        fs::write(place.join("cups-files.conf"), files(place)?)?;
        let log = place.join("cups.log");
        let mut command = Command::new("cupsd");
        command
            .args(["-f", "-c"])
            .arg(place.join("cupsd.conf"))
            .arg("-s")
            .arg(place.join("cups-files.conf"));
        let mut program = Program::start(&mut command, &log)?;
        wait::until("an answer of the print service", || {
            program.must_run()?;
            Ok(TcpStream::connect(("127.0.0.1", port)).ok())
        })
        .with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        let cups = Self {
            port,
            _program: program,
            folder,
        };
        cups.tell(
            "lpadmin",
            &["-p", "uji", "-E", "-v", &printer.uri(), "-m", "everywhere"],
        )?;
        Ok(cups)
    }

    /// `ipp://127.0.0.1:45678/printers/uji`.
    #[must_use]
    pub fn queue(&self) -> String {
        format!("ipp://127.0.0.1:{}/printers/uji", self.port)
    }

    /// The service's own address.
    #[must_use]
    pub fn service(&self) -> String {
        format!("ipp://127.0.0.1:{}/", self.port)
    }

    /// Stops the queue, as somebody does by mistake.
    ///
    /// # Errors
    /// When the service refuses.
    pub fn stop_queue(&self) -> Result<()> {
        self.tell("cupsdisable", &["uji"])
    }

    /// Starts the queue.
    ///
    /// # Errors
    /// When the service refuses.
    pub fn start_queue(&self) -> Result<()> {
        self.tell("cupsenable", &["uji"])
    }

    /// How many documents lie in the service's spool.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn kept(&self) -> Result<usize> {
        let mut kept = 0;
        for entry in fs::read_dir(self.folder.path().join("spool"))? {
            kept += usize::from(entry?.file_name().to_string_lossy().starts_with('d'));
        }
        Ok(kept)
    }

    fn tell(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let output = Command::new(program)
            .args(["-h", &format!("127.0.0.1:{}", self.port)])
            .args(arguments)
            .output()
            .with_context(|| format!("`{program}` cannot be started"))?;
        ensure!(
            output.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }
}

fn service(port: u16) -> String {
    format!(
        "Listen 127.0.0.1:{port}\nLogLevel warn\nWebInterface No\nBrowsing Off\nDefaultAuthType None\n\
         # A printer that is off is tried again soon: tests wait for it.\nJobRetryInterval 1\n\
         <Location />\n  Order allow,deny\n  Allow all\n</Location>\n\
         <Location /admin>\n  Order allow,deny\n  Allow all\n</Location>\n\
         <Policy default>\n  JobPrivateAccess all\n  JobPrivateValues none\n  SubscriptionPrivateAccess all\n  \
         SubscriptionPrivateValues none\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n"
    )
}

/// Where the service keeps its files, and as whom its backends run: nobody in particular where that can be chosen.
fn files(place: &Path) -> Result<String> {
    let is_root = fs::metadata(place)?.uid() == 0;
    let user = if is_root {
        for part in ["spool/tmp", "cache", "state"] {
            let done = Command::new("chown")
                .arg("lp:lp")
                .arg(place.join(part))
                .status()?;
            ensure!(
                done.success(),
                "the service's folders cannot be given to `lp`"
            );
        }
        "User lp\nGroup lp\nSystemGroup root\n"
    } else {
        ""
    };
    let place = place.display();
    Ok(format!(
        "ServerRoot {place}/etc\nRequestRoot {place}/spool\nTempDir {place}/spool/tmp\nCacheDir {place}/cache\n\
         StateDir {place}/state\nAccessLog {place}/access_log\nErrorLog {place}/error_log\nPageLog {place}/page_log\n\
         Sandboxing relaxed\n{user}"
    ))
}
