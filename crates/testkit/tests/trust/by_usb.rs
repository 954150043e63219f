//! Laptops that join an office by stick: no server listens anywhere, and nothing but files goes between the two.

mod refused;
mod story;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use anyhow::{Context as _, Result, ensure};
use jemput_domain::village::VillageCode;
use jemput_server::Clock;
use jemput_testkit::{Laptop, VILLAGE, root};
use jemput_wire::{
    bundle::{BundleApply, BundleExport, BundleOpen, BundlePhase, BundleView},
    office::BundleIn,
    session::{Enrol, EnrolAnswerTake, EnrolRequestSave, Phase, SessionState, SessionView},
};
use tempfile::TempDir;

/// An office whose server does not run.
struct Quiet {
    office: jemput_server::Office,
    clock: Arc<Moved>,
    folder: TempDir,
}

/// The system's clock, and how far it was moved.
#[derive(Debug, Default)]
struct Moved(AtomicI64);

impl Clock for Moved {
    fn now_ms(&self) -> i64 {
        jemput_server::SystemClock.now_ms() + self.0.load(Ordering::SeqCst)
    }
}

impl Quiet {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(Moved::default());
        let data = folder.path().join("server");
        let office = jemput_server::Office::open(&data, None, clock.clone())?;
        office.apply(&root().join("assets/sample/office.toml"))?;
        fs::create_dir(folder.path().join("usb"))?;
        Ok(Self {
            office,
            clock,
            folder,
        })
    }

    /// The stick that goes between the two.
    fn stick(&self) -> PathBuf {
        self.folder.path().join("usb")
    }

    fn line(&self, name: &str) -> Result<String> {
        let village = VillageCode::parse(VILLAGE).context("a village")?;
        Ok(self.office.make_code(&[village], name)?.ticket)
    }

    fn take(&self, path: &Path) -> Result<BundleIn> {
        self.office.bundle_import(path)
    }

    /// The ordinary bundle for a laptop.
    fn give(&self, mark: &str) -> Result<PathBuf> {
        Ok(self.office.bundle_export(mark, &self.stick())?.path)
    }

    fn laptops(&self) -> Result<usize> {
        Ok(self.office.health()?.devices)
    }
}

/// What is typed on the enrolment screen.
fn wish(line: &str) -> Result<Enrol> {
    let ticket =
        jemput_wire::ticket::Ticket::read(line).map_err(|bad| anyhow::anyhow!("{}", bad.code()))?;
    Ok(Enrol {
        server_url: ticket.server_url,
        code: ticket.code,
        ticket: line.to_owned(),
        device_name: String::new(),
        officer_name: "Rina Setyowati".to_owned(),
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })
}

/// Writes the request of a laptop that has joined nothing; where it is.
pub(crate) fn asked(laptop: &Laptop, line: &str, folder: &Path) -> Result<PathBuf> {
    let view = laptop.ask(&EnrolRequestSave {
        wish: Some(wish(line)?),
        passphrase: String::new(),
        folder: folder.display().to_string(),
    })?;
    written(&view)
}

/// Writes it once more.
fn asked_again(laptop: &Laptop, folder: &Path) -> Result<PathBuf> {
    let view = laptop.ask(&EnrolRequestSave {
        wish: None,
        passphrase: Laptop::PASSPHRASE.to_owned(),
        folder: folder.display().to_string(),
    })?;
    written(&view)
}

fn written(view: &SessionView) -> Result<PathBuf> {
    ensure!(view.phase == Phase::NeedsEnrolment);
    let asked = view.asked.as_ref().context("a request that waits")?;
    ensure!(asked.when.ends_with("WIB"), "{asked:?}");
    ensure!(asked.officer_name == "Rina Setyowati");
    Ok(PathBuf::from(&asked.path))
}

/// The laptop joins by the office's bundle; its data wait for the word.
pub(crate) fn answered(laptop: &Laptop, path: &Path) -> Result<SessionView> {
    laptop.ask(&EnrolAnswerTake {
        passphrase: Laptop::PASSPHRASE.to_owned(),
        path: path.display().to_string(),
    })
}

/// What is open is taken in.
pub(crate) fn taken_in(laptop: &Laptop) -> Result<BundleView> {
    laptop.ask(&BundleApply {})?;
    let view = laptop.bundle_ended()?;
    ensure!(view.phase == BundlePhase::Applied, "{view:?}");
    Ok(view)
}

/// An ordinary bundle of the office is opened and taken in.
fn brought(laptop: &Laptop, path: &Path) -> Result<BundleView> {
    laptop.ask(&BundleOpen {
        path: path.display().to_string(),
    })?;
    laptop.bundle_ended()?;
    taken_in(laptop)
}

/// The laptop's ordinary bundle.
fn packed(laptop: &Laptop, folder: &Path) -> Result<PathBuf> {
    laptop.ask(&BundleExport {
        folder: folder.display().to_string(),
    })?;
    let view = laptop.bundle_ended()?;
    ensure!(view.phase == BundlePhase::Written, "{view:?}");
    Ok(view.path.into())
}

/// A laptop that has joined by stick and has what the office gave.
fn joined(office: &Quiet, name: &str) -> Result<Laptop> {
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line(name)?, &office.stick())?;
    let done = office.take(&request)?;
    answered(&laptop, &office.give(&done.mark)?)?;
    taken_in(&laptop)?;
    Ok(laptop)
}

fn is_fresh(laptop: &Laptop) -> Result<bool> {
    let view = laptop.ask(&SessionState {})?;
    let file = laptop.data().join("laptop.json");
    Ok(view.phase == Phase::NeedsEnrolment && !file.exists())
}
