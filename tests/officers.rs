//! Several officers on one laptop: taken in by each other, checking each other, leaving.

mod looks;

use anyhow::{Context as _, Result, ensure};
use jemput_app::Clock;
use jemput_domain::{
    date::{self, Zone},
    id::OfficerId,
    village::VillageCode,
};
use jemput_testkit::{
    Laptop, Office, VILLAGE,
    link::{Link, Shape},
};
use jemput_wire::{
    approval::{RequestApprove, RequestReturn, RequestSubmit, Stage},
    letter::LetterGet,
    officers::{OfficerAdd, OfficerList},
    request::{RequestGet, RequestList},
    session::{Lock, Phase, SessionState, Unlock},
    today::Today,
};

use crate::letter_numbers::{citizen, fill, print, refusal, request};

pub(crate) const HERS: &str = "padi menguning di lereng";

/// An officer of the sample village without a laptop.
fn named(office: &Office, name: &str) -> Result<OfficerId> {
    let village = VillageCode::parse(VILLAGE).context("a village's code")?;
    office.office().add_officer(name, &village)
}

pub(crate) fn first_of(laptop: &Laptop) -> Result<OfficerId> {
    let officers = laptop.ask(&SessionState {})?.officers;
    Ok(officers.first().context("an officer")?.id)
}

pub(crate) fn enter(laptop: &Laptop, officer: OfficerId, passphrase: &str) -> Result<()> {
    laptop.ask(&Lock {})?;
    let passphrase = passphrase.to_owned();
    laptop.ask(&Unlock {
        officer,
        passphrase,
    })?;
    Ok(())
}

/// A laptop of an office that wants four eyes, on which a second officer, who may check, was taken in.
fn shared_laptop() -> Result<(Office, Laptop, OfficerId, OfficerId)> {
    let office = Office::start()?;
    let alone = |may: bool| {
        move |file: String| {
            file.replace(
                "one_officer_checks = true",
                &format!("one_officer_checks = {may}"),
            )
        }
    };
    office.apply(alone(false))?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    office.apply(alone(true))?;
    let second = named(&office, "Bagus Prakoso")?;
    laptop.sync()?;
    laptop.ask(&OfficerAdd {
        officer: second,
        passphrase: HERS.to_owned(),
    })?;
    let first = first_of(&laptop)?;
    Ok((office, laptop, first, second))
}

#[test]
fn a_second_officer_is_taken_in_only_when_the_office_named_one_and_works_under_the_own_name()
-> Result<()> {
    let office = Office::start()?;
    let link = Link::to(
        office.url().trim_start_matches("http://").parse()?,
        Shape::default(),
    )?;
    let laptop = Laptop::enrolled_over(&office, &link.url(), "Laptop 1")?;
    let first = first_of(&laptop)?;
    let stranger = OfficerId(uuid::Uuid::new_v4());
    let add = |officer, passphrase: &str| {
        laptop.ask(&OfficerAdd {
            officer,
            passphrase: passphrase.to_owned(),
        })
    };
    ensure!(refusal(add(stranger, HERS))?.contains("officer-not-named"));
    ensure!(laptop.ask(&OfficerList {})?.others.is_empty());

    let second = named(&office, "Bagus Prakoso")?;
    ensure!(
        refusal(add(second, HERS))?.contains("officer-not-named"),
        "the laptop has not heard of it"
    );
    laptop.sync()?;
    let others = laptop.ask(&OfficerList {})?.others;
    ensure!(others.len() == 1 && others[0].id == second && others[0].name == "Bagus Prakoso");
    ensure!(refusal(add(second, "pendek"))?.contains("passphrase-short"));
    // The hand-over works where no signal is.
    link.allow(Some(0));
    let view = add(second, HERS)?;
    ensure!(view.here.len() == 2 && view.others.is_empty());
    ensure!(refusal(add(second, HERS))?.contains("officer-here"));

    // Drafts are their officer's own.
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let draft = request(&laptop, who)?;
    let names: Vec<String> = laptop
        .ask(&SessionState {})?
        .officers
        .into_iter()
        .map(|card| card.name)
        .collect();
    ensure!(names == ["Rina Setyowati", "Bagus Prakoso"], "{names:?}");
    enter(&laptop, second, HERS)?;
    ensure!(refusal(enter(&laptop, second, Laptop::PASSPHRASE))?.contains("passphrase-wrong"));
    enter(&laptop, second, HERS)?;
    ensure!(laptop.ask(&RequestList {})?.is_empty());
    ensure!(refusal(fill(&laptop, &draft))?.contains("request-of-others"));
    let own = citizen(&laptop, "Parjo", "3302041203899003")?;
    // Both are in the log by their own names.
    let store = laptop.store()?;
    for (resident, officer) in [(who, first), (own, second)] {
        let history = store.history(resident.0)?;
        let by = history.first().context("a change")?.user;
        ensure!(by == officer.0, "{by}");
    }
    drop(store);
    ensure!(laptop.sync().is_err(), "there was no signal");
    link.allow(None);
    laptop.sync()?;
    enter(&laptop, first, Laptop::PASSPHRASE)?;
    ensure!(laptop.ask(&RequestList {})?.len() == 1);
    Ok(())
}

