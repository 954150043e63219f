//! Copies of a bound laptop: they open on its computer, and elsewhere by the office's code.

use anyhow::{Context as _, Result, ensure};
use jemput_app::KeystoreFault;
use jemput_testkit::{Computer, Laptop};
use jemput_wire::{
    copies::{CopiesFind, CopiesGet, CopiesMake, CopiesTarget, CopyCard, CopyRestore},
    session::{Phase, SessionView},
};

use super::{HIS, NEW, Scene, enter, officer, on, second, set, unlock, ways};
use crate::{citizen, refusal};

fn restore(laptop: &Laptop, card: &CopyCard, passphrase: &str, code: &str) -> Result<SessionView> {
    laptop.ask(&CopyRestore {
        folder: card.folder.clone(),
        officer: card.officers.first().context("an officer")?.id,
        passphrase: passphrase.to_owned(),
        code: code.to_owned(),
    })
}

/// The one copy on a stick, as a fresh laptop on a computer finds it.
fn found(computer: &Computer, stick: &std::path::Path) -> Result<(Laptop, CopyCard)> {
    let laptop = Laptop::fresh()?.locked_and_restarted(on(computer))?;
    let folder = Some(stick.display().to_string());
    let mut cards = laptop.ask(&CopiesFind { folder })?;
    ensure!(cards.len() == 1, "{cards:?}");
    Ok((laptop, cards.pop().context("a copy")?))
}

/// Puts a copy of the laptop on a stick.
fn copied(scene: &Scene) -> Result<tempfile::TempDir> {
    let stick = tempfile::tempdir()?;
    // The day's first, so that none comes by itself afterwards.
    scene.laptop.ask(&CopiesMake {})?;
    scene.laptop.ask(&CopiesTarget {
        folder: Some(stick.path().display().to_string()),
    })?;
    scene.laptop.ask(&CopiesMake {})?;
    Ok(stick)
}

#[test]
fn copies_of_here_are_sealed_with_the_laptop_and_new_ones_too() -> Result<()> {
    let scene = Scene::new()?;
    scene.laptop.ask(&CopiesMake {})?;
    ensure!(!scene.laptop.ask(&CopiesGet {})?.bound);
    set(&scene.laptop, true)?;
    citizen(&scene.laptop, "Sumarni")?;
    ensure!(scene.laptop.ask(&CopiesMake {})?.bound, "it is said");
    let mut seen = 0;
    for entry in std::fs::read_dir(scene.laptop.data().join("salinan"))? {
        ensure!(ways(&entry?.path())? == (0, 1));
        seen += 1;
    }
    ensure!(seen == 2, "{seen}");
    Ok(())
}

#[test]
fn a_copy_of_a_bound_laptop_opens_on_its_computer_by_the_passphrase() -> Result<()> {
    let scene = Scene::bound()?;
    citizen(&scene.laptop, "Sumarni")?;
    let stick = copied(&scene)?;
    // Even after the laptop was unbound: the computer keeps the secret for it.
    set(&scene.laptop, false)?;
    let (laptop, card) = found(&scene.computer, stick.path())?;
    ensure!(card.bound);
    ensure!(
        refusal(restore(&laptop, &card, "bukan ini kata sandinya", ""))?
            .contains("passphrase-wrong")
    );
    restore(&laptop, &card, Laptop::PASSPHRASE, "")?;
    ensure!(ways(laptop.data())? == (0, 1), "and is bound there");
    unlock(&laptop)?;
    Ok(())
}

#[test]
fn a_copy_of_a_bound_laptop_opens_on_another_one_by_the_offices_code_only() -> Result<()> {
    let scene = Scene::bound()?;
    let bagus = second(&scene)?;
    let who = citizen(&scene.laptop, "Sumarni")?;
    let stick = copied(&scene)?;
    let code = scene.code()?;

    let elsewhere = Computer::default();
    let (laptop, card) = found(&elsewhere, stick.path())?;
    ensure!(card.bound, "it is told before anything is typed");
    for fault in [
        None,
        Some(KeystoreFault::Absent),
        Some(KeystoreFault::Locked),
    ] {
        elsewhere.fail(fault);
        ensure!(refusal(restore(&laptop, &card, Laptop::PASSPHRASE, ""))?.contains("copy-bound"));
    }
    let foreign = jemput_domain::recovery::RecoveryCode::from_bytes([7; 16]).text();
    ensure!(refusal(restore(&laptop, &card, NEW, &foreign))?.contains("recovery-wrong"));
    ensure!(refusal(restore(&laptop, &card, NEW, "ABCD"))?.contains("recovery-length"));
    ensure!(refusal(restore(&laptop, &card, "pendek", &code))?.contains("passphrase-short"));
    ensure!(
        !laptop.data().join("laptop.json").exists(),
        "nothing was made"
    );

    let view = restore(&laptop, &card, NEW, &code)?;
    ensure!(view.phase == Phase::Open && view.unbound);
    ensure!(ways(laptop.data())? == (1, 0));
    ensure!(laptop.store_by(NEW)?.record(who.0)?.is_some());
    ensure!(refusal(enter(&laptop, bagus, HIS))?.contains("officer-no-way-in"));
    enter(&laptop, officer(&laptop)?, NEW)?;
    // What was used is replaced at the next sync, as after every use.
    laptop.sync().or_else(|_| laptop.sync())?;
    ensure!(scene.code()? != code);
    Ok(())
}

#[test]
fn the_offices_code_restores_a_copy_that_is_not_bound_and_its_colleagues_keep_their_ways_in()
-> Result<()> {
    let scene = Scene::new()?;
    let bagus = second(&scene)?;
    let stick = copied(&scene)?;
    let code = scene.code()?;
    let (laptop, card) = found(&Computer::default(), stick.path())?;
    ensure!(!card.bound);
    let view = restore(&laptop, &card, NEW, &code)?;
    ensure!(!view.unbound && ways(laptop.data())? == (2, 0));
    enter(&laptop, bagus, HIS)?;
    ensure!(refusal(unlock(&laptop))?.contains("passphrase-wrong"));
    enter(&laptop, officer(&laptop)?, NEW)?;
    Ok(())
}
