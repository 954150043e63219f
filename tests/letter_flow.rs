//! A letter's way: checked by somebody who may, dated by an officer where the clock is in doubt, signed for, practised.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_domain::date::{self, Zone};
use jemput_store::Author;
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::{
    approval::{RequestApprove, RequestRecall, RequestReturn, RequestSubmit, Stage},
    day::{DayGet, DayGive},
    letter::{
        LetterGet, LetterHandOver, LetterReprint, LetterStateView, LetterUndoHandOver,
        PracticePrint, PracticeSet, SealCheck, SealScan,
    },
    numbers::NumberList,
    register::RegisterGet,
    request::{RequestGet, RequestPreview},
    session::SessionState,
    today::Today,
};
use serde_json::json;

use crate::letter_numbers::{citizen, fill, letter, print, refusal, request};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Two laptops of an office that wants four eyes: the first prepares, the second may check.
fn four_eyes() -> Result<(Office, Laptop, Laptop)> {
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
    let first = Laptop::enrolled(&office, "Laptop 1", None)?;
    office.apply(alone(true))?;
    let second = Laptop::enrolled(&office, "Laptop 2", None)?;
    first.sync()?;
    second.sync()?;
    Ok((office, first, second))
}

#[test]
fn a_letter_is_printed_only_after_somebody_who_may_has_approved_it() -> Result<()> {
    let (_office, first, second) = four_eyes()?;
    let who = citizen(&first, "Sumarni", "3302045203899001")?;
    let request = request(&first, who)?;
    let id = request.id;
    ensure!(refusal(print(&first, &request))?.contains("check-no-right"));
    first.ask(&RequestSubmit { id })?;
    ensure!(refusal(fill(&first, &request))?.contains("request-submitted"));
    first.sync()?;
    second.sync()?;

    let waiting = second.ask(&Today {})?.waiting;
    ensure!(
        waiting.len() == 1 && waiting[0].id == id && !waiting[0].mine,
        "{waiting:?}"
    );
    let seen = second.ask(&RequestGet { id })?;
    ensure!(seen.flow.stage == Stage::Submitted && seen.flow.may_not.is_none());
    ensure!(seen.answers["purpose"] == "Membuka rekening bank");
    ensure!(refusal(print(&second, &seen))?.contains("request-of-others"));
    // Given back once, mended, asked again.
    let reason = "alamat tujuan belum lengkap".to_owned();
    second.ask(&RequestReturn { id, reason })?;
    second.sync()?;
    first.sync()?;
    let back = first.ask(&RequestGet { id })?;
    ensure!(back.flow.stage == Stage::Draft && back.flow.returned.contains("tujuan"));
    fill(&first, &back)?;
    first.ask(&RequestSubmit { id })?;
    first.sync()?;
    second.sync()?;
    second.ask(&RequestApprove { id })?;
    second.sync()?;
    first.sync()?;

    let approved = first.ask(&RequestGet { id })?;
    ensure!(approved.flow.stage == Stage::Checked && !approved.flow.stale);
    let printed = print(&first, &request)?;
    let view = first.ask(&LetterGet {
        id: printed.letter.id,
    })?;
    ensure!(!view.checked.is_empty());
    // The log knows both, and that they are not the same.
    let record = first
        .store()?
        .record(printed.letter.id.0)?
        .context("the letter")?;
    let (by, checked) = (record.text("prepared_by"), record.text("checked_by"));
    ensure!(
        by.is_some() && checked.is_some() && by != checked,
        "{by:?} {checked:?}"
    );
    Ok(())
}

