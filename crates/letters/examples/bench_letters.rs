//! What a letter costs: `cargo xtask bench letters` builds and starts this in release.
//!
//! The page is the domicile letter with emblem and seal. Each figure stands beside its budget.

use std::io::Write as _;
use std::time::Instant;

use jemput_domain::date::date;
use jemput_domain::letter::LetterData;
use jemput_domain::service::{Paper, Service, built_in};
use jemput_letters::{Layout, Options, render};

/// Letters of one batch, as in the budget.
const BATCH: usize = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = built_in()
        .into_iter()
        .find(|service| service.id == "domisili")
        .ok_or("no domicile letter")?;
    let emblem = std::env::args().nth(1).ok_or("give the emblem as PNG")?;
    let emblem = data_encoding::BASE64.encode(&std::fs::read(emblem)?);
    let seal = format!("HTTPS://PERIKSA.CONTOH.EXAMPLE/V1#{}", "A7".repeat(178));
    let options = Options::sealed(Paper::F4, &seal, "M6SC7-N75YR");
    let letter = |index: usize| letter(&service, &emblem, index);

    let first = Instant::now();
    let cold = render(&service, &letter(0), &options)?.pdf("1")?;
    let first = first.elapsed();

    // Each letter has a name, a number and words of its own: caches help only where letters are alike.
    let mut took = Vec::with_capacity(BATCH);
    let mut largest = cold.len();
    let before = resident_kb();
    let cpu_before = cpu_ms();
    let mut at_tenth = before;
    for index in 1..=BATCH {
        let start = Instant::now();
        let data = letter(index);
        let pdf = render(&service, &data, &options)?.pdf(&data.number)?;
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
        largest = largest.max(pdf.len());
        if index == BATCH / 10 {
            at_tenth = resident_kb();
        }
    }
    let after = resident_kb();
    #[expect(clippy::cast_precision_loss, reason = "a thousand")]
    let cpu = (cpu_ms() - cpu_before) / BATCH as f64;
    let layout: Layout = render(&service, &letter(1), &options)?;
    let preview = mean(200, || layout.svg_pages().len());
    let laid_out = mean(200, || {
        render(&service, &letter(7), &options).map_or(0, |layout| layout.pages.len())
    });

    took.sort_by(f64::total_cmp);
    let median = took[took.len() / 2];
    let mut out = std::io::stdout().lock();
    let mut row = |name: &str, value: f64, unit: &str, budget: f64| {
        writeln!(
            out,
            "{name:<44} {value:>9.2} {unit:<3} budget {budget:>7.1}  {:>5.2} × budget",
            value / budget
        )
    };
    #[expect(clippy::cast_precision_loss, reason = "sizes of a letter")]
    let kb = |bytes: usize| bytes as f64 / 1_000.0;
    row("letter from data to PDF, warm, median", median, "ms", 8.0)?;
    row("  processor time of it, on a busy machine", cpu, "ms", 8.0)?;
    row("  of that laying out", laid_out, "ms", 8.0)?;
    row(
        "  99 of 100 letters below",
        took[took.len() * 99 / 100],
        "ms",
        16.0,
    )?;
    row(
        "first letter of the program",
        first.as_secs_f64() * 1_000.0,
        "ms",
        100.0,
    )?;
    row(
        "size with emblem, seal and typefaces",
        kb(largest),
        "KB",
        60.0,
    )?;
    row("preview of a page", preview, "ms", 20.0)?;
    row(
        "memory grown from letter 100 to 1,000",
        (after - at_tenth).max(0.0),
        "KB",
        2_000.0,
    )?;
    writeln!(
        out,
        "memory {before:.0} KB before, {at_tenth:.0} KB at letter 100, {after:.0} KB at letter {BATCH}"
    )?;
    // For the measurement of the proof, which the printing crate makes.
    if let Some(path) = std::env::args().nth(2) {
        std::fs::write(path, layout.pdf("400.8/001/CTH/XI/2026")?)?;
    }
    writeln!(out, "own {median:.3}")?;
    Ok(())
}

/// One of many letters that are not alike.
fn letter(service: &Service, emblem: &str, index: usize) -> LetterData {
    let mut data = LetterData::specimen(service, date(2026, 11, 25));
    data.village.logo = Some(emblem.to_owned());
    data.number = format!("400.8/{index:03}/CTH/XI/2026");
    let names = [
        "Sri", "Bagus", "Endang", "Joko", "Ni Luh", "Raden", "Teuku", "Uswatun", "Yohanes",
        "Zulkifli",
    ];
    data.resident.name = format!("{} {} {index}", names[index % 10], names[index / 10 % 10]);
    data.resident.nik = format!("33020452038{index:05}");
    data
}

fn mean(times: u32, mut work: impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    let mut sum = 0;
    for _ in 0..times {
        sum += work();
    }
    assert!(sum > 0);
    start.elapsed().as_secs_f64() * 1_000.0 / f64::from(times)
}

/// Memory in use; 0 where the system does not tell.
fn resident_kb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))
        .and_then(|number| number.trim().parse().ok())
        .unwrap_or_default()
}

/// Processor time so far, in steps of a hundredth of a second; 0 where the system does not tell.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name may hold blanks; it ends with a bracket.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    ticks * 10.0
}
