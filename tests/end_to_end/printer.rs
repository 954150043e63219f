//! A letter on a printer that speaks IPP: what comes out is what the office would accept.

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Laptop, Office, Pictures, Printer, wait};
use jemput_wire::{
    letter::{LetterPrint, PrintConfirm, PrintState, PrintStatus},
    printer::PrinterSelect,
    request::{RequestSave, RequestStart},
    resident::ResidentSearch,
};
use serde_json::json;

use super::{papers, sample};

#[test]
fn a_letter_comes_out_of_a_printer_that_speaks_ipp() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let printer = Printer::start()?;
    laptop.ask(&PrinterSelect {
        id: printer.uri(),
        paper: "A4".to_owned(),
        offset_x: 0,
        offset_y: 0,
    })?;
    let query = "wa".to_owned();
    let found = laptop.ask(&ResidentSearch { query, limit: 50 })?;
    let who = found
        .hits
        .iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")?;
    let request = laptop.ask(&RequestStart {
        resident: who.id,
        service: "domisili".to_owned(),
    })?;
    let mut answers = request.answers;
    answers.insert("purpose".to_owned(), json!("Membuka rekening bank"));
    laptop.ask(&RequestSave {
        id: request.id,
        answers,
        signer: request.signers.first().map(|signer| signer.id),
        paper: "A4".to_owned(),
    })?;
    let printed = laptop.ask(&LetterPrint {
        request: request.id,
        printer: None,
    })?;
    let job = wait::until("the word of the printer", || {
        let job = laptop.ask(&PrintStatus { id: printed.job.id })?;
        let waiting = matches!(job.state, PrintState::Ordered | PrintState::HandedOver);
        Ok((!waiting).then_some(job))
    })?;
    ensure!(job.state == PrintState::DeviceOk, "{job:?}");
    let papers = printer.printed()?;
    let [paper] = papers.as_slice() else {
        anyhow::bail!("{papers:?} came out")
    };
    papers::read(
        paper,
        papers::A4,
        &who.name,
        &printed.letter.number,
        &Pictures::of("printer")?,
    )?;
    let job = laptop.ask(&PrintConfirm {
        id: job.id,
        came_out: true,
    })?;
    ensure!(job.state == PrintState::Confirmed, "{job:?}");
    Ok(())
}
