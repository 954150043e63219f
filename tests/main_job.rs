//! The main job without a window: import, find, print, sync, check; on two laptops and a real server.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf, root};
use jemput_wire::{
    letter::{LetterHandOver, LetterList, LetterStateView, PrintState, SealCheck},
    resident::{ResidentGet, ResidentHit, ResidentSearch},
    sync::SyncStatus,
};

/// The invented sample, or the file that `JEMPUT_SAMPLE` names.
pub(crate) fn sample() -> PathBuf {
    std::env::var_os("JEMPUT_SAMPLE").map_or_else(
        || root().join("assets/sample/penduduk-contoh.xlsx"),
        PathBuf::from,
    )
}

pub(crate) fn everybody(laptop: &Laptop) -> Result<(u64, Vec<ResidentHit>)> {
    let found = laptop.ask(&ResidentSearch {
        query: String::new(),
        limit: 100,
    })?;
    Ok((found.total, found.hits))
}

/// The sample's birth dates contradict its NIKs, which is a warning; a letter only wants a NIK that can be one.
pub(crate) fn has_nik(hit: &ResidentHit) -> bool {
    !hit.nik_tail.is_empty()
}

/// Fills the domicile letter's form with what every resident can answer, and prints it.
pub(crate) fn print(
    laptop: &Laptop,
    who: &ResidentHit,
) -> Result<(jemput_wire::letter::PrintView, PathBuf)> {
    let request = laptop.start_domicile(who.id)?;
    let saved = laptop.fill(&request, "F4")?;
    ensure!(
        saved.findings.iter().all(|finding| !finding.is_error()),
        "{:?}",
        saved.findings
    );
    let printed = laptop.print(request.id)?;
    let again = laptop.print(request.id)?;
    ensure!(
        again.letter.number == printed.letter.number,
        "a second click made another letter"
    );
    let path = printed
        .job
        .path
        .clone()
        .context("the file printer names its file")?
        .into();
    Ok((printed, path))
}

/// A phone takes several pictures until one is readable; so does this.
fn qr_of(paper: &Path) -> Result<String> {
    for dpi in [300, 400, 500, 240] {
        let pages = pdf::pages(paper, dpi)?;
        if let Some(text) = pages.iter().flat_map(pdf::qr).next() {
            return Ok(text);
        }
    }
    anyhow::bail!("no QR code can be read from {}", paper.display())
}

#[test]
fn a_letter_goes_from_a_spreadsheet_to_the_second_laptop_and_the_check() -> Result<()> {
    let office = Office::start()?;
    let first = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let second = Laptop::enrolled(&office, "Laptop 2", None)?;

    let (total, hits) = everybody(&first)?;
    ensure!(total == 97, "{total} of 97 residents came in");
    let who = hits
        .iter()
        .find(|hit| has_nik(hit))
        .context("somebody with a NIK")?;
    let (printed, paper) = print(&first, who)?;
    ensure!(printed.job.state == PrintState::DeviceOk);
    ensure!(pdf::size_mm(&paper)? == (215, 330), "F4 paper");
    let text = pdf::text(&paper)?;
    ensure!(
        text.contains(&who.name) && text.contains(&printed.letter.number),
        "{text}"
    );
    ensure!(text.contains("SURAT KETERANGAN DOMISILI"), "{text}");

    let seal = SealCheck {
        text: qr_of(&paper)?,
    };
    ensure!(first.ask(&seal)?.verdict == "seal-awaiting-signature");
    first.ask(&LetterHandOver {
        letter: printed.letter.id,
        receiver: who.name.clone(),
        signature: None,
    })?;

    first.sync()?;
    ensure!(first.ask(&SyncStatus {})?.unsent == 0);
    second.sync()?;
    let (total, _) = everybody(&second)?;
    ensure!(total == 97, "the second laptop has {total}");
    let there = second.ask(&ResidentGet { id: who.id })?;
    ensure!(there.letters.len() == 1 && there.letters[0].number == printed.letter.number);
    ensure!(there.letters[0].state == LetterStateView::Issued);
    ensure!(second.ask(&seal)?.verdict == "seal-genuine");
    Ok(())
}

#[test]
fn two_laptops_never_give_the_same_number() -> Result<()> {
    let office = Office::start()?;
    let first = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let second = Laptop::enrolled(&office, "Laptop 2", Some(&sample()))?;
    let mut numbers = Vec::new();
    for laptop in [&first, &second] {
        let (_, hits) = everybody(laptop)?;
        let good = hits.iter().filter(|hit| has_nik(hit));
        for who in good.take(2) {
            numbers.push(print(laptop, who)?.0.letter.number);
        }
    }
    first.sync()?;
    second.sync()?;
    first.sync()?;
    let register = first.ask(&LetterList {
        text: String::new(),
        state: None,
        offset: 0,
        limit: 50,
    })?;
    ensure!(register.total == 4, "{} letters", register.total);
    numbers.sort();
    numbers.dedup();
    ensure!(numbers.len() == 4, "{numbers:?}");
    let (total, _) = everybody(&first)?;
    ensure!(
        total == 97,
        "the same file on two laptops made {total} residents"
    );
    Ok(())
}

#[test]
fn a_server_that_is_gone_stops_nobody() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    drop(office);
    let (_, hits) = everybody(&laptop)?;
    let who = hits
        .iter()
        .find(|hit| has_nik(hit))
        .context("somebody with a NIK")?;
    print(&laptop, who)?;
    ensure!(laptop.sync().is_err());
    let view = laptop.ask(&SyncStatus {})?;
    ensure!(view.unsent > 0 && view.last_error.is_some());
    Ok(())
}
