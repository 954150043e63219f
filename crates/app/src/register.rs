//! The register of letters, book by book: every number in its order, every gap with its reason.

mod file;

use jemput_domain::{
    id::LetterId,
    letter::{Letter, LetterState},
    number::{Known, Line, Serial, SeriesKey, Span, What, lines},
};
use jemput_store::{LetterFilter, Record, Store};
use jemput_wire::register::{Book, Gap, RegisterGet, RegisterPage, RegisterRow};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    letters::state_name,
    numbers::records,
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
        let (all, letters) = read(&session, &book)?;
        let gaps = all
            .iter()
            .filter(|line| !matches!(line.what, What::Letter(_)));
        let gaps = gaps.map(|line| u64::from(count(line.span))).sum();
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
            let rows = page.map(|line| self.row(&session, line, &letters));
            (rows.collect::<Result<_>>()?, all.len() as u64)
        };
        Ok(RegisterPage {
            books,
            book: Some(book),
            rows,
            total,
            letters: letters.len() as u64,
            gaps,
        })
    }

    fn row(&self, session: &Session, line: &Line, letters: &[Uuid]) -> Result<RegisterRow> {
        let (why, detail) = match &line.what {
            What::Letter(index) => {
                let id = letters.get(*index).copied().unwrap_or_default();
                let record = session.store().record(id)?;
                let record = record.ok_or_else(|| coded("letter-unknown"))?;
                return self.letter_line(session, &record);
            }
            What::Elsewhere(reason) => ("elsewhere", reason.as_str()),
            What::Burned(laptop) => ("burned", laptop.as_str()),
            What::Held(laptop) => ("held", laptop.as_str()),
            What::NotGiven => ("not-given", ""),
            What::PassedOver => ("passed-over", ""),
        };
        Ok(RegisterRow {
            serial: span_text(line),
            letter: None,
            note: String::new(),
            note_kind: String::new(),
            gap: Some(Gap {
                count: count(line.span),
                why: why.to_owned(),
                detail: detail.to_owned(),
            }),
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
            note,
            note_kind: note_kind.to_owned(),
            gap: None,
        })
    }
}

fn count(span: Span) -> u32 {
    span.to + 1 - span.from
}

/// `003`, `013–016`, `P07-001`.
fn span_text(line: &Line) -> String {
    let mark = line.mark.as_deref().map(|mark| format!("{mark}-"));
    let mark = mark.unwrap_or_default();
    if line.span.from == line.span.to {
        format!("{mark}{:03}", line.span.from)
    } else {
        format!("{mark}{:03}–{mark}{:03}", line.span.from, line.span.to)
    }
}

fn key(session: &Session, book: &Book) -> Result<SeriesKey> {
    Ok(SeriesKey {
        village: session.membership.village()?.to_string(),
        series: book.series.clone(),
        year: book.year,
    })
}

/// Books that have a letter or a block, newest first.
fn books(session: &Session) -> Result<Vec<Book>> {
    let village = session.membership.village()?.to_string();
    let store = session.store();
    let mut books: Vec<Book> = store
        .books(&village)?
        .into_iter()
        .map(|(series, year)| Book { year, series })
        .collect();
    for record in store.records(records::HOLDER)? {
        let fields = record.fields();
        let year = fields.get("year").and_then(serde_json::Value::as_i64);
        if record.text("village") == Some(&village)
            && let (Some(series), Some(year)) = (record.text("series"), year)
        {
            books.push(Book {
                year: i16::try_from(year).unwrap_or_default(),
                series: series.to_owned(),
            });
        }
    }
    books.sort_by(|a, b| (b.year, &a.series).cmp(&(a.year, &b.series)));
    books.dedup();
    // Next year's numbers come early; the book that is written in stands first.
    let written = store.books(&village)?;
    let is_written = |book: &Book| written.contains(&(book.series.clone(), book.year));
    if let Some(place) = books.iter().position(is_written) {
        let first = books.remove(place);
        books.insert(0, first);
    }
    Ok(books)
}

/// The lines of a book, and the letters that they point to.
fn read(session: &Session, book: &Book) -> Result<(Vec<Line>, Vec<Uuid>)> {
    let key = key(session, book)?;
    let store = session.store();
    let mut known = Known::default();
    let mut letters = Vec::new();
    for (id, plain) in store.numbers_in(&key)? {
        let serial = match plain {
            Some(n) => Some(Serial::Block(n)),
            None => own_serial(&store, LetterId(id))?,
        };
        if let Some(serial) = serial {
            known.letters.push(serial);
            letters.push(id);
        }
    }
    let holders = records::holders(&store.records(records::HOLDER)?, &key);
    known.elsewhere = records::elsewhere(&store.records(records::ELSEWHERE)?, &key);
    for (_, span) in records::burned(&store.records(records::BURNED)?, &key) {
        let of = holders
            .iter()
            .find(|held| (held.from..=held.to).contains(&span.from));
        let laptop = of.map(|held| held.laptop.clone()).unwrap_or_default();
        known.burned.push((span, laptop));
    }
    known.blocks = holders
        .into_iter()
        .map(|held| {
            let span = Span {
                from: held.from,
                to: held.to,
            };
            (span, held.laptop)
        })
        .collect();
    Ok((lines(&known), letters))
}

fn own_serial(store: &Store, id: LetterId) -> Result<Option<Serial>> {
    let record = store.record(id.0)?;
    let text = record.as_ref().and_then(|record| record.text("serial"));
    Ok(text.and_then(|text| {
        let (mark, n) = text.rsplit_once('-')?;
        Some(Serial::Own {
            mark: mark.parse().ok()?,
            n: n.parse().ok()?,
        })
    }))
}
