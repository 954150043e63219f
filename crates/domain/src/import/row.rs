//! From a row of cells to a resident.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::cell::Cell;
use super::column::Meaning;
use super::header::Header;
use super::plan::Context;
use crate::address::Address;
use crate::finding::{Code, Finding, Severity, codes};
use crate::resident::{self, Field, Kind, Resident, read_nik};

/// Reads rows of one table.
pub(super) struct Reader<'a> {
    header: &'a Header,
    context: &'a Context<'a>,
    /// A resident without any facts, as fields.
    blank: Map<String, Value>,
    /// Labels of code tables that were read already: a column repeats a handful of them.
    labels: HashMap<(usize, String), Result<Value, Finding>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(header: &'a Header, context: &'a Context<'a>) -> Self {
        Self {
            header,
            context,
            blank: Resident::default().to_fields(),
            labels: HashMap::new(),
        }
    }

    /// The resident of a row and what to look at; each finding is on its field.
    pub(super) fn read(&mut self, cells: &[Cell]) -> (Resident, Vec<Finding>) {
        let mut fields = self.blank.clone();
        let mut findings = Vec::new();
        let header = self.header;
        for column in &header.columns {
            let Some(cell) = cells.get(column.index).filter(|cell| !cell.is_blank()) else {
                continue;
            };
            match column.meaning {
                Meaning::Ignored => {}
                Meaning::RtRw => rt_rw(cell, &mut fields),
                Meaning::Field(field) if matches!(field.kind, Kind::Nik) => {
                    findings.extend(nik_cell(cell, &mut fields));
                }
                Meaning::Field(field) => match self.value(column.index, field, cell) {
                    Ok(value) => {
                        if matches!(field.kind, Kind::Kk | Kind::ParentNik)
                            && cell.may_have_lost_digits()
                        {
                            let code = if matches!(field.kind, Kind::Kk) {
                                codes::KK_NUMBER_CELL
                            } else {
                                codes::NIK_NUMBER_CELL
                            };
                            findings.push(
                                Finding::warning(code)
                                    .on(field.name)
                                    .with("value", cell.text()),
                            );
                        }
                        fields.insert(field.name.to_owned(), value);
                    }
                    Err(finding) => {
                        let severity = severity_in_a_row(field, &finding);
                        findings.push(finding.as_severity(severity));
                    }
                },
            }
        }
        let mut resident = Resident::from_fields(fields);
        resident.spread_address();
        let read_so_far: Vec<Option<String>> = findings
            .iter()
            .map(|finding| finding.field.clone())
            .collect();
        let fits = resident::check(&resident, self.context.regions, self.context.today)
            .into_iter()
            .filter(|finding| self.is_news(finding, &read_so_far))
            .map(|finding| match finding.code.as_str() {
                // A register holds the dead and the moved; that is nothing to look at here.
                "basic-status-dead" | "basic-status-gone" => finding.as_severity(Severity::Hint),
                _ => finding,
            });
        findings.extend(fits);
        (resident, findings)
    }

    fn value(&mut self, column: usize, field: &Field, cell: &Cell) -> Result<Value, Finding> {
        match (field.kind, cell) {
            (Kind::Date, cell) => field.read(&cell.date_text()),
            (Kind::Code(_), Cell::Text(label)) => self
                .labels
                .entry((column, label.clone()))
                .or_insert_with(|| field.read(label))
                .clone(),
            (_, cell) => field.read(&cell.text()),
        }
    }

    /// Not what the file as a whole was reproached with (a missing column), nor “missing” where
    /// the cell was there and could not be read.
    fn is_news(&self, finding: &Finding, read: &[Option<String>]) -> bool {
        const MISSING: [Code; 4] = [
            codes::KK_MISSING,
            codes::RELATION_MISSING,
            codes::SEX_MISSING,
            codes::BIRTH_DATE_MISSING,
        ];
        if !MISSING.contains(&finding.code) {
            return true;
        }
        let in_file = finding
            .field
            .as_deref()
            .is_some_and(|field| self.header.has_field(field));
        in_file && !read.contains(&finding.field)
    }
}

/// How grave it is that a cell cannot be read: what decides who somebody is rejects the row, so
/// that nobody is recorded alive, single or born on the wrong day by accident; the rest is left out.
fn severity_in_a_row(field: &Field, finding: &Finding) -> Severity {
    let decides = matches!(field.name, "sex" | "relation" | "basic_status");
    match finding.code.as_str() {
        "code-unknown" if !decides => Severity::Warning,
        "parent-nik-unusable" | "coordinate-unreadable" => Severity::Warning,
        _ => Severity::Error,
    }
}

fn nik_cell(cell: &Cell, fields: &mut Map<String, Value>) -> Option<Finding> {
    let found = read_nik(&cell.text(), fields);
    match found {
        // Its digits are lost: only whoever has the card can mend it.
        Some(finding) if finding.code == codes::NIK_EXCEL_DAMAGE => {
            Some(finding.as_severity(Severity::Error))
        }
        None
        | Some(Finding {
            severity: Severity::Hint,
            ..
        }) if cell.may_have_lost_digits() => Some(
            Finding::warning(codes::NIK_NUMBER_CELL)
                .on("nik")
                .with("value", cell.text()),
        ),
        found => found,
    }
}

/// `003/001` or `RT 003 RW 001`.
fn rt_rw(cell: &Cell, fields: &mut Map<String, Value>) {
    let text = cell.text();
    let read = match text.split_once(['/', '-']) {
        Some((rt, rw)) => (crate::address::unit(rt), crate::address::unit(rw)),
        None => {
            let address = Address::read(&text);
            (address.rt, address.rw)
        }
    };
    for (name, value) in [("rt", read.0), ("rw", read.1)] {
        if let Some(value) = value {
            fields.entry(name).and_modify(|old| {
                if old.is_null() {
                    *old = value.clone().into();
                }
            });
        }
    }
}
