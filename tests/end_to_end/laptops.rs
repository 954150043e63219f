//! Laptops from their code to their end, on both sides: the office's list, the QR code, lost, the report, and retiring.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Page, Pictures, wait};
use jemput_wire::session::{Lock, SessionState};

use super::{built, faults::Faults, office, sample};

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_joins_by_its_line_and_retires_and_another_is_lost_reported_and_found()
-> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let server = Office::start()?;
    let browser = Browser::open(Arc::new(Pictures::of("laptops")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();

    page.go(&format!("{}/office/", server.url())).await?;
    page.write("office-setup-code", &server.setup_code()?)
        .await?;
    office::sign_in(page).await?;
    page.press("office-nav-devices").await?;
    page.write("office-device-name", "Laptop 1").await?;
    office::choose_village(page).await?;
    page.press("office-code-make").await?;
    let line = page.text("office-ticket").await?;
    faults.look(page, "kode", "office-ticket-qr").await?;

    // The laptop takes the line; what is no line is told.
    let fresh = Laptop::fresh()?;
    let shell = DevShell::start(fresh.app())?;
    page.go(&shell.at("/")).await?;
    page.write("enrol-ticket", "bukan baris").await?;
    page.find("[data-error='enrol-ticket-other']", "what is wrong with it")
        .await?;
    faults.look(page, "baris-salah", "enrol-ticket").await?;
    hold_half_lines(page, &line).await?;
    page.write("enrol-ticket", &line).await?;
    half_lines_are_told(page).await?;
    page.see("enrol-ticket-ok").await?;
    faults.look(page, "baris", "enrol-ticket-ok").await?;
    page.write("enrol-server", server.url()).await?;
    page.write("enrol-name", "Rina Setyowati").await?;
    page.write("enrol-pass", Laptop::PASSPHRASE).await?;
    page.press("enrol-submit").await?;
    page.see("search").await?;
    ensure!(fresh.ask(&SessionState {})?.device_name == "Laptop 1");
    page.go(&shell.at("/#/pengaturan")).await?;
    page.press("retire-open").await?;
    faults.look(page, "pensiun", "retire-submit").await?;
    page.write("retire-pass", Laptop::PASSPHRASE).await?;
    page.press("retire-submit").await?;
    // It has written nothing, so that nothing has to be in a backup first.
    page.see("retired").await?;
    faults.look(page, "pensiunan", "retired").await?;

    // A second one with people on it is lost while it is locked.
    let laptop = Laptop::enrolled(&server, "Laptop 2", Some(&sample()))?;
    laptop.sync()?;
    laptop.ask(&Lock {})?;
    page.go(&format!("{}/office/#/laptop", server.url()))
        .await?;
    page.text_is("office-told", "what it told", |text| text.contains("versi"))
        .await?;
    faults.look(page, "daftar", "lost").await?;
    let given = in_row(page, "Laptop 2", "office-bundle-give", "").await?;
    ensure!(given, "one that is served gets them");
    mark(page, "Laptop 2", "lost").await?;
    page.press("lost-submit").await?;
    page.find("[data-error='lost-reason']", "a reason is wanted")
        .await?;
    page.write("lost-reason", "tertinggal di bus malam").await?;
    faults.look(page, "hilang-tanya", "lost-submit").await?;
    page.press("lost-submit").await?;
    page.see("lost-since").await?;
    faults.look(page, "hilang", "lost-since").await?;
    let given = in_row(page, "Laptop 2", "office-bundle-give", "").await?;
    ensure!(!given, "a lost laptop gets no bundle either");
    page.press("breach-open").await?;
    page.text_is("breach", "the report", |text| {
        text.contains("Laptop 2") && text.contains("Belum diambil")
    })
    .await?;
    let count = page.text("breach-count").await?;
    ensure!(count != "0 warga", "{count}");
    faults.look(page, "laporan", "breach-pdf").await?;

    let shell = DevShell::start(laptop.app())?;
    page.go(&shell.at("/")).await?;
    page.see("lost").await?;
    faults.look(page, "layar-hilang", "lost-recover").await?;
    page.press("lost-recover").await?;
    faults
        .look(page, "layar-pemulihan", "recovery-code")
        .await?;

    page.go(&format!("{}/office/#/laptop", server.url()))
        .await?;
    page.press("found").await?;
    page.write("lost-reason", "diantar sopir, masih terkunci")
        .await?;
    faults.look(page, "ditemukan", "lost-submit").await?;
    page.press("lost-submit").await?;
    page.gone("lost-since").await?;
    browser.close().await?;
    faults.close()
}

/// From here on the answers about a line that is not yet whole come after the answer about the whole one.
async fn hold_half_lines(page: &Page, line: &str) -> Result<()> {
    let script = format!(
        "const real = window.fetch, whole = {line}; let answered;
         const told = new Promise(done => answered = done);
         window.halves = {{ held: 0, told: 0 }};
         window.fetch = async request => {{
             const text = await request.clone().text(), answer = await real.call(window, request);
             if (!request.url.endsWith('/command/ticket_read')) return answer;
             if (JSON.parse(text).text === whole) {{ setTimeout(answered, 100); return answer; }}
             window.halves.held += 1;
             await told;
             setTimeout(() => window.halves.told += 1, 100);
             return answer;
         }};",
        line = serde_json::to_string(line)?
    );
    page.script(&script).await.map(drop)
}

/// Waits until all of them have come.
async fn half_lines_are_told(page: &Page) -> Result<()> {
    wait::until_async("the answers about half of the line", async || {
        let told = page
            .script("const { held, told } = window.halves; return held > 0 && held === told;")
            .await?;
        Ok((told == true).then_some(()))
    })
    .await
}

/// Presses a button of the row of a laptop.
async fn mark(page: &Page, name: &str, hook: &str) -> Result<()> {
    let pressed = in_row(page, name, hook, "if (button) button.click();").await?;
    ensure!(pressed, "no {hook} for {name}");
    Ok(())
}

/// Whether the row of a laptop has this `button`, with which something may be done.
async fn in_row(page: &Page, name: &str, hook: &str, then: &str) -> Result<bool> {
    let script = format!(
        "const row = [...document.querySelectorAll('[data-test=office-row]')].find(row => row.innerText.includes('{name}'));
         const button = row && row.querySelector('[data-test={hook}]'); {then} return !!button;"
    );
    page.script(&script).await?.as_bool().context("yes or no")
}