#[test]
fn what_changes_after_the_approval_needs_another_look() -> Result<()> {
    let (_office, first, second) = four_eyes()?;
    let who = citizen(&first, "Sumarni", "3302045203899001")?;
    let request = request(&first, who)?;
    let id = request.id;
    first.ask(&RequestSubmit { id })?;
    first.sync()?;
    second.sync()?;
    second.ask(&RequestApprove { id })?;
    second.sync()?;
    first.sync()?;
    first.mend(who, &[("address", "Sawahan")])?;
    ensure!(first.ask(&RequestGet { id })?.flow.stale);
    ensure!(refusal(print(&first, &request))?.contains("check-stale"));
    let again = first.ask(&RequestRecall { id })?;
    ensure!(again.flow.stage == Stage::Draft);
    fill(&first, &again)?;
    Ok(())
}

#[test]
fn one_officer_prints_alone_only_while_the_office_allows_it_and_the_record_says_so() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    laptop.sync()?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let printed = letter(&laptop, who)?.letter;
    let record = laptop
        .store()?
        .record(printed.id.0)?
        .context("the letter")?;
    ensure!(record.text("prepared_by") == record.text("checked_by"));
    ensure!(record.text("checked_name") == Some("Rina Setyowati"));

    let session = laptop.ask(&SessionState {})?;
    let officer = session.officer.context("somebody is signed in")?.id;
    let say = |from: &str, until: &str| -> Result<()> {
        let mut store = laptop.store()?;
        let author = Author::new(uuid::Uuid::nil().into(), officer, 1);
        store.transact(&author, |tx| {
            for (field, value) in [("from", from), ("until", until)] {
                tx.edit_value(officer.0, field, json!(value))?;
            }
            Ok::<_, jemput_store::StoreError>(())
        })?;
        Ok(())
    };
    say("2020-01-01", "2020-12-31")?;
    ensure!(refusal(letter(&laptop, who))?.contains("check-not-that-day"));
    say("2020-01-01", "2999-12-31")?;
    letter(&laptop, who)?;
    Ok(())
}

/// The day in the sample village, `days` from now.
fn day(days: i64) -> date::Date {
    Zone::Wib.local_date(Clock::System.now_ms() + days * DAY_MS)
}

fn give(laptop: &Laptop, day: date::Date) -> Result<jemput_wire::day::DayView> {
    laptop.ask(&DayGive {
        day: date::iso(day),
    })
}

/// A laptop whose clock tests set; it never hears its office again.
fn with_clock() -> Result<(Clock, Laptop)> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", move |config| Config {
        clock: machine,
        built_ms: 1_700_000_000_000,
        ..config
    })?;
    drop(office);
    Ok((clock, laptop))
}

#[test]
fn a_clock_that_jumped_is_asked_about_once_a_day_and_the_seal_carries_the_day_that_was_given()
-> Result<()> {
    let (clock, laptop) = with_clock()?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    letter(&laptop, who)?;
    ensure!(laptop.ask(&DayGet {})?.doubt.is_empty());
    clock.set(Clock::System.now_ms() + 40 * DAY_MS);
    let before = laptop.ask(&NumberList {})?;
    ensure!(refusal(letter(&laptop, who))?.contains("date-needed"));
    ensure!(
        laptop.ask(&NumberList {})?[0].left == before[0].left,
        "no number is used"
    );
    let asked = laptop.ask(&DayGet {})?;
    ensure!(asked.asked && asked.doubt == "jumped");
    ensure!(refusal(give(&laptop, day(-3)))?.contains("date-before-known"));
    ensure!(
        refusal(laptop.ask(&DayGive {
            day: "31/02".to_owned()
        }))?
        .contains("date-unreadable")
    );
    give(&laptop, day(2))?;
    let printed = letter(&laptop, who)?;
    ensure!(
        printed.letter.issued_on == date::short(day(2)),
        "{}",
        printed.letter.issued_on
    );
    ensure!(
        laptop
            .ask(&LetterGet {
                id: printed.letter.id
            })?
            .date_given
    );
    let paper = printed.job.path.context("a file")?;
    let text = qr_of(Path::new(&paper))?;
    let seal = laptop.ask(&SealCheck { text })?;
    let sealed = seal.facts.iter().find(|fact| fact.field == "issued-on");
    ensure!(sealed.context("a date")?.value == date::long(day(2)));
    // Once a day: the next letter asks nothing, the next day does.
    letter(&laptop, who)?;
    clock.pass(DAY_MS);
    ensure!(refusal(letter(&laptop, who))?.contains("date-needed"));
    // What was said is recorded, beside what the clock said.
    let said = laptop.store()?.records("date_given")?;
    ensure!(said.len() == 1 && said[0].text("day") == Some(&date::iso(day(2))));
    ensure!(said[0].text("why") == Some("jumped"));
    Ok(())
}

