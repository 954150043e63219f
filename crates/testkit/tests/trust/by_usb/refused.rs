//! What is no answer, and what is no request.

use std::{fs, sync::atomic::Ordering};

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, on_small_disks};
use jemput_wire::{
    session::{EnrolAnswerTake, EnrolForget, EnrolRequestSave, SessionState},
    ticket::Ticket,
};

use super::{Quiet, answered, asked, asked_again, is_fresh, joined, packed, taken_in, wish};
use crate::{citizen, refusal};

const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

#[test]
fn only_the_answer_of_the_own_office_to_the_own_request_lets_a_laptop_join() -> Result<()> {
    let (office, other) = (Quiet::new()?, Quiet::new()?);
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    let refused = |path: &std::path::Path, code: &str| -> Result<()> {
        let told = refusal(answered(&laptop, path))?;
        ensure!(told.contains(code), "{}: {told}", path.display());
        ensure!(is_fresh(&laptop)?);
        ensure!(laptop.ask(&SessionState {})?.asked.is_some());
        Ok(())
    };
    refused(&request, "enrol-answer-own-request")?;
    refused(&office.stick().join("tidak-ada.jemput"), "bundle-missing")?;

    // Another laptop of this office, and one of an office that pretends to be this one.
    let near = Laptop::fresh()?;
    let theirs = asked(&near, &office.line("Laptop 2")?, &office.stick())?;
    office.take(&theirs)?;
    refused(&office.give("P01")?, "enrol-answer-other-laptop")?;
    let far = Laptop::fresh()?;
    let elsewhere = asked(&far, &other.line("Laptop 1")?, &other.stick())?;
    other.take(&elsewhere)?;
    refused(&other.give("P01")?, "enrol-answer-other-office")?;
    ensure!(refusal(other.take(&request))?.contains("bundle-other-receiver"));
    ensure!(other.laptops()? == 1);

    // The own answer: not with the wrong passphrase, not cut, not changed.
    office.take(&request)?;
    let answer = office.give("P02")?;
    let wrong = laptop.ask(&EnrolAnswerTake {
        passphrase: "bukan kata sandinya".to_owned(),
        path: answer.display().to_string(),
    });
    ensure!(refusal(wrong)?.contains("enrol-other-passphrase"));
    let whole = fs::read(&answer)?;
    let bad = office.stick().join("rusak.jemput");
    for end in (0..whole.len()).step_by(1024) {
        fs::write(&bad, &whole[..end])?;
        let told = refusal(answered(&laptop, &bad))?;
        let known = ["bundle-not-one", "bundle-damaged", "bundle-cut"];
        ensure!(
            known.iter().any(|code| told.contains(code)),
            "{end}: {told}"
        );
        ensure!(is_fresh(&laptop)?);
    }
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    fs::write(&bad, &changed)?;
    refused(&bad, "bundle-damaged")?;
    answered(&laptop, &answer)?;
    taken_in(&laptop)?;
    Ok(())
}

#[test]
fn a_bundle_of_the_office_that_holds_no_answer_is_told() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    let before = laptop.data().join("sebelum");
    fs::create_dir(&before)?;
    for name in [
        "jemput.db",
        "jemput.db-wal",
        "kunci.json",
        "permohonan.json",
    ] {
        if laptop.data().join(name).exists() {
            fs::copy(laptop.data().join(name), before.join(name))?;
        }
    }
    office.take(&request)?;
    answered(&laptop, &office.give("P01")?)?;
    taken_in(&laptop)?;
    office.take(&packed(&laptop, &office.stick())?)?;
    let ordinary = office.give("P01")?;
    // The same laptop as it was before its answer came, such as from an image of its disk.
    let laptop = laptop.locked_and_restarted(|config| {
        for name in ["laptop.json", "jemput.db", "jemput.db-wal", "jemput.db-shm"] {
            let _ = fs::remove_file(config.data.join(name));
        }
        for entry in fs::read_dir(config.data.join("sebelum"))
            .into_iter()
            .flatten()
            .flatten()
        {
            let _ = fs::copy(entry.path(), config.data.join(entry.file_name()));
        }
        config
    })?;
    ensure!(refusal(answered(&laptop, &ordinary))?.contains("enrol-answer-missing"));
    ensure!(is_fresh(&laptop)?);
    Ok(())
}

#[test]
fn a_code_that_is_late_is_refused_by_stick_and_a_new_one_works() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    office.clock.0.store(WEEK_MS + 60_000, Ordering::SeqCst);
    ensure!(refusal(office.take(&request))?.contains("enrol-code-expired"));
    ensure!(office.laptops()? == 0);
    laptop.ask(&EnrolForget {})?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    ensure!(office.take(&request)?.joined);
    answered(&laptop, &office.give("P01")?)?;
    Ok(())
}

#[test]
fn a_code_that_one_laptop_used_is_refused_to_another_key_by_stick() -> Result<()> {
    let office = Quiet::new()?;
    let line = office.line("Laptop 1")?;
    let (first, second) = (Laptop::fresh()?, Laptop::fresh()?);
    let device = office.take(&asked(&first, &line, &office.stick())?)?.device;
    let stolen = asked(&second, &line, &office.stick())?;
    ensure!(refusal(office.take(&stolen))?.contains("enrol-code-used"));
    ensure!(office.laptops()? == 1);
    // The first one's answer is as it was.
    ensure!(office.take(&asked_again(&first, &office.stick())?)?.device == device);
    answered(&first, &office.give("P01")?)?;
    Ok(())
}

