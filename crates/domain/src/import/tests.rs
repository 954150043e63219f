mod cells;
mod people;
mod whole;

use std::ops::ControlFlow;

use jiff::civil::date;

use super::*;
use crate::date::{Date, FlexDate};
use crate::finding::{Finding, Severity, codes};
use crate::id::ResidentId;
use crate::resident::Resident;
use crate::tables::{BasicStatus, CodeTable as _, Occupation, Relation, Religion};
use crate::village::VillageCode;

const TODAY: Date = date(2026, 11, 25);
const HEADER: &str = "nama|nik|no_kk|sex|tanggallahir|kk_level|agama_id|pekerjaan_id|status_kawin|dusun|rt|rw|nama_ibu";

fn village() -> VillageCode {
    VillageCode::parse("33.02.04.2007").unwrap()
}

/// Rows written as `a|b|c`.
fn table(lines: &[&str]) -> Vec<Vec<Cell>> {
    lines
        .iter()
        .map(|line| line.split('|').map(Cell::from).collect())
        .collect()
}

fn with_header(lines: &[&str]) -> Vec<Vec<Cell>> {
    table(&[&[HEADER], lines].concat())
}

fn run(rows: &[Vec<Cell>], known: &Known) -> Result<Plan, Finding> {
    let village = village();
    let context = Context {
        village: &village,
        today: TODAY,
        regions: None,
    };
    plan(rows, &context, known, &mut |_| ControlFlow::Continue(()))
}

fn fresh(lines: &[&str]) -> Plan {
    run(&with_header(lines), &Known::default()).unwrap()
}

/// What a laptop knows after importing the plan's new rows.
fn after(plan: &Plan) -> Known {
    plan.new_residents()
        .map(|row| (row.id, row.resident.clone()))
        .collect()
}

fn codes_of(row: &PlannedRow) -> Vec<&str> {
    row.findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

const SRI: &str =
    "Sri Waluyo|3302045203899001|3302041203149100|2|12-03-1989|3|1|9|2|Karanglo|003|001|Tukiyem";
const KARYADI: &str = "Karyadi|3302040407849002|3302041203149100|1|04/07/1984|Kepala Keluarga|Islam|Petani/Pekebun|K|Karanglo|3|1|Sarinem";

fn occupation(text: &str) -> Option<Occupation> {
    Occupation::parse(text)
}
