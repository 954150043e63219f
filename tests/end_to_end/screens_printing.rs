//! The screens of printers and of the queue, in all three themes: also dialogs, orders that failed, slips that did not
//! come out.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Pictures, wait};
use jemput_wire::{
    printer::PrinterForPaper,
    queue::{TicketMove, TicketPrinterSelect, TicketState, TicketTake},
    resident::ResidentSearch,
};

use super::{built, faults::Faults, sample};

/// Nobody listens there.
const OFF: &str = "ipp://127.0.0.1:9/ipp/print";

#[tokio::test(flavor = "multi_thread")]
async fn printers_orders_and_the_queue_are_accessible_in_three_themes() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let office = Office::start()?;
    let browser = Browser::open(Arc::new(Pictures::of("screens-printing")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let shell = DevShell::start(laptop.app())?;
    let go = async |address: &str| {
        // The part after `#` alone would not load the page anew.
        page.go("about:blank").await?;
        page.go(&shell.at(address)).await
    };

    go("/#/antrean").await?;
    faults.look(page, "antrean-kosong", "ticket-take").await?;
    laptop.ask(&TicketPrinterSelect {
        address: "tcp://127.0.0.1:9".to_owned(),
        paper_mm: 58,
    })?;
    for (name, priority) in [("Sri Wahyuni", false), ("Mbah Karto", true), ("", false)] {
        laptop.ask(&TicketTake {
            name: name.to_owned(),
            service: "domisili".to_owned(),
            priority,
        })?;
    }
    laptop.ask(&TicketMove {
        number: 1,
        state: TicketState::Called,
    })?;
    go("/#/antrean").await?;
    page.write("ticket-name", "Joko").await?;
    page.press("ticket-take").await?;
    page.see("slip-problem").await?;
    faults.look(page, "antrean", "ticket-call").await?;
    page.press("ticket-call").await?;
    page.find(
        "[data-test=ticket][data-state=Called]",
        "somebody at the desk",
    )
    .await?;
    faults
        .look(page, "antrean-dipanggil", "ticket-served")
        .await?;

    laptop.choose_printer("file", "F4")?;
    go("/#/pengaturan").await?;
    page.press("printer-test-file").await?;
    faults
        .look(page, "lembar-uji", "printer-test-print")
        .await?;
    page.press("printer-test-print").await?;
    page.see("printer-test-path").await?;
    faults
        .look(page, "lembar-uji-tercetak", "measure-submit")
        .await?;
    page.write("measure-bar", "87,7").await?;
    page.press("measure-submit").await?;
    page.find("[data-error='printer-scales']", "what a scaled page means")
        .await?;
    faults.look(page, "lembar-uji-diperkecil", "error").await?;

    laptop.choose_printer(OFF, "F4")?;
    laptop.ask(&PrinterForPaper {
        paper: "A5".to_owned(),
        id: Some("file".to_owned()),
    })?;
    go("/#/pengaturan").await?;
    page.see("printer-problem").await?;
    faults
        .look(page, "pengaturan-pencetak", "printer-for-F4")
        .await?;
    // What is in this network nobody knows; the search comes to an end and says what it found.
    page.press("printers-search").await?;
    page.find(
        "[data-test=printer-found], [data-test=printers-found-none]",
        "the end of the search",
    )
    .await?;
    faults
        .look(page, "pencetak-di-jaringan", "printers-search")
        .await?;

    let letter = printed(&laptop)?;
    go("/#/hari-ini").await?;
    page.see("unprinted").await?;
    faults
        .look(page, "hari-ini-belum-tercetak", "letter")
        .await?;
    go(&format!("/#/surat/{letter}")).await?;
    faults.look(page, "surat-gagal", "print-again").await?;
    page.press("print-again").await?;
    page.see("reprint-copies").await?;
    faults
        .look(page, "surat-cetak-lagi", "reprint-submit")
        .await?;
    // The web view's own print would put its address on the paper: its keys reach it on no screen.
    for place in ["hari-ini", "warga", "pengaturan", "surat", "register"] {
        go(&format!("/#/{place}")).await?;
        page.see("nav-settings").await?;
        let taken = page
            .script(
                "const keys = new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true, cancelable: true });
                document.body.dispatchEvent(keys); return keys.defaultPrevented;",
            )
            .await?;
        ensure!(taken == true, "{place}: {taken}");
    }
    browser.close().await?;
    faults.close()
}

/// A letter whose printer is off.
fn printed(laptop: &Laptop) -> Result<jemput_domain::id::LetterId> {
    let found = laptop.ask(&ResidentSearch {
        query: "wa".to_owned(),
        limit: 50,
    })?;
    let who = found
        .hits
        .iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")?;
    let request = laptop.domicile(who.id, "F4")?;
    Ok(laptop.print(request.id)?.letter.id)
}
