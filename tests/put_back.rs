//! Databases that somebody put back by hand, at the office or on a laptop: no number comes onto paper a second time.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Result, ensure};
use jemput_testkit::{Laptop, Office};

use crate::{copies::number, main_job::sample};

fn is_database(file: &fs::DirEntry) -> bool {
    file.file_name().to_string_lossy().contains(".db")
}

/// Copies the databases as they lie there, as a careless backup program would.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in fs::read_dir(from)? {
        let file = file?;
        if is_database(&file) {
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}

/// Puts such a copy in the place of the databases.
fn put_back(from: &Path, to: &Path) -> Result<()> {
    for file in fs::read_dir(to)? {
        let file = file?;
        if is_database(&file) {
            fs::remove_file(file.path())?;
        }
    }
    copy(from, to)
}

/// Syncs until nobody has anything new to say; what was put back is told so on the way.
fn sync(laptop: &Laptop) -> Result<()> {
    for _ in 0..3 {
        if laptop.sync().is_err() {
            laptop.sync()?;
        }
    }
    Ok(())
}

fn are_distinct(numbers: &[String]) -> Result<()> {
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    ensure!(distinct.len() == numbers.len(), "{numbers:?}");
    Ok(())
}

#[test]
fn a_database_put_back_by_hand_prints_no_number_a_second_time() -> Result<()> {
    let office = Office::start()?;
    let mut laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let before = tempfile::tempdir()?;
    // From before its first letter: it knows nothing of numbers that were taken.
    copy(laptop.data(), before.path())?;
    ensure!(
        fs::read_dir(before.path())?.count() > 0,
        "nothing was copied"
    );
    let mut numbers = Vec::new();
    for again in 0..3 {
        for n in 0..2 {
            numbers.push(number(&laptop, n)?);
        }
        if again == 1 {
            ensure!(
                numbers[2].contains("/P"),
                "the own series until the office has sent new numbers: {numbers:?}"
            );
        }
        laptop = laptop.restarted_after(|data| put_back(before.path(), data))?;
    }
    are_distinct(&numbers)
}

#[test]
fn an_office_that_gives_numbers_out_again_puts_none_on_paper_of_the_laptop_that_used_them()
-> Result<()> {
    let mut office = Office::start()?;
    let mut laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    sync(&laptop)?;
    let (ours, theirs) = (tempfile::tempdir()?, tempfile::tempdir()?);
    copy(laptop.data(), ours.path())?;
    office = office.while_stopped(|data| copy(data, theirs.path()))?;
    let mut numbers = vec![number(&laptop, 0)?];
    for again in 0..2 {
        // Both are as they were before the first letter. The laptop's marks say that its block is spoilt, and the office
        // sends the one that it has sent before.
        laptop = laptop.restarted_after(|data| put_back(ours.path(), data))?;
        if again > 0 {
            office = office.while_stopped(|data| put_back(theirs.path(), data))?;
        }
        sync(&laptop)?;
        numbers.push(number(&laptop, again)?);
    }
    ensure!(
        numbers[1].contains("/101/") && numbers[2].contains("/102/"),
        "another block, twice: {numbers:?}"
    );
    are_distinct(&numbers)
}

#[test]
fn laptops_that_were_given_the_same_numbers_stop_using_them_once_they_hear_of_each_other()
-> Result<()> {
    let mut office = Office::start()?;
    let mut first = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let mut second = Laptop::enrolled(&office, "Laptop 2", None)?;
    sync(&first)?;
    sync(&second)?;
    let copies = [(); 3].map(|()| tempfile::tempdir());
    let [of_first, of_second, of_office] = copies;
    let (of_first, of_second, of_office) = (of_first?, of_second?, of_office?);
    copy(first.data(), of_first.path())?;
    copy(second.data(), of_second.path())?;
    office = office.while_stopped(|data| copy(data, of_office.path()))?;
    // Both spoil their blocks; the office gives each the same new one, since it was put back in between. Nobody can know.
    let mut doubled = Vec::new();
    number(&second, 0)?;
    second = second.restarted_after(|data| put_back(of_second.path(), data))?;
    sync(&second)?;
    doubled.push(number(&second, 1)?);
    office = office.while_stopped(|data| put_back(of_office.path(), data))?;
    number(&first, 2)?;
    first = first.restarted_after(|data| put_back(of_first.path(), data))?;
    sync(&first)?;
    doubled.push(number(&first, 3)?);
    ensure!(
        doubled.iter().all(|one| one.contains("/201/")),
        "nobody can know yet: {doubled:?}"
    );
    for laptop in [&second, &first, &second] {
        sync(laptop)?;
    }
    let mut numbers = vec![doubled.remove(0)];
    for n in 4..6 {
        numbers.push(number(&first, n)?);
        numbers.push(number(&second, n + 2)?);
    }
    are_distinct(&numbers)?;
    drop(office);
    Ok(())
}
