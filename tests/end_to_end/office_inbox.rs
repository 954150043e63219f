//! Changes from outside of a laptop's villages: they wait at the office until a clerk accepts or declines them, and the
//! officer reads what became of them.

use anyhow::{Context, Result, ensure};
use jemput_testkit::{DevShell, Laptop, Page, proof::desk, wait};
use jemput_wire::sync::SyncStatus;
use serde_json::json;
use uuid::Uuid;

use super::faults::Faults;

/// The village beside the sample's; no laptop of this test holds it.
const ELSEWHERE: &str = "village:33.02.04.2008";

/// One is accepted and one declined; the laptop hears of both.
pub(super) async fn inbox(page: &Page, faults: &mut Faults, laptop: &Laptop) -> Result<()> {
    page.press("office-nav-inbox").await?;
    faults
        .look(page, "kotak-masuk-kosong", "office-nav-inbox")
        .await?;
    stray(laptop, "Yakobus Lende")?;
    stray(laptop, "Markus Bili")?;
    laptop.sync()?;
    let waits = laptop.ask(&SyncStatus {})?.parked;
    ensure!(
        waits.len() == 2 && waits.iter().all(|card| card.accepted.is_none()),
        "the officer sees what waits: {waits:?}"
    );

    page.press("office-nav-overview").await?;
    page.press("office-nav-inbox").await?;
    page.see("office-inbox-accept").await?;
    faults
        .look(page, "kotak-masuk", "office-inbox-accept")
        .await?;
    super::office_work::english(page, faults, "office-nav-inbox", "kotak-masuk").await?;
    // Oldest first.
    page.press("office-inbox-accept").await?;
    page.text_is("office-row", "only the second one waits", |text| {
        text.contains("Markus Bili")
    })
    .await?;
    page.press("office-inbox-decline").await?;
    page.find("[data-error='reason-missing']", "why it is not declined")
        .await?;
    faults
        .look(page, "kotak-masuk-alasan", "office-inbox-decline")
        .await?;
    page.write("office-inbox-reason", "Bukan warga desa laptop ini")
        .await?;
    page.press("office-inbox-decline").await?;
    page.gone("office-inbox-accept").await?;
    page.press("office-inbox-decided").await?;
    page.text_is("office-row", "the newest decision", |text| {
        text.contains("Bukan warga desa laptop ini")
    })
    .await?;
    faults.look(page, "kotak-masuk-sudah", "office-row").await?;
    page.press("office-nav-residents").await?;
    page.write("office-search", "Yakobus").await?;
    page.text_is("office-row", "what was accepted counts", |text| {
        text.contains("Yakobus Lende")
    })
    .await?;
    page.write("office-search", "Markus").await?;
    page.gone("office-row").await?;

    laptop.sync()?;
    officer(page, faults, laptop).await
}

/// The officer's own screen, in the same browser; then back at the office.
async fn officer(page: &Page, faults: &mut Faults, laptop: &Laptop) -> Result<()> {
    let back = page.client().current_url().await?;
    let shell = DevShell::start(laptop.app())?;
    page.go(&shell.at("/#/sinkron")).await?;
    let told = page.text("parked").await?;
    ensure!(
        told.contains("Bukan warga desa laptop ini"),
        "the officer reads why: {told}"
    );
    faults
        .look(page, "sinkron-keputusan", "parked-read")
        .await?;
    page.press("parked-read").await?;
    page.gone("parked").await?;
    wait::until("what was read is not told again", || {
        let left = laptop.ask(&SyncStatus {})?.parked;
        Ok(left.is_empty().then_some(()))
    })?;
    page.go("about:blank").await?;
    page.go(back.as_str()).await?;
    page.see("office-nav-inbox").await?;
    Ok(())
}

/// A resident of a village that the laptop may not write to, straight in its database: its screens offer no such thing.
fn stray(laptop: &Laptop, name: &str) -> Result<()> {
    let (mut store, author) = desk::open(laptop.data())?;
    let fields = json!({ "name": name, "sex": 1, "phone": "0811-0000-0001", "scope": ELSEWHERE });
    let fields = fields.as_object().cloned().context("fields")?;
    let id = Uuid::now_v7();
    store.transact(&author, |tx| tx.create(id, "resident", fields))?;
    Ok(())
}
