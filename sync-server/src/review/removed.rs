//! Records that were deleted or merged away by somebody who did not know of an edit, or the other way round.

use anyhow::Result;
use jemput_domain::merge::{DELETED, MERGED_INTO};
use jemput_store::{Logged, Record, Store};
use jemput_sync::{ChangeId, Op, SCOPE};
use jemput_wire::office::Topic;
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::refresh::{Note, put};
use crate::records::settled_id;

/// A deletion or merge that counts, and the edits that it did not know or that did not know of it.
pub(crate) struct Meeting {
    /// The one that took the record away.
    pub(crate) removal: Logged,
    /// The others, in the order of the log.
    pub(crate) edits: Vec<Logged>,
}

/// The meetings of a record; none while it is not away.
pub(crate) fn meetings(store: &Store, record: &Record) -> Result<Vec<Meeting>> {
    let away: Vec<ChangeId> = [DELETED, MERGED_INTO]
        .iter()
        .filter_map(|name| record.state.fields.get(*name))
        .filter_map(|field| field.shown())
        .filter(|(_, alive)| is_removal(&alive.value))
        .map(|(id, _)| id)
        .collect();
    if away.is_empty() {
        return Ok(Vec::new());
    }
    let all = store.logged_of(record.id)?;
    let mut found = Vec::new();
    for removal in all.iter().filter(|one| away.contains(&one.set.id)) {
        let edits: Vec<Logged> = all
            .iter()
            .filter(|other| other.set.id != removal.set.id && edits(other, record.id))
            .filter(|other| !knew(removal, other, record.id) && !knew(other, removal, record.id))
            .cloned()
            .collect();
        if !edits.is_empty() {
            found.push(Meeting {
                removal: removal.clone(),
                edits,
            });
        }
    }
    Ok(found)
}

/// Lists the record unless somebody has closed the matter since its last edit.
pub(super) fn note(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let meetings = meetings(store, record)?;
    let newest = meetings
        .iter()
        .flat_map(|meeting| meeting.edits.iter().chain([&meeting.removal]))
        .max_by_key(|logged| logged.seq);
    let Some(newest) = newest else { return Ok(()) };
    let settled = store
        .record(settled_id(record.id))?
        .and_then(|settled| settled.state.shown("seq")?.as_u64());
    if settled.is_some_and(|seq| seq >= newest.seq) {
        return Ok(());
    }
    let note = Note {
        topic: Topic::Removed,
        field: "",
        at: newest.eff,
        detail: String::new(),
    };
    put(db, record, &note)
}

/// Whether a value says that the record is away.
fn is_removal(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

fn ops(logged: &Logged, record: Uuid) -> impl Iterator<Item = &Op> {
    logged.set.ops.iter().filter(move |op| op.record == record)
}

/// Whether a change says something about the person.
fn edits(logged: &Logged, record: Uuid) -> bool {
    ops(logged, record)
        .flat_map(|op| op.set.keys())
        .any(|field| ![DELETED, MERGED_INTO, SCOPE].contains(&field.as_str()))
}

/// Whether the author of `later` had seen `earlier` when the form opened.
fn knew(later: &Logged, earlier: &Logged, record: Uuid) -> bool {
    // What the same laptop wrote before was on its own screen.
    let same_hand = later.set.device == earlier.set.device && later.seq > earlier.seq;
    same_hand
        || ops(later, record)
            .any(|op| op.seen.seq >= earlier.seq || op.seen.own.contains(&earlier.set.id))
}
