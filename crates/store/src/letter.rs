//! The letter register.

use std::collections::BTreeSet;

use jemput_domain::{name::search_key, number::SeriesKey};
use rusqlite::{Connection, OptionalExtension as _, ToSql};
use uuid::Uuid;

use crate::{Record, Result, Store, Tx, merged::AWAY, record::uuid};

/// Which letters.
#[derive(Debug, Clone, Default)]
pub struct LetterFilter {
    /// Number, name or title contains this.
    pub text: String,
    /// `awaiting_signature`, `issued` or `void`.
    pub state: Option<String>,
    /// Of this resident, and of the records that were merged into this one.
    pub resident: Option<Uuid>,
    /// Issued on this day or later, `2026-11-25`.
    pub since: Option<String>,
    /// Of this counter, in the order of its numbers and not newest first.
    pub counter: Option<SeriesKey>,
}

/// A filter as SQL: only the conditions that it has, so that each is answered by its index.
struct Where {
    sql: String,
    values: Vec<Box<dyn ToSql>>,
}

impl Where {
    fn of(filter: &LetterFilter) -> Self {
        let mut this = Self {
            sql: "WHERE 1".to_owned(),
            values: Vec::new(),
        };
        let plain = filter.text.trim().to_lowercase();
        if !plain.is_empty() {
            let folded = search_key(&plain);
            let folded = if folded.is_empty() {
                plain.clone()
            } else {
                folded
            };
            if let Some(phrase) = all_trigrams(&[&plain, &folded]) {
                this.sql.push_str(
                    " AND no IN (SELECT rowid FROM letter_text WHERE letter_text MATCH ?)",
                );
                this.values.push(Box::new(phrase));
            }
            this.sql
                .push_str(" AND (instr(text, ?) > 0 OR instr(text, ?) > 0)");
            this.values.push(Box::new(plain));
            this.values.push(Box::new(folded));
        }
        if let Some(state) = &filter.state {
            this.sql.push_str(" AND state = ?");
            this.values.push(Box::new(state.clone()));
        }
        if let Some(resident) = filter.resident {
            // Also the letters of records that were merged into this one.
            this.sql
                .push_str(&format!(" AND resident IN ({AWAY} SELECT id FROM away)"));
            this.values.push(Box::new(resident.as_bytes().to_vec()));
        }
        if let Some(since) = &filter.since {
            this.sql.push_str(" AND issued_on >= ?");
            this.values.push(Box::new(since.clone()));
        }
        if let Some(counter) = &filter.counter {
            this.sql
                .push_str(" AND village = ? AND series = ? AND year = ?");
            this.values.push(Box::new(counter.village.clone()));
            this.values.push(Box::new(counter.series.clone()));
            this.values.push(Box::new(counter.year));
        }
        this
    }

