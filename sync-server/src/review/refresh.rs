//! Looks at one record that the log named.

use anyhow::Result;
use jemput_domain::{audit::AUDIT, duplicate::DISTINCT, merge::MERGED_INTO};
use jemput_store::{Record, Store};
use jemput_wire::office::Topic;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::{
    approvals, audit, circles, households, irregular, numbers, pairs, removed, rivals, soft,
};
use crate::records::SETTLED;

/// Brings everything that follows from a record up to date.
pub(super) fn record(db: &Connection, store: &Store, id: Uuid) -> Result<()> {
    let known = store.record(id)?;
    if let Some(record) = known.as_ref().filter(|record| record.kind == AUDIT) {
        // Only ever made, and about no matter of the register.
        audit::note(db, store, record)?;
        return irregular::note(db, store, record);
    }
    forget(db, id, &[Topic::Rivals, Topic::Removed, Topic::Soft])?;
    if let Some(record) = &known {
        rivals::note(db, record)?;
        removed::note(db, store, record)?;
        soft::note(db, store, record)?;
    }
    pairs::note(db, store, id, known.as_ref())?;
    if let Some(record) = &known {
        merged(db, store, record)?;
        numbers::note(db, store, id, record)?;
        approvals::note(db, store, record)?;
        irregular::note(db, store, record)?;
    }
    let household = known.as_ref().and_then(household_of);
    let before: Option<Vec<u8>> = db
        .prepare_cached("SELECT household FROM member WHERE id = ?1")?
        .query_row([id.as_bytes().as_slice()], |row| row.get(0))
        .optional()?;
    let before = before.and_then(|bytes| Uuid::from_slice(&bytes).ok());
    if before != household {
        match household {
            Some(household) => db
                .prepare_cached("INSERT OR REPLACE INTO member VALUES (?1, ?2)")?
                .execute((id.as_bytes().as_slice(), household.as_bytes().as_slice()))?,
            None => db
                .prepare_cached("DELETE FROM member WHERE id = ?1")?
                .execute([id.as_bytes().as_slice()])?,
        };
    }
    let own = known
        .as_ref()
        .filter(|record| record.kind == "household")
        .map(|_| id);
    let mut looked_at = [
        own,
        household,
        before.filter(|before| Some(*before) != household),
    ];
    looked_at.sort_unstable();
    for household in looked_at.into_iter().flatten() {
        forget(db, household, &[Topic::Household])?;
        households::note(db, store, household)?;
    }
    Ok(())
}

/// What a merge, a word that two are not one, or a closed matter changes for others.
fn merged(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    if record.kind == DISTINCT
        && let Some(a) = record.text("a").and_then(|id| id.parse().ok())
    {
        return pairs::note(db, store, a, store.record(a)?.as_ref());
    }
    if record.kind == SETTLED
        && let Some(id) = record.text("record").and_then(|id| id.parse().ok())
    {
        forget(db, id, &[Topic::Removed, Topic::Soft])?;
        if let Some(closed) = store.record(id)? {
            removed::note(db, store, &closed)?;
            soft::note(db, store, &closed)?;
            approvals::letter(db, store, &closed)?;
        }
        return Ok(());
    }
    let Some(field) = record.state.fields.get(MERGED_INTO) else {
        return Ok(());
    };
    let at = field.alive.values().map(|alive| alive.eff).max();
    let mut concerned = circles::note(db, store, record.id, at.unwrap_or_default())?;
    let targets = field
        .alive
        .values()
        .filter_map(|alive| alive.value.as_str());
    concerned.extend(targets.filter_map(|id| id.parse::<Uuid>().ok()));
    concerned.remove(&record.id);
    for other in concerned {
        pairs::note(db, store, other, store.record(other)?.as_ref())?;
    }
    Ok(())
}

fn household_of(record: &Record) -> Option<Uuid> {
    (record.kind == "resident")
        .then(|| record.text("household")?.parse().ok())
        .flatten()
}

pub(super) fn forget(db: &Connection, id: Uuid, topics: &[Topic]) -> Result<()> {
    let mut gone = db.prepare_cached("DELETE FROM matter WHERE record = ?1 AND topic = ?2")?;
    for topic in topics {
        gone.execute((id.as_bytes().as_slice(), topic.as_str()))?;
    }
    Ok(())
}

/// Something to decide about a record.
pub(super) struct Note<'a> {
    pub(super) topic: Topic,
    /// Field; empty where it is about the whole record.
    pub(super) field: &'a str,
    pub(super) at: i64,
    pub(super) detail: String,
}

/// Puts it on the list.
pub(super) fn put(db: &Connection, record: &Record, note: &Note<'_>) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO matter VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute((
            record.id.as_bytes().as_slice(),
            note.topic.as_str(),
            note.field,
            &record.kind,
            village_of(record),
            note.at,
            &note.detail,
        ))?;
    Ok(())
}

/// The village that a record belongs to: the first one that holds it.
pub(super) fn village_of(record: &Record) -> String {
    let scopes = record.state.scopes();
    let village = scopes
        .iter()
        .find_map(|scope| scope.strip_prefix("village:"));
    village.unwrap_or_default().to_owned()
}
