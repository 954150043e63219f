//! A laptop that its office calls lost: its officers' ways in go, the office's stays, and nobody else can do that.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use jemput_domain::id::OfficerId;
use jemput_testkit::{Laptop, Office, wait};
use jemput_wire::{
    copies::CopiesMake,
    officers::PinSet,
    session::{Lock, LostAsk, Phase, RecoverAccess, SessionState, SessionView, Unlock, UnlockPin},
};
use serde_json::Value;

use crate::{citizen, refusal};

const NEW: &str = "padi menguning di lereng";
const LOST: &str = "tertinggal di bus malam";
const FOUND: &str = "diantar sopir, masih terkunci";

fn officer(laptop: &Laptop) -> Result<OfficerId> {
    let state = laptop.ask(&SessionState {})?;
    let first = state.officer.or(state.officers.into_iter().next());
    Ok(first.context("an officer")?.id)
}

fn unlock(laptop: &Laptop) -> Result<SessionView> {
    laptop.ask(&Unlock {
        officer: officer(laptop)?,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })
}

fn recover(laptop: &Laptop, code: &str) -> Result<SessionView> {
    laptop.ask(&RecoverAccess {
        officer: officer(laptop)?,
        code: code.to_owned(),
        passphrase: NEW.to_owned(),
    })
}

/// All key files, also of the copies.
fn key_files(laptop: &Laptop) -> Result<Vec<PathBuf>> {
    let mut files = vec![laptop.data().join("kunci.json")];
    for copy in std::fs::read_dir(laptop.data().join("salinan"))? {
        files.push(copy?.path().join("kunci.json"));
    }
    Ok(files)
}

fn wraps(path: &std::path::Path) -> Result<usize> {
    let keys: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    ensure!(
        keys["recovery"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    Ok(keys["wraps"].as_array().context("wraps")?.len())
}

#[test]
fn a_locked_laptop_that_is_lost_deletes_its_officers_ways_in_and_its_work_is_rescued() -> Result<()>
{
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni")?;
    laptop.ask(&CopiesMake {})?;
    laptop.ask(&PinSet {
        pin: "271828".to_owned(),
    })?;
    laptop.ask(&Lock {})?;
    ensure!(
        laptop.ask(&LostAsk {})?.lost.is_none(),
        "nobody called it lost"
    );
    unlock(&laptop)?;
    laptop.ask(&Lock {})?;

    office.office().lose_laptop("P01", LOST)?;
    let view = laptop.ask(&LostAsk {})?;
    let lost = view.lost.context("it is told")?;
    ensure!(view.phase == Phase::Locked && !lost.office.is_empty() && lost.when.len() > 16);
    let files = key_files(&laptop)?;
    ensure!(files.len() > 1, "{files:?}");
    for file in &files {
        ensure!(wraps(file)? == 0, "{file:?}");
    }
    ensure!(refusal(unlock(&laptop))?.contains("laptop-lost"));
    let pin = laptop.ask(&UnlockPin {
        officer: officer(&laptop)?,
        pin: "271828".to_owned(),
    });
    ensure!(refusal(pin)?.contains("pin-over"));
    ensure!(view.officers.iter().all(|card| !card.pin));

    // It comes back: the office says so, and reads its code out.
    let laptop = laptop.locked_and_restarted(|config| config)?;
    ensure!(refusal(unlock(&laptop))?.contains("laptop-lost"));
    office.office().find_laptop("P01", FOUND)?;
    let code = office.office().recovery_code("P01", FOUND)?;
    let view = recover(&laptop, &code)?;
    ensure!(view.phase == Phase::Open && view.lost.is_none());
    ensure!(laptop.store_by(NEW)?.record(who.0)?.is_some());
    laptop.sync()?;
    ensure!(
        laptop.ask(&SessionState {})?.unsent == 0,
        "the work arrived"
    );
    Ok(())
}

#[test]
fn an_open_session_ends_when_the_sync_brings_the_notice() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    citizen(&laptop, "Sumarni")?;
    office.office().lose_laptop("P01", LOST)?;
    ensure!(refusal(laptop.sync())?.contains("device-lost"));
    // The sync's own thread asks what that means.
    let view = wait::until("the notice", || {
        let view = laptop.ask(&SessionState {})?;
        Ok((view.phase == Phase::Locked && view.lost.is_some()).then_some(view))
    })?;
    ensure!(view.locked_why == "lost", "{}", view.locked_why);
    ensure!(wraps(&laptop.data().join("kunci.json"))? == 0);
    Ok(())
}
