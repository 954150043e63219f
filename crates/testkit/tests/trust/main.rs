//! Laptops of an office: what they tell of themselves, how they join, by network and by stick, and how their trust ends.

mod binding;
mod by_usb;
mod enrolment;
mod lost;
mod retire;
mod retire_killed;
mod told;

use anyhow::Result;
use jemput_domain::id::ResidentId;
use jemput_testkit::Laptop;
use jemput_wire::{Base, resident::ResidentSave};

/// Registers somebody.
fn citizen(laptop: &Laptop, name: &str) -> Result<ResidentId> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    let saved = laptop.ask(&ResidentSave {
        id: None,
        values: values
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
        base: Base::default(),
    })?;
    Ok(saved.id)
}

/// The code of what must fail.
fn refusal<T>(outcome: Result<T>) -> Result<String> {
    match outcome {
        Ok(_) => anyhow::bail!("it was not refused"),
        Err(error) => Ok(format!("{error:#}")),
    }
}
