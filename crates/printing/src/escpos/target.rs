//! Where a ticket printer is: in the network, or a file of the system (USB, serial line, paired Bluetooth).

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use crate::error::PrintError;

/// The port of raw printing.
const PORT: u16 = 9100;

/// Ask for the state of the paper; few Bluetooth printers answer, which says nothing.
const ASK_PAPER: [u8; 3] = [0x10, 0x04, 4];

/// Bits of the answer that say that the roll has ended.
const PAPER_ENDED: u8 = 0b0110_0000;

/// Bits that every answer has set and clear, so that noise is no answer.
const ANSWER: (u8, u8) = (0b0001_0010, 0b1001_0011);

/// How long the answer may take.
const ANSWER_IN: Duration = Duration::from_millis(500);

/// How long a printer may take to swallow a slip.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to knock at an address.
const CONNECT: Duration = Duration::from_secs(3);

/// A ticket printer's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `tcp://192.168.1.50` or with a port; 9100 otherwise.
    Network(String),
    /// `file:///dev/usb/lp0`.
    Device(PathBuf),
}

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// [`PrintError::Address`].
    pub fn parse(address: &str) -> Result<Self, PrintError> {
        let fault = || PrintError::Address(address.to_owned());
        let address = address.trim();
        if let Some(path) = address.strip_prefix("file://") {
            let path = PathBuf::from(path);
            return if path.is_absolute() {
                Ok(Self::Device(path))
            } else {
                Err(fault())
            };
        }
        let host = address.strip_prefix("tcp://").ok_or_else(fault)?;
        let host = host.trim_end_matches('/');
        if host.is_empty() || host.contains('/') {
            return Err(fault());
        }
        // An address of version 6 has colons of its own, inside of brackets.
        let has_port = host
            .rsplit_once(':')
            .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        Ok(Self::Network(if has_port {
            host.to_owned()
        } else {
            format!("{host}:{PORT}")
        }))
    }

    /// What people know it by.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Network(host) => host.clone(),
            Self::Device(path) => path.display().to_string(),
        }
    }

    /// Sends the bytes once, and waits for `PATIENCE` at most: a sleeping Bluetooth printer never answers.
    ///
    /// # Errors
    /// [`PrintError`]; where [`PrintError::may_be_out`], some of the bytes were taken.
    pub fn send(&self, bytes: Vec<u8>) -> Result<(), PrintError> {
        let taken = Arc::new(AtomicUsize::new(0));
        let (done, result) = mpsc::channel();
        let (target, counted) = (self.clone(), Arc::clone(&taken));
        // Opening and writing a device file have no time limit of their own. A thread that hangs is left behind.
        std::thread::spawn(move || {
            let sent = match &target {
                Self::Network(host) => network(host, &bytes, &counted),
                Self::Device(path) => device(path, &bytes, &counted),
            };
            // Nobody listens any more if it took too long.
            let _ = done.send(sent);
        });
        // Time for knocking, for the question about paper, and for the bytes.
        let limit = CONNECT + ANSWER_IN + PATIENCE;
        let failed = match result.recv_timeout(limit) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(Failed::NoPaper)) => {
                return Err(PrintError::NoPaper {
                    printer: self.name(),
                });
            }
            Ok(Err(Failed::Io(error))) => error.to_string(),
            Err(RecvTimeoutError::Timeout) => "time-out".to_owned(),
            Err(RecvTimeoutError::Disconnected) => "stopped".to_owned(),
        };
        // A thread that hangs in opening may still send later: only an error before the first byte is certain.
        let hangs = failed == "time-out";
        if taken.load(Ordering::SeqCst) > 0 || hangs {
            Err(PrintError::Lost {
                printer: self.name(),
                detail: failed,
            })
        } else {
            Err(PrintError::Unreachable {
                printer: self.name(),
                detail: failed,
            })
        }
    }
}

enum Failed {
    NoPaper,
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn network(host: &str, bytes: &[u8], taken: &AtomicUsize) -> Result<(), Failed> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in host.to_socket_addrs()? {
        let mut stream = match TcpStream::connect_timeout(&address, CONNECT) {
            Ok(stream) => stream,
            Err(error) => {
                last = error;
                continue;
            }
        };
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_read_timeout(Some(ANSWER_IN))?;
        stream.write_all(&ASK_PAPER)?;
        let mut answer = [0];
        // No answer is no trouble.
        if let Ok(1) = stream.read(&mut answer)
            && answer[0] & ANSWER.1 == ANSWER.0
            && answer[0] & PAPER_ENDED != 0
        {
            return Err(Failed::NoPaper);
        }
        write(&mut stream, bytes, taken)?;
        return Ok(());
    }
    Err(last.into())
}

fn device(path: &Path, bytes: &[u8], taken: &AtomicUsize) -> Result<(), Failed> {
    // Never made: a name that no device has must not become a file that swallows tickets.
    let mut file = OpenOptions::new().append(true).open(path)?;
    raw(&file)?;
    write(&mut file, bytes, taken)?;
    Ok(())
}

/// A serial line is a terminal to the system, which would put a carriage return before every tenth byte value.
#[cfg(unix)]
fn raw(file: &std::fs::File) -> io::Result<()> {
    use rustix::termios::{OptionalActions, isatty, tcgetattr, tcsetattr};
    if isatty(file) {
        let mut settings = tcgetattr(file)?;
        settings.make_raw();
        tcsetattr(file, OptionalActions::Now, &settings)?;
    }
    Ok(())
}

/// Other systems' device files are no terminals.
#[cfg(not(unix))]
fn raw(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// Small pieces: it must be known whether anything was taken.
fn write(to: &mut impl io::Write, bytes: &[u8], taken: &AtomicUsize) -> io::Result<()> {
    for piece in bytes.chunks(1024) {
        to.write_all(piece)?;
        taken.fetch_add(piece.len(), Ordering::SeqCst);
    }
    to.flush()
}

/// Device files that ticket printers usually have and that are there now.
#[must_use]
pub fn discover() -> Vec<Target> {
    let mut found: Vec<PathBuf> = [
        ("/dev/usb", "lp"),
        ("/dev", "rfcomm"),
        ("/dev", "ttyUSB"),
        ("/dev", "ttyACM"),
    ]
    .iter()
    .flat_map(|(folder, start)| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(move |entry| {
            let name = entry.file_name();
            name.to_str()?
                .strip_prefix(start)?
                .chars()
                .all(|c| c.is_ascii_digit())
                .then(|| entry.path())
        })
    })
    .collect();
    found.sort();
    found.into_iter().map(Target::Device).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_what_is_none_is_told() {
        let network = |host: &str| Ok(Target::Network(host.to_owned()));
        assert_eq!(
            Target::parse("tcp://192.168.1.50"),
            network("192.168.1.50:9100")
        );
        assert_eq!(Target::parse("tcp://tiket:9101/"), network("tiket:9101"));
        assert_eq!(Target::parse("tcp://[fe80::1]"), network("[fe80::1]:9100"));
        assert_eq!(
            Target::parse(" file:///dev/usb/lp0 "),
            Ok(Target::Device("/dev/usb/lp0".into()))
        );
        for bad in [
            "",
            "tcp://",
            "file://lp0",
            "192.168.1.50",
            "tcp://a/b",
            "ipp://a",
        ] {
            assert_eq!(
                Target::parse(bad).unwrap_err().code(),
                "printer-uri",
                "{bad}"
            );
        }
    }
}
