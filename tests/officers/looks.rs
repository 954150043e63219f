//! What an officer looked at, printed and saved: noted on the laptop, sent to the office, and no work that is unsent.

use anyhow::{Context as _, Result, ensure};
use jemput_domain::audit::{AUDIT, Deed, Entry};
use jemput_store::Store;
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    import::ExportResidents,
    resident::{ResidentGet, RevealNumbers},
    session::{Lock, SessionState, Unlock},
    sync::SyncStatus,
};

use crate::letter_numbers::citizen;

/// What the office has of it, in the order of time.
fn noted(office: &Office) -> Result<Vec<Entry>> {
    let store = Store::open_plain(&office.data().join("records.db"))?;
    let records = store.records(AUDIT)?;
    let mut entries: Vec<Entry> = records
        .iter()
        .filter_map(|record| Entry::read(&record.fields()))
        .collect();
    entries.sort_by_key(|entry| entry.at_ms);
    Ok(entries)
}

#[test]
fn what_an_officer_looked_at_printed_and_saved_is_in_the_offices_audit() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    laptop.choose_printer("file", "F4")?;
    let letter = laptop.print(laptop.domicile(who, "F4")?.id)?.letter;
    laptop.ask(&ResidentGet { id: who })?;
    laptop.ask(&RevealNumbers { id: who })?;
    laptop.ask(&ExportResidents {
        path: None,
        empty: false,
    })?;
    laptop.sync()?;
    ensure!(noted(&office)?.is_empty(), "they do not go one by one");
    let unsent = laptop.ask(&SyncStatus {})?.unsent;
    ensure!(
        unsent == 0,
        "what was only looked at is no unsent work: {unsent}"
    );

    let officer = laptop
        .ask(&SessionState {})?
        .officer
        .context("an officer")?
        .id;
    laptop.ask(&Lock {})?;
    let unlock = |passphrase: &str| {
        laptop.ask(&Unlock {
            officer,
            passphrase: passphrase.to_owned(),
        })
    };
    ensure!(unlock("bukan kata sandi ini").is_err());
    unlock(Laptop::PASSPHRASE)?;
    // One that has waited for long takes the others along.
    let long_ago = Entry {
        who: officer.0,
        deed: Deed::Rule,
        of: uuid::Uuid::nil(),
        at_ms: 1,
        note: "tiga jam lalu".to_owned(),
    };
    laptop.store()?.note(&long_ago)?;
    laptop.sync()?;
    let entries = noted(&office)?;
    ensure!(entries.iter().all(|entry| entry.who == officer.0));
    for (deed, of) in [
        (Deed::Saw, who.0),
        (Deed::SawNumbers, who.0),
        (Deed::Printed, letter.id.0),
        (Deed::Exported, uuid::Uuid::nil()),
        (Deed::SignedOut, uuid::Uuid::nil()),
        (Deed::Refused, uuid::Uuid::nil()),
        (Deed::SignedIn, uuid::Uuid::nil()),
    ] {
        let found = entries
            .iter()
            .find(|entry| entry.deed == deed && entry.of == of);
        ensure!(found.is_some(), "{deed:?} of {of} is not in {entries:?}");
    }
    let refused = entries.iter().find(|entry| entry.deed == Deed::Refused);
    ensure!(
        refused.is_some_and(|entry| entry.note == "1"),
        "{refused:?}"
    );
    ensure!(laptop.store()?.records(AUDIT)?.is_empty(), "gone from here");
    ensure!(laptop.ask(&SyncStatus {})?.unsent == 0);
    Ok(())
}
