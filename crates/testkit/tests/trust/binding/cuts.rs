//! The power goes while a laptop is being bound, or while that is ended: whoever could come in still can.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use jemput_app::KeystoreFault;
use jemput_testkit::Laptop;
use jemput_wire::{binding::BindingGet, copies::CopiesMake};

use super::{Scene, set, unlock, ways};
use crate::refusal;

fn copies(laptop: &Laptop) -> Result<Vec<PathBuf>> {
    let mut copies = Vec::new();
    for entry in fs::read_dir(laptop.data().join("salinan"))? {
        copies.push(entry?.path());
    }
    ensure!(!copies.is_empty());
    Ok(copies)
}

/// A key file as it was at some moment.
struct Kept {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Kept {
    fn of(folder: &Path) -> Result<Self> {
        let path = folder.join("kunci.json");
        let bytes = fs::read(&path)?;
        Ok(Self { path, bytes })
    }

    fn put_back(&self) -> Result<()> {
        Ok(fs::write(&self.path, &self.bytes)?)
    }
}

#[test]
fn a_secret_that_is_not_read_back_binds_nothing_and_is_used_the_next_time() -> Result<()> {
    let scene = Scene::new()?;
    scene.computer.fail_after_put(KeystoreFault::Silent);
    ensure!(refusal(set(&scene.laptop, true))?.contains("keystore-silent"));
    ensure!(ways(scene.laptop.data())? == (1, 0));
    // The power goes here; the keystore has it, the laptop does not.
    let scene = scene.restarted()?;
    unlock(&scene.laptop)?;
    scene.computer.fail(None);
    let drawn = scene.computer.kept();
    ensure!(drawn.len() == 1);
    set(&scene.laptop, true)?;
    ensure!(scene.computer.kept() == drawn, "no second secret");
    unlock(&scene.restarted()?.laptop)?;
    Ok(())
}

#[test]
fn a_keystore_that_keeps_something_else_binds_nothing() -> Result<()> {
    let scene = Scene::new()?;
    scene.computer.fail(Some(KeystoreFault::Refused));
    ensure!(refusal(set(&scene.laptop, true))?.contains("keystore-refused"));
    let view = scene.laptop.ask(&BindingGet {})?;
    ensure!(!view.bound && view.fault.context("told")?.code == "keystore-refused");
    unlock(&scene.laptop)?;
    Ok(())
}

#[test]
fn a_cut_between_the_copies_and_the_laptops_own_key_file_is_mended_by_pressing_again() -> Result<()>
{
    let scene = Scene::new()?;
    scene.laptop.ask(&CopiesMake {})?;
    let open = Kept::of(scene.laptop.data())?;
    set(&scene.laptop, true)?;
    // Only the copies were reached.
    open.put_back()?;
    let scene = scene.restarted()?;
    unlock(&scene.laptop)?;
    ensure!(!scene.laptop.ask(&BindingGet {})?.bound);
    set(&scene.laptop, true)?;
    for copy in copies(&scene.laptop)? {
        ensure!(ways(&copy)? == (0, 1));
    }

    // The other way round: the laptop's own was reached first, and the copies still open by the secret that is kept.
    let copy = copies(&scene.laptop)?.remove(0);
    let sealed = Kept::of(&copy)?;
    set(&scene.laptop, false)?;
    ensure!(ways(&copy)? == (1, 0), "a copy of here is opened too");
    sealed.put_back()?;
    let scene = scene.restarted()?;
    unlock(&scene.laptop)?;
    ensure!(scene.computer.kept().len() == 1);
    // Bound and ended once more, it is all open.
    set(&scene.laptop, true)?;
    set(&scene.laptop, false)?;
    ensure!(ways(&copy)? == (1, 0) && ways(scene.laptop.data())? == (1, 0));
    Ok(())
}

#[test]
fn what_a_cut_left_of_a_key_file_does_not_stay_beside_the_sealed_one() -> Result<()> {
    let scene = Scene::new()?;
    let data = scene.laptop.data().to_owned();
    scene.laptop.ask(&CopiesMake {})?;
    let copy = copies(&scene.laptop)?.remove(0);
    for folder in [&data, &copy] {
        fs::copy(folder.join("kunci.json"), folder.join("kunci.baru"))?;
    }
    set(&scene.laptop, true)?;
    for folder in [&data, &copy] {
        ensure!(!folder.join("kunci.baru").exists() && ways(folder)? == (0, 1));
    }
    Ok(())
}

#[test]
fn a_disk_that_refuses_leaves_the_laptop_as_it_was() -> Result<()> {
    let scene = Scene::new()?;
    let draft = scene.laptop.data().join("kunci.baru");
    // No file can be made there.
    fs::create_dir(&draft)?;
    ensure!(set(&scene.laptop, true).is_err());
    ensure!(ways(scene.laptop.data())? == (1, 0));
    unlock(&scene.laptop)?;
    fs::remove_dir(&draft)?;
    set(&scene.laptop, true)?;
    fs::create_dir(&draft)?;
    ensure!(set(&scene.laptop, false).is_err());
    ensure!(ways(scene.laptop.data())? == (0, 1));
    unlock(&scene.laptop)?;
    Ok(())
}
