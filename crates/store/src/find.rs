//! Finding residents.

use jemput_domain::name::search_key;
use rusqlite::params_from_iter;
use uuid::Uuid;

use crate::{Record, Result, Store, record::uuid};

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// Best first.
    pub records: Vec<Record>,
    /// There are more than the limit.
    pub more: bool,
}

impl Store {
    /// Residents by name, NIK or its tail, KK or address; all words must be found, names that begin so come first.
    pub fn search_residents(&self, query: &str, limit: u32) -> Result<Found> {
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let numeric = !digits.is_empty()
            && query
                .chars()
                .all(|c| c.is_ascii_digit() || " .-".contains(c));
        let key = search_key(query);
        let words: Vec<String> = if numeric {
            vec![digits]
        } else {
            key.split_whitespace().map(str::to_owned).collect()
        };
        if words.is_empty() {
            return Ok(Found {
                records: Vec::new(),
                more: false,
            });
        }
        // The trigram index answers words of three letters and more; shorter ones filter what is left.
        let (long, short): (Vec<&String>, Vec<&String>) =
            words.iter().partition(|word| word.chars().count() >= 3);
        let mut sql = String::from("SELECT r.id FROM resident r");
        let mut values: Vec<String> = Vec::new();
        if !long.is_empty() {
            let phrases: Vec<String> = long.iter().map(|word| format!("\"{word}\"")).collect();
            sql.push_str(" JOIN resident_text t ON t.rowid = r.no WHERE t.text MATCH ?");
            values.push(phrases.join(" AND "));
        } else {
            sql.push_str(" WHERE 1");
        }
        for word in short {
            sql.push_str(" AND (r.name_key LIKE ? OR r.name_key LIKE ?)");
            values.push(format!("{word}%"));
            values.push(format!("% {word}%"));
        }
        let first = words[0].clone();
        sql.push_str(" ORDER BY r.name_key NOT LIKE ?, r.name_key LIMIT ?");
        values.push(format!("{first}%"));
        values.push((limit + 1).to_string());
        let mut ids: Vec<Uuid> = self
            .conn
            .prepare_cached(&sql)?
            .query_map(params_from_iter(values), |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        let more = ids.len() > limit as usize;
        ids.truncate(limit as usize);
        Ok(Found {
            records: self.pick(ids)?,
            more,
        })
    }

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

    /// Notes that a resident was opened.
    pub fn touch_resident(&self, id: Uuid, at_ms: i64) -> Result<()> {
        self.conn.execute(
            "UPDATE resident SET opened = ?2 WHERE id = ?1",
            (id.as_bytes().as_slice(), at_ms),
        )?;
        Ok(())
    }

    /// Notes that somebody read the whole NIK of a resident.
    pub fn log_view(&self, id: Uuid, officer: Uuid, at_ms: i64) -> Result<()> {
        self.conn.execute(
            "INSERT INTO view_log VALUES (?1, ?2, ?3)",
            (
                id.as_bytes().as_slice(),
                officer.as_bytes().as_slice(),
                at_ms,
            ),
        )?;
        Ok(())
    }

    /// The residents of one household.
    pub fn household_members(&self, household: Uuid) -> Result<Vec<Record>> {
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM resident WHERE household = ?1")?
            .query_map([household.as_bytes().as_slice()], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids)
    }

    /// Others with the same NIK, or with the same name and date of birth.
    pub fn duplicate_candidates(
        &self,
        id: Option<Uuid>,
        nik: Option<&str>,
        name: &str,
        birth: Option<&str>,
    ) -> Result<Vec<Record>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM resident WHERE nik <> '' AND nik = ?1
             UNION SELECT id FROM resident WHERE name_key = ?2 AND ?2 <> '' AND birth = ?3 AND ?3 <> ''
             LIMIT 20",
        )?;
        let ids: Vec<Uuid> = statement
            .query_map(
                (
                    nik.unwrap_or_default(),
                    search_key(name),
                    birth.unwrap_or_default(),
                ),
                |row| uuid(row, 0),
            )?
            .collect::<rusqlite::Result<_>>()?;
        self.pick(ids.into_iter().filter(|other| Some(*other) != id).collect())
    }

    fn ids(&self, sql: &str, limit: u32) -> Result<Vec<Uuid>> {
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_map([limit], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }
}
