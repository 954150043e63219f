//! Short ways to what the tests need.

use std::ops::ControlFlow;

use jemput_domain::date::Date;
use jemput_domain::import::{Context, Known, Outcome, Plan, PlannedRow, plan};
use jemput_domain::village::VillageCode;
use jemput_import::{Table, read};

/// The day of all tests.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 25).expect("a day")
}

/// The invented village Karangjemput.
pub(crate) fn village() -> VillageCode {
    VillageCode::parse("33.02.04.2007").expect("ten digits")
}

/// Reads a file's bytes and makes the dry run against known residents.
pub(crate) fn planned(bytes: &[u8], known: &Known) -> (Table, Plan) {
    let table = read(bytes).expect("a table");
    let plan = plan_of(&table, known);
    (table, plan)
}

/// The dry run of a table.
pub(crate) fn plan_of(table: &Table, known: &Known) -> Plan {
    let village = village();
    let context = Context {
        village: &village,
        today: today(),
        regions: None,
    };
    plan(&table.rows, &context, known, &mut |_| {
        ControlFlow::Continue(())
    })
    .expect("rows")
}

/// What a laptop knows after importing the new rows.
pub(crate) fn after(plan: &Plan) -> Known {
    plan.new_residents()
        .map(|row| (row.id, row.resident.clone()))
        .collect()
}

/// Codes of a row's findings.
pub(crate) fn codes(row: &PlannedRow) -> Vec<&str> {
    row.findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

/// Rows of an outcome.
pub(crate) fn of(plan: &Plan, outcome: Outcome) -> Vec<&PlannedRow> {
    plan.rows
        .iter()
        .filter(|row| row.outcome == outcome)
        .collect()
}