#[test]
fn what_one_officer_drafts_the_other_checks_on_the_same_laptop() -> Result<()> {
    let (_office, laptop, first, second) = shared_laptop()?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let asked = request(&laptop, who)?;
    let id = asked.id;
    ensure!(refusal(print(&laptop, &asked))?.contains("check-no-right"));
    laptop.ask(&RequestSubmit { id })?;
    ensure!(refusal(laptop.ask(&RequestApprove { id }))?.contains("check-by-printing"));

    enter(&laptop, second, HERS)?;
    let waiting = laptop.ask(&Today {})?.waiting;
    ensure!(waiting.len() == 1 && waiting[0].id == id && !waiting[0].mine);
    ensure!(waiting[0].prepared_name == "Rina Setyowati");
    let seen = laptop.ask(&RequestGet { id })?;
    ensure!(seen.flow.stage == Stage::Submitted && !seen.flow.mine && seen.flow.may_not.is_none());
    let reason = "alamat tujuan belum lengkap".to_owned();
    laptop.ask(&RequestReturn { id, reason })?;

    enter(&laptop, first, Laptop::PASSPHRASE)?;
    let back = laptop.ask(&RequestGet { id })?;
    ensure!(back.flow.stage == Stage::Draft && back.flow.returned.contains("tujuan"));
    fill(&laptop, &back)?;
    laptop.ask(&RequestSubmit { id })?;

    enter(&laptop, second, HERS)?;
    laptop.ask(&RequestApprove { id })?;
    ensure!(refusal(print(&laptop, &asked))?.contains("request-of-others"));

    enter(&laptop, first, Laptop::PASSPHRASE)?;
    let approved = laptop.ask(&RequestGet { id })?;
    ensure!(approved.flow.stage == Stage::Checked && approved.flow.checked_name == "Bagus Prakoso");
    let printed = print(&laptop, &asked)?;
    let view = laptop.ask(&LetterGet {
        id: printed.letter.id,
    })?;
    ensure!(view.checked.contains("Bagus Prakoso"), "{}", view.checked);
    let record = laptop.store()?.record(printed.letter.id.0)?;
    let record = record.context("the letter")?;
    ensure!(record.text("prepared_by") == Some(&*first.to_string()));
    ensure!(record.text("checked_by") == Some(&*second.to_string()));
    Ok(())
}

#[test]
fn when_the_office_ends_a_service_the_way_in_goes_at_the_next_sync_and_the_work_stays() -> Result<()>
{
    let (office, laptop, first, second) = shared_laptop()?;
    enter(&laptop, second, HERS)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    request(&laptop, who)?;
    let now = Clock::System.now_ms();
    let yesterday = Zone::Wib.local_date(now - 36 * 60 * 60 * 1000);
    office.office().end_service("Bagus Prakoso", yesterday)?;
    // Not heard of yet: the officer works on.
    enter(&laptop, second, HERS)?;
    let run = laptop.app().sync_here();
    ensure!(run.is_ok(), "{run:?}");

    let locked = laptop.ask(&SessionState {})?;
    ensure!(locked.phase == Phase::Locked && locked.locked_why == "ended");
    ensure!(locked.officers.len() == 1 && locked.officers[0].id == first);
    let keys = std::fs::read_to_string(laptop.data().join("kunci.json"))?;
    ensure!(!keys.contains(&second.to_string()) && keys.contains(&first.to_string()));
    let again = laptop.ask(&Unlock {
        officer: second,
        passphrase: HERS.to_owned(),
    });
    ensure!(refusal(again)?.contains("officer-unknown"));

    // What was kept is told, and there for the others; the office hears who was on the laptop, and until when.
    enter(&laptop, first, Laptop::PASSPHRASE)?;
    let view = laptop.ask(&OfficerList {})?;
    ensure!(view.gone.len() == 1 && view.gone[0].name == "Bagus Prakoso");
    ensure!(view.gone[0].drafts == 1 && view.others.is_empty());
    laptop.sync()?;
    let told = laptop.store()?.records("laptop_officer")?;
    ensure!(told.len() == 1, "{told:?}");
    ensure!(told[0].state.shown("removed_at").is_some(), "{told:?}");
    ensure!(laptop.store()?.unsent()?.changes == 0);

    // Back again: the same drafts.
    let far = date::from_iso("2099-12-31").context("a day")?;
    office.office().end_service("Bagus Prakoso", far)?;
    laptop.sync()?;
    laptop.ask(&OfficerAdd {
        officer: second,
        passphrase: HERS.to_owned(),
    })?;
    enter(&laptop, second, HERS)?;
    ensure!(laptop.ask(&RequestList {})?.len() == 1);
    Ok(())
}

#[test]
fn the_last_way_in_stays_until_a_successor_is_taken_in() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let first = first_of(&laptop)?;
    let now = Clock::System.now_ms();
    let yesterday = Zone::Wib.local_date(now - 36 * 60 * 60 * 1000);
    office.office().end_service("Rina Setyowati", yesterday)?;
    laptop.sync()?;
    enter(&laptop, first, Laptop::PASSPHRASE)?;
    let second = named(&office, "Bagus Prakoso")?;
    laptop.sync()?;
    laptop.ask(&OfficerAdd {
        officer: second,
        passphrase: HERS.to_owned(),
    })?;
    // Refused at once, also before the next sync.
    laptop.ask(&Lock {})?;
    let refused = laptop.ask(&Unlock {
        officer: first,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    });
    ensure!(refusal(refused)?.contains("officer-ended"));
    enter(&laptop, second, HERS)?;
    laptop.sync()?;
    let officers = laptop.ask(&SessionState {})?.officers;
    ensure!(officers.len() == 1 && officers[0].id == second);
    Ok(())
}
