//! A village that comes as a file, over a slow link, as the officer sees it.

use std::sync::Arc;

use anyhow::{Result, ensure};
use jemput_testkit::{Browser, DevShell, Pictures, link::Shape, wait};
use jemput_wire::sync::SyncStatus;

use super::{built, faults::Faults};
use crate::bad_links::{Large, MANY};

#[tokio::test(flavor = "multi_thread")]
async fn a_large_village_tells_how_far_it_came_stops_when_asked_and_goes_on_from_there()
-> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("large-village")?);
    let large = Large::new()?;
    let (laptop, ..) = large.cut_in_the_file()?;
    large.slow_down();
    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let shell = DevShell::start(laptop.app())?;
    page.go(&shell.at("/#/sinkron")).await?;
    page.press("sync-now").await?;
    page.text_is("sync-state", "how much of the village came", |text| {
        text.contains("Mengambil data desa dari kantor:") && text.contains(" KB")
    })
    .await?;
    faults.look(page, "mengambil-desa", "sync-cancel").await?;
    page.press("sync-cancel").await?;
    page.text_is("sync-state", "that it was stopped", |text| {
        text.contains("Pengiriman dihentikan.")
    })
    .await?;
    faults
        .look(page, "mengambil-desa-berhenti", "sync-now")
        .await?;
    large.link.reshape(Shape::default());
    page.press("sync-now").await?;
    page.text_is("sync-last", "when it was done", |text| {
        !text.is_empty() && !text.contains("Belum pernah")
    })
    .await?;
    let view = wait::until("the run ends", || {
        let view = laptop.ask(&SyncStatus {})?;
        Ok((!view.running).then_some(view))
    })?;
    ensure!(view.last_error.is_none(), "{view:?}");
    ensure!(laptop.store()?.records("resident")?.len() == MANY);
    faults.close()
}
