//! The laptop's side of the sync against a real office: clocks, cancelling, attachments.

use anyhow::{Context, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    Base,
    resident::{ResidentHistory, ResidentSave, ResidentSaved},
    session::SessionState,
    sync::SyncStatus,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Registers somebody.
fn register(laptop: &Laptop, name: &str) -> Result<ResidentSaved> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    laptop.ask(&ResidentSave {
        id: None,
        values: values
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
        base: Base::default(),
    })
}

/// A program of 2023 on a machine with this clock.
fn old_program(clock: &Clock) -> impl FnOnce(Config) -> Config {
    let clock = clock.clone();
    move |config| Config {
        clock,
        built_ms: 1_700_000_000_000,
        ..config
    }
}

#[test]
fn a_laptop_with_a_dead_battery_works_and_syncs_and_says_so() -> Result<()> {
    let office = Office::start()?;
    let right = Clock::System.now_ms();
    let clock = Clock::fixed(DAY_MS);
    // Years behind: the office answers the first request with its own time, and the laptop asks again by itself.
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", old_program(&clock))?;
    let who = register(&laptop, "Sumarni")?.id;
    laptop.sync()?;
    let view = laptop.ask(&SyncStatus {})?;
    ensure!(view.unsent == 0 && view.last_error.is_none());
    let wrong = view.clock.wrong.context("a wrong clock is told")?;
    ensure!(!wrong.ahead && !wrong.at_least && wrong.minutes > 50 * 365 * 24 * 60);
    let today = jemput_domain::date::Zone::Wib.local_date(right);
    ensure!(view.clock.today >= jemput_domain::date::iso(today));
    ensure!(view.clock.zone == "WIB");
    let history = laptop.ask(&ResidentHistory { id: who })?;
    ensure!(
        history.iter().all(|entry| entry.clock_doubtful),
        "it is written beside the record"
    );

    // The officer puts the clock right.
    clock.set(Clock::System.now_ms());
    ensure!(laptop.ask(&SessionState {})?.clock.wrong.is_none());
    Ok(())
}

#[test]
fn a_clock_that_is_a_year_ahead_is_told_and_heals() -> Result<()> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms() + 365 * DAY_MS);
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", old_program(&clock))?;
    register(&laptop, "Sumarni")?;
    laptop.sync()?;
    let wrong = laptop.ask(&SyncStatus {})?.clock.wrong;
    ensure!(wrong.is_some_and(|wrong| wrong.ahead && wrong.minutes / (24 * 60) >= 364));
    clock.set(Clock::System.now_ms());
    let who = register(&laptop, "Ngatini")?.id;
    laptop.sync()?;
    ensure!(laptop.ask(&SyncStatus {})?.clock.wrong.is_none());
    let history = laptop.ask(&ResidentHistory { id: who })?;
    ensure!(
        history.iter().all(|entry| !entry.clock_doubtful),
        "the office's answer ended the stamps of the future"
    );
    Ok(())
}
