//! Officers who share a laptop, locks, PINs and recovery: in the real window, and looked at in Chromium.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_domain::village::VillageCode;
use jemput_testkit::{
    Browser, DevShell, Laptop, Office, Page, Pictures, Screen, VILLAGE, Window, wait,
};
use jemput_wire::{
    approval::RequestSubmit,
    session::{Lock, SessionState, Unlock},
};

use super::{built, enrol, faults::Faults, office::sign_in, program};
use crate::letter_numbers::{citizen, request};

const HERS: &str = "padi menguning di lereng";
const NEW: &str = "angin pagi dari bukit";
const PIN: &str = "271828";

#[tokio::test(flavor = "multi_thread")]
async fn officers_share_a_laptop_in_the_real_window() -> Result<()> {
    wait::story(in_the_window()).await
}

async fn in_the_window() -> Result<()> {
    built()?;
    let office = Office::start()?;
    name_bagus(&office)?;
    let screen = Screen::start()?;
    let data = tempfile::tempdir()?;
    let code = office.code("Laptop 1")?;
    let environment = [
        ("JEMPUT_SERVER", office.url()),
        ("JEMPUT_CODE", code.as_str()),
    ];
    let pictures = Arc::new(Pictures::of("officers-window")?);
    let open = || {
        Window::open(
            program(),
            data.path(),
            &environment,
            &screen,
            Arc::clone(&pictures),
        )
    };
    let window = open().await?;
    let page = window.page();
    enrol(page).await?;
    take_in(page).await?;
    page.picture("petugas-kedua").await?;
    page.write("pin-new", PIN).await?;
    page.press_below("pin-save").await?;
    page.see("pin-remove").await?;
    leave(page).await?;

    // By PIN, and as the other one, who has none.
    page.write("unlock-pin", PIN).await?;
    page.picture("masuk-pin").await?;
    page.press("unlock-submit").await?;
    page.see("lock").await?;
    leave(page).await?;
    choose_other(page).await?;
    page.write("unlock-pass", HERS).await?;
    page.press("unlock-submit").await?;
    page.see("lock").await?;
    let title = page.find("[data-test='lock']", "who is signed in").await?;
    let title = title.attr("title").await?.unwrap_or_default();
    ensure!(title.contains("Bagus Prakoso"), "{title}");
    window.close().await?;

    // After another start the PIN is not offered.
    let window = open().await?;
    let page = window.page();
    page.see("unlock-pass").await?;
    ensure!(!page.shows("unlock-pin").await?);

    // Forgotten: the office reads out a code.
    let code = office
        .office()
        .recovery_code("P01", "Rina menelepon dari nomornya sendiri")?;
    page.press("unlock-forgot").await?;
    page.write("recovery-code", &code).await?;
    page.write("recovery-pass", NEW).await?;
    page.picture("kata-sandi-baru").await?;
    page.press("recovery-submit").await?;
    page.see("lock").await?;
    window.close().await
}

/// An officer of the sample village without a laptop.
fn name_bagus(office: &Office) -> Result<()> {
    let village = VillageCode::parse(VILLAGE).context("a village's code")?;
    office.office().add_officer("Bagus Prakoso", &village)?;
    Ok(())
}

/// Takes the second officer in, on the page of settings.
async fn take_in(page: &Page) -> Result<()> {
    page.press("nav-settings").await?;
    page.press_below("officer-add").await?;
    page.write("officer-pass", HERS).await?;
    page.press_below("officer-add-submit").await?;
    page.gone("officer-add-submit").await?;
    page.see("officers-none").await?;
    Ok(())
}

/// Locks, whether or not something is unsent at that moment.
pub(super) async fn leave(page: &Page) -> Result<()> {
    page.press("lock").await?;
    wait::until_async("the laptop is locked", async || {
        // Whether it is asked depends on whether the sync was quicker.
        page.script("document.querySelector('[data-test=leave-now]')?.click();")
            .await?;
        Ok(page.shows("unlock-submit").await?.then_some(()))
    })
    .await
}

