//! The dry run: what would become of each row.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::MOST_ROWS;
use super::cell::Cell;
use super::header::Header;
use super::identity::record_id;
use super::known::{Known, alike};
use super::row::Reader;
use crate::finding::{Finding, Severity, codes, has_error};
use crate::household::Household;
use crate::id::{HouseholdId, ResidentId};
use crate::name::search_key;
use crate::nik;
use crate::regions::Regions;
use crate::resident::{self, Resident, household_id};
use crate::tables::{BasicStatus, Relation};
use crate::village::VillageCode;

/// Fields that a file never changes on a known resident: who moves or dies does so on paper, and
/// the office's record of it must not be undone by an old file.
const KEPT: [&str; 7] = [
    "kk",
    "relation",
    "basic_status",
    "address",
    "dusun",
    "rt",
    "rw",
];

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
    /// Would go in, and someone should look (a warning).
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
    let mut planner = Planner {
        context,
        known,
        rows: Vec::new(),
        seen: Seen::default(),
    };
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
    let mut rows = planner.rows;
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

/// What was met in this file so far.
#[derive(Default)]
struct Seen {
    /// Rows by record id.
    ids: HashMap<ResidentId, usize>,
    /// First row with a NIK.
    niks: HashMap<String, usize>,
    /// Rows by search key of the name.
    names: HashMap<String, Vec<usize>>,
    /// Temporary numbers given.
    temporary: HashSet<String>,
    /// Known residents that a row belongs to.
    matched: HashSet<ResidentId>,
}

struct Planner<'a> {
    context: &'a Context<'a>,
    known: &'a Known,
    rows: Vec<PlannedRow>,
    seen: Seen,
}

