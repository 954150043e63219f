//! A record as the rest of the product sees it: the shown values, and what stands beside them.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, RecordState, Whole};
use rusqlite::{OptionalExtension as _, Row};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Result, Store, StoreError, packed};

/// The key in a form's base that is no field: how far the office's log went when the form was opened.
pub(crate) const SEEN: &str = "@seen";

/// A record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Id.
    pub id: Uuid,
    /// What it is a record of.
    pub kind: String,
    /// Everything that is known of it.
    pub state: RecordState,
    /// Its last number in the office's log; 0: the office has not been heard of it.
    pub last_seq: u64,
}

impl Record {
    pub(crate) fn new(id: Uuid, whole: Whole) -> Self {
        Self {
            id,
            kind: whole.state.kind.clone(),
            state: whole.state,
            last_seq: whole.seq,
        }
    }

    /// The shown values as a domain type; fields that the type does not know are left out.
    pub fn to<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(Value::Object(self.fields())).map_err(|_| StoreError::Form("record"))
    }

    /// The shown values.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        self.state
            .fields
            .iter()
            .filter_map(|(name, field)| Some((name.clone(), field.shown()?.1.value.clone())))
            .collect()
    }

    /// A shown text.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.state.shown(field)?.as_str()
    }

    /// The value ids per field, for a form: what is on the screen now; and under `SEEN` the record's number in the
    /// office's log.
    #[must_use]
    pub fn base(&self) -> BTreeMap<String, Vec<String>> {
        let seen = (SEEN.to_owned(), vec![self.last_seq.to_string()]);
        let ids = self.state.fields.iter().map(|(name, field)| {
            (
                name.clone(),
                field.alive.keys().map(ToString::to_string).collect(),
            )
        });
        ids.chain([seen]).collect()
    }

    /// Whether a field holds values that stand against each other.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        self.state.has_rivals()
    }

    /// Fields with several different values, the shown one first.
    #[must_use]
    pub fn rival_fields(&self) -> Vec<(&str, Vec<(&Value, ChangeId)>)> {
        self.state
            .fields
            .iter()
            .filter(|(_, field)| field.has_rivals())
            .map(|(name, field)| {
                let shown = field.shown().map(|(id, _)| id);
                let mut values: Vec<_> = field
                    .alive
                    .iter()
                    .map(|(id, alive)| (&alive.value, *id))
                    .collect();
                values.sort_by_key(|(_, id)| Some(*id) != shown);
                (name.as_str(), values)
            })
            .collect()
    }
}

impl Store {
    /// One record.
    pub fn record(&self, id: Uuid) -> Result<Option<Record>> {
        record(&self.conn, id)
    }

    /// All records of a kind, in the order of their ids (v7 ids are in the order of time).
    pub fn records(&self, kind: &str) -> Result<Vec<Record>> {
        records(&self.conn, kind)
    }

    /// The ids of all records of a kind, in order.
    pub fn record_ids(&self, kind: &str) -> Result<Vec<Uuid>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM record WHERE kind = ?1 AND left_seq IS NULL ORDER BY id",
        )?;
        Ok(statement
            .query_map([kind], |row| uuid(row, 0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Number of records of a kind; of residents those that are neither deleted nor merged away.
    pub fn count(&self, kind: &str) -> Result<u64> {
        let sql = if kind == "resident" {
            "SELECT count(*) FROM resident WHERE ?1 <> ''"
        } else {
            "SELECT count(*) FROM record WHERE kind = ?1 AND left_seq IS NULL"
        };
        let count: i64 = self
            .conn
            .prepare_cached(sql)?
            .query_row([kind], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// What changes whenever a record of a kind does: the last number in the log that touched one, and how many there are.
    pub fn kind_stamp(&self, kind: &str) -> Result<(u64, u64)> {
        let stamp = self
            .conn
            .prepare_cached(
                "SELECT coalesce(max(last_seq), 0), count(*) FROM record WHERE kind = ?1 AND left_seq IS NULL",
            )?
            .query_row([kind], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
        Ok((stamp.0.cast_unsigned(), stamp.1.cast_unsigned()))
    }

    /// Records whose fields hold values that stand against each other.
    pub fn conflicts(&self, offset: u32, limit: u32) -> Result<Vec<Record>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, kind, state, last_seq FROM record WHERE rivals = 1 AND left_seq IS NULL ORDER BY id LIMIT ?1 OFFSET ?2",
        )?;
        collect(statement.query_map((limit, offset), raw)?)
    }

    /// Records of these ids, in the given order; unknown ones are left out.
    pub(crate) fn pick(&self, ids: Vec<Uuid>) -> Result<Vec<Record>> {
        ids.into_iter()
            .filter_map(|id| self.record(id).transpose())
            .collect()
    }
}

pub(crate) fn record(conn: &rusqlite::Connection, id: Uuid) -> Result<Option<Record>> {
    conn.prepare_cached(
        "SELECT id, kind, state, last_seq FROM record WHERE id = ?1 AND left_seq IS NULL",
    )?
    .query_row([id.as_bytes().as_slice()], raw)
    .optional()?
    .map(Record::try_from)
    .transpose()
}

pub(crate) fn records(conn: &rusqlite::Connection, kind: &str) -> Result<Vec<Record>> {
    let mut statement =
        conn.prepare_cached("SELECT id, kind, state, last_seq FROM record WHERE kind = ?1 AND left_seq IS NULL ORDER BY id")?;
    collect(statement.query_map([kind], raw)?)
}

/// A record with what the sync knows of it, also a hidden one.
pub(crate) fn whole(conn: &rusqlite::Connection, id: Uuid) -> Result<Option<Whole>> {
    let row: Option<(Vec<u8>, i64, Option<i64>)> = conn
        .prepare_cached("SELECT state, last_seq, left_seq FROM record WHERE id = ?1")?
        .query_row([id.as_bytes().as_slice()], |row| {
            Ok((packed::column(row, 0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    row.map(|(state, seq, left)| {
        Ok(Whole {
            state: serde_json::from_slice(&state)?,
            seq: seq.cast_unsigned(),
            left: left.map(i64::cast_unsigned),
        })
    })
    .transpose()
}

/// A row before its state is read.
pub(crate) struct Raw(Uuid, String, Vec<u8>, i64);

pub(crate) fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw(
        uuid(row, 0)?,
        row.get(1)?,
        packed::column(row, 2)?,
        row.get(3)?,
    ))
}

fn collect(rows: impl Iterator<Item = rusqlite::Result<Raw>>) -> Result<Vec<Record>> {
    rows.map(|row| Record::try_from(row?)).collect()
}

impl TryFrom<Raw> for Record {
    type Error = StoreError;

    fn try_from(Raw(id, kind, state, last_seq): Raw) -> Result<Self> {
        Ok(Self {
            id,
            kind,
            state: serde_json::from_slice(&state)?,
            last_seq: last_seq.cast_unsigned(),
        })
    }
}

/// A UUID column.
pub(crate) fn uuid(row: &Row<'_>, index: usize) -> rusqlite::Result<Uuid> {
    let bytes = row.get_ref(index)?.as_blob()?;
    Uuid::from_slice(bytes).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(index, 16))
}
