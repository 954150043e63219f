//! Bundles on sticks, and the office's own backups: what an officer and a clerk carry about.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::world::{World, laptop};
use crate::programs::program;

/// Why a laptop may refuse a bundle of the office that is whole: it knows more already, waits for another one, or has
/// to hear of a restore first. Nothing is lost by it.
const NOT_FITTING: [&str; 4] = [
    "bundle-old",
    "bundle-gap",
    "bundle-restored",
    "sync-rollback",
];

impl World {
    /// A laptop writes what is unsent onto a stick of its own.
    pub(super) fn pack(&mut self, seed: u64) -> Result<()> {
        let at = self.pick(seed);
        let stick = self.root().join(format!("stick-{}", self.bundles.len()));
        fs::create_dir(&stick)?;
        laptop(
            &self.desks[at].data,
            &["pack", "--to", &stick.display().to_string()],
        )?;
        self.bundles.push(only_file(&stick)?);
        self.story.packed += 1;
        Ok(())
    }

    /// Some stick comes to the office: perhaps late, perhaps again.
    pub(super) fn deliver(&mut self, seed: u64) -> Result<()> {
        if self.bundles.is_empty() {
            return Ok(());
        }
        let at = usize::try_from(seed % self.bundles.len() as u64)?;
        let file = self.bundles[at].display().to_string();
        match self.clerk(&["bundle", "import", &file], None) {
            Ok(_) => self.story.delivered += 1,
            // The clerk is told that nothing in it is new.
            Err(error) if error.to_string().contains("bundle-repeated") => {
                self.story.repeated += 1;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// The office writes a bundle for a laptop, and that takes it in.
    pub(super) fn bring(&mut self, seed: u64) -> Result<()> {
        let at = self.pick(seed);
        let data = self.desks[at].data.clone();
        let profile: Value = serde_json::from_slice(&fs::read(data.join("laptop.json"))?)?;
        let device = profile["device"].as_str().context("a laptop's id")?;
        let stick = self.root().join("stick-of-the-office");
        if stick.exists() {
            fs::remove_dir_all(&stick)?;
        }
        fs::create_dir(&stick)?;
        self.clerk(
            &[
                "bundle",
                "export",
                "--device",
                device,
                "--to",
                &stick.display().to_string(),
            ],
            None,
        )?;
        let file = only_file(&stick)?;
        self.story.brought += 1;
        match laptop(&data, &["take", &file.display().to_string()]) {
            Ok(()) => Ok(()),
            Err(error)
                if NOT_FITTING
                    .iter()
                    .any(|code| error.to_string().contains(code)) =>
            {
                self.story.not_fitting += 1;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn backups(&self) -> String {
        self.root().join("backups").display().to_string()
    }

    /// The folder for backups and the code on paper.
    pub(super) fn prepare_backups(&mut self) -> Result<()> {
        let told = self.clerk(&["backup", "init", "--backup-dir", &self.backups()], None)?;
        let code = told
            .lines()
            .find_map(|line| line.strip_prefix("Recovery code: "));
        self.recovery = code.context("a recovery code")?.to_owned();
        Ok(())
    }

    /// A backup beside the running server.
    pub(super) fn back_up(&mut self) -> Result<()> {
        self.clerk(&["backup", "now", "--backup-dir", &self.backups()], None)?;
        self.backed_up = true;
        Ok(())
    }

    /// The machine is lost; another one is made from the newest backup.
    pub(super) fn remake_office(&mut self) -> Result<()> {
        if !self.backed_up {
            self.back_up()?;
        }
        self.stop_server()?;
        fs::remove_dir_all(self.root().join("server"))?;
        let code = self.recovery.clone();
        self.clerk(
            &["restore", "--backup-dir", &self.backups(), "--code-stdin"],
            Some(&code),
        )?;
        self.story.remade_offices += 1;
        self.start_server()
    }

    /// A word of the server's command line, beside the running server or in its place.
    pub(super) fn clerk(&self, words: &[&str], line: Option<&str>) -> Result<String> {
        let mut child = Command::new(program("jemput-server")?)
            .args(words)
            .arg("--data")
            .arg(self.root().join("server"))
            .env("JEMPUT_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut input = child.stdin.take().context("the input was piped")?;
        if let Some(line) = line {
            writeln!(input, "{line}")?;
        }
        drop(input);
        let output = child.wait_with_output()?;
        ensure!(
            output.status.success(),
            "{}: {}{}",
            words.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The bundle on a stick that has nothing else.
fn only_file(stick: &Path) -> Result<PathBuf> {
    let mut files = fs::read_dir(stick)?;
    let file = files.next().context("a bundle on the stick")??.path();
    ensure!(
        files.next().is_none(),
        "{} has more than one file",
        stick.display()
    );
    Ok(file)
}
