//! A laptop joins by stick: in the real window, over a restart; and its screens, the office's too, in Chromium.

use std::{fs, path::Path, sync::Arc};

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Page, Pictures, Screen, Window, wait};
use jemput_wire::session::{EnrolForget, Phase, SessionState};

use super::{built, faults::Faults, office, program};

const OFFICER: &str = "Rina Setyowati";

/// Fills the form and saves the request into a folder.
async fn ask(page: &Page, line: &str, folder: &Path) -> Result<()> {
    page.see("enrol-usb-line").await?;
    page.write("enrol-ticket", line).await?;
    page.see("enrol-ticket-ok").await?;
    page.write("enrol-name", OFFICER).await?;
    page.write("enrol-pass", Laptop::PASSPHRASE).await?;
    page.press_below("enrol-usb-open").await?;
    page.write("usb-send-path", &folder.display().to_string())
        .await?;
    Ok(())
}

/// The one file in a folder whose name begins so.
fn file(folder: &Path, begin: &str) -> Result<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(begin))
        {
            found.push(path);
        }
    }
    ensure!(found.len() == 1, "{found:?}");
    found.pop().context("a file")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_joins_by_usb_in_the_real_window() -> Result<()> {
    wait::story(in_the_window()).await
}

async fn in_the_window() -> Result<()> {
    built()?;
    let office = Office::start()?;
    let screen = Screen::start()?;
    let (data, stick) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let pictures = Arc::new(Pictures::of("joining-by-usb-window")?);
    let open = || Window::open(program(), data.path(), &[], &screen, Arc::clone(&pictures));
    let window = open().await?;
    let page = window.page();
    page.see("enrol-server").await?;
    page.picture("daftar").await?;
    ask(page, &office.line("Laptop 1")?, stick.path()).await?;
    page.picture("daftar-usb").await?;
    page.press_below("usb-send-button").await?;
    page.see("asked-written").await?;
    page.picture("menunggu").await?;
    window.close().await?;

    // While the stick is on its way the laptop is switched off.
    let done = office.take_bundle(&file(stick.path(), "jemput-daftar-")?)?;
    ensure!(done.joined && done.device_name == "Laptop 1");
    let answer = office.give_bundle(&done.mark, stick.path())?;
    let window = open().await?;
    let page = window.page();
    page.see("asked-written").await?;
    page.write("asked-pass", Laptop::PASSPHRASE).await?;
    page.write("usb-take-path", &answer.display().to_string())
        .await?;
    page.press_below("usb-take-button").await?;
    page.see("usb-taken").await?;
    page.picture("data-masuk").await?;
    page.press("nav-today").await?;
    page.see("search").await?;
    page.picture("hari-ini").await?;
    let log = window.log()?;
    window.close().await?;
    ensure!(!log.contains(OFFICER), "a name is in the log:\n{log}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screens_of_a_laptop_that_joins_by_usb_are_accessible_on_both_sides() -> Result<()> {
    wait::story(looked_at()).await
}

async fn looked_at() -> Result<()> {
    built()?;
    let server = Office::start()?;
    let browser = Browser::open(Arc::new(Pictures::of("joining-by-usb")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let laptop = Laptop::fresh()?;
    let stick = laptop.data().join("media/USB");
    fs::create_dir_all(&stick)?;
    let shell = DevShell::start(laptop.app())?;
    page.go(&shell.at("/")).await?;
    ask(page, &server.line("Laptop 1")?, &stick.join("tidak-ada")).await?;
    page.press("usb-send-button").await?;
    page.find(
        "[data-error='bundle-missing']",
        "that no such folder is there",
    )
    .await?;
    faults.look(page, "daftar-usb", "usb-place").await?;
    page.press("usb-place").await?;
    page.see("asked-written").await?;
    let request = file(&stick, "jemput-daftar-")?;
    faults.look(page, "menunggu", "asked-written").await?;

    // Its own request is not the answer.
    page.write("usb-take-path", &request.display().to_string())
        .await?;
    page.press("usb-take-button").await?;
    page.find("[data-error='enrol-answer-own-request']", "what it is")
        .await?;
    faults.look(page, "bukan-jawaban", "asked-forget").await?;
    page.press("asked-forget").await?;
    faults
        .look(page, "mulai-lagi", "asked-forget-submit")
        .await?;
    page.press("asked-forget-submit").await?;
    page.see("enrol-usb-line").await?;
    ensure!(laptop.ask(&EnrolForget {}).is_err(), "nothing waits");

    // Once more, and the clerk takes it in on the console.
    ask(page, &server.line_without_address("Laptop 2")?, &stick).await?;
    fs::remove_file(&request)?;
    page.press("usb-send-button").await?;
    page.see("asked-written").await?;
    let request = file(&stick, "jemput-daftar-")?;
    page.go(&format!("{}/office/", server.url())).await?;
    page.write("office-setup-code", &server.setup_code()?)
        .await?;
    office::sign_in(page).await?;
    page.press("office-nav-devices").await?;
    let input = page.see("office-bundle-file").await?;
    input.send_keys(&request.display().to_string()).await?;
    page.press("office-bundle-take").await?;
    page.text_is("office-bundle-joined", "who has joined", |text| {
        text.contains("Laptop 2 (P01) didaftarkan")
    })
    .await?;
    faults
        .look(page, "kantor-terdaftar", "office-bundle-reply")
        .await?;

    let answer = server.give_bundle("P01", &stick)?;
    page.go(&shell.at("/")).await?;
    page.write("asked-pass", Laptop::PASSPHRASE).await?;
    page.text_is("usb-file", "the answer is found by itself", |text| {
        text.contains(
            &answer
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        )
    })
    .await?;
    page.press("usb-file").await?;
    page.see("usb-taken").await?;
    ensure!(laptop.ask(&SessionState {})?.phase == Phase::Open);

    // Later the office has an address: it is kept where this office answers, and nowhere else.
    page.go(&shell.at("/#/pengaturan")).await?;
    page.text_is("about-server", "that there is none", |text| {
        text.contains("USB")
    })
    .await?;
    faults.look(page, "tanpa-alamat", "address-open").await?;
    page.press_below("address-open").await?;
    // As it is spoken, without a scheme: nobody is there.
    page.write("address", "127.0.0.1:9").await?;
    page.press("address-keep").await?;
    page.find("[data-error='address-silent']", "that nobody answers")
        .await?;
    let other = Office::start()?;
    page.write("address", other.url()).await?;
    page.press("address-keep").await?;
    page.find("[data-error='address-other']", "that it is another office")
        .await?;
    faults.look(page, "alamat-lain", "address-keep").await?;
    page.write("address", server.url()).await?;
    page.press_below("address-keep").await?;
    page.text_is("about-server", "the office's address", |text| {
        text == server.url()
    })
    .await?;
    faults.glance(page, "alamat-baru", "toast").await?;
    browser.close().await?;
    faults.close()
}
