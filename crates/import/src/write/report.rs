//! The whole report of a dry run: every row, what becomes of it, and why.

use jemput_domain::finding::Finding;
use jemput_domain::import::{Outcome, Plan, PlannedRow};
use jemput_domain::resident::field;

use super::WriteError;
use super::separated::separated;
use super::workbook::{Book, Text};
use crate::words::Words;

/// Titles of the report.
const TITLES: [&str; 5] = ["baris", "nama", "hasil", "yang perlu dilihat", "perbedaan"];

/// The report as a workbook; rows that cannot be imported are coloured.
///
/// # Errors
/// The workbook is larger than the format allows.
pub fn report_xlsx(plan: &Plan) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new()?;
    book.sheet(
        "Laporan impor",
        &titles(),
        rows(plan).map(|(rejected, cells)| {
            let cell = |text| Text {
                text,
                marked: rejected,
            };
            cells.into_iter().map(cell).collect()
        }),
    )?;
    book.finish()
}

/// The report as text with semicolons.
///
/// # Errors
/// Out of memory.
pub fn report_csv(plan: &Plan) -> Result<Vec<u8>, WriteError> {
    separated(&titles(), rows(plan).map(|(_, cells)| cells.to_vec()))
}

fn titles() -> Vec<String> {
    TITLES.map(str::to_owned).to_vec()
}

/// Cells of every row, and whether it was rejected.
fn rows(plan: &Plan) -> impl Iterator<Item = (bool, [String; TITLES.len()])> + '_ {
    let words = Words::indonesian();
    plan.rows.iter().map(move |row| {
        let cells = [
            row.row.to_string(),
            row.resident.name.clone(),
            outcome(row).to_owned(),
            findings(&words, &row.findings),
            differences(row),
        ];
        (row.outcome == Outcome::Rejected, cells)
    })
}

fn outcome(row: &PlannedRow) -> &'static str {
    match row.outcome {
        Outcome::New if row.duplicate => "warga baru, mungkin kembar",
        Outcome::New => "warga baru",
        Outcome::Same => "sudah ada, sama",
        Outcome::Differs => "sudah ada, berbeda",
        Outcome::Rejected => "ditolak",
    }
}

fn findings(words: &Words, findings: &[Finding]) -> String {
    let sentence = |finding: &Finding| match &finding.field {
        Some(column) => format!("{column}: {}", words.sentence(finding)),
        None => words.sentence(finding),
    };
    findings.iter().map(sentence).collect::<Vec<_>>().join("\n")
}

fn differences(row: &PlannedRow) -> String {
    let told = |value: &str| {
        if value.is_empty() {
            "(kosong)".to_owned()
        } else {
            value.to_owned()
        }
    };
    row.differences
        .iter()
        .map(|difference| {
            let column = field(difference.field).map_or(difference.field, |field| field.column);
            format!(
                "{column}: {} → {}",
                told(&difference.here),
                told(&difference.file)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}
