//! A laptop that is bound to its computer: who has only its disk has nothing to guess against, and nobody is shut out for good.

mod copies;
mod cuts;
mod ends;

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Config, KeystoreFault};
use jemput_domain::{id::OfficerId, village::VillageCode};
use jemput_testkit::{Computer, Laptop, Office, VILLAGE};
use jemput_wire::{
    binding::{BindingGet, BindingSet, BindingView},
    officers::{OfficerAdd, OfficerList, PassphraseChange, PinSet},
    session::{Lock, Phase, RecoverAccess, SessionState, SessionView, Unlock, UnlockPin},
};
use serde_json::Value;

use crate::{citizen, refusal};

const NEW: &str = "padi menguning di lereng";
const HIS: &str = "angin pagi dari bukit";
const WHY: &str = "Rina menelepon dari nomornya sendiri";

/// A laptop on a computer with a keystore.
fn on(computer: &Computer) -> impl FnOnce(Config) -> Config + use<> {
    let keystore = Box::new(computer.clone());
    |config| Config { keystore, ..config }
}

struct Scene {
    office: Office,
    computer: Computer,
    laptop: Laptop,
}

impl Scene {
    fn new() -> Result<Self> {
        let office = Office::start()?;
        let computer = Computer::default();
        let laptop = Laptop::enrolled_where(&office, "Laptop 1", on(&computer))?;
        Ok(Self {
            office,
            computer,
            laptop,
        })
    }

    fn bound() -> Result<Self> {
        let scene = Self::new()?;
        let view = set(&scene.laptop, true)?;
        ensure!(view.bound && view.fault.is_none(), "{view:?}");
        Ok(scene)
    }

    /// The laptop after a restart.
    fn restarted(self) -> Result<Self> {
        let laptop = self.laptop.locked_and_restarted(on(&self.computer))?;
        Ok(Self { laptop, ..self })
    }

    fn code(&self) -> Result<String> {
        self.office.office().recovery_code("P01", WHY)
    }
}

fn set(laptop: &Laptop, bound: bool) -> Result<BindingView> {
    laptop.ask(&BindingSet { bound })
}

/// The first of this laptop, whoever is signed in.
fn officer(laptop: &Laptop) -> Result<OfficerId> {
    let officers = laptop.ask(&SessionState {})?.officers;
    Ok(officers.first().context("an officer")?.id)
}

fn enter(laptop: &Laptop, officer: OfficerId, passphrase: &str) -> Result<SessionView> {
    laptop.ask(&Lock {})?;
    laptop.ask(&Unlock {
        officer,
        passphrase: passphrase.to_owned(),
    })
}

fn unlock(laptop: &Laptop) -> Result<SessionView> {
    enter(laptop, officer(laptop)?, Laptop::PASSPHRASE)
}

fn recover(laptop: &Laptop, code: &str) -> Result<SessionView> {
    laptop.ask(&RecoverAccess {
        officer: officer(laptop)?,
        code: code.to_owned(),
        passphrase: NEW.to_owned(),
    })
}

/// A second officer of this laptop.
fn second(scene: &Scene) -> Result<OfficerId> {
    let village = VillageCode::parse(VILLAGE).context("a village's code")?;
    let second = scene
        .office
        .office()
        .add_officer("Bagus Prakoso", &village)?;
    scene.laptop.sync()?;
    add(&scene.laptop, second)?;
    Ok(second)
}

fn add(laptop: &Laptop, officer: OfficerId) -> Result<()> {
    laptop.ask(&OfficerAdd {
        officer,
        passphrase: HIS.to_owned(),
    })?;
    Ok(())
}

/// How many wraps lie open in a folder's key file, and how many sealed; the office's is there in any case.
fn ways(folder: &Path) -> Result<(usize, usize)> {
    let text = std::fs::read_to_string(folder.join("kunci.json"))?;
    let keys: Value = serde_json::from_str(&text)?;
    let count = |name: &str| keys[name].as_array().map_or(0, Vec::len);
    ensure!(count("recovery") > 0, "the office's way in is there");
    // One salt for each wrap that can be guessed against.
    ensure!(text.matches("\"salt\"").count() == count("recovery") + count("wraps"));
    Ok((count("wraps"), count("sealed")))
}

#[test]
fn a_bound_laptop_shows_nothing_to_guess_against_and_opens_here_as_before() -> Result<()> {
    let scene = Scene::new()?;
    let before = scene.laptop.ask(&BindingGet {})?;
    ensure!(!before.bound && before.fault.is_none(), "off at first");
    let bagus = second(&scene)?;
    ensure!(ways(scene.laptop.data())? == (2, 0));
    set(&scene.laptop, true)?;
    ensure!(ways(scene.laptop.data())? == (0, 2));
    ensure!(scene.computer.kept().len() == 1);
    let secret = scene.computer.kept().into_values().next().context("one")?;
    ensure!(secret.len() == 64, "32 bytes");
    let file = std::fs::read_to_string(scene.laptop.data().join("kunci.json"))?;
    ensure!(!file.contains(&secret));

    // Both come in as before, also after a restart, and what they change is sealed too.
    let scene = scene.restarted()?;
    let laptop = &scene.laptop;
    let rina = officer(laptop)?;
    ensure!(refusal(enter(laptop, rina, HIS))?.contains("passphrase-wrong"));
    enter(laptop, bagus, HIS)?;
    laptop.ask(&PassphraseChange {
        old: HIS.to_owned(),
        new: NEW.to_owned(),
    })?;
    laptop.ask(&PinSet {
        pin: "271828".to_owned(),
    })?;
    enter(laptop, bagus, NEW)?;
    ensure!(ways(laptop.data())? == (0, 2));
    // A PIN opens what this run of the program knows; the keystore has no part in it.
    laptop.ask(&Lock {})?;
    scene.computer.fail(Some(KeystoreFault::Locked));
    laptop.ask(&UnlockPin {
        officer: bagus,
        pin: "271828".to_owned(),
    })?;
    scene.computer.fail(None);

    let view = set(laptop, false)?;
    ensure!(!view.bound && ways(laptop.data())? == (2, 0));
    scene.computer.forget();
    unlock(laptop)?;
    enter(laptop, bagus, NEW)?;
    Ok(())
}

