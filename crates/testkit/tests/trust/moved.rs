//! An office that is reached at another address than the laptop was told, or that had none to tell.

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{
    Laptop, Office,
    link::{Link, Shape},
};
use jemput_wire::{
    retire::Retire,
    session::{Phase, SessionState},
    settings::{OfficeAddressSet, SettingsGet},
    sync::SyncStatus,
};

use crate::{
    by_usb::{answered, asked, taken_in},
    citizen, refusal,
    retire::Scene,
};

fn move_to(laptop: &Laptop, address: &str) -> Result<String> {
    let settings = laptop.ask(&OfficeAddressSet {
        server_url: address.to_owned(),
    })?;
    Ok(settings.server_url)
}

fn address(laptop: &Laptop) -> Result<String> {
    let known = laptop.ask(&SettingsGet {})?.server_url;
    ensure!(laptop.ask(&SyncStatus {})?.server_url == known);
    Ok(known)
}

fn unsent(laptop: &Laptop) -> Result<u64> {
    Ok(laptop.ask(&SyncStatus {})?.unsent)
}

#[test]
fn a_laptop_follows_its_office_to_another_address_and_to_nobody_elses() -> Result<()> {
    let office = Office::start()?;
    let target = office.url().trim_start_matches("http://").parse()?;
    let old = Link::to(target, Shape::default())?;
    let laptop = Laptop::enrolled_over(&office, &old.url(), "Laptop 1")?;
    laptop.sync()?;
    citizen(&laptop, "Sumarni")?;
    let written = unsent(&laptop)?;
    ensure!(written > 0);
    // The office moves.
    old.lead_to("127.0.0.1:9".parse()?);
    old.cut();
    ensure!(refusal(laptop.sync())?.contains("server-"));

    let other = Office::start()?;
    for (typed, told) in [
        (other.url(), "address-other"),
        ("http://127.0.0.1:9", "address-silent"),
        ("http://jemput.contoh.go.id", "server-needs-https"),
        ("bukan alamat", "server-address"),
        (" ", "server-address"),
    ] {
        let refused = refusal(move_to(&laptop, typed))?;
        ensure!(refused.contains(told), "{typed}: {refused}");
        ensure!(address(&laptop)? == old.url(), "{typed}");
    }
    ensure!(unsent(&laptop)? == written, "nothing went to anybody");

    let typed = format!(" {}/ ", office.url());
    ensure!(move_to(&laptop, &typed)? == office.url());
    ensure!(address(&laptop)? == office.url());
    // Without signing in again, and after a restart as well.
    laptop.sync()?;
    ensure!(unsent(&laptop)? == 0);
    let laptop = laptop.restarted_after(|_| Ok(()))?;
    ensure!(address(&laptop)? == office.url());
    citizen(&laptop, "Sri Waluyo")?;
    laptop.sync()?;
    ensure!(unsent(&laptop)? == 0);
    Ok(())
}

#[test]
fn a_laptop_that_joined_by_stick_is_given_an_address_later_and_retires_over_it() -> Result<()> {
    let scene = Scene::new()?;
    let office = &scene.office;
    let laptop = Laptop::fresh()?;
    let stick = laptop.data().join("media/USB");
    std::fs::create_dir_all(&stick)?;
    let request = asked(&laptop, &office.line_without_address("Laptop 1")?, &stick)?;
    let mark = office.take_bundle(&request)?.mark;
    answered(&laptop, &office.give_bundle(&mark, &stick)?)?;
    taken_in(&laptop)?;
    ensure!(address(&laptop)?.is_empty());
    ensure!(refusal(laptop.sync())?.contains("server-none"));

    ensure!(move_to(&laptop, office.url())? == office.url());
    citizen(&laptop, "Sumarni")?;
    laptop.sync()?;
    ensure!(unsent(&laptop)? == 0);

    // Its last words go where the office is now; that somebody told it the address is one of them.
    let retire = Retire {
        passphrase: Laptop::PASSPHRASE.to_owned(),
        drop_drafts: false,
    };
    ensure!(refusal(laptop.ask(&retire))?.contains("retire-not-safe"));
    scene.back_up()?;
    laptop.ask(&retire).context("retiring")?;
    ensure!(scene.line()?.contains("retired"));
    let view = laptop.ask(&SessionState {})?;
    ensure!(view.phase == Phase::NeedsEnrolment && !view.retired.is_empty());
    Ok(())
}
