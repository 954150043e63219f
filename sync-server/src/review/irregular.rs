//! What the rules of the automatic audit find: facts that somebody should look into, each with a deadline.
//!
//! A rule is a small file: it looks at one record that the log named, and puts what it finds here. Nothing looks through
//! the whole log. What people say of a finding (who takes it, why it is closed) is a record of the office's; it counts
//! for the facts that were on the screen, so that a closed finding comes back only with other facts.

mod approvals;
mod edits;
mod hours;
mod lookups;
mod numbers;
mod own;

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::{Connection, Row, ToSql};
use uuid::Uuid;

use super::Lists;

/// Kind of the record that says what somebody makes of a finding.
pub(crate) const IRREGULARITY: &str = "irregularity";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a rule found.
struct Found<'a> {
    rule: Rule,
    /// What it is about, so that the same is found once.
    key: String,
    /// What a closing counts for.
    facts: String,
    /// When it happened, ms.
    at: i64,
    /// When the office could know, ms: the deadline runs from here.
    known: i64,
    village: &'a str,
    /// The record to look at; nil: none.
    of: Uuid,
    /// Officer or clerk whose doing it is; nil: nobody's.
    who: Uuid,
    /// Values for the sentence; nothing about residents.
    words: BTreeMap<&'static str, String>,
}

/// The id of a finding, and of what people say of it.
fn id_of(rule: Rule, key: &str) -> Uuid {
    let text = format!("jemput-irregularity|{}|{key}", rule.code());
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes())
}

/// Looks at a record by all rules that it concerns.
pub(super) fn note(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    match record.kind.as_str() {
        "letter" => {
            numbers::letter(db, store, record)?;
            own::letter(db, store, record)?;
            hours::letter(db, store, record)?;
            edits::letter(db, store, record)?;
            approvals::letter(db, store, record)
        }
        "resident" => edits::resident(db, store, record),
        "audit" => lookups::deed(db, store, record),
        IRREGULARITY => said(db, record),
        _ => numbers::other(db, record),
    }
}

/// What takes longer than a record: one piece of it; `false` when nothing is left.
pub(super) fn when_quiet(db: &Connection, store: &Store) -> Result<bool> {
    numbers::one_book(db, store)
}

fn put(db: &Connection, store: &Store, found: &Found<'_>) -> Result<()> {
    let id = id_of(found.rule, &found.key);
    let deadline = found.known + i64::from(found.rule.days()) * DAY_MS;
    db.prepare_cached(
        "INSERT INTO irregular (id, rule, key, facts, at, deadline, village, of, who, words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET facts = ?4, at = ?5, of = ?8, who = ?9, words = ?10,
             deadline = CASE WHEN facts = ?4 THEN min(deadline, ?6) ELSE ?6 END",
    )?
    .execute((
        id.as_bytes().as_slice(),
        found.rule.code(),
        &found.key,
        &found.facts,
        found.at,
        deadline,
        found.village,
        found.of.as_bytes().as_slice(),
        found.who.as_bytes().as_slice(),
        serde_json::to_string(&found.words)?,
    ))?;
    match store.record(id)? {
        Some(word) => said(db, &word),
        None => Ok(()),
    }
}

/// What a rule does not find any more.
fn gone(db: &Connection, rule: Rule, key: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM irregular WHERE id = ?1")?
        .execute([id_of(rule, key).as_bytes().as_slice()])?;
    Ok(())
}

/// Takes over what somebody said of a finding.
fn said(db: &Connection, word: &Record) -> Result<()> {
    db.prepare_cached(
        "UPDATE irregular SET owner = ?2, closed = CASE WHEN ?3 = facts THEN 1 ELSE 0 END, note = ?4, said_by = ?5, said_at = ?6
         WHERE id = ?1",
    )?
    .execute((
        word.id.as_bytes().as_slice(),
        word.text("owner").unwrap_or_default(),
        word.text("closed_facts").unwrap_or_default(),
        word.text("note").unwrap_or_default(),
        word.text("said_by").unwrap_or_default(),
        word.state
            .shown("said_at")
            .and_then(serde_json::Value::as_i64)
            .unwrap_or_default(),
    ))?;
    Ok(())
}

