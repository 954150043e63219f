//! Households whose members do not fit together.

use anyhow::Result;
use jemput_domain::{
    household::{self, Household},
    id::ResidentId,
    resident::Resident,
};
use jemput_store::Store;
use jemput_wire::office::Topic;
use rusqlite::Connection;
use uuid::Uuid;

use super::refresh::{Note, put};

/// Looks at a household as it is now.
pub(super) fn note(db: &Connection, store: &Store, id: Uuid) -> Result<()> {
    let Some(record) = store
        .record(id)?
        .filter(|record| record.kind == "household")
    else {
        return Ok(());
    };
    let members = store.household_members(id)?;
    let people: Vec<(ResidentId, Resident)> = members
        .iter()
        .map(|member| {
            (
                ResidentId(member.id),
                Resident::from_fields(member.fields()),
            )
        })
        .collect();
    let head = record.to::<Household>().ok().and_then(|card| card.head);
    let findings = household::violations(head, &people);
    if findings.is_empty() {
        return Ok(());
    }
    let newest = members
        .iter()
        .filter_map(|member| member.state.fields.get("relation")?.shown())
        .map(|(_, alive)| alive.eff)
        .max();
    let note = Note {
        topic: Topic::Household,
        field: "",
        at: newest.unwrap_or_default(),
        detail: serde_json::to_string(&findings)?,
    };
    put(db, &record, &note)
}
