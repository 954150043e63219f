//! Attached files, the sync page with something on it, and the notice of a wrong clock: looked at in Chromium.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Pictures, root, wait};
use jemput_wire::{
    attachment::{AttachBytes, AttachmentList, Owner, Purpose},
    sync::{SyncStatus, SyncThrift},
};

use super::{built, faults::Faults};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test(flavor = "multi_thread")]
async fn files_and_a_wrong_clock_are_told_plainly() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("files")?);
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", move |config| Config {
        clock: machine,
        ..config
    })?;
    let values = [
        ("name", "Sumarni binti Kasan"),
        ("sex", "2"),
        ("birth_date", "12-03-1989"),
    ];
    let id = laptop.register(&values)?.id;
    let owner = Owner {
        id: id.0,
        kind: "resident".to_owned(),
    };
    let attach = |name: &str, content: &[u8]| {
        laptop.ask(&AttachBytes {
            owner: owner.clone(),
            name: name.to_owned(),
            content: data_encoding::BASE64.encode(content),
            purpose: Purpose::Document,
            note: String::new(),
        })
    };
    attach(
        "KTP depan.png",
        &std::fs::read(root().join("assets/icons/app/256x256.png"))?,
    )?;
    laptop.sync()?;
    attach("Surat pengantar RT.pdf", b"%PDF-1.7 surat pengantar")?;
    laptop.ask(&SyncThrift { on: true })?;
    laptop.sync()?;

    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let shell = DevShell::start(laptop.app())?;
    page.go(&shell.at(&format!("/#/warga/{id}"))).await?;
    faults.look(page, "warga-lampiran", "attachments").await?;
    page.scroll_to("attachments").await?;
    page.picture("lampiran-daftar").await?;
    page.press("attachment-open").await?;
    faults.look(page, "lampiran-dibuka", "attachments").await?;
    page.go("about:blank").await?;
    page.go(&shell.at(&format!("/#/warga/{id}"))).await?;
    page.see("attachments").await?;
    // The newest files of the usual folders are offered where a place can be typed.
    let scan = laptop.data().join("masuk");
    std::fs::create_dir_all(&scan)?;
    std::fs::write(scan.join("kk.pdf"), b"%PDF-1.7 kartu keluarga")?;
    page.press("attach-path-open").await?;
    faults.look(page, "lampiran-ketik", "attach-found").await?;
    let photo = root().join("assets/icons/app/128x128.png");
    // This machine has no camera: it says so and offers the file.
    page.press("camera-portrait").await?;
    faults.look(page, "kamera-tiada", "camera-failed").await?;
    let chooser = page
        .find("[data-test=camera-file]", "the file chooser")
        .await?;
    chooser.send_keys(&photo.display().to_string()).await?;
    wait::until("the chosen photo is attached", || {
        let files = laptop.ask(&AttachmentList {
            owner: owner.clone(),
        })?;
        Ok((files.files.len() == 3).then_some(()))
    })?;
    page.go("about:blank").await?;
    page.go(&shell.at("/#/sinkron")).await?;
    // Nothing of the work lies in the web view: its storage may be wiped at any time.
    let stored = page
        .script(
            "const stored = localStorage.length + sessionStorage.length; localStorage.clear(); return stored;",
        )
        .await?;
    ensure!(stored == 0, "the page keeps {stored} values of its own");
    faults.look(page, "sinkron-hemat", "sync-files-now").await?;
    page.press("sync-files-now").await?;
    wait::until("the last file is with the office", || {
        let waiting = laptop.ask(&SyncStatus {})?.files.waiting;
        Ok((waiting == 0).then_some(()))
    })?;

    clock.set(DAY_MS);
    page.go("about:blank").await?;
    page.go(&shell.at("/#/hari-ini")).await?;
    faults.look(page, "jam-keliru", "clock-wrong").await?;
    let today = laptop.ask(&SyncStatus {})?.clock;
    ensure!(
        !today.today.starts_with("1970"),
        "letters carry the office's date"
    );
    let shown = page.text("clock").await.context("the village's time")?;
    ensure!(shown.ends_with("WIB"), "{shown}");
    browser.close().await?;
    faults.close()
}