impl Planner<'_> {
    fn add(&mut self, row: u32, mut resident: Resident, findings: Vec<Finding>) {
        let village = self.context.village;
        if let Some(kk) = &resident.kk {
            resident.household = Some(HouseholdId(household_id(village, kk)));
        }
        let rejected = has_error(&findings);
        let mut planned = PlannedRow {
            row,
            id: ResidentId(record_id(village, &resident, 0)),
            resident,
            outcome: if rejected {
                Outcome::Rejected
            } else {
                Outcome::New
            },
            findings,
            differences: Vec::new(),
            duplicate: false,
        };
        // A rejected row is nobody yet: no other row is compared with it.
        if !rejected {
            if self.same_row_before(&mut planned) {
                self.rows.push(planned);
                return;
            }
            let content = planned.id;
            self.compare(&mut planned);
            self.look_for_doubles(&mut planned);
            self.remember(content, &planned);
        }
        self.rows.push(planned);
    }

    /// Settles the record id among the rows of this file; true if the very same row was there.
    fn same_row_before(&mut self, planned: &mut PlannedRow) -> bool {
        let mut copy = 0;
        while let Some(before) = self.seen.ids.get(&planned.id) {
            let first = &mut self.rows[*before];
            let note = Finding::warning(codes::IMPORT_ROW_TWICE).with("row", first.row);
            if same_content(&first.resident, &planned.resident) {
                planned.outcome = Outcome::Same;
                planned.findings.push(note);
                return true;
            }
            if copy == 0 {
                planned.findings.push(note);
                planned.duplicate = true;
            }
            copy += 1;
            planned.id = ResidentId(record_id(self.context.village, &planned.resident, copy));
        }
        false
    }

    /// Looks the row's person up among the known residents.
    fn compare(&mut self, planned: &mut PlannedRow) {
        let known = self.known;
        let by_number = || {
            known.with_number(&planned.resident).find(|(id, other)| {
                !self.seen.matched.contains(id) && same_person(&planned.resident, other)
            })
        };
        let found = known
            .get(planned.id)
            .map(|resident| (planned.id, resident))
            .or_else(|| by_number().map(|(id, resident)| (*id, resident)));
        let Some((id, here)) = found else {
            planned
                .resident
                .basic_status
                .get_or_insert(BasicStatus::Alive);
            self.give_temporary(planned);
            return;
        };
        planned.id = id;
        self.seen.matched.insert(id);
        let mut differences = Vec::new();
        for difference in resident::differences(here, &planned.resident) {
            let takeable = !KEPT.contains(&difference.field);
            if !takeable {
                planned.findings.push(
                    Finding::hint(codes::IMPORT_FIELD_KEPT)
                        .on(difference.field)
                        .with("old", &difference.here)
                        .with("new", &difference.other),
                );
            }
            differences.push(Difference {
                field: difference.field,
                here: difference.here,
                file: difference.other,
                takeable,
            });
        }
        planned.outcome = if differences.is_empty() {
            Outcome::Same
        } else {
            Outcome::Differs
        };
        planned.differences = differences;
    }

    /// Somebody without any number gets an internal one that is free here and in this file.
    fn give_temporary(&mut self, planned: &mut PlannedRow) {
        let resident = &mut planned.resident;
        if resident.nik.is_some()
            || resident.nik_draft.is_some()
            || resident.nik_temporary.is_some()
        {
            return;
        }
        let mut attempt = 0;
        let number = loop {
            let number = nik::temporary(self.context.village, planned.id.0, attempt);
            let taken = self.known.has_number(&number) || self.seen.temporary.contains(&number);
            if !taken || attempt > 99_999 {
                break number;
            }
            attempt += 1;
        };
        self.seen.temporary.insert(number.clone());
        resident.nik_temporary = Some(number);
    }

    /// Notes who else may be the same person; nothing is merged.
    fn look_for_doubles(&mut self, planned: &mut PlannedRow) {
        let nik = planned.resident.nik.as_ref().map(ToString::to_string);
        if let Some(before) = nik.as_ref().and_then(|nik| self.seen.niks.get(nik)) {
            let first = &mut self.rows[*before];
            let twice = |row: u32, name: &str| {
                Finding::warning(codes::NIK_TWICE_IN_FILE)
                    .on("nik")
                    .with("row", row)
                    .with("name", name)
            };
            first
                .findings
                .push(twice(planned.row, &planned.resident.name));
            first.duplicate = true;
            planned
                .findings
                .push(twice(first.row, &first.resident.name));
            planned.duplicate = true;
        } else if planned.outcome == Outcome::New {
            let others = self.seen.names.get(&search_key(&planned.resident.name));
            let like = others
                .into_iter()
                .flatten()
                .map(|index| &self.rows[*index])
                .find(|other| alike(&planned.resident, &other.resident));
            if let Some(like) = like.filter(|_| !planned.duplicate) {
                planned
                    .findings
                    .push(Finding::warning(codes::IMPORT_ROW_TWICE).with("row", like.row));
                planned.duplicate = true;
            }
        }
        if planned.outcome != Outcome::New {
            return;
        }
        if let Some((_, other)) = self.known.with_number(&planned.resident).next() {
            let taken = Finding::warning(codes::IMPORT_NIK_TAKEN)
                .on("nik")
                .with("name", &other.name);
            planned.findings.push(taken);
            planned.duplicate = true;
        } else if let Some((_, other)) = self.known.similar(&planned.resident) {
            planned
                .findings
                .push(Finding::warning(codes::IMPORT_SIMILAR).with("name", &other.name));
            planned.duplicate = true;
        }
    }

    /// `content` is the id that follows from the row itself.
    fn remember(&mut self, content: ResidentId, planned: &PlannedRow) {
        let index = self.rows.len();
        self.seen.ids.insert(content, index);
        if let Some(nik) = &planned.resident.nik {
            self.seen.niks.entry(nik.to_string()).or_insert(index);
        }
        self.seen
            .names
            .entry(search_key(&planned.resident.name))
            .or_default()
            .push(index);
    }
}

/// Whether two rows say the same, whatever was added to them since.
fn same_content(a: &Resident, b: &Resident) -> bool {
    let bare = |resident: &Resident| Resident {
        nik_temporary: None,
        basic_status: resident.basic_status.or(Some(BasicStatus::Alive)),
        ..resident.clone()
    };
    bare(a) == bare(b)
}

/// Of two with the same number: whether name or birth date agree as well.
fn same_person(a: &Resident, b: &Resident) -> bool {
    search_key(&a.name) == search_key(&b.name)
        || (a.birth_date.is_some() && a.birth_date == b.birth_date)
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
    /// Whether the row would go in and somebody should look at it.
    #[must_use]
    pub fn is_warned(&self) -> bool {
        self.outcome != Outcome::Rejected
            && self
                .findings
                .iter()
                .any(|finding| finding.severity == Severity::Warning)
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
