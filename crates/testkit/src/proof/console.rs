//! A clerk at the console of a large office: 50,000 residents, 2,000 records with rival values, 500 people recorded
//! twice. The office is a real process; what is measured is how long its console lets the clerk wait, and whether a
//! laptop waits longer while the office looks through what came.

pub(super) mod clerk;
pub(super) mod fill;

use std::{
    io::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use self::clerk::Clerk;
use super::desk::percentile;
use crate::programs::{Server, Usage};

/// How large.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Residents.
    #[arg(long, default_value_t = 50_000)]
    pub residents: usize,
    /// Records with rival values.
    #[arg(long, default_value_t = 2_000)]
    pub rivals: usize,
    /// Pairs of residents that are one person.
    #[arg(long, default_value_t = 500)]
    pub pairs: usize,
}

/// Most milliseconds that a screen of the console may take.
const SCREEN_MS: f64 = 300.0;
/// Most milliseconds that a laptop's sync of one edit may take while the office looks through its records, and as many
/// times what it takes when the office is quiet.
const SYNC_MS: f64 = 1000.0;
/// Times that each screen is asked for.
const ROUNDS: usize = 20;
/// Longest that making the list anew may take.
const WHOLE: Duration = Duration::from_secs(600);

/// The part of a page that is looked at.
#[derive(Deserialize)]
struct Page {
    total: u64,
    #[serde(default)]
    behind: u64,
    #[serde(default)]
    rows: Vec<Value>,
}

/// Measures and prints.
///
/// # Errors
/// When the office does not list what it should.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("server");
    let laptop = folder.path().join("laptop");
    let server = Server::start(&data)?;
    let code = server.code("Laptop 01")?;
    let enrol = [
        "enrol",
        "--server",
        &format!("http://{}", server.address()),
        "--code",
        &code,
    ];
    task(&laptop, &enrol)?;
    server.kill()?;
    let begin = Instant::now();
    fill::office(&data.join("records.db"), wish)?;
    writeln!(
        out,
        "{} residents, {} with rivals, {} recorded twice: filled in {:.0} s\n",
        wish.residents,
        wish.rivals,
        wish.pairs,
        begin.elapsed().as_secs_f64()
    )?;
    out.flush()?;
    clerk::account(&data, &[])?;
    // As after an update that derives more: the list is made anew, with everything in it.
    for ending in ["", "-wal", "-shm"] {
        let file = data.join(format!("review.db{ending}"));
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }

    let server = Server::start(&data)?;
    let clerk = Clerk::sign_in(server.address())?;
    let mut table = Table::default();
    // The laptop takes its village in while the office makes its list, then sends edits one by one.
    let address = format!("http://{}", server.address());
    let begin = Instant::now();
    let first: Page = clerk.get("conflicts?limit=100")?;
    table.row("first look at an unmade list", ms(begin), SCREEN_MS);
    ensure!(
        first.behind > 0,
        "the list was made before it was asked for"
    );
    task(&laptop, &["sync", "--server", &address])?;
    let mut busy = Vec::new();
    let mut seen = Vec::new();
    loop {
        let start = Instant::now();
        let page: Page = clerk.get("conflicts?limit=100")?;
        if page.behind == 0 {
            break;
        }
        seen.push(ms(start));
        busy.push(edit_and_sync(&laptop)?);
        ensure!(begin.elapsed() < WHOLE, "the list is not made");
    }
    let whole = begin.elapsed().as_secs_f64();
    let mut quiet = Vec::new();
    for _ in 0..ROUNDS {
        quiet.push(edit_and_sync(&laptop)?);
    }
    if !seen.is_empty() {
        table.row(
            "list while it is made, p99",
            percentile(&mut seen, 99),
            SCREEN_MS,
        );
        table.row(
            "sync of one edit while the list is made, p99",
            percentile(&mut busy, 99),
            SYNC_MS,
        );
    }
    table.row("sync of one edit, p99", percentile(&mut quiet, 99), SYNC_MS);
    screens(&clerk, wish, &mut table)?;
    table.print(out)?;
    writeln!(
        out,
        "\nThe whole list was made in {whole:.1} s in the background; server's peak {} MB",
        Usage::of(server.process()).peak_kb / 1024
    )?;
    table.close()
}

