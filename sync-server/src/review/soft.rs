//! Records of which another field was changed meanwhile, which the author of a change had not seen. There is nothing to
//! decide: both changes count. Somebody at the office looks whether they make sense together.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_store::{Record, Store};
use jemput_wire::office::Topic;
use rusqlite::Connection;
use uuid::Uuid;

use super::refresh::{Note, put};

/// The record that says that somebody at the office has looked.
pub(crate) fn looked_id(record: Uuid) -> Uuid {
    Uuid::new_v5(&record, b"looked")
}

/// Numbers of the changes of a record that did not know of each other and that nobody has looked at.
pub(crate) fn strangers(store: &Store, record: Uuid) -> Result<BTreeSet<u64>> {
    let flags = store.soft_flags_of(record)?;
    if flags.is_empty() {
        return Ok(BTreeSet::new());
    }
    let looked = store
        .record(looked_id(record))?
        .and_then(|looked| looked.state.shown("seq")?.as_u64())
        .unwrap_or_default();
    Ok(flags
        .into_iter()
        .filter(|(seq, _)| *seq > looked)
        .flat_map(|(seq, earlier)| [seq, earlier])
        .collect())
}

/// Lists the record unless somebody has looked since.
pub(super) fn note(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let strangers = strangers(store, record.id)?;
    let Some(newest) = strangers.last() else {
        return Ok(());
    };
    let note = Note {
        topic: Topic::Soft,
        field: "",
        at: store.log_time(*newest)?.unwrap_or_default(),
        detail: String::new(),
    };
    put(db, record, &note)
}
