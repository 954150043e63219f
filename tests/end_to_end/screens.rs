//! Every screen of the field app in Chromium over the dev shell: axe finds nothing, in all three themes.

use std::sync::Arc;

use anyhow::{Context, Result};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Pictures, wait};
use jemput_wire::{
    letter::{LetterPrint, PrintConfirm},
    request::{RequestSave, RequestStart},
    resident::{ResidentHit, ResidentSearch},
    session::{Lock, SessionState, Unlock},
};
use serde_json::json;

use super::{built, faults::Faults, sample};

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_is_accessible_in_three_themes() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("screens")?);
    let office = Office::start()?;
    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();

    let fresh = Laptop::invited(&office, "Laptop 2")?;
    let shell = DevShell::start(fresh.app())?;
    page.go(&shell.at("/")).await?;
    faults.look(page, "bergabung", "enrol-server").await?;

    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let shell = DevShell::start(laptop.app())?;
    let go = async |address: &str| {
        // The part after `#` alone would not load the page anew.
        page.go("about:blank").await?;
        page.go(&shell.at(address)).await
    };
    let who = somebody(&laptop)?;
    let id = who.id;

    go("/#/hari-ini").await?;
    faults.look(page, "hari-ini", "search").await?;
    page.write("search", "wa").await?;
    faults.look(page, "hari-ini-cari", "hit").await?;
    go("/#/warga").await?;
    faults.look(page, "warga-daftar", "hit").await?;
    go(&format!("/#/warga/{id}")).await?;
    faults.look(page, "warga", "make-letter").await?;
    page.press("history").await?;
    faults.look(page, "warga-riwayat", "resident-title").await?;
    go("/#/warga/baru").await?;
    page.see("resident-save").await?;
    faults.look(page, "warga-baru", "resident-save").await?;
    page.press("resident-save").await?;
    faults
        .look(page, "warga-baru-salah", "resident-save")
        .await?;
    go(&format!("/#/warga/{id}/ubah")).await?;
    faults.look(page, "warga-ubah", "resident-save").await?;
    go(&format!("/#/warga/{id}/anggota")).await?;
    faults.look(page, "warga-anggota", "resident-save").await?;
    go(&format!("/#/warga/{id}/surat")).await?;
    faults.look(page, "layanan", "service-domisili").await?;

    let request = laptop.ask(&RequestStart {
        resident: id,
        service: "domisili".to_owned(),
    })?;
    go(&format!("/#/permohonan/{}", request.id)).await?;
    page.see("pages").await?;
    faults.look(page, "permohonan", "print").await?;
    page.press("print").await?;
    faults.look(page, "permohonan-kurang", "print").await?;

    let mut answers = request.answers;
    answers.insert("purpose".to_owned(), json!("Membuka rekening bank"));
    laptop.ask(&RequestSave {
        id: request.id,
        answers,
        signer: request.signers.first().map(|signer| signer.id),
        paper: "F4".to_owned(),
    })?;
    let printed = laptop.ask(&LetterPrint {
        request: request.id,
        printer: None,
    })?;
    let letter = printed.letter.id;
    go(&format!("/#/surat/{letter}")).await?;
    page.see("pages").await?;
    faults.look(page, "surat-tercetak", "letter-number").await?;
    laptop.ask(&PrintConfirm {
        id: printed.job.id,
        came_out: true,
    })?;
    go(&format!("/#/surat/{letter}")).await?;
    page.see("pages").await?;
    faults.look(page, "surat", "hand-over").await?;
    page.press("hand-over").await?;
    faults.look(page, "surat-serah", "receiver").await?;
    go(&format!("/#/surat/{letter}")).await?;
    page.press("void").await?;
    faults.look(page, "surat-batal", "void-reason").await?;
    go("/#/surat").await?;
    faults.look(page, "register", "letter").await?;

    go("/#/sinkron").await?;
    faults.look(page, "sinkron", "sync-now").await?;
    go("/#/impor").await?;
    faults.look(page, "impor", "import-path").await?;
    page.write("import-path", &sample().display().to_string())
        .await?;
    page.press("import-open").await?;
    faults.look(page, "impor-periksa", "import-apply").await?;
    go("/#/periksa").await?;
    faults.look(page, "periksa", "seal-text").await?;
    page.write("seal-text", "ini bukan segel").await?;
    page.press("seal-check").await?;
    faults.look(page, "periksa-bukan-segel", "verdict").await?;
    go("/#/pengaturan").await?;
    faults.look(page, "pengaturan", "zoom").await?;

    laptop.ask(&Lock {})?;
    go("/").await?;
    faults.look(page, "masuk", "unlock-pass").await?;
    page.write("unlock-pass", "bukan kata sandi ini").await?;
    page.press("unlock-submit").await?;
    faults.look(page, "masuk-salah", "error").await?;
    let officer = laptop
        .ask(&SessionState {})?
        .officers
        .first()
        .context("an officer")?
        .id;
    laptop.ask(&Unlock {
        officer,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;

    browser.close().await?;
    faults.close()
}

/// Somebody whose letter can be printed.
fn somebody(laptop: &Laptop) -> Result<ResidentHit> {
    let found = laptop.ask(&ResidentSearch {
        query: "wa".to_owned(),
        limit: 50,
    })?;
    found
        .hits
        .into_iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")
}
