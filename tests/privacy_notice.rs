//! The privacy notice in the field: what the office said of itself, on the screen and on paper.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::{
    Base,
    privacy::{NoticeGet, NoticePrint},
    resident::{ResidentCheck, ResidentForm, ResidentSave},
};

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

#[test]
fn a_telephone_without_consent_is_asked_about_and_the_day_of_the_consent_is_recorded() -> Result<()>
{
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 01", None)?;
    let asked = |phone: &str, consent: &str| -> Result<bool> {
        let values = form(phone, consent);
        let checked = laptop.ask(&ResidentCheck { id: None, values })?;
        let mut findings = checked.findings.iter();
        Ok(findings.any(|one| one.code == "extras-without-consent" && !one.is_error()))
    };
    ensure!(!asked("", "")?, "nothing is recorded that needs a consent");
    ensure!(asked("081200000001", "")?);
    ensure!(!asked("081200000001", "ya")?);

    let saved = laptop.ask(&ResidentSave {
        id: None,
        values: form("081200000001", "ya"),
        base: Base::default(),
    })?;
    let day = laptop.store()?.record(saved.id.0)?.context("the record")?;
    let day = day.text("extras_consent").unwrap_or_default().to_owned();
    ensure!(day.len() == 10 && day.starts_with("20"), "{day}");
    // Saved again it stays the day that it was.
    let again = laptop.ask(&ResidentForm {
        id: Some(saved.id),
        household_of: None,
    })?;
    laptop.ask(&ResidentSave {
        id: Some(saved.id),
        values: again.values,
        base: again.base,
    })?;
    let known = laptop.store()?.record(saved.id.0)?.context("the record")?;
    ensure!(known.text("extras_consent") == Some(day.as_str()));
    Ok(())
}

fn form(phone: &str, consent: &str) -> BTreeMap<String, String> {
    let values = [
        ("name", "Sumarni"),
        ("phone", phone),
        ("extras_consent", consent),
    ];
    values
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .into()
}