    fn values(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

/// Rows with all trigrams of one of the texts; `None` when a text is too short to have any.
fn all_trigrams(texts: &[&str]) -> Option<String> {
    let one = |text: &&str| {
        let chars: Vec<char> = text.chars().collect();
        let each: Vec<String> = chars
            .windows(3)
            .map(|three| {
                format!(
                    "\"{}\"",
                    three.iter().collect::<String>().replace('"', "\"\"")
                )
            })
            .collect();
        (!each.is_empty()).then(|| format!("({})", each.join(" AND ")))
    };
    let phrases: Vec<String> = texts.iter().map(one).collect::<Option<_>>()?;
    Some(phrases.join(" OR "))
}

impl Store {
    /// A page of letters, newest first, and how many there are in all.
    pub fn letters(
        &self,
        filter: &LetterFilter,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<Record>, u64)> {
        let found = Where::of(filter);
        let total: i64 = self
            .conn
            .prepare_cached(&format!("SELECT count(*) FROM letter {}", found.sql))?
            .query_row(found.values().as_slice(), |row| row.get(0))?;
        let mut values = found.values();
        values.push(&limit);
        values.push(&offset);
        let ids = self
            .conn
            .prepare_cached(&format!(
                "SELECT id FROM letter {} ORDER BY {} LIMIT ? OFFSET ?",
                found.sql,
                match filter.counter {
                    // A laptop's own series stands behind the plain numbers.
                    Some(_) => "serial IS NULL, serial, printed_at, no",
                    None => "printed_at DESC, no DESC",
                }
            ))?
            .query_map(values.as_slice(), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((self.pick(ids)?, total.cast_unsigned()))
    }

    /// All letters of one resident, newest first.
    pub fn letters_of(&self, resident: Uuid) -> Result<Vec<Record>> {
        let filter = LetterFilter {
            resident: Some(resident),
            ..LetterFilter::default()
        };
        Ok(self.letters(&filter, 0, u32::MAX)?.0)
    }

    /// The letter with this random id (16 hex digits).
    pub fn letter_by_cti(&self, cti: &str) -> Result<Option<Record>> {
        let id = self
            .conn
            .prepare_cached("SELECT id FROM letter WHERE cti = ?1")?
            .query_row([cti], |row| uuid(row, 0))
            .optional()?;
        id.map(|id| self.record(id))
            .transpose()
            .map(Option::flatten)
    }

    /// Letters whose random id begins so (hex), for short ids and for status lists.
    pub fn letters_by_cti_prefix(&self, prefix: &str) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached(
                "SELECT id FROM letter WHERE cti >= ?1 AND cti < ?1 || 'g' ORDER BY cti",
            )?
            .query_map([prefix], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// The highest number between two (both included) that a letter of this counter carries.
    pub fn highest_serial(
        &self,
        counter: &SeriesKey,
        first: u32,
        last: u32,
    ) -> Result<Option<u32>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT max(serial) FROM letter
                 WHERE village = ?1 AND series = ?2 AND year = ?3 AND serial BETWEEN ?4 AND ?5",
            )?
            .query_row(
                (&counter.village, &counter.series, counter.year, first, last),
                |row| row.get(0),
            )?)
    }

    /// All letters of a counter with their plain numbers; `None`: of a laptop's own series. In no order.
    pub fn numbers_in(&self, counter: &SeriesKey) -> Result<Vec<(Uuid, Option<u32>)>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT id, serial FROM letter WHERE village = ?1 AND series = ?2 AND year = ?3",
            )?
            .query_map((&counter.village, &counter.series, counter.year), |row| {
                Ok((uuid(row, 0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Letters of a counter whose plain number lies between two, both included; the lowest first, `limit` at most.
    pub fn letters_between(
        &self,
        counter: &SeriesKey,
        first: u32,
        last: u32,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached(
                "SELECT id FROM letter WHERE village = ?1 AND series = ?2 AND year = ?3 AND serial BETWEEN ?4 AND ?5
                 ORDER BY serial LIMIT ?6",
            )?
            .query_map(
                (
                    &counter.village,
                    &counter.series,
                    counter.year,
                    first,
                    last,
                    limit,
                ),
                |row| uuid(row, 0),
            )?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Counters that have letters: series and year, of one village.
    pub fn books(&self, village: &str) -> Result<Vec<(String, i16)>> {
        Ok(self
            .conn
            .prepare_cached("SELECT DISTINCT series, year FROM letter WHERE village = ?1")?
            .query_map([village], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// The plain numbers of a counter that stand on letters.
    pub fn serials(&self, counter: &SeriesKey) -> Result<BTreeSet<u32>> {
        serials(&self.conn, counter)
    }
}

impl Tx<'_> {
    /// The same inside a transaction.
    pub fn serials(&self, counter: &SeriesKey) -> Result<BTreeSet<u32>> {
        serials(self.conn, counter)
    }

    /// A letter that carries this plain number of a counter.
    pub fn letter_with(&self, counter: &SeriesKey, n: u32) -> Result<Option<Record>> {
        let id = self
            .conn
            .prepare_cached(
                "SELECT id FROM letter WHERE village = ?1 AND series = ?2 AND year = ?3 AND serial = ?4 LIMIT 1",
            )?
            .query_row(
                (&counter.village, &counter.series, counter.year, n),
                |row| uuid(row, 0),
            )
            .optional()?;
        id.map(|id| self.record(id))
            .transpose()
            .map(Option::flatten)
    }
}

fn serials(conn: &Connection, counter: &SeriesKey) -> Result<BTreeSet<u32>> {
    Ok(conn
        .prepare_cached(
            "SELECT serial FROM letter WHERE village = ?1 AND series = ?2 AND year = ?3 AND serial IS NOT NULL",
        )?
        .query_map((&counter.village, &counter.series, counter.year), |row| {
            row.get(0)
        })?
        .collect::<rusqlite::Result<_>>()?)
}