#[test]
fn a_request_that_is_cut_or_changed_anywhere_changes_nothing_at_the_office() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    let whole = fs::read(&request)?;
    let bad = office.stick().join("rusak.jemput");
    let text = String::from_utf8_lossy(&whole).into_owned();
    ensure!(!text.contains("Rina"), "only the office reads who asks");
    for end in (0..whole.len()).step_by(64) {
        fs::write(&bad, &whole[..end])?;
        let told = refusal(office.take(&bad))?;
        ensure!(told.contains("bundle-"), "{end}: {told}");
    }
    for at in (0..whole.len()).step_by(64) {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        fs::write(&bad, &changed)?;
        let told = refusal(office.take(&bad))?;
        ensure!(told.contains("bundle-"), "{at}: {told}");
    }
    ensure!(office.laptops()? == 0);
    ensure!(office.take(&request)?.joined);
    Ok(())
}

#[test]
fn a_line_of_an_older_office_leads_only_over_the_network() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let line = office.line("Laptop 1")?;
    let ticket = Ticket::read(&line).map_err(|bad| anyhow::anyhow!("{}", bad.code()))?;
    let old = Ticket {
        usb_key: None,
        ..ticket
    };
    let told = refusal(asked(&laptop, &old.write(), &office.stick()))?;
    ensure!(told.contains("enrol-ticket-no-usb"), "{told}");
    let mut typed = wish(&line)?;
    typed.ticket = String::new();
    let told = refusal(laptop.ask(&EnrolRequestSave {
        wish: Some(typed),
        passphrase: String::new(),
        folder: office.stick().display().to_string(),
    }))?;
    ensure!(told.contains("enrol-ticket-no-usb"), "{told}");
    ensure!(fs::read_dir(office.stick())?.count() == 0);
    Ok(())
}

#[test]
fn a_stick_without_room_gets_no_request_and_the_form_stays() -> Result<()> {
    let name = "by_usb::refused::a_stick_without_room_gets_no_request_and_the_form_stays";
    on_small_disks(name, &[8], |disks| {
        let stick = disks.first().context("a disk")?;
        let office = Quiet::new()?;
        let laptop = Laptop::fresh()?;
        let line = office.line("Laptop 1")?;
        stick.fill(2_000)?;
        let told = refusal(asked(&laptop, &line, stick.path()))?;
        ensure!(told.contains("bundle-no-room"), "{told}");
        ensure!(laptop.ask(&SessionState {})?.asked.is_none());
        stick.free()?;
        let request = asked(&laptop, &line, stick.path())?;
        // Full again: the request that is there stays what is awaited.
        stick.fill(2_000)?;
        let told = refusal(asked_again(&laptop, stick.path()))?;
        ensure!(told.contains("bundle-no-room"), "{told}");
        let waits = laptop.ask(&SessionState {})?.asked.context("it waits")?;
        ensure!(waits.path == request.display().to_string() && !waits.when.is_empty());
        ensure!(office.take(&request)?.joined);
        Ok(())
    })
}

#[test]
fn a_retired_laptop_joins_again_by_stick_and_its_office_hears_of_its_end() -> Result<()> {
    let scene = crate::retire::Scene::new()?;
    let laptop = Laptop::enrolled(&scene.office, "Laptop 1", None)?;
    laptop.ask(&jemput_wire::retire::Retire {
        passphrase: Laptop::PASSPHRASE.to_owned(),
        drop_drafts: false,
    })?;
    // As if the link had ended before the office heard of it.
    let note = laptop.data().join("pensiun.json");
    let mut leaving: serde_json::Value = serde_json::from_slice(&fs::read(&note)?)?;
    leaving["told"] = serde_json::Value::Bool(false);
    fs::write(&note, serde_json::to_vec(&leaving)?)?;
    let village = jemput_domain::village::VillageCode::parse(jemput_testkit::VILLAGE);
    let line = scene
        .office
        .office()
        .make_code(&[village.context("a village")?], "Laptop 2")?
        .ticket;
    let stick = tempfile::tempdir()?;
    let done = scene
        .office
        .take_bundle(&asked(&laptop, &line, stick.path())?)?;
    ensure!(done.joined && done.mark == "P02", "{done:?}");
    let answer = scene.office.give_bundle("P02", stick.path())?;
    let officer = answered(&laptop, &answer)?.officer.context("who")?.id;
    taken_in(&laptop)?;
    citizen(&laptop, "Sumarni")?;
    // Nothing of what it was before empties it now.
    let laptop = laptop.locked_and_restarted(|config| config)?;
    laptop.ask(&jemput_wire::session::Unlock {
        officer,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;
    ensure!(packed(&laptop, stick.path())?.exists());
    Ok(())
}

#[test]
fn an_ordinary_laptop_is_none_the_wiser_by_somebody_elses_request() -> Result<()> {
    let office = Quiet::new()?;
    let near = joined(&office, "Laptop 1")?;
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 2")?, &office.stick())?;
    near.ask(&jemput_wire::bundle::BundleOpen {
        path: request.display().to_string(),
    })?;
    let told = refusal(near.bundle_ended())?;
    ensure!(told.contains("bundle-other-receiver"), "{told}");
    Ok(())
}
