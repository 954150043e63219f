//! Letters that an officer wrote or checked for somebody of the own name, or of that one's household.
//!
//! Officers are not residents, so names are compared: a namesake is a finding that is closed with a word.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::name::search_key;
use jemput_store::{Record, Store};
use jemput_wire::office::Rule;
use rusqlite::Connection;
use uuid::Uuid;

use super::{super::refresh::village_of, Found, arrived, gone, id_in, number_in, put};

/// Looks at a letter.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let key = record.id.to_string();
    gone(db, Rule::OwnLetter, &key)?;
    let mut officers: Vec<(Uuid, String)> = Vec::new();
    for field in ["prepared_by", "checked_by"] {
        if let Some(id) = id_in(record, field)
            && let Some(officer) = store.record(id)?
        {
            officers.push((id, bare(officer.text("name").unwrap_or_default())));
        }
    }
    officers.retain(|(_, name)| !name.is_empty());
    let Some(whose) = id_in(record, "resident") else {
        return Ok(());
    };
    let whose = store.kept(whose)?;
    let mut people = vec![(whose.id, true)];
    if let Some(home) = store
        .record(whose.id)?
        .and_then(|one| id_in(&one, "household"))
    {
        let members = store.household_members(home)?;
        let others = members.iter().filter(|member| member.id != whose.id);
        people.extend(others.map(|member| (member.id, false)));
    }
    for (id, own) in people {
        let Some(person) = store.record(id)? else {
            continue;
        };
        let name = bare(person.text("name").unwrap_or_default());
        let Some((officer, _)) = officers.iter().find(|(_, known)| *known == name) else {
            continue;
        };
        let found = Found {
            rule: Rule::OwnLetter,
            key,
            facts: format!("{officer} {id}"),
            at: number_in(record, "printed_at"),
            known: arrived(store, record)?,
            village: &village_of(record),
            of: record.id,
            who: *officer,
            words: BTreeMap::from([
                (
                    "number",
                    record.text("number").unwrap_or_default().to_owned(),
                ),
                ("whose", if own { "self" } else { "household" }.to_owned()),
            ]),
        };
        return put(db, store, &found);
    }
    Ok(())
}

/// A name without the titles behind it, as it is compared.
fn bare(name: &str) -> String {
    search_key(name.split(',').next().unwrap_or_default())
        .trim()
        .to_owned()
}
