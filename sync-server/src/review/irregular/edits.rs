//! What was changed after paper came out: the letter's own record, and who the resident is, soon after a letter said so.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::Connection;
use uuid::Uuid;

use super::{super::refresh::village_of, DAY_MS, Found, gone, put};

/// What a letter's record never changes once it is printed.
const FIXED: [&str; 9] = [
    "number",
    "serial",
    "snapshot",
    "issued_on",
    "title",
    "resident",
    "cti",
    "token",
    "printed_at",
];
/// What says who a resident is.
const IDENTITY: [&str; 4] = ["nik", "kk", "name", "birth_date"];
/// So long after a letter a change of who its resident is deserves a look.
const SOON: i64 = 7 * DAY_MS;

/// A change that a rule speaks of.
struct Edit {
    id: String,
    who: Uuid,
    at: i64,
    seq: u64,
    fields: Vec<String>,
}

/// Changes of some of a record's fields, but for the change that began it.
fn edits(store: &Store, record: Uuid, of: &[&str]) -> Result<Vec<Edit>> {
    let mut all = Vec::new();
    for logged in store.logged_of(record)?.iter().skip(1) {
        let ops = logged.set.ops.iter().filter(|op| op.record == record);
        let fields: Vec<String> = ops
            .flat_map(|op| op.set.keys())
            .filter(|field| of.contains(&field.as_str()))
            .cloned()
            .collect();
        // What a laptop brings back after a restore of the office is no edit.
        if !fields.is_empty() && logged.set.salvage.is_empty() {
            all.push(Edit {
                id: logged.set.id.to_string(),
                who: logged.set.user,
                at: logged.set.wall.min(logged.eff),
                seq: logged.seq,
                fields,
            });
        }
    }
    Ok(all)
}

fn report(
    db: &Connection,
    store: &Store,
    rule: Rule,
    (letter, edits): (&Record, &[&Edit]),
) -> Result<()> {
    let Some(last) = edits.last() else {
        return gone(db, rule, &letter.id.to_string());
    };
    let mut fields: Vec<&str> = edits
        .iter()
        .flat_map(|edit| edit.fields.iter().map(String::as_str))
        .collect();
    fields.sort_unstable();
    fields.dedup();
    let known = store.log_time(last.seq)?.unwrap_or(last.at);
    // A clock that says it was before the printing says nothing.
    let printed = super::number_in(letter, "printed_at");
    let at = if last.at < printed { known } else { last.at };
    let ids: Vec<&str> = edits.iter().map(|edit| edit.id.as_str()).collect();
    let found = Found {
        rule,
        key: letter.id.to_string(),
        facts: ids.join(" "),
        at,
        known,
        village: &village_of(letter),
        of: letter.id,
        who: last.who,
        words: BTreeMap::from([
            (
                "number",
                letter.text("number").unwrap_or_default().to_owned(),
            ),
            ("fields", fields.join(" ")),
        ]),
    };
    put(db, store, &found)
}

/// A letter's record says other things than its paper.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let all = edits(store, record.id, &FIXED)?;
    let all: Vec<&Edit> = all.iter().collect();
    report(db, store, Rule::LetterChanged, (record, &all))
}

/// Who a resident is was changed soon after a letter said so.
pub(super) fn resident(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let letters = store.letters_of(record.id)?;
    if letters.is_empty() {
        return Ok(());
    }
    let all = edits(store, record.id, &IDENTITY)?;
    for letter in letters {
        let printed = super::number_in(&letter, "printed_at");
        // One that was corrected or made void has been looked at.
        let counts = letter.text("state") != Some("void");
        let soon: Vec<&Edit> = all
            .iter()
            .filter(|edit| counts && edit.at > printed && edit.at <= printed + SOON)
            .collect();
        report(db, store, Rule::DataChanged, (&letter, &soon))?;
    }
    Ok(())
}
