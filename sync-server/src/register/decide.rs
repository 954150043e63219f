//! Deciding: an ordinary change of the office that takes the place of exactly what was on the screen.
//!
//! One decision about many fields is one change set, with a record of kind `choice` beside it that says why and what
//! stood there before. Taking it back is another change: the values that stood against each other are written again,
//! each beside the others, so that the field is open as it was.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use axum::http::StatusCode;
use jemput_domain::{
    finding::{Finding, has_error},
    merge::{DELETED, MERGED_INTO},
    resident::{self, Resident},
};
use jemput_store::{Record, StoreError, Tx};
use jemput_sync::ChangeId;
use jemput_wire::{
    AppError,
    office::{Decide, DecideItem, Decided, Looked, Settle, Take, Undo},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    fault::{self, Fault, bad, missing},
    office::Office,
    records::{SETTLED, settled_id},
    register::letters::Day,
    review::looked_id,
};

/// Fields of one decision: operations of one change set, with room for the decision's own record.
const MOST: usize = 190;
/// Characters of a reason.
const NOTE: usize = 500;
/// Kind of the record that says what was decided.
const DECISION: &str = "choice";

/// A decided field, as the decision's record keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Settled {
    record: Uuid,
    field: String,
    /// What stood there, the shown one first.
    values: Vec<Value>,
}

/// A field with the value that it shall have.
pub(super) struct Chosen {
    pub(super) record: Uuid,
    pub(super) field: String,
    pub(super) value: Value,
    /// Value ids that were on the screen.
    pub(super) seen: Vec<ChangeId>,
    pub(super) before: Vec<Value>,
    /// Fields that follow from a written one, such as a faulty NIK.
    pub(super) beside: Map<String, Value>,
}

impl Office {
    /// Decides fields.
    pub(crate) fn decide(&self, account: &str, wish: &Decide) -> fault::Result<Decided> {
        if wish.items.len() > MOST {
            return Err(bad(AppError::new("decision-too-large").with("max", MOST)));
        }
        let mut chosen = Vec::new();
        let mut skipped = 0;
        let mut fields = BTreeSet::new();
        for item in &wish.items {
            match self.choose(item)? {
                Some(one) if fields.insert((one.record, one.field.clone())) => chosen.push(one),
                _ => skipped += 1,
            }
        }
        if chosen.is_empty() && wish.items.len() == 1 {
            return Err(Fault::Refused(
                StatusCode::CONFLICT,
                AppError::new("decision-late"),
            ));
        }
        if chosen.is_empty() {
            return Ok(Decided {
                action: String::new(),
                decided: 0,
                skipped,
            });
        }
        let done = self.decided(account, chosen, &wish.note)?;
        Ok(Decided { skipped, ..done })
    }

    /// Writes what was chosen, as one change that can be taken back.
    pub(super) fn decided(
        &self,
        account: &str,
        chosen: Vec<Chosen>,
        note: &str,
    ) -> fault::Result<Decided> {
        let decided = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        let action = Uuid::new_v4();
        let letters: Vec<Uuid> = chosen.iter().map(|one| one.record).collect();
        let note = short(note);
        self.records()
            .write(self.clerk(account), self.now_ms(), |tx| {
                write(tx, action, chosen, &note)
            })?;
        self.letters_decided(&letters)?;
        Ok(Decided {
            action: action.to_string(),
            decided,
            skipped: 0,
        })
    }

