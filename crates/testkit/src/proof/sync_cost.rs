//! What sync costs: laptop and server as processes of their own, a link between them, one step after the other.

mod anki;
mod budget;
mod run;
mod table;

use std::{fs, io::Write, path::PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use crate::{
    link::{Counts, Shape},
    programs::Usage,
    records,
};

/// What to measure.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Citizens as JSON lines; by default the 10,000 that all comparisons use are made.
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// Their edits as JSON lines; by default the 200 that all comparisons use are made.
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    /// The slow link, RTT in milliseconds and kilobits per second.
    #[arg(long, value_name = "RTT/KBIT", default_value = "300/64", value_parser = |text: &str| Shape::parse(text).map_err(|error| error.to_string()))]
    pub link: Shape,
    /// How often; medians are shown.
    #[arg(long, default_value_t = 3)]
    pub runs: usize,
    /// Also the first push and the first pull of everything on the slow link: about five minutes more.
    #[arg(long)]
    pub first: bool,
    /// A Python that has the package `anki`, to measure it in the same hour.
    #[arg(long, value_name = "PYTHON")]
    pub anki: Option<PathBuf>,
}

/// The steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    Save,
    Push,
    Pull,
    Nothing,
    Edit,
    PushEdits,
    PullEdits,
    NothingSlow,
    FirstPush,
    FirstPull,
}

/// What one step cost once.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    seconds: f64,
    /// Processor seconds of the laptop and of the server.
    cpu: [f64; 2],
    link: Counts,
    laptop: Usage,
    server: Usage,
    /// The slowest hundredth of single saves, in milliseconds.
    save_p99_ms: f64,
}

/// What the laptops and the office hold in the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Truth {
    records: Vec<u64>,
    edits_kept: Vec<usize>,
    rivals: Vec<u64>,
    log: u64,
    laptop_disk: u64,
    server_disk: u64,
}

/// The files that are measured, in a folder of their own.
struct Files {
    records: PathBuf,
    edits: PathBuf,
}

/// Measures and prints.
///
/// # Errors
/// When a step fails, or the laptops do not hold what they should.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let files = files(wish, folder.path())?;
    let mut runs = Vec::new();
    for number in 1..=wish.runs.max(1) {
        writeln!(out, "run {number} of {}", wish.runs.max(1))?;
        out.flush()?;
        // The long steps once: they measure the link.
        runs.push(run::once(wish, &files, wish.first && number == 1)?);
    }
    let peer = match &wish.anki {
        Some(python) => {
            writeln!(out, "Anki, the same steps")?;
            out.flush()?;
            (0..wish.runs.max(1))
                .map(|_| anki::once(python, wish, &files))
                .collect::<Result<Vec<_>>>()?
        }
        None => Vec::new(),
    };
    table::print(&runs, &peer, out)
}

fn files(wish: &Wish, folder: &std::path::Path) -> Result<Files> {
    let records = match &wish.records {
        Some(file) => file.clone(),
        None => {
            let file = folder.join("records.jsonl");
            fs::write(
                &file,
                records::write(&records::base(10_000, records::SEED))?,
            )?;
            file
        }
    };
    let edits = match &wish.edits {
        Some(file) => file.clone(),
        None => {
            let text = fs::read_to_string(&records)
                .with_context(|| format!("{} to read", records.display()))?;
            let all = records::edits(&records::read(&text)?, records::SEED, 200, 1);
            let file = folder.join("edits.jsonl");
            fs::write(&file, records::write(&all)?)?;
            file
        }
    };
    Ok(Files { records, edits })
}
