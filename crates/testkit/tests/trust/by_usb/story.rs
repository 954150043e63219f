//! The whole way, and every place where it can be cut off.

use anyhow::{Context as _, Result, ensure};
use jemput_domain::id::ResidentId;
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    bundle::{BundleFiles, BundlePhase, BundlePlaces, BundleStatus},
    letter::LetterStateView,
    resident::ResidentGet,
    session::{EnrolForget, EnrolOnline, Phase, SessionState, Unlock},
    sync::SyncStatus,
    today::Today,
};

use super::{Quiet, answered, asked, asked_again, brought, is_fresh, joined, packed, taken_in};
use crate::{citizen, refusal};

/// Somebody of whom enough is known for a letter.
fn recorded(laptop: &Laptop) -> Result<ResidentId> {
    let values = [
        ("name", "Sumarni"),
        ("nik", "3302045203890001"),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
        ("address", "Ngentak"),
    ];
    Ok(laptop.register(&values)?.id)
}

#[test]
fn a_laptop_joins_works_and_reports_by_stick_alone() -> Result<()> {
    let office = Quiet::new()?;
    // Another one has been to the village before, and what it wrote lies at the office.
    let first = joined(&office, "Laptop 1")?;
    let who = recorded(&first)?;
    ensure!(office.take(&packed(&first, &office.stick())?)?.fresh > 0);

    let laptop = Laptop::fresh()?;
    let stick = laptop.data().join("media/USB");
    std::fs::create_dir_all(&stick)?;
    ensure!(laptop.ask(&BundlePlaces {})?.len() == 1);
    let request = asked(&laptop, &office.line("Laptop 2")?, &stick)?;
    ensure!(request.starts_with(&stick) && request.exists());
    ensure!(
        laptop.ask(&BundleFiles {})?.is_empty(),
        "its own request is no answer"
    );
    let done = office.take(&request)?;
    ensure!(done.joined && done.device_name == "Laptop 2" && done.mark == "P02");
    let answer = office.office.bundle_export(&done.mark, &stick)?.path;
    let files = laptop.ask(&BundleFiles {})?;
    ensure!(
        files.len() == 1 && files[0].path == answer.display().to_string(),
        "{files:?}"
    );

    let view = answered(&laptop, &answer)?;
    ensure!(view.phase == Phase::Open && view.device_name == "Laptop 2");
    let looked = laptop.ask(&BundleStatus {})?;
    ensure!(looked.phase == BundlePhase::Looked && looked.nothing_yet && looked.can_send);
    ensure!(looked.look.context("what is in it")?.rows > 0);
    let got = taken_in(&laptop)?;
    ensure!(got.received > 0 && !got.nothing_yet, "{got:?}");
    ensure!(laptop.ask(&Today {})?.notices.is_empty());

    // Villages, signers, services and numbers are here, and the whole village: it prints a letter.
    ensure!(laptop.ask(&ResidentGet { id: who })?.card.name == "Sumarni");
    laptop.choose_printer("file", "F4")?;
    let draft = laptop.domicile(who, "F4")?;
    let printed = laptop.print(draft.id)?;
    // From its own block: the first laptop has the hundred before.
    ensure!(printed.letter.number.contains("/101/"), "{printed:?}");

    // Its office has no address: that is said, and no fault.
    ensure!(refusal(laptop.sync())?.contains("server-none"));

    // Its ordinary bundle is accepted, and the office's next one is an ordinary one.
    let unsent = laptop.ask(&SyncStatus {})?.unsent;
    let done = office.take(&packed(&laptop, &stick)?)?;
    ensure!(
        !done.joined && done.fresh == unsent && done.parked == 0,
        "{done:?}"
    );
    let back = brought(&laptop, &office.give("P02")?)?;
    ensure!(back.accepted == unsent, "{back:?}");
    brought(&first, &office.give("P01")?)?;
    let there = first.ask(&ResidentGet { id: who })?;
    ensure!(
        there.letters.len() == 1 && there.letters[0].state == LetterStateView::AwaitingSignature
    );
    Ok(())
}

#[test]
fn an_answer_that_was_lost_is_made_again_and_one_request_makes_one_laptop() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let first = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    // The program starts anew; it knows where it stands before anybody types a passphrase.
    let laptop = laptop.locked_and_restarted(|config| config)?;
    let waits = laptop.ask(&SessionState {})?.asked.context("it waits")?;
    ensure!(waits.path == first.display().to_string() && !waits.when.is_empty());
    let second = asked_again(&laptop, &office.stick())?;
    ensure!(first != second);
    let device = office.take(&first)?.device;
    office.give("P01")?;
    // That stick is lost. The request comes a second time, and the other one too.
    ensure!(office.take(&second)?.device == device);
    ensure!(office.take(&first)?.device == device);
    ensure!(office.laptops()? == 1);
    answered(&laptop, &office.give("P01")?)?;
    taken_in(&laptop)?;
    ensure!(laptop.ask(&SessionState {})?.asked.is_none());
    // The request once more, when the laptop is at work: nothing happens to it.
    citizen(&laptop, "Sumarni")?;
    office.take(&packed(&laptop, &office.stick())?)?;
    ensure!(office.take(&first)?.device == device && office.laptops()? == 1);
    brought(&laptop, &office.give("P01")?)?;
    ensure!(laptop.ask(&SyncStatus {})?.unsent == 0);
    Ok(())
}

