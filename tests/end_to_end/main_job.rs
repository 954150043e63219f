//! The main job in the real window: from a spreadsheet to a printed letter, a second laptop, and the public page.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Browser, Laptop, Office, Page, Pictures, Screen, Window, wait};
use jemput_wire::{
    letter::LetterStateView,
    resident::{ResidentGet, ResidentSearch},
};

use super::{built, choose_file_printer, enrol, faults::Faults, import, papers, program};

const TEST: &str = "main_job";

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_in_the_real_window() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of(TEST)?);
    let office = Office::start()?;
    let screen = Screen::start()?;
    let data = tempfile::tempdir()?;
    let code = office.code("Laptop 1")?;
    let environment = [("JEMPUT_SERVER", office.url()), ("JEMPUT_CODE", &code)];
    let window = Window::open(
        program(),
        data.path(),
        &environment,
        &screen,
        Arc::clone(&pictures),
    )
    .await?;
    let page = window.page();

    whole_on_screen(page).await?;
    enrol(page).await?;
    choose_file_printer(page).await?;
    import(page).await?;
    page.press("nav-today").await?;
    page.picture("hari-ini").await?;
    let letter = print(page, &pictures).await?;
    check_in_window(page, &letter.qr, "seal-awaiting-signature").await?;
    hand_over(page, &letter.number).await?;
    sync(page).await?;
    check_in_window(page, &letter.qr, "seal-genuine").await?;
    let log = window.log()?;
    window.close().await?;
    ensure!(
        !log.contains(&letter.name),
        "a resident's name is in the log:\n{log}"
    );

    second_laptop_has(&office, &letter).await?;
    let browser = Browser::open(Arc::clone(&pictures)).await?;
    public_page_confirms(browser.page(), &letter).await?;
    browser.close().await?;
    let phone = Browser::phone(pictures).await?;
    public_page_confirms(phone.page(), &letter).await?;
    let mut faults = Faults::default();
    faults
        .look(phone.page(), "periksa-publik-hp", "verdict")
        .await?;
    phone.close().await?;
    faults.close()
}

/// The whole window lies on the screen, which is as large as the window.
async fn whole_on_screen(page: &Page) -> Result<()> {
    page.see("enrol-server").await?;
    let (left, top, width, height) = page.client().get_window_rect().await?;
    ensure!(
        (left, top, width, height) == (0, 0, 1366, 768),
        "the window is {width} by {height} at {left}, {top}"
    );
    Ok(())
}

/// What is known of the printed letter.
struct Printed {
    name: String,
    number: String,
    qr: String,
}

/// Finds somebody, fills the form, prints, and reads the paper.
async fn print(page: &Page, pictures: &Pictures) -> Result<Printed> {
    // Somebody whom the search finds by part of a name.
    page.write("search", "wa").await?;
    page.see("hit").await?;
    page.picture("cari").await?;
    page.press("hit").await?;
    let name = page.text("resident-title").await?;
    page.picture("warga").await?;
    page.press("make-letter").await?;
    page.press("service-domisili").await?;
    page.write("answer-purpose", "Membuka rekening bank")
        .await?;
    page.see("saved").await?;
    page.see("pages").await?;
    page.picture("permohonan").await?;
    page.press("print").await?;
    let paper = page.text("print-path").await?;
    page.picture("tercetak").await?;
    page.press("print-came-out").await?;
    let number = page.text("letter-number").await?;
    page.picture("surat").await?;
    let qr = papers::read(Path::new(&paper), papers::F4, &name, &number, pictures)?;
    Ok(Printed { name, number, qr })
}

/// Lets the app itself judge the QR.
async fn check_in_window(page: &Page, qr: &str, verdict: &str) -> Result<()> {
    page.press("nav-check").await?;
    page.write("seal-text", qr).await?;
    page.press("seal-check").await?;
    page.find(
        &format!("[data-test='verdict'][data-verdict='{verdict}']"),
        &format!("the verdict {verdict}"),
    )
    .await?;
    page.picture("periksa").await?;
    Ok(())
}

/// The letter was signed and stamped, and its holder takes it.
async fn hand_over(page: &Page, number: &str) -> Result<()> {
    page.press("nav-letters").await?;
    page.text_is("letter", "the letter is in the register", |text| {
        text.contains(number)
    })
    .await?;
    page.picture("register").await?;
    page.press("letter").await?;
    page.press("hand-over").await?;
    page.press("hand-over-submit").await?;
    page.see("undo-hand-over").await?;
    page.picture("diserahkan").await?;
    Ok(())
}

/// In the evening there is signal.
async fn sync(page: &Page) -> Result<()> {
    page.press("nav-sync").await?;
    page.see("sync-unsent").await?;
    one_truth(page).await?;
    page.picture("sebelum-kirim").await?;
    page.press("sync-now").await?;
    page.text_is("sync-unsent", "everything is sent", |count| count == "0")
        .await?;
    one_truth(page).await?;
    page.picture("terkirim").await?;
    Ok(())
}

/// The status bar and the page say the same, at any moment.
async fn one_truth(page: &Page) -> Result<()> {
    let said = page
        .script(
            "const words = hook => document.querySelector(`[data-test=${hook}]`).textContent.trim();
             return [words('sync-unsent'), words('status-sync')];",
        )
        .await?;
    let [unsent, bar] = serde_json::from_value::<[String; 2]>(said)?;
    if unsent == "0" {
        ensure!(
            !bar.contains("belum"),
            "nothing is unsent, and the bar says {bar}"
        );
    } else {
        ensure!(
            bar.starts_with(&format!("{unsent} ")) || bar.contains("Mengirim"),
            "{unsent} are unsent, and the bar says {bar}"
        );
    }
    Ok(())
}

async fn second_laptop_has(office: &Office, letter: &Printed) -> Result<()> {
    let laptop = Laptop::enrolled(office, "Laptop 2", None)?;
    let query = letter.name.clone();
    let found = laptop.ask(&ResidentSearch { query, limit: 10 })?;
    let hit = found
        .hits
        .first()
        .context("the second laptop does not find the resident")?;
    let view = laptop.ask(&ResidentGet { id: hit.id })?;
    let there = view
        .letters
        .first()
        .context("the second laptop has no letter")?;
    ensure!(there.number == letter.number);
    ensure!(there.state == LetterStateView::Issued);
    Ok(())
}

/// Anyone who scans the QR gets the answer.
async fn public_page_confirms(page: &Page, letter: &Printed) -> Result<()> {
    page.go(&letter.qr).await?;
    page.find(
        "[data-test='verdict'][data-verdict='issued']",
        "the answer \"asli\"",
    )
    .await?;
    let shown = page.text("verdict").await?;
    ensure!(
        shown.contains(&letter.number),
        "the page does not name the number:\n{shown}"
    );
    page.picture("periksa-publik").await?;
    page.accessible("the public page").await
}
