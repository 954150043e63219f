//! Finding the header of a table and telling what its columns are.

use super::cell::{Cell, column_letter};
use super::column::{COLUMNS, Meaning, USEFUL, meaning};
use crate::finding::{Finding, codes};
use crate::name;

/// The header is looked for in so many rows; some files have a heading above it.
const LOOK_IN: usize = 20;

/// Without any of these a list with names is one of something else (archive codes, streets).
const ABOUT_PEOPLE: [&str; 11] = [
    "nik",
    "kk",
    "sex",
    "birth_place",
    "birth_date",
    "relation",
    "father_name",
    "mother_name",
    "dusun",
    "rt",
    "rw",
];

/// The header of a table.
#[derive(Clone, Debug)]
pub struct Header {
    /// Row number in the file, 1 for the first.
    pub row: u32,
    /// Titles of columns that are not known, as they stand.
    pub unknown: Vec<String>,
    /// Columns of the format that the table does not have.
    pub missing: Vec<&'static str>,
    /// What to look at, none of it an error.
    pub findings: Vec<Finding>,
    pub(super) columns: Vec<Column>,
}

/// A column that is used.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) index: usize,
    /// As it stands in the file, for the report.
    pub(super) title: String,
    pub(super) meaning: Meaning,
}

impl Header {
    /// Finds the header; rows above it are left out.
    ///
    /// # Errors
    /// No row has a column `nama`, nothing but names is known, or there is nothing at all.
    pub fn find(rows: &[Vec<Cell>]) -> Result<Self, Finding> {
        let known = |row: &Vec<Cell>| {
            row.iter()
                .filter(|cell| meaning(&cell.text()).is_some())
                .count()
        };
        let has_name = |row: &&Vec<Cell>| {
            row.iter().any(|cell| {
                matches!(meaning(&cell.text()), Some(Meaning::Field(field)) if field.name == "name")
            })
        };
        let head = &rows[..rows.len().min(LOOK_IN)];
        let best = head
            .iter()
            .enumerate()
            .filter(|(_, row)| has_name(row))
            .max_by_key(|(index, row)| {
                // The first of equals: rows below the header may repeat a word of it.
                (known(row), std::cmp::Reverse(*index))
            });
        let Some((index, row)) = best else {
            return Err(
                match rows
                    .iter()
                    .position(|row| row.iter().any(|cell| !cell.is_blank()))
                {
                    None => Finding::error(codes::IMPORT_EMPTY),
                    Some(first) => Finding::error(codes::IMPORT_NO_NAME_COLUMN)
                        .with("row", first + 1)
                        .with("found", titles(&rows[first])),
                },
            );
        };
        let header = Self::of(index, row);
        if !ABOUT_PEOPLE.iter().any(|field| header.has_field(field)) {
            let found = titles(row);
            return Err(Finding::error(codes::IMPORT_NOT_RESIDENTS).with("found", found));
        }
        Ok(header)
    }

    fn of(index: usize, row: &[Cell]) -> Self {
        let mut header = Self {
            row: u32::try_from(index + 1).unwrap_or(u32::MAX),
            unknown: Vec::new(),
            missing: Vec::new(),
            findings: Vec::new(),
            columns: Vec::new(),
        };
        for (index, cell) in row.iter().enumerate() {
            let title = name::clean(&cell.text());
            if title.is_empty() {
                continue;
            }
            let place = |finding: Finding| {
                finding
                    .with("column", &title)
                    .with("letter", column_letter(index))
            };
            match meaning(&title) {
                Some(Meaning::Ignored) => {}
                Some(meaning) if header.has(meaning) => {
                    header
                        .findings
                        .push(place(Finding::warning(codes::IMPORT_COLUMN_TWICE)));
                }
                Some(meaning) => header.columns.push(Column {
                    index,
                    title,
                    meaning,
                }),
                None => {
                    header
                        .findings
                        .push(place(Finding::warning(codes::IMPORT_COLUMN_UNKNOWN)));
                    header.unknown.push(title);
                }
            }
        }
        header.missing = COLUMNS
            .into_iter()
            .filter(|column| !header.covers(column))
            .collect();
        let useful = USEFUL
            .into_iter()
            .filter(|column| header.missing.contains(column));
        header.findings.extend(
            useful.map(|column| {
                Finding::warning(codes::IMPORT_COLUMN_MISSING).with("column", column)
            }),
        );
        header
    }

    /// How many columns are used.
    #[must_use]
    pub fn known_columns(&self) -> usize {
        self.columns.len()
    }

    /// The title of a field's column as it stands in the file, or the format's name for it.
    pub(super) fn title(&self, field: &str) -> Option<String> {
        let own = self.columns.iter().find(|column| match column.meaning {
            Meaning::Field(other) => other.name == field,
            Meaning::RtRw => matches!(field, "rt" | "rw"),
            Meaning::Ignored => false,
        });
        own.map(|column| column.title.clone())
            .or_else(|| crate::resident::field(field).map(|field| field.column.to_owned()))
            .filter(|title| !title.is_empty())
    }

    /// Whether the table has a column for the field.
    pub(super) fn has_field(&self, name: &str) -> bool {
        self.columns.iter().any(|column| match column.meaning {
            Meaning::Field(field) => field.name == name,
            Meaning::RtRw => matches!(name, "rt" | "rw"),
            Meaning::Ignored => false,
        })
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.columns
            .iter()
            .any(|column| match (column.meaning, meaning) {
                (Meaning::Field(a), Meaning::Field(b)) => a.name == b.name,
                (Meaning::RtRw, Meaning::RtRw) => true,
                _ => false,
            })
    }

    fn covers(&self, column: &str) -> bool {
        crate::resident::field_of_column(column).is_some_and(|field| self.has_field(field.name))
    }
}

/// The first titles of a row, for the message.
fn titles(row: &[Cell]) -> String {
    let titles = row.iter().map(Cell::text).map(|title| name::clean(&title));
    let shown: Vec<String> = titles.filter(|title| !title.is_empty()).take(5).collect();
    shown.join(", ").chars().take(120).collect()
}