#[test]
fn a_laptop_that_is_killed_between_answer_and_data_says_so_and_takes_them_in_later() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    office.take(&request)?;
    let answer = office.give("P01")?;
    let officer = answered(&laptop, &answer)?.officer.context("who")?.id;
    // Nobody has given the word yet.
    let laptop = laptop.locked_and_restarted(|config| config)?;
    ensure!(laptop.ask(&SessionState {})?.phase == Phase::Locked);
    ensure!(refusal(laptop.ask(&BundlePlaces {}))?.contains("locked"));
    laptop.ask(&Unlock {
        officer,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;
    ensure!(laptop.ask(&BundleStatus {})?.nothing_yet);
    let notices = laptop.ask(&Today {})?.notices;
    ensure!(notices.len() == 1 && notices[0].code == "nothing-yet");
    // Twice, since nobody remembers whether it was done.
    ensure!(brought(&laptop, &answer)?.received > 0);
    brought(&laptop, &answer)?;
    ensure!(!laptop.ask(&BundleStatus {})?.nothing_yet);
    ensure!(laptop.ask(&Today {})?.notices.is_empty());
    citizen(&laptop, "Sumarni")?;
    Ok(())
}

#[test]
fn a_laptop_that_is_killed_before_its_request_is_whole_writes_it_anew() -> Result<()> {
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    // As the cut left it: the place is noted, the file is not there yet.
    let note = laptop.data().join("permohonan.json");
    let mut asked: serde_json::Value = serde_json::from_slice(&std::fs::read(&note)?)?;
    asked["at"] = serde_json::Value::Null;
    std::fs::write(&note, serde_json::to_vec(&asked)?)?;
    let laptop = laptop.locked_and_restarted(|config| config)?;
    let waits = laptop.ask(&SessionState {})?.asked.context("it waits")?;
    ensure!(waits.when.is_empty(), "{waits:?}");
    let request = asked_again(&laptop, &office.stick())?;
    ensure!(office.take(&request)?.joined);
    Ok(())
}

#[test]
fn the_network_may_overtake_the_stick_and_the_office_gives_one_answer() -> Result<()> {
    let office = Office::start()?;
    let village = jemput_domain::village::VillageCode::parse(jemput_testkit::VILLAGE);
    let mut line = jemput_wire::ticket::Ticket::read(
        &office
            .office()
            .make_code(&[village.context("a village")?], "Laptop 1")?
            .ticket,
    )
    .map_err(|bad| anyhow::anyhow!("{}", bad.code()))?;
    line.server_url = office.url().to_owned();
    let laptop = Laptop::fresh()?;
    let stick = tempfile::tempdir()?;
    let request = asked(&laptop, &line.write(), stick.path())?;
    let device = office.take_bundle(&request)?.device;
    let answer = office.give_bundle("P01", stick.path())?;
    let view = laptop.ask(&EnrolOnline {
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;
    ensure!(view.phase == Phase::Open && view.asked.is_none());
    let devices = office.office().devices_briefly()?;
    ensure!(
        devices.len() == 1 && devices[0].contains(&device),
        "{devices:?}"
    );
    // The stick comes home too late.
    ensure!(refusal(answered(&laptop, &answer))?.contains("enrolled-already"));
    citizen(&laptop, "Sumarni")?;
    laptop.sync()?;
    Ok(())
}

#[test]
fn who_begins_anew_has_another_key_and_the_answer_to_the_first_request_opens_nothing() -> Result<()>
{
    let office = Quiet::new()?;
    let laptop = Laptop::fresh()?;
    ensure!(refusal(laptop.ask(&EnrolForget {}))?.contains("enrol-request-none"));
    let line = office.line("Laptop 1")?;
    let request = asked(&laptop, &line, &office.stick())?;
    ensure!(refusal(asked(&laptop, &line, &office.stick()))?.contains("enrol-request-waits"));
    office.take(&request)?;
    let answer = office.give("P01")?;
    let view = laptop.ask(&EnrolForget {})?;
    ensure!(view.phase == Phase::NeedsEnrolment && view.asked.is_none());
    for name in ["jemput.db", "kunci.json", "permohonan.json"] {
        ensure!(!laptop.data().join(name).exists(), "{name}");
    }
    ensure!(refusal(answered(&laptop, &answer))?.contains("enrol-request-none"));
    let used = asked(&laptop, &line, &office.stick())?;
    ensure!(refusal(answered(&laptop, &answer))?.contains("enrol-answer-other-laptop"));
    ensure!(refusal(office.take(&used))?.contains("enrol-code-used"));
    ensure!(is_fresh(&laptop)?);
    // With a code of its own it joins; and then there is nothing to forget any more.
    laptop.ask(&EnrolForget {})?;
    let request = asked(&laptop, &office.line("Laptop 1")?, &office.stick())?;
    let done = office.take(&request)?;
    answered(&laptop, &office.give(&done.mark)?)?;
    taken_in(&laptop)?;
    ensure!(refusal(laptop.ask(&EnrolForget {}))?.contains("enrolled-already"));
    ensure!(laptop.bundle_ended()?.phase == BundlePhase::Applied);
    Ok(())
}
