//! A laptop that is bound to its computer: in the real window with a real keyring, and looked at in Chromium.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Config, KeystoreFault};
use jemput_testkit::{
    Browser, Computer, DevShell, Keyring, Laptop, Office, Page, Pictures, Screen, Window, key, wait,
};
use jemput_wire::{
    copies::{CopiesMake, CopiesTarget},
    session::Lock,
};

use super::{built, enrol, faults::Faults, officers::leave, program};

const NEW: &str = "angin pagi dari bukit";
const WHY: &str = "Rina menelepon dari nomornya sendiri";

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_is_bound_to_its_computer_in_the_real_window_with_a_real_keyring() -> Result<()> {
    wait::story(in_the_window()).await
}

async fn in_the_window() -> Result<()> {
    built()?;
    let office = Office::start()?;
    let mut keyring = Keyring::start()?;
    let screen = Screen::start()?;
    let data = tempfile::tempdir()?;
    let code = office.code("Laptop 1")?;
    let address = keyring.address();
    let environment = [
        ("JEMPUT_SERVER", office.url()),
        ("JEMPUT_CODE", code.as_str()),
        ("DBUS_SESSION_BUS_ADDRESS", address.as_str()),
    ];
    let pictures = Arc::new(Pictures::of("binding-window")?);
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
    page.press("nav-settings").await?;
    // By keyboard: the switch, and the safe answer first.
    page.tab_to("binding-set").await?;
    page.picture("keamanan").await?;
    page.keys(" ").await?;
    page.see("binding-confirm").await?;
    page.picture("keamanan-tanya").await?;
    ensure!(!key_file(data.path())?.contains("sealed"), "only asked");
    page.tab_to("binding-confirm").await?;
    page.keys(key::ENTER).await?;
    page.gone("binding-confirm").await?;
    wait::until("the sealed key file", || {
        Ok(key_file(data.path())?.contains("sealed").then_some(()))
    })?;
    page.picture("keamanan-terikat").await?;
    window.close().await?;

    // Another start on the same computer: as before.
    let window = open().await?;
    let page = window.page();
    page.write("unlock-pass", Laptop::PASSPHRASE).await?;
    page.press("unlock-submit").await?;
    page.see("lock").await?;
    leave(page).await?;

    // Its keyring is locked: told, and no dialog of somebody else's.
    keyring.lock()?;
    page.write("unlock-pass", Laptop::PASSPHRASE).await?;
    page.press("unlock-submit").await?;
    page.find("[data-error='keystore-locked']", "that it is locked")
        .await?;
    page.picture("terkunci-penyimpan").await?;

    // The system is set up anew: the office's code opens it.
    keyring.set_up_anew()?;
    page.press("unlock-submit").await?;
    page.find("[data-error='keystore-missing']", "that it is gone")
        .await?;
    page.picture("kunci-hilang").await?;
    page.press("unlock-by-code").await?;
    let code = office.office().recovery_code("P01", WHY)?;
    page.write("recovery-code", &code).await?;
    page.write("recovery-pass", NEW).await?;
    page.press("recovery-submit").await?;
    page.see("unbound").await?;
    page.picture("ikatan-dilepas").await?;
    let log = window.log()?;
    ensure!(!log.contains("panicked"), "{log}");
    window.close().await
}

fn key_file(data: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(data.join("kunci.json")).context("the key file")
}

#[tokio::test(flavor = "multi_thread")]
async fn screens_of_the_binding_are_accessible() -> Result<()> {
    wait::story(looked_at()).await
}

async fn looked_at() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("binding")?);
    let office = Office::start()?;
    let computer = Computer::default();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", on(&computer))?;
    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let shell = DevShell::start(laptop.app())?;
    let settings = async || {
        page.go("about:blank").await?;
        page.go(&shell.at("/#/pengaturan")).await
    };

    computer.fail(Some(KeystoreFault::Absent));
    settings().await?;
    faults.look(page, "tanpa-penyimpan", "binding-none").await?;
    ensure!(!page.shows("binding-set").await?);
    computer.fail(None);
    settings().await?;
    faults.look(page, "lepas", "binding-set").await?;
    page.press("binding-set").await?;
    faults.look(page, "tanya", "binding-confirm").await?;
    page.press("binding-cancel").await?;
    page.gone("binding-confirm").await?;
    ensure!(computer.kept().is_empty(), "only asked");
    page.press("binding-set").await?;
    page.press("binding-confirm").await?;
    page.gone("binding-confirm").await?;
    settings().await?;
    faults.look(page, "terikat", "copies-bound").await?;
    computer.fail(Some(KeystoreFault::Silent));
    settings().await?;
    faults
        .look(page, "tidak-menjawab", "binding-broken")
        .await?;

    // A stick with a copy, for another computer.
    computer.fail(None);
    let stick = tempfile::tempdir()?;
    laptop.ask(&CopiesMake {})?;
    laptop.ask(&CopiesTarget {
        folder: Some(stick.path().display().to_string()),
    })?;
    laptop.ask(&CopiesMake {})?;
    laptop.ask(&Lock {})?;
    computer.forget();
    page.go("about:blank").await?;
    page.go(&shell.at("/")).await?;
    page.write("unlock-pass", Laptop::PASSPHRASE).await?;
    page.press("unlock-submit").await?;
    faults.look(page, "kunci-hilang", "unlock-by-code").await?;
    let code = office.office().recovery_code("P01", WHY)?;
    elsewhere(page, stick.path(), &code, &mut faults).await?;
    browser.close().await?;
    faults.close()
}

/// The copy on another computer: the passphrase does not open it there, the office's code does.
async fn elsewhere(
    page: &Page,
    stick: &std::path::Path,
    code: &str,
    faults: &mut Faults,
) -> Result<()> {
    let laptop = Laptop::fresh()?.locked_and_restarted(on(&Computer::default()))?;
    let shell = DevShell::start(laptop.app())?;
    page.go("about:blank").await?;
    page.go(&shell.at("/")).await?;
    page.press("recover-open").await?;
    page.write("recover-folder", &stick.display().to_string())
        .await?;
    page.press("recover-find").await?;
    faults
        .look(page, "salinan-terikat", "recover-bound")
        .await?;
    page.write("recover-pass", Laptop::PASSPHRASE).await?;
    page.press("recover-submit").await?;
    page.find("[data-error='copy-bound']", "that it is bound")
        .await?;
    faults.look(page, "salinan-ditolak", "error").await?;
    page.press("recover-other-way").await?;
    page.write("recover-code", code).await?;
    page.write("recover-pass", NEW).await?;
    faults.look(page, "salinan-kode", "recover-code").await?;
    page.press("recover-submit").await?;
    faults.look(page, "salinan-dipulihkan", "unbound").await
}

/// A laptop on a computer with a keystore.
fn on(computer: &Computer) -> impl FnOnce(Config) -> Config + use<> {
    let keystore = Box::new(computer.clone());
    |config| Config { keystore, ..config }
}
