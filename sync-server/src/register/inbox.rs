//! Changes that wait for the office's word: looked at, accepted by a change of the office's own, or declined.

use anyhow::Result;
use axum::http::StatusCode;
use jemput_domain::resident::show_value;
use jemput_store::{ChangeAuthor, Waiting};
use jemput_sync::{ChangeId, ChangeSet, Clock, SCOPE, decision_record};
use jemput_wire::{
    AppError,
    office::{Hand, InboxDecide, InboxField, InboxPage, InboxQuery, InboxRecord, InboxRow},
};
use serde_json::Value;

use super::{devices::moment, names::Names, page};
use crate::{
    fault::{self, Fault, bad},
    office::Office,
};

/// Fields of one record that are shown; a letter's whole snapshot is no reading matter.
const FIELDS: usize = 40;
/// Fields that say nothing to people.
const INNER: &[&str] = &[SCOPE, "snapshot", "token", "household", "file"];

impl Office {
    /// Changes that wait.
    pub(crate) fn inbox_count(&self) -> Result<u64> {
        Ok(self.records().reader().inbox_count()?)
    }

    /// A page of them.
    pub(crate) fn inbox(&self, query: &InboxQuery) -> fault::Result<InboxPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let waiting = self
            .records()
            .reader()
            .inbox(query.decided, offset, limit)?;
        let names = self.names()?;
        Ok(InboxPage {
            rows: waiting
                .iter()
                .map(|one| self.inbox_row(one, &names))
                .collect::<Result<_>>()?,
            waiting: self.inbox_count()?,
        })
    }

    fn inbox_row(&self, one: &Waiting, names: &Names) -> Result<InboxRow> {
        let set = one.set.as_ref();
        let author = set.map(|set| ChangeAuthor {
            device: set.device,
            user: set.user,
            wall_ms: set.wall,
            clock_doubtful: set.clock != Clock::Ok,
        });
        let hand: Hand = self.hand_of(author, names)?;
        let word = match set {
            Some(set) => self.records().reader().record(decision_record(set.id))?,
            None => None,
        };
        Ok(InboxRow {
            change: set.map(|set| set.id.to_string()).unwrap_or_default(),
            reason: one.reason.clone(),
            received: moment(self.zone()?, one.received_ms),
            hand,
            accepted: one.accepted,
            note: word
                .and_then(|word| word.text("reason").map(str::to_owned))
                .unwrap_or_default(),
            records: set
                .map(|set| self.inbox_records(set))
                .transpose()?
                .unwrap_or_default(),
        })
    }

    fn inbox_records(&self, set: &ChangeSet) -> Result<Vec<InboxRecord>> {
        let mut records = Vec::new();
        for op in &set.ops {
            let known = self.records().reader().record(op.record)?;
            let name = match &known {
                Some(known) => self.name_of(known)?,
                None => String::new(),
            };
            let said = op.set.get("name").or_else(|| op.set.get("number"));
            let said = said.and_then(Value::as_str).unwrap_or_default();
            let now = |field: &str| {
                let value = known.as_ref().and_then(|known| known.state.shown(field));
                value
                    .map(|value| show_value(field, value))
                    .unwrap_or_default()
            };
            let fields = op.set.iter().filter(|(field, value)| {
                // "No value" says nothing in a new record.
                let says = known.is_some() || !value.is_null();
                says && !INNER.contains(&field.as_str())
            });
            records.push(InboxRecord {
                record: op.record.to_string(),
                kind: op.kind.clone(),
                name: if name.is_empty() {
                    said.to_owned()
                } else {
                    name
                },
                new: known.is_none(),
                fields: fields
                    .take(FIELDS)
                    .map(|(field, value)| InboxField {
                        field: field.clone(),
                        now: now(field),
                        new: show_value(field, value),
                    })
                    .collect(),
            });
        }
        // What a laptop saved from before a restore.
        for (id, state) in &set.salvage {
            let text = |field: &str| {
                state
                    .shown(field)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            records.push(InboxRecord {
                record: id.to_string(),
                kind: state.kind.clone(),
                name: text("name").to_owned(),
                new: self.records().reader().record(*id)?.is_none(),
                fields: Vec::new(),
            });
        }
        Ok(records)
    }

    /// Accepts or declines a change.
    pub(crate) fn decide_waiting(&self, account: &str, wish: &InboxDecide) -> fault::Result<()> {
        let late = || Fault::Refused(StatusCode::CONFLICT, AppError::new("inbox-late"));
        let change: ChangeId = wish.change.parse().map_err(|_| late())?;
        let reason: String = wish.reason.trim().chars().take(500).collect();
        if !wish.accepted && reason.is_empty() {
            return Err(bad(AppError::new("reason-missing")));
        }
        let touched = self.records().decide(
            self.clerk(account),
            self.now_ms(),
            change,
            wish.accepted,
            &reason,
        )?;
        let touched = touched.ok_or_else(late)?;
        for (id, _) in &touched {
            self.note_moved(*id, self.now_ms())?;
        }
        let letters: Vec<_> = touched
            .into_iter()
            .filter(|(_, kind)| kind == "letter")
            .map(|(id, _)| id)
            .collect();
        Ok(self.letters_decided(&letters)?)
    }
}
