//! Nothing is lost: full disks, and offices that come back from a backup, with the real app and the real server.

mod full_disk;
mod full_media;
mod killed;
mod restored;

use anyhow::Result;
use jemput_testkit::Laptop;
use jemput_wire::{
    resident::{ResidentSaved, ResidentSearch},
    sync::{SyncStatus, SyncView},
};

/// Registers somebody.
fn register(laptop: &Laptop, name: &str) -> Result<ResidentSaved> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    laptop.register(&values)
}

/// Residents that the laptop lists.
fn listed(laptop: &Laptop) -> Result<u64> {
    let search = ResidentSearch {
        query: String::new(),
        limit: 50,
    };
    Ok(laptop.ask(&search)?.total)
}

fn status(laptop: &Laptop) -> Result<SyncView> {
    laptop.ask(&SyncStatus {})
}

/// The code of what must fail.
fn refused<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}