    /// The value that a field shall have; `None` when somebody decided meanwhile, or the rule does not fit.
    fn choose(&self, item: &DecideItem) -> fault::Result<Option<Chosen>> {
        let Ok(id) = item.record.parse::<Uuid>() else {
            return Err(bad(AppError::new("request-malformed")));
        };
        let Some(record) = self.records().reader().record(id)? else {
            return Ok(None);
        };
        let seen: Vec<ChangeId> = item.ids.iter().filter_map(|id| id.parse().ok()).collect();
        let known = record.state.fields.get(&item.field);
        let mut alive: Vec<(ChangeId, i64, Value)> = known
            .into_iter()
            .flat_map(|field| &field.alive)
            .filter(|(id, _)| seen.contains(id))
            .map(|(id, alive)| (*id, alive.eff, alive.value.clone()))
            .collect();
        // The shown one first.
        alive.sort_by_key(|(id, eff, _)| std::cmp::Reverse((*eff, *id)));
        let untouched = seen.is_empty() && known.is_none_or(|field| field.alive.is_empty());
        if alive.is_empty() && !untouched {
            return Ok(None);
        }
        let mut beside = Map::new();
        let value = match &item.take {
            Take::Claim(wanted) => alive
                .iter()
                .find(|(id, _, _)| id.to_string() == *wanted)
                .map(|(_, _, value)| value.clone()),
            Take::Newest => alive.first().map(|(_, _, value)| value.clone()),
            Take::Device(device) => self.of_device(&record, &item.field, &alive, device)?,
            Take::Write(text) => {
                let today = self.zone()?.local_date(self.now_ms());
                Some(written(&record, &item.field, text, today, &mut beside)?)
            }
        };
        Ok(value.map(|value| Chosen {
            record: id,
            field: item.field.clone(),
            value,
            seen,
            before: alive.into_iter().map(|(_, _, value)| value).collect(),
            beside,
        }))
    }

    fn of_device(
        &self,
        record: &Record,
        field: &str,
        alive: &[(ChangeId, i64, Value)],
        device: &str,
    ) -> Result<Option<Value>> {
        for (id, _, value) in alive {
            let author = self.author(record, field, value, *id)?;
            if author.is_some_and(|author| author.device.to_string() == device) {
                return Ok(Some(value.clone()));
            }
        }
        Ok(None)
    }

    /// Takes a decision back.
    pub(crate) fn undo_decision(&self, account: &str, wish: &Undo) -> fault::Result<Decided> {
        let unknown = || missing(AppError::new("decision-unknown"));
        let id: Uuid = wish.action.parse().map_err(|_| unknown())?;
        let record = self.records().reader().record(id)?;
        let record = record
            .filter(|record| record.kind == DECISION)
            .ok_or_else(unknown)?;
        // The decision's record was written by the very change that decided.
        let change = record
            .state
            .ids("items")
            .first()
            .copied()
            .ok_or_else(unknown)?;
        let items: Vec<Settled> = record
            .state
            .shown("items")
            .and_then(|items| serde_json::from_value(items.clone()).ok())
            .unwrap_or_default();
        let (mut open, mut skipped) = (Vec::new(), 0);
        for item in items {
            let known = self.records().reader().record(item.record)?;
            let stands = known
                .and_then(|known| known.state.fields.get(&item.field).cloned())
                .is_some_and(|field| field.alive.contains_key(&change));
            if stands {
                open.push(item);
            } else {
                skipped += 1;
            }
        }
        let rounds = open.iter().map(|item| item.values.len().max(1)).max();
        let (clerk, now) = (self.clerk(account), self.now_ms());
        for round in 0..rounds.unwrap_or(0) {
            // What was shown is written first, so that a cut leaves at least an ordinary change back, and with the
            // later time, so that it is shown again.
            let at = if round == 0 { now + 1 } else { now };
            self.records().write(clerk, at, |tx| {
                for item in &open {
                    let value = match item.values.get(round) {
                        Some(value) => value.clone(),
                        None if round == 0 => Value::Null,
                        None => continue,
                    };
                    tx.settle(item.record, &item.field, value, vec![change])?;
                }
                tx.edit_value(id, "undone", Value::Bool(true))
            })?;
        }
        let letters: Vec<Uuid> = open.iter().map(|item| item.record).collect();
        self.letters_decided(&letters)?;
        Ok(Decided {
            action: String::new(),
            decided: u32::try_from(open.len()).unwrap_or(u32::MAX),
            skipped,
        })
    }

