//! A letter on a printer that speaks IPP: what comes out is what the office would accept.

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Laptop, Office, Pictures, Printer, wait};
use jemput_wire::{
    letter::{PrintConfirm, PrintState, PrintStatus},
    resident::ResidentSearch,
};

use super::{papers, sample};

#[test]
fn a_letter_comes_out_of_a_printer_that_speaks_ipp() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let printer = Printer::start()?;
    laptop.choose_printer(&printer.uri(), "A4")?;
    let query = "wa".to_owned();
    let found = laptop.ask(&ResidentSearch { query, limit: 50 })?;
    let who = found
        .hits
        .iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")?;
    let request = laptop.domicile(who.id, "A4")?;
    let printed = laptop.print(request.id)?;
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
