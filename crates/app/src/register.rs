//! The register of letters, book by book: every number in its order, every gap with its reason.

mod file;

use jemput_domain::{
    letter::{Letter, LetterState},
    number::{Line, SeriesKey, What},
};
use jemput_store::{LetterFilter, Record};
use jemput_wire::register::{Book, Gap, RegisterGet, RegisterPage, RegisterRow};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    letters::state_name,
    session::Session,
};

/// Rows of one page.
const PAGE: u32 = 200;

impl App {
    pub(crate) fn register_get(&self, wish: RegisterGet) -> Result<RegisterPage> {
        let session = self.session()?;
        let books = books(&session)?;
        let book = wish
            .book
            .filter(|book| books.contains(book))
            .or_else(|| books.first().cloned());
        let Some(book) = book else {
            return Ok(RegisterPage {
                books,
                book: None,
                rows: Vec::new(),
                total: 0,
                letters: 0,
                gaps: 0,
            });
        };
        let whole = session.store().register_book(&key(&session, &book)?)?;
        let (all, letters) = (&whole.lines, &whole.letters);
        let limit = wish.limit.clamp(1, PAGE);
        let filtered = !wish.text.trim().is_empty() || wish.state.is_some();
        let (rows, total) = if filtered {
            let filter = LetterFilter {
                text: wish.text,
                state: wish.state.map(state_name),
                counter: Some(key(&session, &book)?),
                ..LetterFilter::default()
            };
            let (records, total) = session.store().letters(&filter, wish.offset, limit)?;
            let rows = records
                .iter()
                .map(|record| self.letter_line(&session, record));
            (rows.collect::<Result<_>>()?, total)
        } else {
            let page = all.iter().skip(wish.offset as usize).take(limit as usize);
            let rows = page.map(|line| self.row(&session, line, letters));
            (rows.collect::<Result<_>>()?, all.len() as u64)
        };
        Ok(RegisterPage {
            books,
            book: Some(book),
            rows,
            total,
            letters: letters.len() as u64,
            gaps: whole.gaps(),
        })
    }

    fn row(&self, session: &Session, line: &Line, letters: &[Uuid]) -> Result<RegisterRow> {
        if let What::Letter(index) = line.what {
            let id = letters.get(index).copied().unwrap_or_default();
            let record = session.store().record(id)?;
            let record = record.ok_or_else(|| coded("letter-unknown"))?;
            return self.letter_line(session, &record);
        }
        Ok(RegisterRow {
            serial: line.numbers(),
            letter: None,
            checked: String::new(),
            note: String::new(),
            note_kind: String::new(),
            gap: Gap::of(line),
        })
    }

    fn letter_line(&self, session: &Session, record: &Record) -> Result<RegisterRow> {
        let letter: Letter = record.to()?;
        let (note_kind, note) = match (&letter.manual_reason, letter.state) {
            (_, LetterState::Void) if letter.replaced_by.is_some() => {
                ("replaced", letter.void_reason.clone().unwrap_or_default())
            }
            (_, LetterState::Void) => ("void", letter.void_reason.clone().unwrap_or_default()),
            (Some(reason), _) => ("manual", reason.clone()),
            (None, _) => ("", String::new()),
        };
        Ok(RegisterRow {
            serial: letter.serial.clone(),
            letter: Some(self.card(session, record)?),
            checked: letter.checked_name.unwrap_or_default(),
            note,
            note_kind: note_kind.to_owned(),
            gap: None,
        })
    }
}

fn key(session: &Session, book: &Book) -> Result<SeriesKey> {
    Ok(SeriesKey {
        village: session.membership.village()?.to_string(),
        series: book.series.clone(),
        year: book.year,
    })
}

fn books(session: &Session) -> Result<Vec<Book>> {
    let village = session.membership.village()?.to_string();
    let books = session.store().register_books(&village)?;
    let book = |(series, year)| Book { year, series };
    Ok(books.into_iter().map(book).collect())
}
