//! A laptop that sends everything, waits until it is safe, and wipes itself; and every place where that can be cut off.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use jemput_server::BackupSettings;
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    copies::CopiesMake,
    request::RequestStart,
    retire::{Retire, RetireCheck},
    session::{Enrol, LostAsk, Phase, SessionState, SessionView},
};

use crate::{citizen, refusal};

fn retire(laptop: &Laptop, passphrase: &str) -> Result<SessionView> {
    laptop.ask(&Retire {
        passphrase: passphrase.to_owned(),
        drop_drafts: false,
    })
}

/// Everything in the data folder but what is no data of the office.
pub(crate) fn rest(data: &Path) -> Result<Vec<PathBuf>> {
    let stays = [
        "pensiun.json",
        "tampilan.json",
        "mesin",
        "dokumen",
        "masuk",
        "media",
    ];
    let mut rest = Vec::new();
    for entry in std::fs::read_dir(data)? {
        let path = entry?.path();
        let name = path.file_name().context("a name")?.to_string_lossy();
        if !stays.contains(&&*name) {
            rest.push(path);
        }
    }
    Ok(rest)
}

/// An office with a medium for its backups.
pub(crate) struct Scene {
    pub(crate) office: Office,
    medium: tempfile::TempDir,
}

impl Scene {
    pub(crate) fn new() -> Result<Self> {
        let (office, medium) = (Office::start()?, tempfile::tempdir()?);
        office.office().prepare_backups(medium.path(), false)?;
        Ok(Self { office, medium })
    }

    pub(crate) fn back_up(&self) -> Result<()> {
        let settings = BackupSettings {
            off_machine: true,
            ..BackupSettings::new(self.medium.path().to_owned())
        };
        self.office.office().back_up(&settings)?;
        Ok(())
    }

    pub(crate) fn line(&self) -> Result<String> {
        let lines = self.office.office().devices_briefly()?;
        lines.into_iter().next().context("a laptop")
    }
}

#[test]
fn a_laptop_is_wiped_only_when_all_its_work_is_safe_and_the_office_knows() -> Result<()> {
    let scene = Scene::new()?;
    let laptop = Laptop::enrolled(&scene.office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni")?;
    laptop.ask(&CopiesMake {})?;
    ensure!(refusal(retire(&laptop, "bukan kata sandinya"))?.contains("passphrase-wrong"));
    ensure!(refusal(retire(&laptop, Laptop::PASSPHRASE))?.contains("retire-not-safe"));
    let left = laptop.ask(&RetireCheck {})?;
    ensure!(left.unsent == 0 && left.unsafe_changes > 0, "{left:?}");
    ensure!(laptop.store()?.record(who.0)?.is_some(), "it stayed whole");
    // It works on as if nothing had been asked.
    citizen(&laptop, "Ngatini")?;
    laptop.sync()?;
    scene.back_up()?;
    let view = retire(&laptop, Laptop::PASSPHRASE)?;
    ensure!(view.phase == Phase::NeedsEnrolment && !view.retired.is_empty());
    ensure!(
        rest(laptop.data())?.is_empty(),
        "{:?}",
        rest(laptop.data())?
    );
    ensure!(scene.line()?.contains("retired"), "{}", scene.line()?);
    // It may join again, as another laptop.
    let code = scene.office.code("Laptop 1 lagi")?;
    laptop.ask(&Enrol {
        server_url: scene.office.url().to_owned(),
        code,
        ticket: String::new(),
        device_name: String::new(),
        officer_name: "Rina Setyowati".to_owned(),
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;
    ensure!(laptop.ask(&SessionState {})?.retired.is_empty());
    let laptop = laptop.locked_and_restarted(|config| config)?;
    ensure!(
        laptop.ask(&SessionState {})?.phase == Phase::Locked,
        "and stays"
    );
    Ok(())
}

#[test]
fn unfinished_drafts_are_thrown_away_only_by_somebody_who_says_so() -> Result<()> {
    let scene = Scene::new()?;
    let laptop = Laptop::enrolled(&scene.office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni")?;
    laptop.ask(&RequestStart {
        resident: who,
        service: "domisili".to_owned(),
    })?;
    laptop.sync()?;
    let first = refusal(retire(&laptop, Laptop::PASSPHRASE))?;
    ensure!(first.contains("retire-drafts count=1"), "{first}");
    ensure!(laptop.ask(&RetireCheck {})?.drafts == 1);
    scene.back_up()?;
    laptop.ask(&Retire {
        passphrase: Laptop::PASSPHRASE.to_owned(),
        drop_drafts: true,
    })?;
    ensure!(rest(laptop.data())?.is_empty());
    Ok(())
}

#[test]
fn a_laptop_whose_office_cannot_be_told_is_empty_all_the_same_and_tells_it_later() -> Result<()> {
    let scene = Scene::new()?;
    let laptop = Laptop::enrolled(&scene.office, "Laptop 1", None)?;
    citizen(&laptop, "Sumarni")?;
    laptop.sync()?;
    scene.back_up()?;
    // Without its office it stays whole: nobody says that the work is safe.
    let Scene { office, medium } = scene;
    let mut kept = None;
    let office = office.while_stopped(|_| {
        kept = Some(refusal(retire(&laptop, Laptop::PASSPHRASE))?);
        Ok(())
    })?;
    ensure!(kept.is_some_and(|code| code.contains("server-unreachable")));
    ensure!(laptop.ask(&SessionState {})?.phase == Phase::Open);
    let scene = Scene { office, medium };
    laptop.sync()?;
    scene.back_up()?;
    retire(&laptop, Laptop::PASSPHRASE)?;
    ensure!(scene.line()?.contains("retired"));
    // The answer of the office was lost: said again, it is the same.
    let path = laptop.data().join("pensiun.json");
    let text = std::fs::read_to_string(&path)?.replace("\"told\": true", "\"told\": false");
    std::fs::write(&path, text)?;
    laptop.ask(&LostAsk {})?;
    ensure!(std::fs::read_to_string(&path)?.contains("\"told\": true"));
    Ok(())
}
