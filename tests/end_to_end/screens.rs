//! Every screen of the field app in Chromium over the dev shell, also with dialogs, toasts and errors: axe finds
//! nothing in all three themes, nothing is cut off at 80 and at 200 %, and English is English.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Pictures, wait};
use jemput_wire::{
    letter::PrintConfirm,
    resident::{ResidentHit, ResidentSearch, RevealNumbers},
    session::{Lock, SessionState, Unlock},
    settings::SettingsSet,
};

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
    page.write("resident-birth_date", "1/1/70").await?;
    page.press("privacy-notice").await?;
    page.text_is(
        "privacy-notice-words",
        "the notice names the office",
        |text| text.contains("Kecamatan Mandala"),
    )
    .await?;
    faults
        .look(page, "pemberitahuan-privasi", "privacy-notice-close")
        .await?;
    page.press("privacy-notice-close").await?;
    page.press("resident-save").await?;
    page.find(
        "[data-finding='date-short-year']",
        "why a year of two digits is not taken",
    )
    .await?;
    faults
        .look(page, "warga-baru-salah", "resident-save")
        .await?;
    go(&format!("/#/warga/{id}/ubah")).await?;
    faults.look(page, "warga-ubah", "resident-save").await?;
    go(&format!("/#/warga/{id}/anggota")).await?;
    faults.look(page, "warga-anggota", "resident-save").await?;
    go("/#/warga/00000000-0000-4000-8000-000000000000").await?;
    faults.look(page, "warga-tiada", "error").await?;
    go(&format!("/#/warga/{id}/surat")).await?;
    faults.look(page, "layanan", "service-domisili").await?;

    let request = laptop.start_domicile(id)?;
    go(&format!("/#/permohonan/{}", request.id)).await?;
    page.see("pages").await?;
    faults.look(page, "permohonan", "print").await?;
    page.press("print").await?;
    faults.look(page, "permohonan-kurang", "print").await?;

    laptop.fill(&request, "F4")?;
    let printed = laptop.print(request.id)?;
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
    page.write("void-reason", "x").await?;
    page.press("void-submit").await?;
    page.find(
        "[data-finding='error-void-reason-missing']",
        "why the reason is not taken",
    )
    .await?;
    faults
        .look(page, "surat-batal-pendek", "void-reason")
        .await?;
    page.press("void-cancel").await?;
    page.press("hand-over").await?;
    page.press("hand-over-submit").await?;
    faults.glance(page, "surat-toast", "toast").await?;
    go("/#/surat").await?;
    faults.look(page, "register", "letter").await?;

    go("/#/sinkron").await?;
    faults.look(page, "sinkron", "sync-now").await?;
    go("/#/impor").await?;
    faults.look(page, "impor", "import-path").await?;
    page.write("import-path", "/tidak/ada/penduduk.xlsx")
        .await?;
    page.press("import-open").await?;
    page.find("[data-error='file-missing']", "the reason")
        .await?;
    faults.look(page, "impor-tiada", "import-other").await?;
    page.press("import-other").await?;
    let worse = with_other_facts(&laptop)?;
    page.write("import-path", &worse.display().to_string())
        .await?;
    page.press("import-open").await?;
    page.see("plan-line").await?;
    faults.look(page, "impor-periksa", "import-apply").await?;
    // As somebody scrolls it clear of the bar below.
    page.press_below("take-all").await?;
    page.press("import-report").await?;
    faults.glance(page, "impor-laporan", "toast").await?;
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

    // No signal: a normal day.
    drop(office);
    go("/#/sinkron").await?;
    page.press("sync-now").await?;
    faults.look(page, "sinkron-gagal", "error").await?;

    laptop.ask(&SettingsSet {
        language: Some("en".to_owned()),
        ..SettingsSet::default()
    })?;
    for (name, address, hook) in [
        ("hari-ini", "/#/hari-ini".to_owned(), "numbers"),
        ("warga", format!("/#/warga/{id}"), "make-letter"),
        ("warga-baru", "/#/warga/baru".to_owned(), "resident-save"),
        (
            "layanan",
            format!("/#/warga/{id}/surat"),
            "service-domisili",
        ),
        ("surat", format!("/#/surat/{letter}"), "letter-number"),
        ("register", "/#/surat".to_owned(), "letter"),
        ("sinkron", "/#/sinkron".to_owned(), "sync-now"),
        ("impor", "/#/impor".to_owned(), "import-apply"),
        ("periksa", "/#/periksa".to_owned(), "seal-text"),
        ("pengaturan", "/#/pengaturan".to_owned(), "zoom"),
    ] {
        go(&address).await?;
        faults.english(page, name, hook).await?;
    }

    browser.close().await?;
    faults.close()
}

/// A file that says something else of one known resident, and of another nothing that can be taken in.
fn with_other_facts(laptop: &Laptop) -> Result<PathBuf> {
    let who = somebody(laptop)?;
    let numbers = laptop.ask(&RevealNumbers { id: who.id })?;
    let path = laptop.data().join("beda.csv");
    std::fs::write(
        &path,
        format!(
            "nama;nik;sex;tanggallahir;pekerjaan_id;gaji\n{};{};{};;9;1\nDarmo;1;X;31/02/1985;9;1\n",
            who.name,
            numbers.nik,
            who.sex.unwrap_or(1)
        ),
    )?;
    Ok(path)
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
