//! The list: which records there is something to decide about.

use anyhow::Result;
use jemput_wire::office::Topic;
use rusqlite::ToSql;
use uuid::Uuid;

use super::Review;

/// Which matters; an empty text is no condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter<'a> {
    pub(crate) village: &'a str,
    pub(crate) topic: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) field: &'a str,
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
    "(?1 = '' OR village = ?1) AND (?2 = '' OR topic = ?2) AND (?3 = '' OR kind = ?3)
    AND (?4 = '' OR field = ?4)";

impl Review {
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

    /// The different villages, kinds or fields on the list.
    pub(crate) fn different(&self, column: &'static str) -> Result<Vec<String>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT DISTINCT {column} FROM matter WHERE {column} <> '' ORDER BY 1"
        ))?;
        let rows = statement.query_map((), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
