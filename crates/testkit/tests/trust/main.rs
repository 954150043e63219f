//! Laptops of an office: what they tell of themselves, how they join, by network and by stick, and how their trust ends.

mod binding;
mod by_usb;
mod enrolment;
mod lost;
mod moved;
mod retire;
mod retire_killed;
mod told;

use anyhow::Result;
use jemput_domain::id::ResidentId;
use jemput_testkit::Laptop;

/// Registers somebody.
fn citizen(laptop: &Laptop, name: &str) -> Result<ResidentId> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    Ok(laptop.register(&values)?.id)
}

/// The code of what must fail.
fn refusal<T>(outcome: Result<T>) -> Result<String> {
    match outcome {
        Ok(_) => anyhow::bail!("it was not refused"),
        Err(error) => Ok(format!("{error:#}")),
    }
}
