//! The web view keeps nothing that matters: its folder can be wiped.

use std::{path::Path, sync::Arc};

use anyhow::{Result, ensure};
use jemput_testkit::{Laptop, Office, Pictures, Screen, Window, wait};

use super::{built, enrol, import, program};

#[tokio::test(flavor = "multi_thread")]
async fn the_web_views_folder_can_be_wiped_without_losing_anything() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("web_view")?);
    let office = Office::start()?;
    let screen = Screen::start()?;
    let (data, web) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let folder = web.path().join("data");
    std::fs::create_dir(&folder)?;
    let shown = folder.display().to_string();
    let code = office.code("Laptop 1")?;
    let environment = [
        ("JEMPUT_SERVER", office.url()),
        ("JEMPUT_CODE", code.as_str()),
        ("XDG_DATA_HOME", shown.as_str()),
    ];
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
    enrol(window.page()).await?;
    import(window.page()).await?;
    window.close().await?;
    ensure!(files(&folder)? > 0, "the web view has a folder of its own");
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir(&folder)?;

    let window = open().await?;
    let page = window.page();
    page.write("unlock-pass", Laptop::PASSPHRASE).await?;
    page.press("unlock-submit").await?;
    page.press("nav-residents").await?;
    page.see("hit").await?;
    let status = page.text("search-status").await?;
    ensure!(status.contains("97"), "{status}");
    window.close().await
}

fn files(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        count += match entry.file_type()?.is_dir() {
            true => files(&entry.path())?,
            false => 1,
        };
    }
    Ok(count)
}