#[test]
fn a_keystore_that_does_not_help_is_told_costs_no_try_and_shuts_nobody_out() -> Result<()> {
    let scene = Scene::bound()?.restarted()?;
    let laptop = &scene.laptop;
    for (fault, code) in [
        (KeystoreFault::Absent, "keystore-absent"),
        (KeystoreFault::Locked, "keystore-locked"),
        (KeystoreFault::Silent, "keystore-silent"),
        (KeystoreFault::Refused, "keystore-refused"),
    ] {
        scene.computer.fail(Some(fault));
        // More often than wrong passphrases would be free.
        for _ in 0..6 {
            ensure!(refusal(unlock(laptop))?.contains(code), "{fault:?}");
        }
    }
    ensure!(!laptop.data().join("percobaan.json").exists());
    scene.computer.fail(None);
    unlock(laptop)?;
    // It fails while somebody is at work: told, and the work goes on.
    scene.computer.fail(Some(KeystoreFault::Locked));
    citizen(laptop, "Sumarni")?;
    let view = laptop.ask(&BindingGet {})?;
    ensure!(view.bound && view.fault.context("told")?.code == "keystore-locked");
    let change = laptop.ask(&PassphraseChange {
        old: Laptop::PASSPHRASE.to_owned(),
        new: NEW.to_owned(),
    });
    ensure!(refusal(change)?.contains("keystore-locked"));
    ensure!(refusal(set(laptop, false))?.contains("keystore-locked"));
    ensure!(ways(laptop.data())? == (0, 1));
    scene.computer.fail(None);
    unlock(laptop)?;
    Ok(())
}

#[test]
fn a_system_that_was_set_up_anew_is_told_and_the_offices_code_opens_the_laptop() -> Result<()> {
    let scene = Scene::bound()?;
    let bagus = second(&scene)?;
    let who = citizen(&scene.laptop, "Sumarni")?;
    let code = scene.code()?;
    let scene = scene.restarted()?;
    let laptop = &scene.laptop;
    scene.computer.replace_all(&"0".repeat(64));
    ensure!(refusal(unlock(laptop))?.contains("keystore-missing"));
    scene.computer.forget();
    ensure!(refusal(unlock(laptop))?.contains("keystore-missing"));

    let view = recover(laptop, &code)?;
    ensure!(view.phase == Phase::Open && view.unbound, "it is told");
    ensure!(ways(laptop.data())? == (1, 0));
    ensure!(laptop.store_by(NEW)?.record(who.0)?.is_some());
    // The colleague is told so, and taken in anew on the spot.
    ensure!(refusal(enter(laptop, bagus, HIS))?.contains("officer-no-way-in"));
    ensure!(!enter(laptop, officer(laptop)?, NEW)?.unbound, "once");
    let view = laptop.ask(&OfficerList {})?;
    ensure!(view.here.len() == 1 && view.others.len() == 1, "{view:?}");
    ensure!(view.others[0].id == bagus);
    add(laptop, bagus)?;
    ensure!(laptop.ask(&SessionState {})?.officers.len() == 2);
    enter(laptop, bagus, HIS)?;
    // The new system's keystore works as well as the old one's.
    ensure!(set(laptop, true)?.bound && ways(laptop.data())? == (0, 2));
    enter(laptop, bagus, HIS)?;
    Ok(())
}

#[test]
fn the_offices_code_leaves_a_laptop_bound_where_its_keystore_works() -> Result<()> {
    let scene = Scene::bound()?;
    let bagus = second(&scene)?;
    let code = scene.code()?;
    let scene = scene.restarted()?;
    let view = recover(&scene.laptop, &code)?;
    ensure!(!view.unbound && ways(scene.laptop.data())? == (0, 2));
    enter(&scene.laptop, bagus, HIS)?;
    enter(&scene.laptop, officer(&scene.laptop)?, NEW)?;
    Ok(())
}

#[test]
fn the_office_sees_who_bound_a_laptop_and_who_ended_it() -> Result<()> {
    let scene = Scene::bound()?;
    set(&scene.laptop, false)?;
    let notes = scene.laptop.store()?;
    let waiting = notes.notes_waiting()?.0;
    drop(notes);
    ensure!(waiting >= 2, "{waiting}");
    let rina = officer(&scene.laptop)?;
    let deeds = sent_deeds(&scene, rina)?;
    for deed in ["bound", "unbound"] {
        ensure!(
            deeds.iter().filter(|sent| *sent == deed).count() == 1,
            "{deeds:?}"
        );
    }
    Ok(())
}

/// What the laptop noted of an officer, as the office gets it.
fn sent_deeds(scene: &Scene, who: OfficerId) -> Result<Vec<String>> {
    let author = jemput_testkit::proof::desk::open_by(scene.laptop.data(), Laptop::PASSPHRASE)?;
    let (mut store, author) = author;
    store.send_notes(&author)?;
    let records = store.records("audit")?;
    let of = |record: &&jemput_store::Record| record.text("who") == Some(&*who.to_string());
    Ok(records
        .iter()
        .filter(of)
        .filter_map(|record| record.text("deed").map(str::to_owned))
        .collect())
}
