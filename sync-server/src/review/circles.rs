//! Records that were merged into each other in a circle.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_store::Store;
use jemput_wire::office::Topic;
use rusqlite::Connection;
use uuid::Uuid;

use super::refresh::{Note, put};

/// Looks at a record, and at all circles that are known: a circle ends where any of its members changes. Returns all
/// who may be listed or not because of that.
pub(super) fn note(db: &Connection, store: &Store, id: Uuid, at: i64) -> Result<BTreeSet<Uuid>> {
    let mut known = db
        .prepare_cached("SELECT record, at FROM matter WHERE topic = ?1")?
        .query_map([Topic::Circle.as_str()], |row| {
            let record = Uuid::from_slice(row.get_ref(0)?.as_blob()?);
            Ok((record.unwrap_or_default(), row.get(1)?))
        })?
        .collect::<rusqlite::Result<Vec<(Uuid, i64)>>>()?;
    known.push((id, at));
    db.prepare_cached("DELETE FROM matter WHERE topic = ?1")?
        .execute([Topic::Circle.as_str()])?;
    let mut concerned = BTreeSet::new();
    for (one, at) in known {
        let kept = store.kept(one)?;
        concerned.extend([one, kept.id]);
        concerned.extend(store.merged_into(kept.id)?);
        let Some(record) = store.record(kept.id)?.filter(|_| kept.circle) else {
            continue;
        };
        let note = Note {
            topic: Topic::Circle,
            field: "",
            at,
            detail: String::new(),
        };
        put(db, &record, &note)?;
    }
    Ok(concerned)
}
