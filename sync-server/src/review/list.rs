//! The list: which records there is something to decide about, and which are only to be looked at.

use std::path::Path;

use anyhow::Result;
use jemput_wire::office::Topic;
use rusqlite::{Connection, ToSql};
use uuid::Uuid;

/// For reading what was derived; its own connection, so that reading waits for no writing.
#[derive(Debug)]
pub(crate) struct Lists {
    pub(super) db: Connection,
    /// Entries of the log that are not in the list yet.
    pub(crate) behind: u64,
}

/// Which matters; an empty text is no condition, but that an empty topic means everything that there is to decide.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter<'a> {
    pub(crate) village: &'a str,
    pub(crate) topic: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) field: &'a str,
}

impl Filter<'_> {
    /// What is only to be looked at.
    pub(crate) fn soft() -> Self {
        Self {
            topic: Topic::Soft.as_str(),
            ..Self::default()
        }
    }
}

/// A record on the list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) record: Uuid,
    pub(crate) topic: Topic,
    pub(crate) village: String,
    pub(crate) at: i64,
    /// What the topic has to say.
    pub(crate) detail: String,
}

const WHERE: &str =
    "(?1 = '' OR village = ?1) AND CASE ?2 WHEN '' THEN topic <> 'soft' ELSE topic = ?2 END
    AND (?3 = '' OR kind = ?3) AND (?4 = '' OR field = ?4)";

impl Lists {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let db = Connection::open(path)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.pragma_update(None, "query_only", true)?;
        Ok(Self { db, behind: 0 })
    }

    /// How many rows fit.
    pub(crate) fn count(&self, filter: &Filter<'_>) -> Result<u64> {
        let count: i64 = self
            .db
            .prepare_cached(&format!(
                "SELECT count(*) FROM (SELECT DISTINCT record, topic FROM matter WHERE {WHERE})"
            ))?
            .query_row(
                (filter.village, filter.topic, filter.kind, filter.field),
                |row| row.get(0),
            )?;
        Ok(count.cast_unsigned())
    }

    /// A page of the list, oldest first.
    pub(crate) fn list(&self, filter: &Filter<'_>, offset: u32, limit: u32) -> Result<Vec<Listed>> {
        let sql = format!(
            "SELECT record, topic, min(village), max(at), min(detail) FROM matter WHERE {WHERE}
             GROUP BY record, topic ORDER BY max(at), record LIMIT ?5 OFFSET ?6"
        );
        let values: [&dyn ToSql; 6] = [
            &filter.village,
            &filter.topic,
            &filter.kind,
            &filter.field,
            &limit,
            &offset,
        ];
        self.listed(&sql, &values)
    }

    /// What there is to decide about one record.
    pub(crate) fn of_record(&self, record: Uuid) -> Result<Vec<Listed>> {
        let id = record.as_bytes().as_slice();
        self.listed(
            "SELECT record, topic, min(village), max(at), min(detail) FROM matter
             WHERE record = ?1 GROUP BY record, topic ORDER BY topic DESC",
            &[&id],
        )
    }

    fn listed(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<Listed>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(values, |row| {
            let topic: String = row.get(1)?;
            Ok(Listed {
                record: Uuid::from_slice(row.get_ref(0)?.as_blob()?).unwrap_or_default(),
                topic: Topic::parse(&topic).unwrap_or(Topic::Rivals),
                village: row.get(2)?,
                at: row.get(3)?,
                detail: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The different villages, kinds or fields of what there is to decide, or of what is only to be looked at.
    pub(crate) fn different(&self, column: &'static str, soft: bool) -> Result<Vec<String>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT DISTINCT {column} FROM matter WHERE {column} <> '' AND (topic = 'soft') = ?1 ORDER BY 1"
        ))?;
        let rows = statement.query_map([soft], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
