//! Copies of a laptop, and another laptop made from one.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    copies::{CopiesFind, CopiesGet, CopiesMake, CopiesTarget, CopyCard, CopyRestore},
    letter::LetterList,
    sync::SyncStatus,
};

use crate::main_job::{everybody, has_nik, print, sample};

/// The number on the next letter, for the n-th resident.
pub(crate) fn number(laptop: &Laptop, n: usize) -> Result<String> {
    let (_, hits) = everybody(laptop)?;
    let who = hits.iter().filter(|hit| has_nik(hit)).nth(n);
    Ok(print(laptop, who.context("enough residents")?)?
        .0
        .letter
        .number)
}

/// Syncs until there is nothing more to say; a copied laptop is told so once, and goes on.
fn sync(laptop: &Laptop) -> Result<()> {
    let first = laptop.sync();
    if first.is_err() {
        laptop.sync()?;
    }
    laptop.sync()?;
    laptop.sync()
}

/// Names the second medium. The day's copy is made before, so that none comes by itself afterwards.
fn remember(laptop: &Laptop, medium: &Path) -> Result<()> {
    laptop.ask(&CopiesMake {})?;
    let folder = Some(medium.display().to_string());
    laptop.ask(&CopiesTarget { folder })?;
    Ok(())
}

fn only_copy(stick: &Path, laptop: &Laptop) -> Result<CopyCard> {
    let folder = Some(stick.display().to_string());
    let mut found = laptop.ask(&CopiesFind { folder })?;
    ensure!(found.len() == 1, "{found:?}");
    found.pop().context("a copy")
}

#[test]
fn a_laptop_made_from_a_copy_has_all_work_and_prints_no_number_a_second_time() -> Result<()> {
    let office = Office::start()?;
    let lost = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let stick = tempfile::tempdir()?;
    let mut numbers = vec![number(&lost, 0)?];
    lost.sync()?;
    remember(&lost, stick.path())?;
    // Work of the evening that only the copy has:
    numbers.push(number(&lost, 1)?);
    let view = lost.ask(&CopiesMake {})?;
    ensure!(
        !view.here.is_empty() && !view.there.is_empty() && view.fault.is_none(),
        "{view:?}"
    );
    // After the copy it goes on, gets new numbers from the office, and is stolen in the end.
    numbers.push(number(&lost, 2)?);
    lost.sync()?;
    numbers.push(number(&lost, 3)?);

    let new = Laptop::fresh()?;
    let card = only_copy(stick.path(), &new)?;
    ensure!(card.device_name == "Laptop 1", "{card:?}");
    let officer = card.officers.first().context("an officer")?.id;
    let wish = |passphrase: &str| CopyRestore {
        folder: card.folder.clone(),
        officer,
        passphrase: passphrase.to_owned(),
        code: String::new(),
    };
    let refused = new
        .ask(&wish("bukan kata sandinya"))
        .map(|_| ())
        .unwrap_err();
    ensure!(
        refused.to_string().contains("passphrase-wrong"),
        "{refused}"
    );
    new.ask(&wish(Laptop::PASSPHRASE))?;
    let (total, _) = everybody(&new)?;
    ensure!(total == 97, "{total} residents came back");
    ensure!(
        new.ask(&SyncStatus {})?.unsent > 0,
        "the evening's letter is not lost"
    );
    numbers.push(number(&new, 4)?);
    sync(&new)?;
    ensure!(new.ask(&SyncStatus {})?.unsent == 0);
    for n in 5..8 {
        numbers.push(number(&new, n)?);
    }
    sync(&new)?;
    ensure!(
        !numbers[7].contains("/P") && numbers[4].contains("/P"),
        "own series until the office has sent new numbers: {numbers:?}"
    );
    // The stolen one comes back.
    sync(&lost)?;
    numbers.push(number(&lost, 8)?);
    sync(&lost)?;
    sync(&new)?;
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    ensure!(distinct.len() == numbers.len(), "{numbers:?}");
    let register = new.ask(&LetterList {
        text: String::new(),
        state: None,
        offset: 0,
        limit: 50,
    })?;
    ensure!(
        register.total == 9,
        "{} letters of {numbers:?}",
        register.total
    );
    Ok(())
}

#[test]
fn copies_are_told_to_be_missing_or_damaged_and_older_ones_stay() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let stick = tempfile::tempdir()?;
    let place = stick.path().join("stik");
    let refused = remember(&laptop, &place).unwrap_err();
    ensure!(
        refused.to_string().contains("copy-target-missing"),
        "{refused}"
    );
    std::fs::create_dir(&place)?;
    remember(&laptop, &place)?;
    laptop.ask(&CopiesMake {})?;
    // The stick is pulled out, and its mount point stays.
    let away = stick.path().join("pergi");
    std::fs::rename(&place, &away)?;
    std::fs::create_dir(&place)?;
    let refused = laptop.ask(&CopiesMake {}).map(|_| ()).unwrap_err();
    ensure!(
        refused.to_string().contains("copy-target-missing"),
        "{refused}"
    );
    ensure!(
        std::fs::read_dir(&place)?.next().is_none(),
        "nothing is written where no stick is"
    );
    let view = laptop.ask(&CopiesGet {})?;
    let fault = view.fault.context("the fault is kept")?;
    ensure!(fault.code == "copy-target-missing" && !view.here.is_empty());

    let new = Laptop::fresh()?;
    let card = only_copy(&away, &new)?;
    let database = std::path::Path::new(&card.folder).join("jemput.db");
    let mut bytes = std::fs::read(&database)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&database, bytes)?;
    let refused = new.ask(&CopyRestore {
        folder: card.folder.clone(),
        officer: card.officers[0].id,
        passphrase: Laptop::PASSPHRASE.to_owned(),
        code: String::new(),
    });
    let refused = refused.map(|_| ()).unwrap_err();
    ensure!(refused.to_string().contains("copy-damaged"), "{refused}");
    ensure!(!new.data().join("laptop.json").exists(), "nothing was made");
    Ok(())
}