async fn choose_other(page: &Page) -> Result<()> {
    page.script("document.querySelector(\"[data-test='unlock-officer']:not(:checked)\").click();")
        .await?;
    page.see("unlock-pass").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn screens_of_officers_and_locks_are_accessible() -> Result<()> {
    wait::story(looked_at()).await
}

async fn looked_at() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("officers")?);
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", move |config| Config {
        clock: machine,
        ..config
    })?;
    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    office_names(page, &office, &mut faults).await?;
    laptop.sync()?;
    let shell = DevShell::start(laptop.app())?;
    let go = async |address: &str| {
        page.go("about:blank").await?;
        page.go(&shell.at(address)).await
    };

    go("/#/pengaturan").await?;
    page.press("officer-add").await?;
    faults.look(page, "petugas-tambah", "officer-pass").await?;
    page.write("officer-pass", "pendek").await?;
    page.press("officer-add-submit").await?;
    faults.look(page, "petugas-sandi-pendek", "error").await?;
    go("/#/pengaturan").await?;
    take_in(page).await?;
    page.write("pin-new", "123456").await?;
    page.press("pin-save").await?;
    faults.look(page, "pin-mudah", "error").await?;
    page.write("pin-new", PIN).await?;
    page.press("pin-save").await?;
    page.see("pin-remove").await?;
    page.choose("lock-minutes", "10").await?;
    faults.look(page, "kunci-layar", "log-out").await?;

    // A letter that somebody else must look at.
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let asked = request(&laptop, who)?;
    laptop.ask(&RequestSubmit { id: asked.id })?;

    // Something is unsent: asked, sent, locked.
    go("/#/hari-ini").await?;
    page.see("waiting").await?;
    page.press("lock").await?;
    faults.look(page, "tinggalkan", "leave-state").await?;
    page.press("leave-send").await?;
    page.see("unlock-pin").await?;
    ensure!(laptop.store()?.unsent()?.changes == 0, "sent first");
    faults.look(page, "masuk-pin", "unlock-pin").await?;
    page.write("unlock-pin", "000000").await?;
    page.press("unlock-submit").await?;
    page.find("[data-error='pin-wrong']", "that the PIN is wrong")
        .await?;
    faults.look(page, "pin-salah", "unlock-pin").await?;

    // The other one checks on the same laptop.
    choose_other(page).await?;
    page.write("unlock-pass", HERS).await?;
    page.press("unlock-submit").await?;
    page.press("waiting").await?;
    faults.look(page, "periksa-surat", "flow-approve").await?;
    page.press("flow-approve").await?;
    page.see("flow-checked").await?;

    // Left alone.
    clock.pass(10 * 60 * 1000);
    laptop.app().look_after_session();
    page.see("unlock-why").await?;
    faults.look(page, "terkunci-sendiri", "unlock-why").await?;

    // Forgotten.
    page.press("unlock-forgot").await?;
    page.write("recovery-code", "ABCD-EFGH").await?;
    page.write("recovery-pass", NEW).await?;
    page.press("recovery-submit").await?;
    page.find("[data-error='recovery-length']", "how many are missing")
        .await?;
    faults.look(page, "kode-kurang", "recovery-code").await?;
    let code = office_reads(page, &office, &mut faults).await?;
    go("/").await?;
    page.press("unlock-forgot").await?;
    page.write("recovery-code", &code).await?;
    page.write("recovery-pass", NEW).await?;
    page.press("recovery-submit").await?;
    page.see("lock").await?;

    // The same over the network: both see the same letters.
    laptop.ask(&Lock {})?;
    go("/").await?;
    page.press("unlock-forgot").await?;
    page.press("recovery-online").await?;
    let letters = page.text("recovery-compare").await?;
    faults
        .look(page, "kode-diminta", "recovery-compare")
        .await?;
    office_sends(page, &office, &letters, &mut faults).await?;
    go("/").await?;
    page.press("unlock-forgot").await?;
    page.press("recovery-online").await?;
    faults.look(page, "kode-tiba", "recovery-arrived").await?;
    page.write("recovery-pass", NEW).await?;
    page.press("recovery-submit").await?;
    page.see("lock").await?;

    // Without a signal nothing can be sent first, and nobody is kept from locking.
    let officer = laptop
        .ask(&SessionState {})?
        .officer
        .context("an officer")?;
    citizen(&laptop, "Parjo", "3302041203899003")?;
    drop(office);
    go("/#/pengaturan").await?;
    page.press("log-out").await?;
    page.press("leave-send").await?;
    page.text_is("leave-state", "that not all was sent", |text| {
        text.contains("Belum semua terkirim")
    })
    .await?;
    faults.look(page, "tinggalkan-gagal", "leave-state").await?;
    page.press("leave-now").await?;
    page.see("unlock-pass").await?;
    laptop.ask(&Unlock {
        officer: officer.id,
        passphrase: NEW.to_owned(),
    })?;
    browser.close().await?;
    faults.close()
}

