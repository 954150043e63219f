//! Finding residents.
//!
//! Words of three letters and more are looked up in a trigram index that holds no positions: a third of the size of a
//! full one. It says in which rows all trigrams occur; the row's text then decides. Rows that are not in it yet
//! ([`crate::words`]) are looked through. Shorter words, and names that begin with the query, come from the plain index on
//! the name. Numbers come from indexes on NIK, its reverse and KK.

#[cfg(test)]
mod cost;

use std::collections::BTreeSet;

use jemput_domain::{
    date::FlexDate,
    duplicate::{DISTINCT, LIKELY, Traits, compare, distinct_id},
    name::search_key,
    nik::Nik,
    resident::Resident,
};
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::{Record, Result, Store, record::uuid};

/// Rows that one search looks at; beyond, hits are no longer counted and sorted only by where they were found.
const MOST: u32 = 1000;

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// Best first.
    pub records: Vec<Record>,
    /// How many there are; counted up to about a thousand.
    pub total: u64,
    /// There are more than the limit.
    pub more: bool,
}

/// A resident who fits: rank, name, id. Sorts by them.
type Hit = (u8, String, Uuid);

impl Store {
    /// Residents by name, NIK or its tail, KK or address; every word must be found. Names that begin with the query
    /// come first, then names of which a word begins with it, then the rest; each by name.
    pub fn search_residents(&self, query: &str, limit: u32) -> Result<Found> {
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let numeric = !digits.is_empty()
            && query
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-'));
        let mut hits = BTreeSet::new();
        if numeric {
            by_number(&self.conn, &digits, &mut hits)?;
        }
        let key = search_key(query);
        if !key.is_empty() && (!numeric || hits.is_empty()) {
            by_name(&self.conn, &key, &mut hits)?;
            by_words(&self.conn, &key, &mut hits)?;
        }
        let mut seen = BTreeSet::new();
        let ids: Vec<Uuid> = hits
            .into_iter()
            .map(|hit| hit.2)
            .filter(|id| seen.insert(*id))
            .collect();
        let total = ids.len();
        let limit = limit as usize;
        Ok(Found {
            records: self.pick(ids.into_iter().take(limit).collect())?,
            total: total as u64,
            more: total > limit,
        })
    }
}

/// NIK or KK that begins so, NIK that ends so.
fn by_number(conn: &Connection, digits: &str, hits: &mut BTreeSet<Hit>) -> Result<()> {
    let reversed: String = digits.chars().rev().collect();
    let mut statement = conn.prepare_cached(
        "SELECT nik <> ?1, name_key, id FROM resident WHERE nik <> '' AND nik >= ?1 AND nik < ?1 || ':'
         UNION SELECT 1, name_key, id FROM resident WHERE nik_reversed <> '' AND nik_reversed >= ?2 AND nik_reversed < ?2 || ':'
         UNION SELECT 2, name_key, id FROM resident WHERE kk <> '' AND kk >= ?1 AND kk < ?1 || ':' LIMIT ?3",
    )?;
    let rows = statement.query_map((digits, &reversed, MOST), |row| {
        Ok((row.get(0)?, row.get(1)?, uuid(row, 2)?))
    })?;
    for hit in rows {
        hits.insert(hit?);
    }
    Ok(())
}

/// Names that begin with the whole query.
fn by_name(conn: &Connection, key: &str, hits: &mut BTreeSet<Hit>) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT name_key, id FROM resident WHERE name_key >= ?1 AND name_key < ?1 || ?2 ORDER BY name_key LIMIT ?3",
    )?;
    let rows = statement.query_map((key, char::MAX.to_string(), MOST), |row| {
        Ok((0, row.get(0)?, uuid(row, 1)?))
    })?;
    for hit in rows {
        hits.insert(hit?);
    }
    Ok(())
}

/// Names and addresses that hold every word.
fn by_words(conn: &Connection, key: &str, hits: &mut BTreeSet<Hit>) -> Result<()> {
    let words: Vec<&str> = key.split_whitespace().collect();
    let trigrams: BTreeSet<String> = words.iter().flat_map(|word| trigrams(word)).collect();
    if hits.len() >= MOST as usize {
        return Ok(());
    }
    let mut statement;
    let mut rows = if trigrams.is_empty() {
        // Only short words: the name must have a word that begins with the first of them.
        statement = conn.prepare_cached(
            "SELECT name_key, text, id FROM resident WHERE name_key LIKE '% ' || ?1 || '%' ORDER BY name_key LIMIT ?2",
        )?;
        statement.query((words.first().copied().unwrap_or_default(), MOST))?
    } else {
        let all: Vec<String> = trigrams
            .iter()
            .map(|three| format!("\"{three}\""))
            .collect();
        statement = conn.prepare_cached(
            "SELECT r.name_key, r.text, r.id FROM resident_text t JOIN resident r ON r.no = t.rowid
             WHERE resident_text MATCH ?1
             UNION ALL SELECT r.name_key, r.text, r.id FROM resident_due d CROSS JOIN resident r ON r.no = d.no
             WHERE instr(r.text, ?3) LIMIT ?2",
        )?;
        let longest = words.iter().max_by_key(|word| word.len());
        statement.query((all.join(" AND "), MOST, longest))?
    };
    while let Some(row) = rows.next()? {
        let (name, text): (String, String) = (row.get(0)?, row.get(1)?);
        if words.iter().all(|word| text.contains(word)) {
            let rank = rank(&name, key, words.first().copied().unwrap_or_default());
            hits.insert((rank, name, uuid(row, 2)?));
        }
    }
    Ok(())
}