#[test]
fn a_dead_battery_and_a_clock_beyond_the_keys_window_are_asked_about_too() -> Result<()> {
    let (clock, laptop) = with_clock()?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    clock.set(DAY_MS);
    ensure!(laptop.ask(&DayGet {})?.doubt == "floored");
    ensure!(refusal(letter(&laptop, who))?.contains("date-needed"));
    give(&laptop, day(0))?;
    ensure!(letter(&laptop, who)?.letter.issued_on == date::short(day(0)));
    // Years later the key is over, and no date that is still to come lies inside of its window.
    clock.set(Clock::System.now_ms());
    clock.pass(3 * 365 * DAY_MS);
    let asked = laptop.ask(&DayGet {})?;
    ensure!(asked.doubt == "window" && asked.asked, "{asked:?}");
    ensure!(refusal(give(&laptop, day(3 * 365 + 2)))?.contains("date-outside-key"));
    Ok(())
}

#[test]
fn a_letter_is_signed_for_on_the_screen_or_on_paper_and_the_lines_travel() -> Result<()> {
    let office = Office::start()?;
    let first = Laptop::enrolled(&office, "Laptop 1", None)?;
    let second = Laptop::enrolled(&office, "Laptop 2", None)?;
    let who = citizen(&first, "Sumarni", "3302045203899001")?;
    let id = letter(&first, who)?.letter.id;
    let hand_over = |signature: Option<&str>| {
        first.ask(&LetterHandOver {
            letter: id,
            receiver: "Sumarni".to_owned(),
            signature: signature.map(str::to_owned),
        })
    };
    ensure!(refusal(hand_over(Some("5,5")))?.contains("signature-empty"));
    ensure!(refusal(hand_over(Some("5,5 x")))?.contains("signature-unreadable"));
    ensure!(first.ask(&LetterGet { id })?.card.state == LetterStateView::AwaitingSignature);
    let paper = hand_over(None)?;
    ensure!(paper.signed_on_paper && paper.signature.is_empty());
    first.ask(&LetterUndoHandOver { letter: id })?;
    let screen = hand_over(Some("10,300 400,20;500,60 900,390"))?;
    ensure!(!screen.signed_on_paper && screen.signature == "M10 300L400 20M500 60L900 390");
    first.sync()?;
    second.sync()?;
    ensure!(second.ask(&LetterGet { id })?.signature == screen.signature);
    Ok(())
}