    /// Brings a deleted or merged record back, or notes that it stays away.
    pub(crate) fn settle(&self, account: &str, wish: &Settle) -> fault::Result<()> {
        let unknown = || missing(AppError::new("record-unknown"));
        let id: Uuid = wish.record.parse().map_err(|_| unknown())?;
        let record = self.records().reader().record(id)?.ok_or_else(unknown)?;
        let note = short(&wish.note);
        self.records()
            .write(self.clerk(account), self.now_ms(), |tx| {
                if wish.restore {
                    for field in [DELETED, MERGED_INTO] {
                        let ids = record.state.ids(field);
                        if !ids.is_empty() {
                            tx.settle(id, field, Value::Null, ids)?;
                        }
                    }
                    return Ok(());
                }
                let fields = object(json!({
                    "scope": "office", "record": id, "seq": wish.seq.min(record.last_seq), "note": note,
                }));
                tx.create(settled_id(id), SETTLED, fields)
            })?;
        Ok(())
    }

    /// Notes that somebody has looked at records that there is nothing to decide about; a change that came after what
    /// was on the screen lists its record again.
    pub(crate) fn looked(&self, account: &str, wish: &Looked) -> fault::Result<()> {
        if wish.items.len() > MOST {
            return Err(bad(AppError::new("decision-too-large").with("max", MOST)));
        }
        let mut seen = Vec::new();
        for item in &wish.items {
            let unknown = || missing(AppError::new("record-unknown"));
            let id: Uuid = item.record.parse().map_err(|_| unknown())?;
            let record = self.records().reader().record(id)?.ok_or_else(unknown)?;
            seen.push((id, item.seq.min(record.last_seq)));
        }
        self.records()
            .write(self.clerk(account), self.now_ms(), |tx| {
                for (id, seq) in seen {
                    let fields = object(json!({ "scope": "office", "record": id, "seq": seq }));
                    tx.create(looked_id(id), SETTLED, fields)?;
                }
                Ok(())
            })?;
        Ok(())
    }

    /// The check page must know at once what became of letters.
    pub(super) fn letters_decided(&self, records: &[Uuid]) -> Result<()> {
        for id in records {
            if let Some(letter) = self.letter_facts(*id)? {
                self.note_letter(*id, &letter)?;
            }
        }
        Ok(())
    }
}

/// All of a decision, as one change.
fn write(tx: &mut Tx<'_>, action: Uuid, chosen: Vec<Chosen>, note: &str) -> Result<(), StoreError> {
    let mut items = Vec::new();
    for one in chosen {
        tx.settle(one.record, &one.field, one.value, one.seen)?;
        if !one.beside.is_empty() {
            tx.edit(one.record, one.beside, &BTreeMap::new())?;
        }
        items.push(Settled {
            record: one.record,
            field: one.field,
            values: one.before,
        });
    }
    let fields = object(json!({ "scope": "office", "items": items, "note": note }));
    tx.create(action, DECISION, fields)
}

/// What somebody typed as another value.
fn written(
    record: &Record,
    field: &str,
    text: &str,
    today: Day,
    beside: &mut Map<String, Value>,
) -> fault::Result<Value> {
    if record.kind != "resident" || resident::field(field).is_none() {
        return Err(bad(AppError::new("field-not-writable")));
    }
    let before = Resident::from_fields(record.fields());
    let typed = BTreeMap::from([(field.to_owned(), text.to_owned())]);
    let (after, findings) = Resident::from_form(Some(&before), &typed);
    let findings: Vec<Finding> = findings
        .into_iter()
        .chain(resident::check(&after, None, today))
        .filter(|finding| finding.field.as_deref() == Some(field))
        .collect();
    if has_error(&findings) {
        return Err(bad(
            AppError::new("resident-incomplete").with_findings(findings)
        ));
    }
    let (before, mut after) = (before.to_fields(), after.to_fields());
    let value = after.remove(field).unwrap_or_default();
    after.retain(|name, value| before.get(name) != Some(value));
    *beside = after;
    Ok(value)
}

fn short(note: &str) -> String {
    note.trim().chars().take(NOTE).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
