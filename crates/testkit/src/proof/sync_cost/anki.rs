//! Anki's own sync server with two collections, through the same link.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::{Cost, Files, Step, Wish};
use crate::{
    link::{Link, Shape},
    programs::Usage,
    proof::desk::Done,
    wait,
};

const CLIENT: &str = include_str!("../anki.py");

struct Anki {
    python: PathBuf,
    folder: TempDir,
    server: Child,
    link: Link,
}

impl Drop for Anki {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Anki {
    fn new(python: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let server = Command::new(python)
            .args(["-m", "anki.syncserver"])
            .env("SYNC_USER1", "u:p")
            .env("SYNC_BASE", folder.path().join("server"))
            .env("SYNC_HOST", "127.0.0.1")
            .env("SYNC_PORT", address.port().to_string())
            .env("RUST_LOG", "error")
            .env("MAX_SYNC_PAYLOAD_MEGS", "200")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} to start", python.display()))?;
        let anki = Self {
            python: python.to_owned(),
            link: Link::to(address, Shape::default())?,
            folder,
            server,
        };
        wait::until("Anki's server listens", || {
            Ok(TcpStream::connect(address).is_ok().then_some(()))
        })?;
        Ok(anki)
    }

    fn step(&self, step: &str, name: &str, file: Option<&Path>) -> Result<Cost> {
        self.link.zero();
        let before = Usage::of(self.server.id()).cpu;
        let output = Command::new(&self.python)
            .args(["-c", CLIENT, step])
            .arg(self.folder.path().join(name))
            .arg(format!("{}/", self.link.url()))
            .args(file)
            .output()?;
        if !output.status.success() {
            bail!("Anki, {step}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().last().unwrap_or_default();
        #[derive(serde::Deserialize)]
        struct Said {
            seconds: f64,
            usage: Usage,
        }
        let said: Said = serde_json::from_str(line).context("what Anki's client says")?;
        let done = Done {
            seconds: said.seconds,
            usage: said.usage,
            ..Done::default()
        };
        let server = Usage::of(self.server.id());
        Ok(Cost {
            seconds: done.seconds,
            cpu: [done.usage.cpu, server.cpu - before],
            link: self.link.counts(),
            laptop: done.usage,
            server,
            save_p99_ms: 0.0,
        })
    }
}

/// All steps.
pub(super) fn once(python: &Path, wish: &Wish, files: &Files) -> Result<BTreeMap<Step, Cost>> {
    let anki = Anki::new(python)?;
    anki.step("init", "a", None)?;
    anki.step("up", "a", None)?;
    anki.step("down", "b", None)?;
    let mut costs = BTreeMap::new();
    let mut note = |step, cost| {
        costs.insert(step, cost);
    };
    note(Step::Save, anki.step("load", "a", Some(&files.records))?);
    note(Step::Push, anki.step("sync", "a", None)?);
    note(Step::Pull, anki.step("sync", "b", None)?);
    note(Step::Nothing, anki.step("sync", "a", None)?);
    note(Step::Edit, anki.step("edit", "a", Some(&files.edits))?);
    anki.link.reshape(wish.link);
    note(Step::PushEdits, anki.step("sync", "a", None)?);
    note(Step::PullEdits, anki.step("sync", "b", None)?);
    note(Step::NothingSlow, anki.step("sync", "a", None)?);
    Ok(costs)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
