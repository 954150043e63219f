//! The register of letters as the records tell it, and what they say of numbers: who holds which, which were given up,
//! which are used elsewhere. The same for a laptop and for the office.

use jemput_domain::{
    id::{DeviceId, LetterId},
    number::{Elsewhere, Known, Line, Serial, SeriesKey, Span, lines},
};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{Record, Result, Store};

/// Which laptop holds a block; the block's own record goes to that laptop alone.
pub const HOLDER: &str = "number_holder";
/// Numbers that the office declared used elsewhere.
pub const ELSEWHERE: &str = "numbers_elsewhere";
/// Numbers that a laptop gave up.
pub const BURNED: &str = "burned_numbers";

/// A block and who holds it.
#[derive(Debug, Clone, Deserialize)]
pub struct Held {
    /// The laptop.
    pub device: DeviceId,
    /// Name and mark of the laptop.
    #[serde(default)]
    pub laptop: String,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
}

#[derive(Debug, Deserialize)]
struct Used {
    from: u32,
    to: u32,
    #[serde(default)]
    reason: String,
    /// Taken back by the office.
    #[serde(default)]
    withdrawn: bool,
}

#[derive(Debug, Deserialize)]
struct Burned {
    block: Uuid,
    from: u32,
    to: u32,
}

/// Records of one counter, as far as they can be read: a record of a later version stops nothing.
fn of<T: DeserializeOwned>(records: &[Record], key: &SeriesKey) -> Vec<T> {
    let is_here = |record: &&Record| {
        let fields = record.fields();
        fields.get("village").and_then(|v| v.as_str()) == Some(&key.village)
            && fields.get("series").and_then(|v| v.as_str()) == Some(&key.series)
            && fields.get("year").and_then(serde_json::Value::as_i64) == Some(key.year.into())
    };
    records
        .iter()
        .filter(is_here)
        .filter_map(|record| record.to().ok())
        .collect()
}

/// Who holds blocks of a counter.
#[must_use]
pub fn holders(records: &[Record], key: &SeriesKey) -> Vec<Held> {
    of(records, key)
}

/// Numbers of a counter that are used elsewhere.
#[must_use]
pub fn elsewhere(records: &[Record], key: &SeriesKey) -> Vec<Elsewhere> {
    let used: Vec<Used> = of(records, key);
    used.into_iter()
        .filter(|used| !used.withdrawn && used.from <= used.to)
        .map(|used| Elsewhere {
            span: Span {
                from: used.from,
                to: used.to,
            },
            reason: used.reason,
        })
        .collect()
}

/// Numbers of a counter that were given up, with the block that they were of.
#[must_use]
pub fn burned(records: &[Record], key: &SeriesKey) -> Vec<(Uuid, Span)> {
    let burned: Vec<Burned> = of(records, key);
    burned
        .into_iter()
        .map(|burned| {
            let span = Span {
                from: burned.from,
                to: burned.to,
            };
            (burned.block, span)
        })
        .collect()
}

/// A book: a counter's lines, and the letters that they point to.
#[derive(Debug, Default)]
pub struct Book {
    /// In the order of their numbers.
    pub lines: Vec<Line>,
    /// By the place that [`jemput_domain::number::What::Letter`] names.
    pub letters: Vec<Uuid>,
}

impl Book {
    /// Numbers that no letter has.
    #[must_use]
    pub fn gaps(&self) -> u64 {
        let gaps = self.lines.iter().filter(|line| !line.is_letter());
        gaps.map(|line| u64::from(line.span.count())).sum()
    }
}

impl Store {
    /// Series and years of a village that have a letter or a block, newest first; the newest one that is written in
    /// stands before the others, since next year's numbers come early.
    ///
    /// # Errors
    /// Those of the database.
    pub fn register_books(&self, village: &str) -> Result<Vec<(String, i16)>> {
        let written = self.books(village)?;
        let mut books = written.clone();
        for record in self.records(HOLDER)? {
            let fields = record.fields();
            let year = fields.get("year").and_then(serde_json::Value::as_i64);
            if record.text("village") == Some(village)
                && let (Some(series), Some(year)) = (record.text("series"), year)
            {
                books.push((series.to_owned(), i16::try_from(year).unwrap_or_default()));
            }
        }
        books.sort_by(|(a, a_year), (b, b_year)| (b_year, a).cmp(&(a_year, b)));
        books.dedup();
        if let Some(place) = books.iter().position(|book| written.contains(book)) {
            let first = books.remove(place);
            books.insert(0, first);
        }
        Ok(books)
    }

    /// One book, with every number from the first to the last that is known of.
    ///
    /// # Errors
    /// Those of the database.
    pub fn register_book(&self, key: &SeriesKey) -> Result<Book> {
        let mut known = Known::default();
        let mut letters = Vec::new();
        for (id, plain) in self.numbers_in(key)? {
            let serial = match plain {
                Some(n) => Some(Serial::Block(n)),
                None => self.own_serial(LetterId(id))?,
            };
            if let Some(serial) = serial {
                known.letters.push(serial);
                letters.push(id);
            }
        }
        let holders = holders(&self.records(HOLDER)?, key);
        known.elsewhere = elsewhere(&self.records(ELSEWHERE)?, key);
        for (_, span) in burned(&self.records(BURNED)?, key) {
            let of = holders
                .iter()
                .find(|held| (held.from..=held.to).contains(&span.from));
            let laptop = of.map(|held| held.laptop.clone()).unwrap_or_default();
            known.burned.push((span, laptop));
        }
        let block = |held: Held| {
            let (from, to) = (held.from, held.to);
            (Span { from, to }, held.laptop)
        };
        known.blocks = holders.into_iter().map(block).collect();
        Ok(Book {
            lines: lines(&known),
            letters,
        })
    }

    fn own_serial(&self, id: LetterId) -> Result<Option<Serial>> {
        let record = self.record(id.0)?;
        let text = record.as_ref().and_then(|record| record.text("serial"));
        Ok(text.and_then(|text| {
            let (mark, n) = text.rsplit_once('-')?;
            Some(Serial::Own {
                mark: mark.parse().ok()?,
                n: n.parse().ok()?,
            })
        }))
    }
}
