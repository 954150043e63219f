//! The main job without a mouse, in the real window.

use std::{path::Path, sync::Arc};

use anyhow::{Result, ensure};
use jemput_testkit::{Laptop, Office, Pictures, Screen, Window, key, wait};

use super::{built, papers, program, sample};

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_by_keyboard_alone() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("keyboard")?);
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

    // Joining: the focus stands in the first empty input, Enter sends.
    page.see("enrol-name").await?;
    page.tab_to("enrol-name").await?;
    page.keys("Rina Setyowati").await?;
    page.tab_to("enrol-pass").await?;
    // In one go, as fast as a password manager types: nothing of it may be lost before Enter.
    page.keys(&[Laptop::PASSPHRASE, key::ENTER].concat())
        .await?;
    page.see("search").await?;

    // The printer into a folder.
    page.tab_to("nav-settings").await?;
    page.keys(key::ENTER).await?;
    page.tab_to("printer-choose-file").await?;
    page.keys(key::ENTER).await?;
    page.see("printer-chosen").await?;

    // The residents.
    page.tab_to("nav-import").await?;
    page.keys(key::ENTER).await?;
    page.tab_to("import-path").await?;
    page.keys(&sample().display().to_string()).await?;
    page.keys(key::ENTER).await?;
    page.tab_to("import-apply").await?;
    page.keys(key::ENTER).await?;
    page.see("import-done").await?;

    // Ctrl K finds from anywhere; arrow and Enter open the resident.
    page.keys(&[key::CONTROL, "k", key::RELEASE].concat())
        .await?;
    page.see("search").await?;
    wait::until_async("the focus in the search", async || {
        Ok((page.focus().await? == "search").then_some(()))
    })
    .await?;
    page.keys("wa").await?;
    page.see("hit").await?;
    page.keys(key::DOWN).await?;
    page.keys(key::ENTER).await?;
    let name = page.text("resident-title").await?;
    page.picture("warga").await?;

    // The letter.
    page.tab_to("make-letter").await?;
    page.keys(key::ENTER).await?;
    wait::until_async("the focus in the search for letters", async || {
        Ok((page.focus().await? == "service-search").then_some(()))
    })
    .await?;
    page.keys("domisili").await?;
    page.keys(key::ENTER).await?;
    page.tab_to("answer-purpose").await?;
    page.keys("Membuka rekening bank").await?;
    page.see("saved").await?;
    page.picture("permohonan").await?;
    page.keys(&[key::CONTROL, "p", key::RELEASE].concat())
        .await?;
    let paper = page.text("print-path").await?;
    page.tab_to("print-came-out").await?;
    page.keys(key::ENTER).await?;
    let number = page.text("letter-number").await?;
    page.picture("surat").await?;
    let qr = papers::read(Path::new(&paper), papers::F4, &name, &number, &pictures)?;
    ensure!(qr.contains("/V1#"), "{qr}");

    // In the evening there is signal.
    page.tab_to("nav-sync").await?;
    page.keys(key::ENTER).await?;
    page.tab_to("sync-now").await?;
    page.keys(key::ENTER).await?;
    page.text_is("sync-unsent", "everything is sent", |count| count == "0")
        .await?;
    window.close().await
}
