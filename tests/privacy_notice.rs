//! The privacy notice in the field: what the office said of itself, on the screen and on paper.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::privacy::{NoticeGet, NoticePrint};

#[test]
fn a_laptop_prints_the_notice_with_the_offices_contact_and_none_without_one() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 01", None)?;
    let known = laptop.ask(&NoticeGet {})?.office;
    ensure!(known.name == "Kecamatan Mandala", "{known:?}");

    laptop.choose_printer("file", "F4")?;
    let printed = laptop.ask(&NoticePrint {})?;
    let path = printed.path.context("a file")?;
    let (text, size) = (
        pdf::text(Path::new(&path))?,
        pdf::size_mm(Path::new(&path))?,
    );
    for word in [
        "PEMBERITAHUAN PRIVASI",
        "0281 555 0100",
        "Persetujuan (huruf a)",
    ] {
        ensure!(text.contains(word), "{word} is not in {text}");
    }
    ensure!(size == (215, 330), "{size:?}");
    ensure!(pdf::pages(Path::new(&path), 50)?.len() == 1);

    // What the office takes back is not printed any more.
    office.apply(|file| {
        file.replace(
            "data_officer = \"kantor kecamatan, hari kerja 08.00–15.00\"",
            "",
        )
    })?;
    laptop.sync()?;
    let known = laptop.ask(&NoticeGet {})?.office;
    ensure!(known.data_officer.is_empty() && known.is_unreachable());
    let refused = laptop.ask(&NoticePrint {}).err().context("refused")?;
    ensure!(
        refused.to_string().contains("privacy-contact-missing"),
        "{refused}"
    );
    Ok(())
}