/// When the office first had a record.
fn arrived(store: &Store, record: &Record) -> Result<i64> {
    let first = store.logged_of(record.id)?.first().map(|logged| logged.seq);
    let seq = first.unwrap_or(record.last_seq);
    Ok(store.log_time(seq)?.unwrap_or_default())
}

fn id_in(record: &Record, field: &str) -> Option<Uuid> {
    record.text(field)?.parse().ok()
}

fn number_in(record: &Record, field: &str) -> i64 {
    let value = record.state.shown(field);
    value
        .and_then(serde_json::Value::as_i64)
        .unwrap_or_default()
}

/// One of them, as it is listed.
#[derive(Debug, Clone)]
pub(crate) struct Irregular {
    pub(crate) id: Uuid,
    pub(crate) rule: Rule,
    pub(crate) facts: String,
    pub(crate) at: i64,
    pub(crate) deadline: i64,
    pub(crate) village: String,
    pub(crate) of: Uuid,
    pub(crate) who: Uuid,
    pub(crate) words: BTreeMap<String, String>,
    /// Account that takes it; empty: nobody yet.
    pub(crate) owner: String,
    pub(crate) closed: bool,
    pub(crate) note: String,
    pub(crate) said_by: String,
    pub(crate) said_at: i64,
}

/// Which ones; what is empty is no condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct IrregularFilter<'a> {
    pub(crate) rule: &'a str,
    pub(crate) village: &'a str,
    /// `open`, `late`, `closed`; empty: all.
    pub(crate) state: &'a str,
    /// Account.
    pub(crate) owner: &'a str,
    pub(crate) now: i64,
}

const WHERE: &str = "(?1 = '' OR rule = ?1) AND (?2 = '' OR village = ?2) AND CASE ?3
    WHEN 'open' THEN closed = 0 WHEN 'late' THEN closed = 0 AND deadline < ?4 WHEN 'closed' THEN closed = 1 ELSE 1 END
    AND (?5 = '' OR owner = ?5)";
const COLUMNS: &str =
    "id, rule, facts, at, deadline, village, of, who, words, owner, closed, note, said_by, said_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Irregular> {
    let id = |at| -> rusqlite::Result<Uuid> {
        Ok(Uuid::from_slice(row.get_ref(at)?.as_blob()?).unwrap_or_default())
    };
    let rule: String = row.get(1)?;
    let words: String = row.get(8)?;
    Ok(Irregular {
        id: id(0)?,
        // Only this program writes them; another version makes the table anew.
        rule: Rule::read(&rule).unwrap_or(Rule::NumberGap),
        facts: row.get(2)?,
        at: row.get(3)?,
        deadline: row.get(4)?,
        village: row.get(5)?,
        of: id(6)?,
        who: id(7)?,
        words: serde_json::from_str(&words).unwrap_or_default(),
        owner: row.get(9)?,
        closed: row.get(10)?,
        note: row.get(11)?,
        said_by: row.get(12)?,
        said_at: row.get(13)?,
    })
}

impl Lists {
    /// A page of them: what is due first stands first, of closed ones the newest.
    pub(crate) fn irregular(
        &self,
        filter: &IrregularFilter<'_>,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Irregular>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM irregular WHERE {WHERE}
             ORDER BY closed, CASE closed WHEN 0 THEN deadline ELSE -said_at END, id LIMIT ?6 OFFSET ?7"
        );
        let values: [&dyn ToSql; 7] = [
            &filter.rule,
            &filter.village,
            &filter.state,
            &filter.now,
            &filter.owner,
            &limit,
            &offset,
        ];
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(values, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many there are.
    pub(crate) fn irregular_count(&self, filter: &IrregularFilter<'_>) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM irregular WHERE {WHERE}");
        let values: [&dyn ToSql; 5] = [
            &filter.rule,
            &filter.village,
            &filter.state,
            &filter.now,
            &filter.owner,
        ];
        let count: i64 = self
            .db
            .prepare_cached(&sql)?
            .query_row(values, |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// One of them.
    pub(crate) fn one_irregular(&self, id: Uuid) -> Result<Option<Irregular>> {
        let mut statement = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM irregular WHERE id = ?1"))?;
        let mut rows = statement.query_map([id.as_bytes().as_slice()], read)?;
        Ok(rows.next().transpose()?)
    }
}
