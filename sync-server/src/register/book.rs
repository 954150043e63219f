//! The register book: every number of a village's series in its order, every gap with its reason.

use anyhow::{Context as _, Result};
use jemput_domain::{
    date,
    letter::{LetterState, VillageProfile},
    number::{Line, SeriesKey, What},
};
use jemput_letters::{REGISTER_COLUMNS, Register, RegisterEntry, register, register_cells};
use jemput_store::{Record, register::Book};
use jemput_wire::{
    AppError,
    office::{BookLine, BookPage, BookQuery, BookRef},
    register::Gap,
};

use super::{devices::moment, letters::LetterFacts, page};
use crate::{
    fault::{self, bad, missing},
    office::Office,
};

/// A book as a file.
pub(crate) struct BookFile {
    /// With its ending.
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Office {
    /// All books, or those of one village.
    fn book_refs(&self, only: Option<&str>) -> Result<Vec<BookRef>> {
        let mut refs = Vec::new();
        let villages = self.villages()?.into_iter();
        for row in villages.filter(|row| only.is_none_or(|only| row.code.as_str() == only)) {
            let books = self.records().reader().register_books(row.code.as_str())?;
            refs.extend(books.into_iter().map(|(series, year)| BookRef {
                village: row.code.clone(),
                village_name: row.name.clone(),
                series,
                year,
            }));
        }
        Ok(refs)
    }

    /// A page of a book, for those who see all of them or those of one village.
    pub(crate) fn book_page(
        &self,
        query: &BookQuery,
        only: Option<&str>,
    ) -> fault::Result<BookPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let books = self.book_refs(only)?;
        let of_village = books
            .iter()
            .find(|book| query.village.is_empty() || book.village.as_str() == query.village);
        let book = books.iter().find(|book| is_asked(book, query));
        let Some(book) = book.or(of_village).cloned() else {
            return Ok(BookPage {
                books,
                book: None,
                rows: Vec::new(),
                total: 0,
                letters: 0,
                gaps: 0,
            });
        };
        let whole = self.records().reader().register_book(&key(&book))?;
        let lines = whole.lines.iter().skip(offset as usize);
        let rows = lines
            .take(limit as usize)
            .map(|line| self.book_line(line, &whole))
            .collect::<Result<_>>()?;
        Ok(BookPage {
            books,
            book: Some(book),
            rows,
            total: whole.lines.len() as u64,
            letters: whole.letters.len() as u64,
            gaps: whole.gaps(),
        })
    }

    fn record_of(&self, line: &Line, book: &Book) -> Result<Option<Record>> {
        let What::Letter(index) = line.what else {
            return Ok(None);
        };
        let id = book.letters.get(index).context("the letter of a line")?;
        Ok(self.records().reader().record(*id)?)
    }

    fn book_line(&self, line: &Line, book: &Book) -> Result<BookLine> {
        let mut row = BookLine {
            serial: line.numbers(),
            letter: None,
            checked: String::new(),
            note: String::new(),
            note_kind: String::new(),
            gap: Gap::of(line),
        };
        if let Some(record) = self.record_of(line, book)? {
            let letter = LetterFacts::of(&record)?;
            let (kind, note) = match (letter.state, letter.manual_reason) {
                (Some(LetterState::Void), _) => ("void", letter.void_reason.unwrap_or_default()),
                (_, Some(reason)) => ("manual", reason),
                (_, None) => ("", String::new()),
            };
            row.note = note;
            kind.clone_into(&mut row.note_kind);
            row.checked = letter.checked_name.unwrap_or_default();
            row.letter = Some(self.letter_row(&record)?);
        }
        Ok(row)
    }

    /// A whole book as PDF or as a workbook.
    pub(crate) fn book_file(
        &self,
        query: &BookQuery,
        only: Option<&str>,
    ) -> fault::Result<BookFile> {
        let books = self.book_refs(only)?;
        let asked = books.iter().find(|book| is_asked(book, query));
        let asked = asked.ok_or_else(|| missing(AppError::new("register-unknown")))?;
        let book = self.records().reader().register_book(&key(asked))?;
        let mut rows = Vec::with_capacity(book.lines.len());
        for line in &book.lines {
            let entry = match self.record_of(line, &book)? {
                Some(record) => Some(entry(LetterFacts::of(&record)?)),
                None => None,
            };
            rows.push(register_cells(line, entry.as_ref()));
        }
        let (zone, now) = (self.zone_of(asked)?, self.now_ms());
        let file = Register {
            village: &asked.village_name,
            code: asked.village.as_str(),
            series: &asked.series,
            year: asked.year,
            moment: &format!("{} {}", moment(zone, now), zone.label()),
            day: zone.local_date(now),
            rows: &rows,
        };
        let (kind, bytes) = match query.format.as_str() {
            "pdf" => {
                let pdf = register(&file).context("the register as PDF")?;
                ("application/pdf", pdf)
            }
            "xlsx" => {
                let titles = REGISTER_COLUMNS.map(|(title, _)| title.to_owned());
                let marked = book.lines.iter().map(|line| !line.is_letter());
                let rows = marked.zip(rows.iter().cloned());
                let book = jemput_import::sheet_xlsx("Register surat", &titles, rows)
                    .context("the register as a workbook")?;
                let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                (kind, book)
            }
            _ => return Err(bad(AppError::new("register-format"))),
        };
        Ok(BookFile {
            // The series' name is an office's own word: only what every system takes goes into a file's name.
            name: format!("{} {}.{}", file.name(), date::short(file.day), query.format).replace(
                |c: char| !c.is_ascii_alphanumeric() && !" -.".contains(c),
                "_",
            ),
            kind,
            bytes,
        })
    }

    fn zone_of(&self, book: &BookRef) -> Result<jemput_domain::date::Zone> {
        let villages = self.records().reader().records("village")?;
        let known = villages
            .iter()
            .filter_map(|record| record.to::<VillageProfile>().ok())
            .find(|village| village.code == book.village);
        known.map_or_else(|| self.zone(), |village| Ok(village.zone))
    }
}

fn is_asked(book: &BookRef, query: &BookQuery) -> bool {
    book.village.as_str() == query.village && book.series == query.series && book.year == query.year
}

fn key(book: &BookRef) -> SeriesKey {
    SeriesKey {
        village: book.village.to_string(),
        series: book.series.clone(),
        year: book.year,
    }
}

fn entry(letter: LetterFacts) -> RegisterEntry {
    RegisterEntry {
        number: letter.number,
        day: letter.issued_on.map(date::short).unwrap_or_default(),
        title: letter.title,
        name: letter.snapshot.resident.name,
        checked: letter.checked_name.unwrap_or_default(),
        state: letter.state,
        replaced: letter.replaced_by.is_some(),
        void_reason: letter.void_reason,
        manual_reason: letter.manual_reason,
    }
}
