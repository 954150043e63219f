//! The office: sets itself up by its one-time code, gives a laptop a code, and sees what the laptop brings.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Browser, Laptop, Office, Page, Pictures, VILLAGE, wait};

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

    Laptop::joined(&office, &code, Some(&sample()))?;
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
    let resident = page
        .find("[data-test='office-row'] a", "the link to a resident")
        .await?;
    resident.click().await?;
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

pub(super) async fn sign_in(page: &Page) -> Result<()> {
    page.write("office-name", "kantor").await?;
    page.write("office-pass", PASSPHRASE).await?;
    page.press("office-submit").await?;
    page.see("office-nav-devices").await?;
    Ok(())
}

/// Checks the box of the sample's village; it may be checked already.
async fn choose_village(page: &Page) -> Result<()> {
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
