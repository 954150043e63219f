//! A bound laptop that is lost, retires, or whose officers leave.

use anyhow::{Result, ensure};
use jemput_app::{Clock, KeystoreFault};
use jemput_domain::date::Zone;
use jemput_testkit::wait;
use jemput_wire::{
    copies::CopiesMake,
    retire::Retire,
    session::{Lock, LostAsk, Phase},
};

use super::{NEW, Scene, enter, officer, recover, second, set, unlock, ways};
use crate::{citizen, refusal};

const LOST: &str = "tertinggal di bus malam";
const FOUND: &str = "diantar sopir, masih terkunci";

#[test]
fn a_bound_laptop_that_is_lost_loses_what_is_sealed_and_the_secret() -> Result<()> {
    let scene = Scene::bound()?;
    let who = citizen(&scene.laptop, "Sumarni")?;
    scene.laptop.ask(&CopiesMake {})?;
    scene.laptop.ask(&Lock {})?;
    scene.office.office().lose_laptop("P01", LOST)?;
    // The keystore does not answer just then: the ways in go all the same, the secret at a later start.
    scene.computer.fail(Some(KeystoreFault::Silent));
    ensure!(scene.laptop.ask(&LostAsk {})?.lost.is_some());
    let all_gone = |scene: &Scene| -> Result<()> {
        ensure!(ways(scene.laptop.data())? == (0, 0));
        for entry in std::fs::read_dir(scene.laptop.data().join("salinan"))? {
            ensure!(ways(&entry?.path())? == (0, 0));
        }
        Ok(())
    };
    all_gone(&scene)?;
    scene.computer.fail(None);
    ensure!(scene.computer.kept().len() == 1);
    let scene = scene.restarted()?;
    ensure!(scene.computer.kept().is_empty());
    all_gone(&scene)?;
    ensure!(refusal(unlock(&scene.laptop))?.contains("laptop-lost"));

    scene.office.office().find_laptop("P01", FOUND)?;
    let code = scene.office.office().recovery_code("P01", FOUND)?;
    let view = recover(&scene.laptop, &code)?;
    ensure!(
        view.phase == Phase::Open && !view.unbound,
        "nothing was sealed any more"
    );
    ensure!(scene.laptop.store_by(NEW)?.record(who.0)?.is_some());
    // And is bound anew, under another secret.
    ensure!(set(&scene.laptop, true)?.bound && scene.computer.kept().len() == 1);
    enter(&scene.laptop, officer(&scene.laptop)?, NEW)?;
    Ok(())
}

#[test]
fn a_bound_laptop_that_retires_leaves_no_secret_behind() -> Result<()> {
    let scene = crate::retire::Scene::new()?;
    let computer = jemput_testkit::Computer::default();
    let laptop =
        jemput_testkit::Laptop::enrolled_where(&scene.office, "Laptop 1", super::on(&computer))?;
    set(&laptop, true)?;
    laptop.sync()?;
    let retire = || {
        laptop.ask(&Retire {
            passphrase: jemput_testkit::Laptop::PASSPHRASE.to_owned(),
            drop_drafts: false,
        })
    };
    computer.fail(Some(KeystoreFault::Locked));
    ensure!(
        refusal(retire())?.contains("keystore-locked"),
        "the passphrase is asked for"
    );
    computer.fail(None);
    wait::until("the laptop retires", || {
        scene.back_up()?;
        Ok(retire().ok())
    })?;
    ensure!(computer.kept().is_empty());
    ensure!(crate::retire::rest(laptop.data())?.is_empty());
    Ok(())
}

#[test]
fn when_a_service_ends_the_sealed_way_in_goes_without_the_keystore() -> Result<()> {
    let scene = Scene::bound()?;
    let bagus = second(&scene)?;
    ensure!(ways(scene.laptop.data())? == (0, 2));
    let yesterday = Zone::Wib.local_date(Clock::System.now_ms() - 36 * 60 * 60 * 1000);
    scene
        .office
        .office()
        .end_service("Bagus Prakoso", yesterday)?;
    scene.computer.fail(Some(KeystoreFault::Locked));
    scene.laptop.sync()?;
    ensure!(ways(scene.laptop.data())? == (0, 1));
    let keys = std::fs::read_to_string(scene.laptop.data().join("kunci.json"))?;
    ensure!(!keys.contains(&bagus.to_string()));
    scene.computer.fail(None);
    unlock(&scene.laptop)?;
    Ok(())
}