fn rank(name: &str, key: &str, first: &str) -> u8 {
    if name.starts_with(key) {
        0
    } else if name.split(' ').any(|word| word.starts_with(first)) {
        1
    } else {
        2
    }
}

fn trigrams(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars
        .windows(3)
        .map(|three| three.iter().collect())
        .collect()
}

impl Store {
    /// Residents who were opened last, then everybody by name.
    pub fn recent_residents(&self, limit: u32) -> Result<Vec<Record>> {
        let opened = self.ids(
            "SELECT id FROM resident WHERE opened > 0 ORDER BY opened DESC LIMIT ?1",
            limit,
        )?;
        let mut ids = opened.clone();
        if ids.len() < limit as usize {
            let named = self.ids("SELECT id FROM resident ORDER BY name_key LIMIT ?1", limit)?;
            ids.extend(named.into_iter().filter(|id| !opened.contains(id)));
            ids.truncate(limit as usize);
        }
        self.pick(ids)
    }

    /// A page of everybody by name.
    pub fn residents_by_name(&self, offset: u32, limit: u32) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM resident ORDER BY name_key LIMIT ?1 OFFSET ?2")?
            .query_map((limit, offset), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Notes that a resident was opened.
    pub fn touch_resident(&self, id: Uuid, at_ms: i64) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE resident SET opened = ?2 WHERE id = ?1")?
            .execute((id.as_bytes().as_slice(), at_ms))?;
        Ok(())
    }

    /// The residents of one household.
    pub fn household_members(&self, household: Uuid) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM resident WHERE household = ?1 ORDER BY no")?
            .query_map([household.as_bytes().as_slice()], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Others who may be the same person, most likely first, at most twenty; not those who the office said are not.
    pub fn duplicate_candidates(&self, id: Option<Uuid>, person: &Resident) -> Result<Vec<Record>> {
        let birth = person.birth_date.map(FlexDate::iso).unwrap_or_default();
        let nik = person.nik.as_ref().map(Nik::as_str);
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM resident WHERE nik <> '' AND nik = ?1
             UNION SELECT id FROM resident WHERE name_key = ?2 AND ?2 <> ''
             UNION SELECT id FROM resident WHERE birth <> '' AND birth = ?3
             LIMIT 200",
        )?;
        let ids: Vec<Uuid> = statement
            .query_map(
                (
                    nik.or(person.nik_draft.as_deref()).unwrap_or_default(),
                    search_key(&person.name),
                    birth,
                ),
                |row| uuid(row, 0),
            )?
            .collect::<rusqlite::Result<_>>()?;
        let traits = Traits::of(person);
        let mut found = Vec::new();
        for other in ids {
            if Some(other) == id {
                continue;
            }
            let Some(record) = self.record(other)? else {
                continue;
            };
            let points = compare(
                &traits,
                &Traits::of(&Resident::from_fields(record.fields())),
            )
            .points;
            let told_apart = match id {
                Some(id) => self.is_distinct(id, other)?,
                None => false,
            };
            if points >= LIKELY && !told_apart {
                found.push((std::cmp::Reverse(points), other, record));
            }
        }
        found.sort_by_key(|(points, id, _)| (*points, *id));
        Ok(found
            .into_iter()
            .take(20)
            .map(|(_, _, record)| record)
            .collect())
    }

    /// Whether the office said that two records are not one person's.
    pub fn is_distinct(&self, a: Uuid, b: Uuid) -> Result<bool> {
        let said = self.record(distinct_id(a, b))?;
        Ok(said.is_some_and(|said| said.state.shown(DISTINCT) == Some(&Value::Bool(true))))
    }

    fn ids(&self, sql: &str, limit: u32) -> Result<Vec<Uuid>> {
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_map([limit], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_letters_has_no_trigram() {
        assert_eq!(trigrams("su"), Vec::<String>::new());
        assert_eq!(trigrams("suma"), ["sum", "uma"]);
    }

    #[test]
    fn names_that_begin_so_rank_before_words_and_words_before_the_middle() {
        assert_eq!(rank("sumarni waluyo", "suma", "suma"), 0);
        assert_eq!(rank("sri sumarni", "suma", "suma"), 1);
        assert_eq!(rank("misumarni", "suma", "suma"), 2);
    }
}
