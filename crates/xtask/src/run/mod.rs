//! `cargo xtask run`: a local office, a laptop that is ready to print, and the window.

mod server;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use server::Server;

use crate::{
    build,
    place::Place,
    process, say,
    setup::{self, Need},
    ui::{self, Profile},
};

/// The sample office and the residents of its village: invented people.
const OFFICE: &str = "assets/sample/office.toml";
const RESIDENTS: &str = "assets/sample/penduduk-contoh.xlsx";
const OFFICER: &str = "Rina Setyowati";
/// Of the sample laptop only; shown when the window opens.
const PASSPHRASE: &str = "hujan turun di sawah";
const AFRESH: &str = "`rm -r target/run` makes the next run start afresh.";

/// Opens the window and stays until it is closed.
pub(crate) fn window(place: &Place) -> Result<()> {
    if !has_screen() {
        bail!(
            "there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. \
             `cargo xtask run --demo` does the whole main job without one and leaves the letter and pictures in demo/."
        );
    }
    setup::prepare(place, &[Need::Build])?;
    ui::build(place, Profile::Quick)?;
    build::programs(place)?;
    say::step("Starting a local server with the sample office");
    let data = place.run_data();
    let laptop = data.join("laptop");
    let server = Server::start(place, &data.join("server"), OFFICE)?;
    if !laptop.join("laptop.json").exists() {
        say::step("Making a laptop with the sample village");
        prepare(place, &server, &laptop)?;
    }
    say::step("The field app is open; closing its window ends this task");
    say::note(&format!("passphrase of the sample laptop: {PASSPHRASE}"));
    say::note(&format!(
        "the office's console:            {}/office/",
        server.url()
    ));
    say::note(&format!(
        "printed letters:                 {}",
        laptop.join("dokumen").display()
    ));
    say::note(AFRESH);
    let mut app = Command::new(place.program("jemput"));
    process::run(app.env("JEMPUT_DATA", &laptop), AFRESH)
}

/// Lets the laptop join the office and takes the residents in, by the commands that an officer would give.
fn prepare(place: &Place, server: &Server, laptop: &Path) -> Result<()> {
    let code = server.device_code(&village(place)?, "Laptop contoh")?;
    // A laptop that was left half made would not join a second time.
    if laptop.exists() {
        fs::remove_dir_all(laptop)
            .with_context(|| format!("{} cannot be emptied", laptop.display()))?;
    }
    let mut shell = Command::new(place.program("jemput-dev-shell"));
    shell
        .arg("--data")
        .arg(laptop)
        .args(["prepare", "--server", server.url(), "--code", &code]);
    shell
        .args(["--officer", OFFICER, "--passphrase", PASSPHRASE, "--import"])
        .arg(place.in_root(RESIDENTS));
    process::run(&mut shell, AFRESH)
}

/// The whole main job, unattended, in the real window on a screen in memory: the end-to-end test of the same name,
/// which here keeps what it made.
pub(crate) fn demo(place: &Place) -> Result<()> {
    setup::prepare(place, &[Need::Build, Need::Tests])?;
    ui::build(place, Profile::Quick)?;
    say::step(
        "Doing the main job in the real window (the first time compiles for several minutes)",
    );
    let folder = place.in_root("demo");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    fs::create_dir_all(&folder)?;
    let mut test = process::cargo(
        place.root(),
        &["test", "--test", "flows", "--", "--exact", "--nocapture"],
    );
    test.arg("end_to_end::main_job::the_main_job_in_the_real_window")
        .env("JEMPUT_PICTURES", &folder);
    process::run(&mut test, "The pictures in demo/ show how far it came.")?;
    let mut names: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    if names.is_empty() {
        bail!(
            "the main job left nothing in {}; does the test still have its name?",
            folder.display()
        );
    }
    names.sort();
    say::step(&format!(
        "Done: the printed letter and a picture of every step are in {}",
        folder.display()
    ));
    for name in names {
        say::note(&name.to_string_lossy());
    }
    Ok(())
}

/// Code of the sample office's first village.
fn village(place: &Place) -> Result<String> {
    let text = fs::read_to_string(place.in_root(OFFICE))
        .with_context(|| format!("{OFFICE} cannot be read"))?;
    let village = text
        .split("[[village]]")
        .nth(1)
        .and_then(|rest| rest.split("code = \"").nth(1));
    village
        .and_then(|rest| rest.split('"').next())
        .map(str::to_owned)
        .with_context(|| format!("{OFFICE} has no village"))
}

fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
