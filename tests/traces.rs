//! What a day leaves on the laptop's disk: nothing that names a citizen, but for what the officer saved for reading.

use std::path::Path;

use anyhow::{Result, ensure};
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    attachment::{AttachBytes, Owner, Purpose},
    bundle::{BundleExport, BundlePhase},
    copies::{CopiesMake, CopiesTarget},
    import::{ImportOpen, ImportPhase, ImportStatus},
    officers::PinSet,
    resident::ResidentSearch,
    session::Lock,
};

use crate::letter_numbers::{citizen, letter, request};

const NAME: &str = "Wahyuningrum Kesumaningtyas";
const NIK: &str = "3302045203899001";

/// Files below a folder that show a word, in the encodings in which programs keep texts.
fn files_with(folder: &Path, word: &str, found: &mut Vec<String>) -> Result<usize> {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut looked_at = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            // Letters as PDF and tables: an officer saves them to be read.
            if !path.ends_with("dokumen") {
                looked_at += files_with(&path, word, found)?;
            }
            continue;
        }
        looked_at += 1;
        let bytes = std::fs::read(&path)?;
        let shows = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
        if shows(word.as_bytes()) || shows(&wide) {
            found.push(format!("{word} in {}", path.display()));
        }
    }
    Ok(looked_at)
}

fn look(folders: &[&Path]) -> Result<()> {
    let mut found = Vec::new();
    let mut files = 0;
    for folder in folders {
        for word in [NAME, "Kesumaningtyas", NIK] {
            files += files_with(folder, word, &mut found)?;
        }
    }
    ensure!(found.is_empty(), "{found:#?}");
    ensure!(files > 15, "only {files} files were looked at");
    Ok(())
}

#[test]
fn nothing_that_a_day_leaves_on_the_disk_shows_a_citizen() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let stick = tempfile::tempdir()?;
    let who = citizen(&laptop, NAME, NIK)?;
    laptop.ask(&ResidentSearch {
        query: "wahyu".to_owned(),
        limit: 10,
    })?;
    letter(&laptop, who)?;
    request(&laptop, who)?;
    laptop.ask(&AttachBytes {
        owner: Owner {
            kind: "resident".to_owned(),
            id: who.0,
        },
        name: format!("KTP {NAME}.pdf"),
        content: data_encoding::BASE64.encode(format!("%PDF-1.4\n{NAME} {NIK}\n").as_bytes()),
        purpose: Purpose::Document,
        note: format!("milik {NAME}"),
    })?;
    // A table that is only looked at: the dry run keeps nothing.
    let table = stick.path().join("warga.csv");
    std::fs::write(&table, format!("nama;nik\n{NAME};{NIK}\n"))?;
    laptop.ask(&ImportOpen {
        path: table.display().to_string(),
    })?;
    jemput_testkit::wait::until("the table is read", || {
        let phase = laptop.ask(&ImportStatus { job: None })?.phase;
        Ok((phase != ImportPhase::Reading).then_some(()))
    })?;
    std::fs::remove_file(&table)?;
    laptop.ask(&PinSet {
        pin: "271828".to_owned(),
    })?;
    let folder = stick.path().display().to_string();
    laptop.ask(&CopiesTarget {
        folder: Some(folder.clone()),
    })?;
    laptop.ask(&CopiesMake {})?;
    laptop.ask(&BundleExport { folder })?;
    ensure!(laptop.bundle_ended()?.phase == BundlePhase::Written);
    // The search does find what is there: names of officers are no secret.
    let mut found = Vec::new();
    files_with(laptop.data(), "Rina Setyowati", &mut found)?;
    ensure!(!found.is_empty());
    // While the database and its log are open, after the sync, and when all is closed.
    look(&[laptop.data(), stick.path()])?;
    laptop.sync()?;
    laptop.ask(&Lock {})?;
    look(&[laptop.data(), stick.path()])
}
