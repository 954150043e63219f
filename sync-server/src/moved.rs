//! What belongs to a resident goes along when that one moves to another village: requests altogether; a letter stays
//! with the office that issued it and is also where its resident is now.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_store::{Record, StoreError};
use jemput_sync::{MAX_OPS, Op, SCOPE};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::office::Office;

/// Whether an operation takes a resident to another village.
pub(crate) fn is_move(op: &Op) -> bool {
    op.kind == "resident" && op.replaces.contains_key(SCOPE)
}

impl Office {
    /// Brings letters and requests to where their resident is; `id` may be one of any of them.
    pub(crate) fn note_moved(&self, id: Uuid, now_ms: i64) -> Result<()> {
        let reader = self.records().reader();
        let Some(record) = reader.record(id)? else {
            return Ok(());
        };
        let resident = match record.kind.as_str() {
            "resident" => Some(record),
            "letter" | "request" => {
                let id = record.text("resident").and_then(|id| id.parse().ok());
                id.map(|id| reader.record(id)).transpose()?.flatten()
            }
            _ => None,
        };
        let Some(resident) = resident else {
            return Ok(());
        };
        let here = villages(&resident);
        if here.is_empty() {
            return Ok(());
        }
        let mut wanted: Vec<(Uuid, BTreeSet<String>)> = Vec::new();
        for letter in reader.letters_of(resident.id)? {
            let mut scopes = here.clone();
            scopes.extend(issued_in(&letter));
            wanted.push((letter.id, scopes));
        }
        let requests = reader.requests_of(resident.id)?;
        wanted.extend(requests.iter().map(|request| (request.id, here.clone())));
        drop(reader);
        let office = self.records();
        for some in wanted.chunks(MAX_OPS) {
            office.write(Uuid::nil(), now_ms, |tx| -> Result<(), StoreError> {
                for (id, scopes) in some {
                    let known = tx.record(*id)?;
                    if known.is_some_and(|known| known.state.scopes() != *scopes) {
                        tx.edit_value(*id, SCOPE, value(scopes))?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

fn villages(record: &Record) -> BTreeSet<String> {
    let mut scopes = record.state.scopes();
    scopes.retain(|scope| scope.starts_with("village:"));
    scopes
}

/// The scope of the village whose office issued a letter.
fn issued_in(letter: &Record) -> Option<String> {
    let code = letter
        .state
        .shown("snapshot")?
        .get("village")?
        .get("code")?;
    Some(format!("village:{}", code.as_str()?))
}

fn value(scopes: &BTreeSet<String>) -> Value {
    match scopes.iter().collect::<Vec<_>>()[..] {
        [one] => json!(one),
        _ => json!(scopes),
    }
}
