//! What a seal says, on a laptop without a network.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Laptop, Office};
use jemput_wire::letter::{
    LetterHandOver, LetterReplace, LetterReprint, LetterVoid, PrintView, SealCheck, SealView,
};

use crate::{
    letter_flow::qr_of,
    letter_numbers::{citizen, fill, letter, print},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn code_of(printed: &PrintView) -> Result<String> {
    let paper = printed.job.path.as_ref().context("a file")?;
    qr_of(Path::new(paper))
}

fn check(laptop: &Laptop, text: &str) -> Result<SealView> {
    laptop.ask(&SealCheck {
        text: text.to_owned(),
    })
}

/// The same code with one letter of its token changed.
fn changed(code: &str) -> String {
    let place = code.len() - 20;
    let other = if &code[place..=place] == "A" {
        "B"
    } else {
        "A"
    };
    format!("{}{other}{}", &code[..place], &code[place + 1..])
}

#[test]
fn a_new_sealing_key_of_the_office_is_known_to_laptops_of_before() -> Result<()> {
    let office = Office::start()?;
    let old = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&old, "Sumarni", "3302045203899001")?;
    let paper = letter(&old, who)?;
    let before = code_of(&paper)?;
    let office = office.with_new_sealing_key()?;
    let new = Laptop::enrolled(&office, "Laptop 2", None)?;
    let other = citizen(&new, "Ngatini", "3302045203899002")?;
    let since = code_of(&letter(&new, other)?)?;
    ensure!(check(&new, &before)?.verdict == "seal-genuine-unknown-here");
    ensure!(check(&old, &since)?.verdict == "seal-unknown-key");
    old.sync()?;
    old.sync()?;
    ensure!(check(&old, &since)?.verdict == "seal-genuine-unknown-here");
    ensure!(check(&old, &before)?.verdict == "seal-awaiting-signature");
    // Another copy of the old letter carries the old seal, and it still counts.
    let again = old.ask(&LetterReprint {
        letter: paper.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    })?;
    ensure!(code_of(&again)? == before && again.job.copy == 2);
    Ok(())
}

#[test]
fn every_answer_of_the_seal_is_given_on_a_laptop_without_a_network() -> Result<()> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let first = Laptop::enrolled(&office, "Laptop 1", None)?;
    let second = Laptop::enrolled_where(&office, "Laptop 2", move |config| Config {
        clock: machine,
        ..config
    })?;
    let who = citizen(&first, "Sumarni", "3302045203899001")?;
    let says = |laptop: &Laptop, code: &str, verdict: &str| -> Result<()> {
        let view = check(laptop, code)?;
        ensure!(
            view.verdict == verdict,
            "{} instead of {verdict}",
            view.verdict
        );
        ensure!(!view.list_date.is_empty(), "the date of the list is told");
        Ok(())
    };

    let (issued, void, replaced, waiting) = (
        letter(&first, who)?,
        letter(&first, who)?,
        letter(&first, who)?,
        letter(&first, who)?,
    );
    first.ask(&LetterHandOver {
        letter: issued.letter.id,
        receiver: "Sumarni".to_owned(),
        signature: None,
    })?;
    first.ask(&LetterVoid {
        letter: void.letter.id,
        reason: "salah nama".to_owned(),
    })?;
    let correction = first.ask(&LetterReplace {
        letter: replaced.letter.id,
        reason: Some("salah alamat".to_owned()),
    })?;
    fill(&first, &correction)?;
    print(&first, &correction)?;
    let codes = [&issued, &void, &replaced, &waiting].map(code_of);
    let [issued, void, replaced, waiting] = codes;
    let (issued, void, replaced, waiting) = (issued?, void?, replaced?, waiting?);

    // The second laptop knows the key and not yet the letters.
    says(&second, &issued, "seal-genuine-unknown-here")?;
    first.sync()?;
    second.sync()?;
    for laptop in [&first, &second] {
        says(laptop, &issued, "seal-genuine")?;
        says(laptop, &void, "seal-void")?;
        says(laptop, &replaced, "seal-replaced")?;
        says(laptop, &waiting, "seal-awaiting-signature")?;
        says(laptop, &changed(&issued), "seal-forged")?;
    }
    ensure!(check(&second, "JEMPUT:V1/ABC")?.verdict == "seal-malformed");

    // A laptop of another office knows nothing of these keys.
    let elsewhere = Office::start()?;
    let stranger = Laptop::enrolled(&elsewhere, "Laptop 9", None)?;
    says(&stranger, &issued, "seal-unknown-key")?;

    // Lost: what was sealed before counts where it is on record; what is sealed since counts for nothing.
    office.office().revoke_laptop("P01")?;
    let stolen = code_of(&letter(&first, who)?)?;
    second.sync()?;
    second.sync()?;
    says(&second, &issued, "seal-genuine")?;
    says(&second, &stolen, "seal-key-revoked")?;

    // Seven months later the letter is over; a void one stays void.
    clock.pass(214 * DAY_MS);
    says(&second, &issued, "seal-expired")?;
    says(&second, &void, "seal-void")?;
    Ok(())
}
