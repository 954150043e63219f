//! The office: sets itself up by its one-time code, gives a laptop a code, and sees what the laptop brings.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jemput_store::Author;
use jemput_testkit::{Browser, Laptop, Office, Page, Pictures, VILLAGE, wait};
use jemput_wire::{resident::ResidentSearch, session::SessionState};

use super::{faults::Faults, sample};

const PASSPHRASE: &str = "payung merah di beranda";

#[tokio::test(flavor = "multi_thread")]
async fn the_office_gives_a_code_and_sees_what_the_laptop_brings() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    let built = jemput_testkit::root().join("dist/office/app_bg.wasm");
    ensure!(
        built.exists(),
        "dist/office is not built; run `cargo xtask ui`"
    );
    let office = Office::start()?;
    let browser = Browser::open(Arc::new(Pictures::of("office")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();

    page.go(&format!("{}/office/", office.url())).await?;
    faults.look(page, "siapkan", "office-setup-code").await?;
    page.write("office-setup-code", &office.setup_code()?)
        .await?;
    sign_in(page).await?;

    page.press("office-nav-devices").await?;
    faults.look(page, "laptop", "office-code-make").await?;
    page.write("office-device-name", "Laptop 1").await?;
    choose_village(page).await?;
    page.press("office-code-make").await?;
    let code = page.text("office-code").await?;
    faults.look(page, "laptop-kode", "office-code").await?;

    let laptop = Laptop::joined(&office, &code, Some(&sample()))?;
    // The part after `#` stays: only loading again asks the server anew.
    page.client().refresh().await?;
    page.text_is("office-row", "the laptop is listed", |text| {
        text.contains("Laptop 1")
    })
    .await?;
    page.press("office-nav-residents").await?;
    page.text_is("office-row", "residents are listed", |text| {
        !text.is_empty()
    })
    .await?;
    page.write("office-search", "wa").await?;
    faults.look(page, "warga", "office-row").await?;
    first_resident(page).await?;
    page.find("#history", "the resident's history").await?;
    faults
        .look(page, "warga-satu", "office-nav-residents")
        .await?;
    for (screen, hook) in [
        ("letters", "office-search"),
        ("conflicts", "office-nav-conflicts"),
        ("overview", "office-nav-overview"),
    ] {
        page.press(&format!("office-nav-{screen}")).await?;
        faults.look(page, screen, hook).await?;
    }

    let number = printed_without_a_check(&laptop)?;
    page.press("office-nav-letters").await?;
    page.press("office-to-book").await?;
    page.text_is("office-book-row", "the letter is in the book", |text| {
        text.contains(&number)
    })
    .await?;
    faults
        .look(page, "buku-register", "office-book-gap")
        .await?;
    page.press("office-nav-conflicts").await?;
    page.see("office-approval").await?;
    faults
        .look(page, "persetujuan", "office-approval-void")
        .await?;
    page.press("office-approval-stand").await?;
    page.find(
        "[data-error='approval-reason-missing']",
        "a reason is wanted",
    )
    .await?;
    page.write("approval-reason", "dicetak saat hak petugas sedang diatur")
        .await?;
    page.press("office-approval-stand").await?;
    page.text_is("toast", "the decision is told", |text| {
        text.contains(&number)
    })
    .await?;

    audit(page, &mut faults).await?;
    on_a_phone(&office, &mut faults).await?;
    roles_and_accounts(page, &mut faults).await?;

    page.press("office-sign-out").await?;
    faults.look(page, "masuk", "office-name").await?;
    ensure!(
        !page.shows("office-setup-code").await?,
        "the set-up code is good once only"
    );
    sign_in(page).await?;
    browser.close().await?;
    faults.close()
}

/// Opens whoever stands first in the list.
async fn first_resident(page: &Page) -> Result<()> {
    let resident = page
        .find("[data-test='office-row'] a", "the link to a resident")
        .await?;
    resident.click().await?;
    Ok(())
}

/// Who looked at whom: the clerk finds the own look, and from a resident's page too.
async fn audit(page: &Page, faults: &mut Faults) -> Result<()> {
    page.press("office-nav-audit").await?;
    page.text_is("office-audit-row", "somebody did something", |text| {
        text.contains("kantor")
    })
    .await?;
    faults.look(page, "jejak", "office-audit-deed").await?;
    page.choose("office-audit-deed", "saw").await?;
    page.text_is("office-audit-row", "the look is listed", |text| {
        text.contains("Melihat")
    })
    .await?;
    page.choose("office-audit-deed", "listed").await?;
    page.text_is(
        "office-audit-row",
        "looks at lists are told in words",
        |text| text.contains("Melihat daftar") && text.contains(" baris"),
    )
    .await?;
    faults
        .look(page, "jejak-daftar", "office-audit-deed")
        .await?;
    page.write("office-audit-from", "01-01-2099").await?;
    page.gone("office-audit-row").await?;
    faults
        .look(page, "jejak-kosong", "office-audit-from")
        .await?;
    page.press("office-nav-residents").await?;
    first_resident(page).await?;
    page.find("#looks", "who looked").await?;
    // The letter whose approval was taken out of its record was changed after printing.
    page.press("office-nav-irregular").await?;
    page.choose("office-irregular-rule", "letter-changed")
        .await?;
    page.see("office-irregular-close").await?;
    faults
        .look(page, "temuan", "office-irregular-close")
        .await?;
    super::office_work::english(page, faults, "office-nav-irregular", "temuan").await?;
    page.choose("office-irregular-rule", "letter-changed")
        .await?;
    page.press("office-irregular-take").await?;
    page.text_is("office-irregular-owner", "who looks into it", |text| {
        text.contains("kantor")
    })
    .await?;
    // Nobody else may look into findings here: there is nobody to give it to.
    page.gone("office-irregular-give").await?;
    page.choose("office-irregular-whose", "kantor").await?;
    page.see("office-irregular-close").await?;
    page.press("office-irregular-close").await?;
    page.find("[data-error='irregular-note']", "a note is wanted")
        .await?;
    page.write(
        "office-irregular-note",
        "judulnya diperbaiki atas permintaan warga",
    )
    .await?;
    page.press("office-irregular-close").await?;
    page.gone("office-irregular").await?;
    page.choose("office-irregular-state", "closed").await?;
    page.text_is("office-irregular", "the note stays", |text| {
        text.contains("atas permintaan warga")
    })
    .await?;
    page.choose("office-irregular-rule", "number-gap").await?;
    page.gone("office-irregular").await?;
    faults
        .look(page, "temuan-kosong", "office-irregular-rule")
        .await?;
    page.press("office-nav-privacy").await?;
    page.see("office-privacy-notice").await?;
    faults
        .look(page, "privasi-kosong", "office-nav-privacy")
        .await?;
    page.press("office-nav-residents").await?;
    first_resident(page).await?;
    page.press("office-privacy-of").await?;
    page.write("office-privacy-asked", "datang sendiri dengan KTP")
        .await?;
    page.press("office-privacy-write").await?;
    page.text_is("office-privacy-clock", "the clock runs", |text| {
        text.contains("71") || text.contains("72")
    })
    .await?;
    faults.look(page, "privasi", "office-privacy-done").await?;
    super::office_work::english(page, faults, "office-nav-privacy", "privasi").await?;
    page.press("office-privacy-done").await?;
    page.find("[data-error='privacy-note']", "an answer is wanted")
        .await?;
    page.write("office-privacy-note", "salinan diserahkan di loket")
        .await?;
    page.press("office-privacy-done").await?;
    page.gone("office-privacy-done").await?;
    page.choose("office-privacy-wish", "erasure").await?;
    page.write("office-privacy-asked", "datang sendiri dengan KTP")
        .await?;
    page.press("office-privacy-write").await?;
    page.press("office-privacy-erase").await?;
    page.see("office-privacy-erased").await?;
    faults
        .look(page, "privasi-hapus", "office-privacy-erased")
        .await?;
    Ok(())
}

/// The same pages on a screen as narrow as a phone's.
async fn on_a_phone(office: &Office, faults: &mut Faults) -> Result<()> {
    let browser = Browser::phone(Arc::new(Pictures::of("office-phone")?)).await?;
    let page = browser.page();
    page.go(&format!("{}/office/", office.url())).await?;
    page.see("office-name").await?;
    sign_in(page).await?;
    for screen in ["audit", "irregular", "privacy"] {
        let nav = format!("office-nav-{screen}");
        page.press(&nav).await?;
        faults.glance(page, &format!("{screen}-360"), &nav).await?;
    }
    browser.close().await
}

/// The admin makes an account that sees less, and looks at the own one.
async fn roles_and_accounts(page: &Page, faults: &mut Faults) -> Result<()> {
    page.press("office-own").await?;
    page.press("second-begin").await?;
    faults.look(page, "akun-saya", "second-qr").await?;
    page.press("office-nav-accounts").await?;
    page.write("account-name", "Wulan").await?;
    page.press("role-officer").await?;
    page.press("account-make").await?;
    let code = page.text("account-code").await?;
    faults.look(page, "akun", "account-code").await?;
    page.press("account-change").await?;
    faults.look(page, "akun-ubah", "account-reason").await?;
    page.press("account-save").await?;
    page.find("[data-error='account-reason']", "a reason is wanted")
        .await?;
    page.client().refresh().await?;

    page.press("office-sign-out").await?;
    page.press("office-have-code").await?;
    faults
        .look(page, "pilih-kata-sandi", "office-setup-code")
        .await?;
    page.write("office-setup-code", &code).await?;
    page.write("office-name", "Wulan").await?;
    page.write("office-pass", "rahasia2026").await?;
    page.press("office-submit").await?;
    page.find(
        "[data-error='passphrase-common']",
        "a passphrase that everybody tries",
    )
    .await?;
    page.write("office-pass", "ayam jago di pagar").await?;
    page.press("office-submit").await?;
    page.see("office-nav-residents").await?;
    for hidden in ["accounts", "conflicts", "inbox", "numbers"] {
        ensure!(
            !page.shows(&format!("office-nav-{hidden}")).await?,
            "an officer's menu has no {hidden}"
        );
    }
    page.script("location.hash = '#/akun'").await?;
    page.find(".empty", "a page that is not for this role")
        .await?;
    faults.look(page, "bukan-untuk-peran", "office-own").await?;
    page.press("office-sign-out").await?;
    sign_in(page).await
}

pub(super) async fn sign_in(page: &Page) -> Result<()> {
    page.write("office-name", "kantor").await?;
    page.write("office-pass", PASSPHRASE).await?;
    page.press("office-submit").await?;
    page.see("office-nav-devices").await?;
    Ok(())
}

/// Checks the box of the sample's village; it may be checked already.
pub(super) async fn choose_village(page: &Page) -> Result<()> {
    let name = "Karangjemput";
    for element in page
        .client()
        .find_all(fantoccini::Locator::Css("label"))
        .await?
    {
        if element.text().await?.contains(name) {
            let input = element.find(fantoccini::Locator::Css("input")).await?;
            if !input.is_selected().await? {
                element.click().await?;
            }
            return Ok(());
        }
    }
    Err(anyhow::anyhow!("no box for {name} ({VILLAGE})")).context("the form of a new code")
}

/// A letter whose record says nothing of who checked it, as a tampered laptop would write it; gives its number.
fn printed_without_a_check(laptop: &Laptop) -> Result<String> {
    let found = laptop.ask(&ResidentSearch {
        query: "wa".to_owned(),
        limit: 50,
    })?;
    let who = found
        .hits
        .iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")?;
    laptop.choose_printer("file", "F4")?;
    let letter = laptop.print(laptop.domicile(who.id, "F4")?.id)?.letter;
    let officer = laptop.ask(&SessionState {})?.officer;
    let officer = officer.context("somebody is signed in")?.id;
    let mut store = laptop.store()?;
    let known = store.record(officer.0)?.context("the officer's record")?;
    let device: uuid::Uuid = known.text("device").unwrap_or_default().parse()?;
    let author = Author::new(device.into(), officer, 1);
    store.transact(&author, |tx| {
        tx.edit_value(letter.id.0, "checked_by", serde_json::Value::Null)?;
        tx.edit_value(
            letter.id.0,
            "title",
            "Surat Keterangan Domisili Baru".into(),
        )
    })?;
    laptop.sync()?;
    Ok(letter.number)
}
