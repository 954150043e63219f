//! The server's program.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, Result, bail};

use super::{Usage, program};

/// A served office; it is killed when this value ends.
#[derive(Debug)]
pub struct Server {
    data: PathBuf,
    address: SocketAddr,
    child: Child,
}

impl Server {
    /// Makes the sample office in `data` if it is empty, serves it on a free port and waits until it listens. What it
    /// says goes to `server.log` beside `data`.
    ///
    /// # Errors
    /// When it ends before it listens; its words are in the log.
    pub fn start(data: &Path) -> Result<Self> {
        Self::with(data, &crate::root().join("assets/sample/office.toml"))
    }

    /// [`Server::start`] with another office file.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn with(data: &Path, office: &Path) -> Result<Self> {
        Self::with_words(data, office, &[])
    }

    /// The same with more words on its command line.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn with_words(data: &Path, office: &Path, words: &[&str]) -> Result<Self> {
        let log = data.with_extension("log");
        let mut child = Command::new(program("jemput-server")?)
            .args(["serve", "--listen", "127.0.0.1:0", "--office"])
            .arg(office)
            .arg("--data")
            .arg(data)
            .args(words)
            .env("JEMPUT_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(&log)?)
            .spawn()
            .context("jemput-server cannot be started")?;
        let pipe = child.stdout.take().context("the output was piped")?;
        let mut lines = BufReader::new(pipe).lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| line.strip_prefix("Listening on http://")?.parse().ok());
        let Some(address) = address else {
            // It has ended; only its status is missing.
            let _ = child.wait();
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            bail!("the server ended before it listened: {said}");
        };
        // Whoever writes into a closed pipe ends.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            data: data.to_owned(),
            address,
            child,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it has used.
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage::of(self.child.id())
    }

    /// Its folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A one-time code for a laptop of [`crate::VILLAGE`].
    ///
    /// # Errors
    /// When the program gives none.
    pub fn code(&self, name: &str) -> Result<String> {
        let output = Command::new(program("jemput-server")?)
            .args(["device", "code", "--json", "--village", crate::VILLAGE])
            .args(["--name", name, "--data"])
            .arg(&self.data)
            .output()?;
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout)
            .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        Ok(answer["code"].as_str().context("a code")?.to_owned())
    }

    /// Ends it as a power cut would: it gets no chance to do anything more.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
