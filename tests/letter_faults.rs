//! What a letter lacks or has too much of: it is told at its place, no number is used up, and nothing comes out.

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::{
    numbers::NumberList,
    register::RegisterGet,
    request::{RequestGet, RequestPreview, RequestSave, RequestView},
};
use serde_json::json;

use crate::letter_numbers::{citizen, letter, print, refusal, request};

/// Numbers left, and letters in the book.
fn used(laptop: &Laptop) -> Result<(u32, u64)> {
    let stock = laptop.ask(&NumberList {})?;
    let left = stock.first().context("a series")?.left;
    let book = laptop.ask(&RegisterGet {
        limit: 200,
        ..RegisterGet::default()
    })?;
    Ok((left, book.letters))
}

/// The request with one thing changed.
fn saved(
    laptop: &Laptop,
    request: &RequestView,
    change: impl FnOnce(&mut RequestSave),
) -> Result<jemput_wire::request::RequestSaved> {
    let mut wish = RequestSave {
        id: request.id,
        answers: laptop.ask(&RequestGet { id: request.id })?.answers,
        signer: request.signers.first().map(|signer| signer.id),
        paper: "F4".to_owned(),
    };
    change(&mut wish);
    laptop.ask(&wish)
}

#[test]
fn a_village_without_its_code_gets_no_number_and_the_office_can_mend_it() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let before = used(&laptop)?;
    for unit in ["", "  ", "K//J"] {
        office.apply(|file| file.replace(r#""KJ""#, &format!("{unit:?}")))?;
        laptop.sync()?;
        let request = request(&laptop, who)?;
        let told = refusal(print(&laptop, &request))?;
        let why = if unit.contains('/') {
            "number-empty-part"
        } else {
            "number-unit-empty"
        };
        ensure!(told.contains(why), "{unit:?}: {told}");
        ensure!(refusal(laptop.ask(&RequestPreview { id: request.id }))?.contains(why));
        ensure!(used(&laptop)? == before, "{unit:?}");
    }
    // What the letterhead names is not taken when it is empty; the office reads which.
    for part in ["name", "district", "regency", "province"] {
        let emptied = office.apply(|file| {
            let (before, village) = file.split_once("[[village]]").unwrap_or_default();
            let lines = village.lines().map(|line| {
                let is_it = line.trim_start().starts_with(&format!("{part} ="));
                if is_it {
                    format!("{part} = \" \"")
                } else {
                    line.to_owned()
                }
            });
            format!(
                "{before}[[village]]{}",
                lines.collect::<Vec<_>>().join("\n")
            )
        });
        let told = emptied.err().with_context(|| format!("{part} is empty"))?;
        ensure!(
            format!("{told:#}").contains(&format!("{part} is empty")),
            "{told:#}"
        );
    }
    office.apply(|file| file)?;
    laptop.sync()?;
    let number = letter(&laptop, who)?.letter.number;
    ensure!(number.contains("/001/KJ/"), "{number}");
    Ok(())
}

#[test]
fn no_signer_stops_the_letter_at_its_field_and_each_of_two_signs_his_own() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let before = used(&laptop)?;
    let open = request(&laptop, who)?;
    let found = saved(&laptop, &open, |wish| wish.signer = None)?.findings;
    let missing = found.iter().find(|finding| finding.is_error());
    let missing = missing.context("a letter that nobody signs")?;
    ensure!(
        missing.code == "signer-missing" && missing.field.as_deref() == Some("signer"),
        "{missing:?}"
    );
    ensure!(refusal(print(&laptop, &open))?.contains("letter-incomplete"));
    ensure!(used(&laptop)? == before);

    ensure!(open.signers.len() == 2, "{:?}", open.signers);
    for (signer, lines) in open.signers.iter().zip([
        ["Kepala Desa Karangjemput,", "BAMBANG SURYANTO, S.Sos."],
        ["a.n. Kepala Desa Karangjemput", "ENDAH PRAMESTI, A.Md."],
    ]) {
        let request = request(&laptop, who)?;
        saved(&laptop, &request, |wish| wish.signer = Some(signer.id))?;
        let printed = print(&laptop, &request)?;
        let text = pdf::text(std::path::Path::new(
            printed.job.path.as_ref().context("a file")?,
        ))?;
        for line in lines {
            ensure!(text.contains(line), "{line} is not in {text}");
        }
    }
    Ok(())
}

#[test]
fn an_answer_of_five_thousand_characters_is_told_at_its_field_and_takes_no_number() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let before = used(&laptop)?;
    let request = request(&laptop, who)?;
    let long = "membuka rekening ".repeat(300);
    let found = saved(&laptop, &request, |wish| {
        wish.answers.insert("purpose".to_owned(), json!(long));
    })?;
    let told = found.findings.iter().find(|finding| finding.is_error());
    let told = told.context("an endless answer")?;
    ensure!(
        told.code == "answer-long" && told.field.as_deref() == Some("purpose"),
        "{told:?}"
    );
    ensure!(refusal(print(&laptop, &request))?.contains("letter-incomplete"));
    ensure!(used(&laptop)? == before);
    // What was typed is still there, to be shortened.
    let kept = laptop.ask(&RequestGet { id: request.id })?.answers;
    ensure!(kept["purpose"] == json!(long));
    Ok(())
}
