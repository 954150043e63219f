//! From *Cetak* to the job at the printer: number, seal, snapshot, layout, PDF, the order on the disk and the hand-over,
//! on a laptop with a real database and to a printer that speaks IPP.

use std::{io::Write, time::Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use jemput_wire::{
    letter::{PrintState, PrintStatus},
    request::RequestPreview,
    resident::ResidentSearch,
};

use super::desk::percentile;
use crate::{Laptop, Office, Printer, root, wait};

/// How much is printed.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Letters.
    #[arg(long, default_value_t = 30)]
    pub letters: usize,
}

/// Prints letters one after the other.
///
/// # Errors
/// When the printer's tools are missing, or a letter does not come out.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let sample = root().join("assets/sample/penduduk-contoh.xlsx");
    let laptop = Laptop::enrolled(&office, "Laptop 1", Some(&sample))?;
    laptop.choose_printer(&printer.uri(), "F4")?;
    let found = laptop.ask(&ResidentSearch {
        query: "wa".to_owned(),
        limit: 50,
    })?;
    let who = found
        .hits
        .iter()
        .find(|hit| !hit.nik_tail.is_empty())
        .context("somebody with a NIK")?
        .id;
    let (mut printed, mut seen) = (Vec::new(), Vec::new());
    for _ in 0..wish.letters {
        let request = laptop.domicile(who, "F4")?;
        let start = Instant::now();
        let preview = laptop.ask(&RequestPreview { id: request.id })?;
        seen.push(milliseconds(start));
        ensure!(!preview.pages.is_empty(), "a page");
        let start = Instant::now();
        let order = laptop.print(request.id)?.job;
        printed.push(milliseconds(start));
        // The printer takes one job at a time; its own time is not ours.
        wait::until("the paper", || {
            let now = laptop.ask(&PrintStatus { id: order.id })?;
            Ok((now.state == PrintState::DeviceOk).then_some(()))
        })?;
    }
    for (name, budget, mut took) in [
        ("Cetak to the job at the printer", 150.0, printed),
        ("preview of a page, with all its data", 20.0, seen),
    ] {
        let median = percentile(&mut took, 50);
        writeln!(
            out,
            "{name:<44} {median:>9.2} ms  budget {budget:>7.1}  {:>5.2} × budget, 99 of 100 below {:.2} ms",
            median / budget,
            percentile(&mut took, 99)
        )?;
    }
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}
