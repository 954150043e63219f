//! A letter's life in the window: fifty presses, a number by hand, a signature on the screen, the register, practice, a
//! clock in doubt; and the office that rules numbers and rights.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_domain::date::{self, Zone};
use jemput_testkit::{Browser, DevShell, Laptop, Office, Page, Pictures, wait};
use jemput_wire::{
    letter::{LetterGet, LetterStateView},
    register::RegisterGet,
};

use super::{built, faults::Faults, office::sign_in};
use crate::letter_numbers::{citizen, request};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_letters_life_on_the_screens() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("letters")?);
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", move |config| Config {
        clock: machine,
        ..config
    })?;
    let browser = Browser::open(pictures).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    let shell = DevShell::start(laptop.app())?;
    let go = async |address: &str| {
        page.go("about:blank").await?;
        page.go(&shell.at(address)).await
    };
    let who = citizen(&laptop, "Nur'aini Ba'asyir", "3302045203899001")?;

    // Fifty presses.
    let first = request(&laptop, who)?;
    go(&format!("/#/permohonan/{}", first.id)).await?;
    page.see("pages").await?;
    page.script("const print = document.querySelector('[data-test=print]'); for (let i = 0; i < 50; i++) print.click();")
        .await?;
    page.see("print-state").await?;
    let book = laptop.ask(&RegisterGet {
        limit: 100,
        ..RegisterGet::default()
    })?;
    ensure!(
        book.letters == 1,
        "{} letters after fifty presses",
        book.letters
    );
    page.press("print-came-out").await?;

    // Signed for on the screen.
    page.press("hand-over").await?;
    page.press("signed-screen").await?;
    page.see("signature").await?;
    page.press("hand-over-submit").await?;
    page.find(
        "[data-error='signature-empty']",
        "that nothing is drawn yet",
    )
    .await?;
    draw(page).await?;
    faults.look(page, "tanda-terima", "signature").await?;
    page.press("hand-over-submit").await?;
    page.see("handed-signature").await?;
    faults
        .look(page, "surat-diserahkan", "handed-signature")
        .await?;
    let letter = book.rows.iter().find_map(|row| row.letter.as_ref());
    let letter = letter.context("the letter")?.id;
    let there = laptop.ask(&LetterGet { id: letter })?;
    ensure!(there.card.state == LetterStateView::Issued);
    // The pen's place is the field's, not the page's: a tenth from the left.
    let start = there.signature.trim_start_matches('M').split(' ').next();
    let start: i32 = start.context("a stroke")?.parse()?;
    ensure!((95..=105).contains(&start), "{}", there.signature);

    // A number that the village's book has for it already.
    let second = request(&laptop, who)?;
    go(&format!("/#/permohonan/{}", second.id)).await?;
    page.see("pages").await?;
    page.press("manual-open").await?;
    page.write("manual-serial", "1").await?;
    page.write("manual-reason", "sudah dicatat di buku desa")
        .await?;
    page.press("manual-submit").await?;
    page.find(
        "[data-error='manual-number-used']",
        "that the number is used",
    )
    .await?;
    faults.look(page, "nomor-tangan", "manual-serial").await?;
    page.write("manual-serial", "45").await?;
    page.press("manual-submit").await?;
    page.see("manual").await?;
    page.text_is("next-number", "the number by hand is shown", |number| {
        number.contains("/045/")
    })
    .await?;
    page.picture("permohonan-nomor-tangan").await?;
    page.press("print").await?;
    page.see("print-state").await?;
    page.press("print-came-out").await?;
    page.press("correct").await?;
    page.write("correct-reason", "alamat salah ketik").await?;
    faults
        .look(page, "surat-perbaiki", "correct-reason")
        .await?;

    go("/#/nomor").await?;
    faults.look(page, "nomor", "series").await?;
    go("/#/register").await?;
    page.see("register-gap").await?;
    faults.look(page, "buku-register", "register-row").await?;
    page.press("register-pdf").await?;
    faults.glance(page, "buku-register-pdf", "toast").await?;

    // Practice.
    go("/#/pengaturan").await?;
    page.press("practice-set").await?;
    page.see("practice").await?;
    let third = request(&laptop, who)?;
    go(&format!("/#/permohonan/{}", third.id)).await?;
    page.see("pages").await?;
    faults.look(page, "latihan", "practice").await?;
    page.press("print").await?;
    page.see("toast").await?;
    page.press("practice-end").await?;
    page.gone("practice").await?;

    // The clock jumps: the day is asked for, once. It is proposed only until the laptop hears of the office's clock.
    let today = date::short(Zone::Wib.local_date(Clock::System.now_ms()));
    clock.set(Clock::System.now_ms() + 40 * DAY_MS);
    page.press("print").await?;
    page.see("day").await?;
    faults.look(page, "tanggal", "day").await?;
    page.write("day", &today).await?;
    page.press("day-submit").await?;
    page.see("print-state").await?;
    clock.set(Clock::System.now_ms());

    go("/#/periksa").await?;
    faults.look(page, "periksa-gambar", "seal-camera").await?;

    office_side(page, &office, &laptop, &mut faults).await?;
    browser.close().await?;
    faults.close()
}

/// Draws as a finger does.
async fn draw(page: &Page) -> Result<()> {
    page.script(
        "const pad = document.querySelector('[data-test=signature]');
         const box = pad.getBoundingClientRect();
         const at = (name, x, y) => pad.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerId: 1,
             clientX: box.left + box.width * x, clientY: box.top + box.height * y }));
         for (const [from, to] of [[0.1, 0.5], [0.45, 0.9]]) {
             at('pointerdown', from, 0.6);
             for (let i = 0; i <= 20; i++) at('pointermove', from + (to - from) * i / 20, 0.5 + 0.3 * Math.sin(i));
             at('pointerup', to, 0.5);
         }",
    )
    .await?;
    page.see("sign-again").await?;
    Ok(())
}

async fn office_side(
    page: &Page,
    office: &Office,
    laptop: &Laptop,
    faults: &mut Faults,
) -> Result<()> {
    laptop.sync()?;
    page.go(&format!("{}/office/", office.url())).await?;
    let code = office.setup_code()?;
    page.write("office-setup-code", &code).await?;
    sign_in(page).await?;
    page.press("office-nav-numbers").await?;
    page.see("counter").await?;
    faults.look(page, "kantor-nomor", "counter-next").await?;
    page.press("number-elsewhere").await?;
    page.write("rule-from", "60").await?;
    page.write("rule-to", "70").await?;
    page.write("rule-reason", "ditulis di buku desa").await?;
    faults
        .look(page, "kantor-nomor-dipakai", "rule-from")
        .await?;
    page.press("rule-submit").await?;
    page.see("used").await?;
    page.write("format", "{kode}/{nomer}/{tahun}").await?;
    page.press("format-save").await?;
    page.see("format-wrong").await?;
    faults
        .look(page, "kantor-bentuk-salah", "format-wrong")
        .await?;
    page.press("office-nav-devices").await?;
    page.see("officer").await?;
    page.press("may-check-own").await?;
    page.press("rights-save").await?;
    page.see("rights-saved").await?;
    faults.look(page, "kantor-hak", "officer").await?;
    page.press("revoke").await?;
    faults.look(page, "kantor-cabut", "revoke-day").await?;
    Ok(())
}