/// Every screen of the console that has lists.
fn screens(clerk: &Clerk, wish: &Wish, table: &mut Table) -> Result<()> {
    let conflicts: Page = clerk.get("conflicts?limit=100")?;
    let pairs: Page = clerk.get("duplicates?limit=100")?;
    let all: Page = clerk.get("residents")?;
    ensure!(
        conflicts.total >= wish.rivals as u64,
        "{} records with rivals are listed",
        conflicts.total
    );
    ensure!(
        pairs.total >= wish.pairs as u64,
        "{} pairs are listed",
        pairs.total
    );
    ensure!(
        all.total >= wish.residents as u64,
        "{} residents are listed",
        all.total
    );
    let record = text(conflicts.rows.first(), "record")?;
    let (a, b) = (
        text(pairs.rows.first(), "a")?,
        text(pairs.rows.first(), "b")?,
    );
    let resident = text(all.rows.first(), "id")?;
    for (name, path) in [
        ("menu and overview", "session".to_owned()),
        ("differences, 100 rows", "conflicts?limit=100".to_owned()),
        (
            "differences in one field",
            "conflicts?field=phone&limit=100".to_owned(),
        ),
        ("one difference", format!("conflicts/{record}")),
        (
            "only to look at",
            "conflicts?topic=soft&limit=100".to_owned(),
        ),
        ("people recorded twice", "duplicates?limit=100".to_owned()),
        ("one pair", format!("duplicates/{a}/{b}")),
        ("residents", "residents".to_owned()),
        (
            "residents, farthest page",
            "residents?offset=2000".to_owned(),
        ),
        ("one resident", format!("residents/{resident}")),
        ("search \"su\"", "residents?q=su".to_owned()),
        ("search \"siti\"", "residents?q=siti".to_owned()),
        (
            "search \"jalan raya 1\"",
            "residents?q=jalan%20raya%201".to_owned(),
        ),
        ("search by tail of NIK", "residents?q=0042".to_owned()),
        ("search for nobody", "residents?q=zzzyx".to_owned()),
        ("deleted and merged", "residents?gone=true".to_owned()),
        ("inbox", "inbox".to_owned()),
        ("letters", "letters".to_owned()),
        ("laptops", "devices".to_owned()),
    ] {
        let mut waits = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let _: Value = clerk.get(&path).with_context(|| path.clone())?;
            waits.push(ms(start));
        }
        table.row(
            &format!("{name}, p99"),
            percentile(&mut waits, 99),
            SCREEN_MS,
        );
    }
    Ok(())
}

fn text(row: Option<&Value>, field: &str) -> Result<String> {
    let value = row.and_then(|row| row[field].as_str());
    Ok(value.context("a row")?.to_owned())
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// One edit of an officer and the sync that carries it, in milliseconds of the sync alone.
fn edit_and_sync(laptop: &Path) -> Result<f64> {
    task(laptop, &["touch"])?;
    Ok(task(laptop, &["sync"])?.seconds * 1000.0)
}

/// A task of the laptop's own process.
pub(super) fn task(laptop: &Path, arguments: &[&str]) -> Result<super::desk::Done> {
    let output = Command::new(std::env::current_exe()?)
        .args(["laptop", "--data"])
        .arg(laptop)
        .args(arguments)
        .output()?;
    ensure!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Figures beside what they may be.
#[derive(Default)]
struct Table(Vec<(String, f64, f64)>);

impl Table {
    fn row(&mut self, name: &str, value: f64, budget: f64) {
        self.0.push((name.to_owned(), value, budget));
    }

    fn print(&self, out: &mut impl Write) -> Result<()> {
        writeln!(
            out,
            "| what | ms | budget, ms | ratio |\n| --- | ---: | ---: | ---: |"
        )?;
        for (name, value, budget) in &self.0 {
            writeln!(
                out,
                "| {name} | {value:.0} | {budget:.0} | {:.2} |",
                value / budget
            )?;
        }
        Ok(())
    }

    /// Fails if something is over its budget.
    fn close(self) -> Result<()> {
        let over: Vec<String> = self
            .0
            .into_iter()
            .filter(|(_, value, budget)| value > budget)
            .map(|(name, ..)| name)
            .collect();
        ensure!(over.is_empty(), "over the budget: {}", over.join("; "));
        Ok(())
    }
}