/// The office names an officer in its console.
async fn office_names(page: &Page, office: &Office, faults: &mut Faults) -> Result<()> {
    page.go(&format!("{}/office/", office.url())).await?;
    page.write("office-setup-code", &office.setup_code()?)
        .await?;
    sign_in(page).await?;
    page.press("office-nav-devices").await?;
    page.write("new-officer-name", "Bagus Prakoso").await?;
    page.script(
        "for (const box of document.querySelectorAll(\"[data-test='new-officer-village']\")) if (!box.checked) box.click();",
    )
    .await?;
    page.press("new-officer-add").await?;
    page.see("new-officer-added").await?;
    faults
        .look(page, "kantor-petugas-baru", "new-officer-added")
        .await
}

/// A clerk reads a laptop's code out.
async fn office_reads(page: &Page, office: &Office, faults: &mut Faults) -> Result<String> {
    page.go("about:blank").await?;
    page.go(&format!("{}/office/#/laptop", office.url()))
        .await?;
    page.press("office-nav-devices").await?;
    page.press("recovery").await?;
    page.write("recovery-reason", "x").await?;
    page.press("recovery-show").await?;
    page.find("[data-error='recovery-reason']", "that a reason is needed")
        .await?;
    faults
        .look(page, "kantor-kode-alasan", "recovery-reason")
        .await?;
    page.write("recovery-reason", "Bagus menelepon dari nomornya sendiri")
        .await?;
    page.press("recovery-show").await?;
    let code = page.text("recovery-code").await?;
    faults.look(page, "kantor-kode", "recovery-code").await?;
    page.press("recovery-close").await?;
    page.text_is("recovery-read", "when it was read", |text| {
        text.contains("dibacakan")
    })
    .await?;
    Ok(code)
}

/// A clerk sends a laptop its code, after the letters were compared.
async fn office_sends(
    page: &Page,
    office: &Office,
    letters: &str,
    faults: &mut Faults,
) -> Result<()> {
    page.go("about:blank").await?;
    page.go(&format!("{}/office/", office.url())).await?;
    page.press("office-nav-devices").await?;
    faults.look(page, "kantor-diminta", "recovery-asks").await?;
    page.press("recovery").await?;
    let seen = page.text("recovery-compare").await?;
    ensure!(seen == letters, "{seen} and {letters}");
    page.write("recovery-reason", "Rina menelepon dari nomornya sendiri")
        .await?;
    faults
        .look(page, "kantor-bandingkan", "recovery-compare")
        .await?;
    page.press("recovery-send").await?;
    page.gone("recovery-send").await?;
    page.gone("recovery-asks").await
}
