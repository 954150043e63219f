//! The dry run: what would become of each row.

use std::collections::HashMap;
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::MOST_ROWS;
use super::cell::Cell;
use super::header::Header;
use super::known::Known;
use super::planner::Planner;
use super::row::Reader;
use crate::finding::{Finding, Severity, codes};
use crate::household::Household;
use crate::id::{HouseholdId, ResidentId};
use crate::regions::Regions;
use crate::resident::Resident;
use crate::tables::Relation;
use crate::village::VillageCode;

/// Where and when the import happens.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The village whose residents these are.
    pub village: &'a VillageCode,
    /// The village's date.
    pub today: Date,
    /// The table of places, for the district of a NIK.
    pub regions: Option<&'a Regions>,
}

/// How far a dry run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Rows done.
    pub done: usize,
    /// Rows in all, blank ones included.
    pub total: usize,
}

/// What would become of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// A new resident.
    New,
    /// Known already, and the file says nothing else.
    Same,
    /// Known already, with other values; taken only where chosen.
    Differs,
    /// Cannot be imported as it is: its findings hold an error.
    Rejected,
}

/// A value that differs between the file and the known resident.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Field name.
    pub field: &'static str,
    /// Value here, in words.
    pub here: String,
    /// Value in the file, in words.
    pub file: String,
    /// May be taken from a file.
    pub takeable: bool,
}

/// A row of the dry run.
#[derive(Clone, PartialEq, Debug)]
pub struct PlannedRow {
    /// Row number in the file, 1 for the first.
    pub row: u32,
    /// The record it makes or belongs to.
    pub id: ResidentId,
    /// The resident as the file tells.
    pub resident: Resident,
    /// What would become of it.
    pub outcome: Outcome,
    /// What to look at; `field` is the column's title in the file.
    pub findings: Vec<Finding>,
    /// For a known resident: what differs.
    pub differences: Vec<Difference>,
    /// May be the same person as another row or resident; kept apart.
    pub duplicate: bool,
}

/// How many rows of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Rows with data.
    pub rows: usize,
    /// New residents.
    pub new: usize,
    /// Known, nothing else.
    pub same: usize,
    /// Known, with other values.
    pub differs: usize,
    /// Cannot be imported.
    pub rejected: usize,
    /// Someone should look (see [`PlannedRow::is_warned`]).
    pub warned: usize,
    /// May be somebody else's double.
    pub duplicates: usize,
}

/// The dry run of a table.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The header, with what is to be said about columns.
    pub header: Header,
    /// The rows with data, in the file's order.
    pub rows: Vec<PlannedRow>,
}

/// Reads and compares all rows. `progress` hears every hundredth row and may stop the run.
///
/// # Errors
/// The file as a whole cannot be used (no header, no rows, too many), or the run was stopped.
pub fn plan(
    rows: &[Vec<Cell>],
    context: &Context<'_>,
    known: &Known,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Plan, Finding> {
    let header = Header::find(rows)?;
    let start = header.row as usize;
    let data = &rows[start..];
    if data.len() > MOST_ROWS {
        return Err(Finding::error(codes::IMPORT_TOO_LARGE).with("max", MOST_ROWS));
    }
    let mut reader = Reader::new(&header, context);
    let mut planner = Planner::new(context, known);
    for (index, cells) in data.iter().enumerate() {
        if index % 100 == 0
            && progress(Progress {
                done: index,
                total: data.len(),
            })
            .is_break()
        {
            return Err(Finding::error(codes::IMPORT_CANCELLED));
        }
        if ends_here(cells) {
            break;
        }
        if cells.iter().all(Cell::is_blank) {
            continue;
        }
        let (resident, findings) = reader.read(cells);
        let number = u32::try_from(start + index + 1).unwrap_or(u32::MAX);
        planner.add(number, resident, findings);
    }
    let mut rows = planner.finish();
    if rows.is_empty() {
        return Err(Finding::error(codes::IMPORT_NO_ROWS).with("row", header.row));
    }
    for finding in rows.iter_mut().flat_map(|row| &mut row.findings) {
        finding.field = finding
            .field
            .take()
            .map(|field| header.title(&field).unwrap_or(field));
    }
    let _ = progress(Progress {
        done: data.len(),
        total: data.len(),
    });
    Ok(Plan { header, rows })
}

/// `###` in the second column ends the data.
fn ends_here(cells: &[Cell]) -> bool {
    cells.iter().take(2).any(|cell| cell.text().trim() == "###")
}

impl Plan {
    /// How many rows of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            rows: self.rows.len(),
            ..Counts::default()
        };
        for row in &self.rows {
            *(match row.outcome {
                Outcome::New => &mut counts.new,
                Outcome::Same => &mut counts.same,
                Outcome::Differs => &mut counts.differs,
                Outcome::Rejected => &mut counts.rejected,
            }) += 1;
            counts.warned += usize::from(row.is_warned());
            counts.duplicates += usize::from(row.duplicate);
        }
        counts
    }

    /// The new residents, to be created with these ids.
    pub fn new_residents(&self) -> impl Iterator<Item = &PlannedRow> {
        self.rows.iter().filter(|row| row.outcome == Outcome::New)
    }

    /// The households of the new residents, each once, with its head where the file names one.
    #[must_use]
    pub fn households(&self, village: &VillageCode) -> Vec<(HouseholdId, Household)> {
        let mut order = Vec::new();
        let mut found: HashMap<HouseholdId, Household> = HashMap::new();
        for row in self.new_residents() {
            let (Some(id), Some(kk)) = (row.resident.household, &row.resident.kk) else {
                continue;
            };
            let household = found.entry(id).or_insert_with(|| {
                order.push(id);
                Household {
                    kk: kk.clone(),
                    head: None,
                    village: village.clone(),
                }
            });
            if row.resident.relation == Some(Relation::Head) && row.resident.lives_here() {
                household.head = household.head.or(Some(row.id));
            }
        }
        order
            .into_iter()
            .filter_map(|id| found.remove(&id).map(|household| (id, household)))
            .collect()
    }
}

impl PlannedRow {
    /// Whether somebody should look at the row: it would go in and has a warning, or it is in the
    /// file twice. What is known already was looked at when it came in.
    #[must_use]
    pub fn is_warned(&self) -> bool {
        match self.outcome {
            Outcome::Rejected => false,
            Outcome::Same => {
                let twice = |finding: &Finding| finding.code == codes::IMPORT_ROW_TWICE;
                self.findings.iter().any(twice)
            }
            Outcome::New | Outcome::Differs => {
                let warning = |finding: &Finding| finding.severity == Severity::Warning;
                self.findings.iter().any(warning)
            }
        }
    }

    /// The known resident with the chosen fields taken from the file; fields that a file never
    /// changes, and fields that do not differ, stay.
    #[must_use]
    pub fn take(&self, here: &Resident, fields: &[String]) -> Resident {
        let mut taken = here.to_fields();
        let file = self.resident.to_fields();
        let chosen =
            |field: &&Difference| field.takeable && fields.iter().any(|name| name == field.field);
        for difference in self.differences.iter().filter(chosen) {
            if let Some(value) = file.get(difference.field) {
                taken.insert(difference.field.to_owned(), value.clone());
            }
            if difference.field == "nik" {
                taken.insert("nik_draft".to_owned(), serde_json::Value::Null);
                taken.insert("nik_temporary".to_owned(), serde_json::Value::Null);
            }
        }
        Resident::from_fields(taken)
    }
}
