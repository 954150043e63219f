//! The public check page as a phone has it: installed, without a network, and telling nobody what it checks.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Browser, Laptop, Office, Page, Pictures, wait};
use jemput_wire::letter::LetterHandOver;

use super::faults::Faults;
use crate::{
    letter_flow::qr_of,
    letter_numbers::{citizen, letter},
};

#[tokio::test]
async fn nothing_of_a_checked_letter_leaves_the_phone_and_the_page_works_without_a_network()
-> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Nur'aini Ba'asyir", "3302045203899001")?;
    let printed = letter(&laptop, who)?;
    let paper = printed.job.path.clone().context("a file")?;
    let code = qr_of(Path::new(&paper))?;
    let (_, token) = code.split_once('#').context("a code with an address")?;
    let browser = Browser::open(Arc::new(Pictures::of("check")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let address = format!("{}/V1#{token}", office.url());

    // Before the office has it, then waiting for its signature, then handed over.
    page.go(&address).await?;
    verdict(page, "unconfirmed").await?;
    faults.look(page, "belum-diterima", "verdict").await?;
    laptop.sync()?;
    again(page, &address).await?;
    verdict(page, "awaiting").await?;
    laptop.ask(&LetterHandOver {
        letter: printed.letter.id,
        receiver: "Nur'aini Ba'asyir".to_owned(),
        signature: None,
    })?;
    laptop.sync()?;
    again(page, &address).await?;
    verdict(page, "issued").await?;
    faults.look(page, "asli", "verdict").await?;

    // What the footer leads to.
    page.go(&format!("{}/privasi", office.url())).await?;
    page.accessible("privasi").await?;
    page.picture("privasi").await?;
    again(page, &address).await?;
    verdict(page, "issued").await?;

    // Every address that the page asked for: none has the token, the number, the name or the letter's id.
    let asked = page
        .script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name).join(' ');",
        )
        .await?;
    let asked = asked.as_str().context("addresses")?;
    ensure!(
        asked.contains("/v/status/") && asked.contains("/v/keys"),
        "{asked}"
    );
    let told = asked.to_uppercase();
    for secret in [
        token.to_uppercase(),
        printed.letter.number.to_uppercase(),
        printed.letter.short_id.clone(),
        "AINI".to_owned(),
    ] {
        ensure!(!told.contains(&secret), "{secret} was told: {asked}");
    }

    // Installable, and good without a network.
    let manifest = page
        .script("return fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json()).then((all) => all.start_url + ' ' + all.display + ' ' + all.icons.length);")
        .await?;
    ensure!(manifest.as_str() == Some("/v standalone 1"), "{manifest}");
    page.script("return navigator.serviceWorker.ready.then(() => true);")
        .await?;
    again(page, &address).await?;
    verdict(page, "issued").await?;
    drop(office);
    again(page, &address).await?;
    verdict(page, "issued").await?;
    browser.close().await?;
    faults.close()
}

/// Loads the page anew: its address alone would only change the part behind `#`.
async fn again(page: &Page, address: &str) -> Result<()> {
    page.go("about:blank").await?;
    page.go(address).await
}

async fn verdict(page: &Page, verdict: &str) -> Result<()> {
    page.find(
        &format!("[data-test='verdict'][data-verdict='{verdict}']"),
        &format!("the answer {verdict}"),
    )
    .await?;
    Ok(())
}
