//! Fields that hold several values.

use anyhow::Result;
use jemput_store::Record;
use jemput_sync::SCOPE;
use jemput_wire::office::Topic;
use rusqlite::Connection;

use super::refresh::{Note, put};

/// One row for each field; who holds a record is no matter of taste: all that are named do.
pub(super) fn note(db: &Connection, record: &Record) -> Result<()> {
    for (name, field) in &record.state.fields {
        if name == SCOPE || !field.has_rivals() {
            continue;
        }
        let at = field.alive.values().map(|alive| alive.eff).max();
        let note = Note {
            topic: Topic::Rivals,
            field: name,
            at: at.unwrap_or_default(),
            detail: String::new(),
        };
        put(db, record, &note)?;
    }
    Ok(())
}
