//! Row after row: who it is about, who that is here, and who else it may be.

use std::collections::{HashMap, HashSet};

use super::identity::record_id;
use super::known::{Known, alike};
use super::plan::{Context, Difference, Outcome, PlannedRow};
use crate::finding::{Finding, codes, has_error};
use crate::id::{HouseholdId, ResidentId};
use crate::name::search_key;
use crate::resident::{self, Resident, household_id};
use crate::tables::{BasicStatus, Relation};

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

/// What was met in this file so far.
#[derive(Default)]
struct Seen {
    /// Rows by record id.
    ids: HashMap<ResidentId, usize>,
    /// First row with a NIK.
    niks: HashMap<String, usize>,
    /// Rows by search key of the name.
    names: HashMap<String, Vec<usize>>,
    /// Known residents that a row belongs to.
    matched: HashSet<ResidentId>,
}

/// Gathers the planned rows of one file.
pub(super) struct Planner<'a> {
    context: &'a Context<'a>,
    known: &'a Known,
    rows: Vec<PlannedRow>,
    seen: Seen,
}

impl<'a> Planner<'a> {
    pub(super) fn new(context: &'a Context<'a>, known: &'a Known) -> Self {
        Self {
            context,
            known,
            rows: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// Plans a row that was read.
    pub(super) fn add(&mut self, row: u32, mut resident: Resident, findings: Vec<Finding>) {
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

    /// The rows in the file's order.
    pub(super) fn finish(mut self) -> Vec<PlannedRow> {
        self.two_heads();
        self.rows
    }

    /// Notes family cards of this file with more than one head. That a card has none is no news:
    /// files hold parts of families.
    fn two_heads(&mut self) {
        let is_head = |row: &PlannedRow| {
            row.outcome != Outcome::Rejected
                && row.resident.relation == Some(Relation::Head)
                && row.resident.lives_here()
        };
        let mut heads: HashMap<HouseholdId, Vec<(ResidentId, usize)>> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate().filter(|(_, row)| is_head(row)) {
            let Some(household) = row.resident.household else {
                continue;
            };
            let heads = heads.entry(household).or_default();
            // The very same row twice is one head.
            if heads.iter().all(|(id, _)| *id != row.id) {
                heads.push((row.id, index));
            }
        }
        for heads in heads.into_values().filter(|heads| heads.len() > 1) {
            let names: Vec<&str> = heads
                .iter()
                .map(|(_, index)| self.rows[*index].resident.name.as_str())
                .collect();
            let finding = Finding::warning(codes::HOUSEHOLD_TWO_HEADS)
                .on("relation")
                .with("names", names.join(", "));
            for (_, index) in heads {
                self.rows[index].findings.push(finding.clone());
            }
        }
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
            planned.resident.ensure_temporary(planned.id.0);
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
