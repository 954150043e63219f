//! Letters that bear the same number: two copies of one laptop printed from the same block before either could be
//! noticed. Nothing can call the paper back, so the office must know of both.

use anyhow::Result;
use jemput_store::{Record, Store};
use jemput_wire::office::Topic;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::refresh::{Note, forget, put, village_of};

/// Looks at a letter, and at those that had or have its number; a void one stands against no other.
pub(super) fn note(db: &Connection, store: &Store, id: Uuid, record: &Record) -> Result<()> {
    if record.kind != "letter" {
        return Ok(());
    }
    let number = record.text("number").unwrap_or_default();
    let counts = !number.is_empty() && record.text("state") != Some("void");
    let now = counts.then(|| format!("{} {number}", village_of(record)));
    let before: Option<String> = db
        .prepare_cached("SELECT number FROM letter_number WHERE id = ?1")?
        .query_row([id.as_bytes().as_slice()], |row| row.get(0))
        .optional()?;
    if now == before {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM letter_number WHERE id = ?1")?
        .execute([id.as_bytes().as_slice()])?;
    if let Some(number) = &now {
        db.prepare_cached("INSERT INTO letter_number VALUES (?1, ?2)")?
            .execute((id.as_bytes().as_slice(), number))?;
    }
    forget(db, id, &[Topic::Number])?;
    for number in [before, now].into_iter().flatten() {
        same(db, store, &number)?;
    }
    Ok(())
}

fn same(db: &Connection, store: &Store, number: &str) -> Result<()> {
    let letters = db
        .prepare_cached("SELECT id FROM letter_number WHERE number = ?1")?
        .query_map([number], |row| {
            Ok(Uuid::from_slice(row.get_ref(0)?.as_blob()?).unwrap_or_default())
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for id in &letters {
        forget(db, *id, &[Topic::Number])?;
        let Some(letter) = store.record(*id)?.filter(|_| letters.len() > 1) else {
            continue;
        };
        let printed = letter.state.shown("printed_at");
        let note = Note {
            topic: Topic::Number,
            field: "",
            at: printed
                .and_then(serde_json::Value::as_i64)
                .unwrap_or_default(),
            detail: String::new(),
        };
        put(db, &letter, &note)?;
    }
    Ok(())
}