#[test]
fn practice_prints_its_word_takes_no_number_and_ends_with_the_sign_out() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let request = request(&laptop, who)?;
    let order = PracticePrint {
        request: request.id,
        printer: None,
    };
    ensure!(refusal(laptop.ask(&order))?.contains("practice-off"));
    // The word across the page, by the letters that are turned.
    let word = || -> Result<usize> {
        let preview = laptop.ask(&RequestPreview { id: request.id })?;
        let page = preview.pages.first().context("a page")?;
        let (_, turned) = page.split_once(" rotate(").context("a word across")?;
        let (letters, _) = turned.split_once("</g>").context("its end")?;
        Ok(letters.matches("<use").count())
    };
    ensure!(word()? == "KONSEP".len());
    ensure!(laptop.ask(&PracticeSet { on: true })?.practice);
    ensure!(word()? == "LATIHAN".len());
    let shown = laptop.ask(&RequestPreview { id: request.id })?;
    ensure!(shown.next_number.is_empty());
    let before = laptop.ask(&NumberList {})?;
    ensure!(refusal(print(&laptop, &request))?.contains("practice-on"));
    let paper = laptop.ask(&order)?.path.context("a file")?;
    let text = pdf::text(Path::new(&paper))?;
    ensure!(text.contains("Nomor: LATIHAN"), "{text}");
    ensure!(
        pdf::pages(Path::new(&paper), 300)?
            .iter()
            .flat_map(pdf::qr)
            .next()
            .is_none()
    );
    ensure!(laptop.ask(&NumberList {})?[0].left == before[0].left);
    let book = laptop.ask(&RegisterGet {
        limit: 10,
        ..RegisterGet::default()
    })?;
    ensure!(book.letters == 0);
    let laptop = laptop.restarted_after(|_| Ok(()))?;
    ensure!(!laptop.ask(&SessionState {})?.practice);
    print(&laptop, &request)?;
    Ok(())
}

#[test]
fn a_copy_for_the_file_carries_its_word_number_and_seal() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let first = letter(&laptop, who)?;
    let again = |for_file: bool| {
        laptop.ask(&LetterReprint {
            letter: first.letter.id,
            printer: None,
            copies: None,
            for_file,
        })
    };
    let (plain, copy) = (again(false)?.job, again(true)?.job);
    ensure!((plain.copy, plain.for_file) == (2, false) && (copy.copy, copy.for_file) == (3, true));
    let size = |job: &jemput_wire::letter::PrintJob| -> Result<Vec<u8>> {
        Ok(std::fs::read(job.path.as_ref().context("a file")?)?)
    };
    ensure!(
        size(&plain)? == size(&first.job)?,
        "the same letter gives the same bytes"
    );
    ensure!(size(&copy)? != size(&plain)?);
    let paper = copy.path.context("a file")?;
    let text = pdf::text(Path::new(&paper))?;
    ensure!(text.contains(&first.letter.number));
    let seal = SealCheck {
        text: qr_of(Path::new(&paper))?,
    };
    ensure!(laptop.ask(&seal)?.verdict == "seal-awaiting-signature");
    Ok(())
}

/// What a camera reads from a paper.
pub(crate) fn qr_of(paper: &Path) -> Result<String> {
    for dpi in [300, 400, 240] {
        let pages = pdf::pages(paper, dpi)?;
        if let Some(text) = pages.iter().flat_map(pdf::qr).next() {
            return Ok(text);
        }
    }
    anyhow::bail!("no QR code can be read from {}", paper.display())
}

#[test]
fn a_letter_is_checked_by_a_photo_of_it() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let printed = letter(&laptop, who)?;
    let paper = printed.job.path.context("a file")?;
    let scan = |bytes: &[u8]| {
        laptop.ask(&SealScan {
            picture: data_encoding::BASE64.encode(bytes),
        })
    };
    // Somebody who photographs a page does so again until it is read.
    let mut photos = Vec::new();
    for dpi in [300, 400, 240] {
        photos.push(pdf::png(&pdf::pages(Path::new(&paper), dpi)?.remove(0))?);
    }
    let seen = photos.iter().find_map(|photo| scan(photo).ok());
    let seen = seen.context("the code is read from one of three photos")?;
    ensure!(seen.verdict == "seal-awaiting-signature");
    ensure!(seen.letter == Some(printed.letter.id) && !seen.list_date.is_empty());
    let blank = image::GrayImage::from_pixel(800, 600, image::Luma([250]));
    ensure!(refusal(scan(&pdf::png(&blank)?))?.contains("seal-no-code"));
    ensure!(refusal(scan(b"bukan gambar"))?.contains("seal-no-picture"));
    Ok(())
}
