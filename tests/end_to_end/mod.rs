//! Whole flows through the real window, Chromium, and a real server. Each leaves pictures in `target/e2e/<test>`.

mod binding;
mod camera;
mod check_page;
mod faults;
mod files;
mod joining_by_usb;
mod keyboard;
mod laptops;
mod large_village;
mod letters;
mod main_job;
mod office;
mod office_inbox;
mod office_work;
mod officers;
mod papers;
mod printer;
mod screens;
mod screens_printing;
mod web_view;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use jemput_testkit::{Laptop, Page};

/// The desktop program that cargo built for this test.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_jemput"))
}

/// The user interface must be built before a window can show it.
fn built() -> Result<()> {
    let module = jemput_testkit::root().join("dist/field/app_bg.wasm");
    ensure!(
        module.exists(),
        "dist/field is not built; run `cargo xtask ui`, then build again"
    );
    Ok(())
}

/// The invented sample, or the file that `JEMPUT_SAMPLE` names.
fn sample() -> PathBuf {
    std::env::var_os("JEMPUT_SAMPLE").map_or_else(
        || jemput_testkit::root().join("assets/sample/penduduk-contoh.xlsx"),
        PathBuf::from,
    )
}

/// Joins the office on the enrolment screen, to which address and code were proposed.
async fn enrol(page: &Page) -> Result<()> {
    page.see("enrol-server").await?;
    page.write("enrol-name", "Rina Setyowati").await?;
    page.write("enrol-pass", Laptop::PASSPHRASE).await?;
    page.picture("bergabung").await?;
    page.press("enrol-submit").await?;
    page.see("search").await?;
    Ok(())
}

/// Chooses the printer that writes files: the only one that every machine has.
async fn choose_file_printer(page: &Page) -> Result<()> {
    page.press("nav-settings").await?;
    page.press("printer-choose-file").await?;
    page.see("printer-chosen").await?;
    page.picture("pencetak").await?;
    Ok(())
}

/// Takes the residents of the sample in.
async fn import(page: &Page) -> Result<()> {
    page.press("nav-import").await?;
    page.write("import-path", &sample().display().to_string())
        .await?;
    page.press("import-open").await?;
    page.see("import-apply").await?;
    page.picture("impor-periksa").await?;
    page.press("import-apply").await?;
    page.see("import-done").await?;
    page.picture("impor-selesai").await?;
    Ok(())
}
