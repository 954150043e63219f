//! What laptops tell the office of themselves.

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Laptop, Office};
use jemput_wire::session::SessionState;

use crate::citizen;

fn line(office: &Office) -> Result<String> {
    let lines = office.office().devices_briefly()?;
    lines.into_iter().next().context("a laptop")
}

#[test]
fn the_office_knows_what_a_laptop_is_like_and_hears_it_again_only_when_it_is_news() -> Result<()> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms() + 10 * 60 * 1000);
    let of_laptop = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", |config| Config {
        clock: of_laptop,
        ..config
    })?;
    laptop.sync()?;
    let version = laptop.ask(&SessionState {})?.version;
    let first = line(&office)?;
    ensure!(
        first.contains(&format!("told version {version}, unsent 0, files 0")),
        "{first}"
    );
    ensure!(
        first.contains("call:") && first.contains("clock"),
        "{first}"
    );
    let word = || -> Result<Option<serde_json::Value>> { Ok(laptop.store()?.setting("told")?) };
    let told = word()?;
    ensure!(told.is_some());
    citizen(&laptop, "Sumarni")?;
    laptop.sync()?;
    ensure!(word()? == told, "nothing of it is news");
    // Put right: the next turn says so.
    clock.set(Clock::System.now_ms());
    laptop.sync()?;
    laptop.sync()?;
    ensure!(word()? != told);
    ensure!(!line(&office)?.contains("clock"), "{}", line(&office)?);
    Ok(())
}
