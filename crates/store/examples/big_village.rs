//! Measures a laptop with 50,000 residents and 200,000 letters: cold open, first search, next searches, memory.
//!
//! `cargo run -p jemput-store --release --example big_village [RESIDENTS] [LETTERS]`. All people are invented.

use std::{
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::{Author, LetterFilter, Store, StoreError, keyring::DataKey};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Milliseconds from the click on the program to the first search's result.
const OPEN_MS: f64 = 300.0;
/// Milliseconds of each search after it.
const NEXT_MS: f64 = 30.0;
const SAVE_MS: f64 = 5.0;
/// Of the whole process.
const MEMORY_MB: f64 = 100.0;

const FIRST: &[&str] = &[
    "Sumarni", "Slamet", "Nur'aini", "Budi", "Sri", "Agus", "Siti", "Wahyu", "Dewi", "Joko",
    "Ngatini", "Tri", "Eko", "Kasan", "Sumiyati", "Bambang", "Endang", "Hadi", "Yuliana", "Rudi",
];
const LAST: &[&str] = &[
    "Santosa",
    "Waluyo",
    "Ningsih",
    "Ba'asyir",
    "Wardana",
    "Rahayu",
    "Prasetyo",
    "Utami",
    "Hidayat",
    "Lestari",
    "Kusuma",
    "Setiawan",
    "Handayani",
    "Sumarto",
    "Puspita",
    "Gunawan",
    "Astuti",
];
const DUSUN: &[&str] = &[
    "Krajan",
    "Sawahan",
    "Kebonagung",
    "Karanganyar",
    "Sumberejo",
];

fn resident(n: u64) -> Map<String, Value> {
    let at = |list: &[&'static str], step: u64| {
        list[usize::try_from(n / step).unwrap_or(0) % list.len()]
    };
    let fields = json!({
        "scope": "village:33.99.04.2007",
        "name": format!("{} {} {}", at(FIRST, 1), at(LAST, 20), at(FIRST, 340)),
        "nik": format!("339904{:02}0{}{:02}{:04}", 1 + n % 28, 1 + n % 9, n % 100, n % 10_000),
        "kk": format!("3399040101{:06}", n / 4),
        "household": Uuid::from_u128(0xabc0_0000 + u128::from(n / 4)),
        "sex": 1 + n % 2,
        "birth_place": "Tirtakarsa",
        "birth_date": format!("{}-{:02}-{:02}", 1940 + n % 80, 1 + n % 12, 1 + n % 28),
        "religion": 1, "education": 1 + n % 10, "occupation": 1 + n % 88, "marital_status": 1 + n % 4,
        "relation": 1 + n % 9, "citizenship": 1, "blood_type": 13, "basic_status": 1,
        "father_name": at(LAST, 7), "mother_name": at(FIRST, 9),
        "address": format!("Jl. Contoh Raya No. {}", n % 300),
        "dusun": at(DUSUN, 1000), "rt": format!("{:03}", 1 + n % 12), "rw": format!("{:03}", 1 + n % 5),
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn letter(n: u64) -> Map<String, Value> {
    let fields = json!({
        "scope": "village:33.99.04.2007",
        "number": format!("400.8/{n:03}/KJ/XI/2026"), "series": "domisili", "year": 2026, "title": "Surat Keterangan Domisili",
        "resident": Uuid::from_u128(u128::from(n % 1000 + 1)), "state": "issued",
        "issued_on": format!("2026-{:02}-{:02}", 1 + n % 12, 1 + n % 28), "printed_at": 1_795_600_000_000 + n,
        "cti": format!("{n:016x}"),
        "snapshot": {"resident": {"name": resident(n % 1000)["name"]}, "village": {"code": "33.99.04.2007"}},
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn build(path: &Path, key: &DataKey, residents: u64, letters: u64) -> Result<Duration, StoreError> {
    let mut store = Store::create(path, key)?;
    let author = Author::new(
        DeviceId(Uuid::from_u128(1)),
        OfficerId(Uuid::from_u128(2)),
        1_795_600_000_000,
    );
    let start = Instant::now();
    for first in (0..residents).step_by(100) {
        store.transact(&author, |tx| -> Result<(), StoreError> {
            for n in first..(first + 100).min(residents) {
                tx.create(Uuid::from_u128(u128::from(n + 1)), "resident", resident(n))?;
            }
            Ok(())
        })?;
    }
    for first in (0..letters).step_by(100) {
        store.transact(&author, |tx| -> Result<(), StoreError> {
            for n in first..(first + 100).min(letters) {
                tx.create(
                    Uuid::from_u128((1 << 64) + u128::from(n)),
                    "letter",
                    letter(n),
                )?;
            }
            Ok(())
        })?;
    }
    Ok(start.elapsed())
}

/// Resident memory of this process in MB, where the system tells.
fn memory() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            text.lines().find_map(|line| {
                line.strip_prefix("VmRSS:")?
                    .trim()
                    .split(' ')
                    .next()?
                    .parse()
                    .ok()
            })
        })
        .map_or(0, |kilobytes: u64| kilobytes / 1024)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let residents = args.next().map_or(Ok(50_000), |text| text.parse())?;
    let letters = args.next().map_or(Ok(200_000), |text| text.parse())?;
    let mut out = std::io::stdout().lock();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desa.db");
    let key = DataKey::generate()?;
    let took = build(&path, &key, residents, letters)?;
    let size = std::fs::metadata(&path)?.len() / 1_000_000;
    writeln!(
        out,
        "{residents} residents and {letters} letters: written in {took:.1?}, file {size} MB"
    )?;

    let mut table = Table(&mut out);
    table.head()?;
    let before = memory();
    let start = Instant::now();
    let mut store = Store::open(&path, &key)?;
    let opened = ms(start);
    let first = store.search_residents("sum", 20)?;
    let what = format!(
        "cold open ({opened:.1} ms) and search \"sum\", {} in all",
        first.total
    );
    table.line(&what, ms(start), OPEN_MS)?;
    for query in [
        "sum",
        "sumarni",
        "su",
        "s",
        "nuraini baasyir",
        "krajan",
        "rahayu 003",
        "waluyo sri",
        "0017",
        "3399040101012345",
        "tidak ada",
    ] {
        let start = Instant::now();
        let found = store.search_residents(query, 20)?;
        let what = format!("search \"{query}\", {} in all", found.total);
        table.line(&what, ms(start), NEXT_MS)?;
    }
    let start = Instant::now();
    store.recent_residents(20)?;
    table.line("recent residents", ms(start), NEXT_MS)?;
    let start = Instant::now();
    store.count("resident")?;
    table.line("count of residents", ms(start), NEXT_MS)?;
    for text in ["waluyo", "sum", "400.8/123", ""] {
        let start = Instant::now();
        let filter = LetterFilter {
            text: text.into(),
            ..LetterFilter::default()
        };
        let (_, total) = store.letters(&filter, 0, 100)?;
        let what = format!("letters \"{text}\", {total} in all");
        table.line(&what, ms(start), NEXT_MS)?;
    }
    let author = Author::new(
        DeviceId(Uuid::from_u128(1)),
        OfficerId(Uuid::from_u128(2)),
        1_795_600_000_001,
    );
    let start = Instant::now();
    for n in 0..20u128 {
        store.transact(&author, |tx| {
            tx.edit_value(Uuid::from_u128(n + 1), "phone", json!("0812"))
        })?;
    }
    table.line("one save", ms(start) / 20.0, SAVE_MS)?;
    let more = memory().saturating_sub(before);
    let what = format!("memory, MB ({more} of them for the database)");
    table.line(&what, memory() as f64, MEMORY_MB)
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// What was measured beside its budget, in Markdown.
struct Table<'a, W>(&'a mut W);

impl<W: Write> Table<'_, W> {
    fn head(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        writeln!(
            self.0,
            "| what | ms | budget | of it |\n| --- | --- | --- | --- |"
        )?;
        Ok(())
    }

    fn line(
        &mut self,
        what: &str,
        value: f64,
        budget: f64,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let part = value / budget;
        writeln!(self.0, "| {what} | {value:.1} | {budget} | {part:.2} |")?;
        Ok(())
    }
}
