//! Cases from public bug reports (docs/cases.md) that an officer's laptop meets.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_domain::id::ResidentId;
use jemput_testkit::{
    Laptop, Office,
    link::{Link, Shape},
};
use jemput_wire::{
    letter::{LetterList, PrintView},
    request::RequestView,
    resident::{ResidentGet, ResidentHistory, ResidentSaved},
    sync::SyncStatus,
    today::Today,
};

use crate::main_job::{everybody, has_nik, sample};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn register(laptop: &Laptop, name: &str) -> Result<ResidentSaved> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
        ("address", "Ngentak"),
    ];
    laptop.register(&values)
}

/// Opens the form, writes one field and saves.
fn mend(laptop: &Laptop, who: &ResidentSaved, field: &str, value: &str) -> Result<()> {
    laptop.mend(who.id, &[(field, value)])?;
    Ok(())
}

/// A filled request for a domicile letter.
fn request(laptop: &Laptop, who: ResidentId) -> Result<RequestView> {
    laptop.domicile(who, "F4")
}

fn print(laptop: &Laptop, request: &RequestView) -> Result<PrintView> {
    laptop.print(request.id)
}

#[test]
fn a_form_that_is_mended_after_a_cut_upload_arrives_as_two_versions_of_one_record() -> Result<()> {
    let office = Office::start()?;
    let target = office.url().trim_start_matches("http://").parse()?;
    let link = Link::to(target, Shape::default())?;
    let laptop = Laptop::enrolled_over(&office, &link.url(), "Laptop 1")?;
    let other = Laptop::enrolled(&office, "Laptop 2", None)?;
    let joko = register(&laptop, "Joko Susilo")?;
    // Five times the answer is lost: the link goes as soon as the office begins to speak.
    for _ in 0..5 {
        link.allow(Some(0));
        ensure!(laptop.sync().is_err());
    }
    link.allow(None);
    mend(&laptop, &joko, "address", "Sawahan")?;
    laptop.sync()?;
    ensure!(
        laptop.ask(&SyncStatus {})?.unsent == 0,
        "and it says that all is sent"
    );
    other.sync()?;
    ensure!(everybody(&other)?.0 == 1, "one record");
    let there = other.ask(&ResidentGet { id: joko.id })?;
    ensure!(there.rivals.is_empty(), "{:?}", there.rivals);
    let history = other.ask(&ResidentHistory { id: joko.id })?;
    let addresses: Vec<&str> = history
        .iter()
        .filter(|row| row.field == "address")
        .map(|row| row.new.as_str())
        .collect();
    ensure!(addresses.len() == 2, "{addresses:?}: each version once");
    Ok(())
}

#[test]
fn two_requests_for_one_resident_from_two_laptops_both_exist() -> Result<()> {
    let office = Office::start()?;
    let one = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let two = Laptop::enrolled(&office, "Laptop 2", None)?;
    two.sync()?;
    let (_, hits) = everybody(&one)?;
    let who = hits.iter().find(|hit| has_nik(hit)).context("somebody")?;
    let mut requests = BTreeSet::new();
    for laptop in [&one, &two] {
        let request = request(laptop, who.id)?;
        print(laptop, &request)?;
        requests.insert(request.id);
    }
    for _ in 0..2 {
        one.sync()?;
        two.sync()?;
    }
    for laptop in [&one, &two] {
        for id in &requests {
            let there = laptop.store()?.record(id.0)?;
            ensure!(there.is_some_and(|record| record.kind == "request"));
        }
        let letters = laptop.ask(&ResidentGet { id: who.id })?.letters;
        ensure!(letters.len() == 2, "{letters:?}");
    }
    Ok(())
}

#[test]
fn a_hundred_and_twenty_letters_far_from_the_office_have_numbers_of_their_own() -> Result<()> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", move |config| Config {
        clock: machine,
        ..config
    })?;
    drop(office);
    let who = register(&laptop, "Sumarni")?;
    mend(&laptop, &who, "nik", "3302045203899001")?;
    let mut numbers = Vec::new();
    let mut warned_at = None;
    for n in 0..120_i64 {
        if n == 105 {
            // The paper does not ask how long ago the block was reserved.
            clock.pass(70 * DAY_MS);
        }
        numbers.push(print(&laptop, &request(&laptop, who.id)?)?.letter.number);
        if warned_at.is_none() && laptop.ask(&Today {})?.numbers.low {
            warned_at = Some(numbers.len());
        }
    }
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    ensure!(
        distinct.len() == 120,
        "a number was given twice: {numbers:?}"
    );
    let own = numbers.iter().position(|number| number.contains("/P"));
    let own = own.context("no number of the own series")?;
    ensure!(
        own >= 100 && numbers[own..].iter().all(|number| number.contains("/P")),
        "{numbers:?}"
    );
    ensure!(
        warned_at == Some(own - 20),
        "warned after {warned_at:?}, and the block ended after {own}"
    );
    let letters = laptop.ask(&LetterList {
        text: String::new(),
        state: None,
        offset: 0,
        limit: 1,
    })?;
    ensure!(letters.total == 120);
    Ok(())
}

#[test]
fn a_letter_that_cannot_be_drawn_takes_no_number_and_stays_a_draft() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    // No typeface of ours has this character: a box on an official paper is never acceptable.
    let who = register(&laptop, "Sri \u{1F33E}")?;
    mend(&laptop, &who, "nik", "3302045203899001")?;
    let before = laptop.ask(&Today {})?.numbers;
    let request = request(&laptop, who.id)?;
    let refused = print(&laptop, &request);
    let refused = refused.err().context("a letter with a gap was printed")?;
    ensure!(
        refused.to_string().contains("letter-character"),
        "{refused:#}"
    );
    let today = laptop.ask(&Today {})?;
    ensure!(today.numbers == before && today.awaiting.is_empty() && today.printed == 0);
    ensure!(
        today.drafts.iter().any(|draft| draft.id == request.id),
        "{:?}",
        today.drafts
    );
    laptop.sync()?;
    let there = laptop.ask(&ResidentGet { id: who.id })?;
    ensure!(there.letters.is_empty());
    Ok(())
}
