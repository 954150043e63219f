//! Kinds of letter beside the domicile letter, through the app: chosen, filled with people of the household, printed.

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::{
    letter::LetterPrint,
    request::{RequestPreview, RequestSave, RequestStart},
    service::ServiceList,
};
use serde_json::json;

use crate::main_job::{everybody, has_nik, sample};

#[test]
fn a_family_is_taken_from_the_household_and_printed_with_a_number_of_the_office() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let services = laptop.ask(&ServiceList {})?;
    ensure!(services.len() >= 40, "{} kinds are offered", services.len());

    let (_, hits) = everybody(&laptop)?;
    let mut found = None;
    for hit in hits.iter().filter(|hit| has_nik(hit)) {
        let request = laptop.ask(&RequestStart {
            resident: hit.id,
            service: "susunan-keluarga".to_owned(),
        })?;
        if !request.family.is_empty() {
            found = Some(request);
            break;
        }
    }
    let request = found.context("somebody with a family")?;
    let asked = [
        "name",
        "nik",
        "relation",
        "birth_place",
        "birth_date",
        "occupation",
    ];
    let members: Vec<_> = request
        .family
        .iter()
        .map(|member| {
            let parts = member
                .iter()
                .filter(|(part, _)| asked.contains(&part.as_str()))
                .map(|(part, text)| (part.clone(), json!(text)));
            serde_json::Value::Object(parts.collect())
        })
        .collect();
    let names: Vec<String> = request
        .family
        .iter()
        .filter_map(|member| member.get("name").cloned())
        .collect();
    let mut answers = request.answers.clone();
    answers.insert("members".to_owned(), json!(members));
    answers.insert("purpose".to_owned(), json!("tunjangan keluarga"));
    let saved = laptop.ask(&RequestSave {
        id: request.id,
        answers,
        signer: request.signers.first().map(|signer| signer.id),
        paper: "F4".to_owned(),
    })?;
    let errors: Vec<_> = saved.findings.iter().filter(|f| f.is_error()).collect();
    ensure!(errors.is_empty(), "{errors:?}");
    let preview = laptop.ask(&RequestPreview { id: request.id })?;
    ensure!(!preview.pages.is_empty());

    let printed = laptop.ask(&LetterPrint {
        request: request.id,
        printer: None,
    })?;
    ensure!(
        printed.letter.number == preview.next_number,
        "{} was announced",
        preview.next_number
    );
    ensure!(
        printed.letter.number.starts_with("400.8.1.1/001/"),
        "{}",
        printed.letter.number
    );
    let path = printed
        .job
        .path
        .context("the file printer names its file")?;
    let text = pdf::text(std::path::Path::new(&path))?;
    for name in names {
        let words: Vec<&str> = name.split_whitespace().collect();
        ensure!(
            words.iter().all(|word| text.contains(word)),
            "{name} is not in {text}"
        );
    }
    Ok(())
}
