//! The one way to write records.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, Whole};
use rusqlite::{Transaction, TransactionBehavior};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    Author, Record, Result, Store, StoreError, change,
    ledger::Office,
    project,
    record::{self, SEEN, records},
    words,
    work::Work,
};

/// What a call of [`Store::transact`] left behind.
#[derive(Debug)]
pub struct Committed<T> {
    /// What the work returned.
    pub value: T,
    /// The change set that was written; `None` if no record changed.
    pub change: Option<ChangeId>,
    /// Records that changed, with their kinds.
    pub touched: Vec<(Uuid, String)>,
}

/// Work inside one transaction: its reads see its own writes.
pub struct Tx<'a> {
    pub(crate) conn: &'a Transaction<'a>,
    work: Work,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").finish_non_exhaustive()
    }
}

/// Where a change set goes.
#[derive(Clone, Copy)]
enum Goes {
    /// Into the laptop's own log, to be sent.
    Out,
    /// Straight into the office's log.
    IntoLog,
}

impl Store {
    /// Runs `work` in one transaction; all its record changes are one change set, none if nothing changed. An error
    /// takes everything back, local tables too.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Change`] when a change set is beyond 200 records or 256 KB.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        self.run(author, Goes::Out, work)
    }

    /// The same at the office: the change set goes straight into the office's log, so that laptops get it.
    ///
    /// # Errors
    /// As [`Self::transact`].
    pub fn transact_at_office<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        self.run(author, Goes::IntoLog, work)
    }

    fn run<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        goes: Goes,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        // Counted before it is known whether the transaction stays: an id is never used for two contents, also not
        // when a commit fails and was on the disk all the same.
        self.n += 1;
        let id = ChangeId {
            session: self.session,
            n: self.n,
        };
        let conn = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut tx = Tx {
            conn: &conn,
            work: Work::new(id, author.wall_ms),
        };
        let value = work(&mut tx)?;
        let (mut ops, states) = tx.work.finish();
        let touched = states
            .iter()
            .map(|(record, whole)| (*record, whole.state.kind.clone()))
            .collect();
        let written = !ops.is_empty();
        if written {
            if matches!(goes, Goes::Out) {
                for op in &mut ops {
                    op.seen.own = change::unsent_of(&conn, op.record)?;
                }
            }
            let set = change::set(id, author, ops)?;
            let bytes = set.write().map_err(StoreError::from)?;
            match goes {
                Goes::Out => {
                    change::insert(&conn, &set, &bytes, true, None)?;
                    for (record, whole) in &states {
                        project::save(&conn, *record, whole)?;
                    }
                }
                Goes::IntoLog => {
                    jemput_sync::admit(
                        &mut Office::new(&conn),
                        author.device,
                        None,
                        &bytes,
                        author.wall_ms,
                    )?;
                }
            }
            words::index_due(&conn, words::AT_A_SAVE)?;
        }
        conn.commit().map_err(StoreError::from)?;
        Ok(Committed {
            value,
            change: written.then_some(id),
            touched,
        })
    }
}

impl Tx<'_> {
    fn whole(&self, id: Uuid) -> Result<Option<Whole>> {
        match self.work.state(id) {
            Some(whole) => Ok(Some(whole.clone())),
            None => Ok(record::whole(self.conn, id)?.filter(|whole| whole.left.is_none())),
        }
    }

    fn known(&self, id: Uuid) -> Result<Whole> {
        self.whole(id)?.ok_or(StoreError::Missing)
    }

    /// A record as it is now, with what this transaction wrote.
    pub fn record(&self, id: Uuid) -> Result<Option<Record>> {
        Ok(self.whole(id)?.map(|whole| Record::new(id, whole)))
    }

    /// All records of a kind, with what this transaction wrote.
    pub fn records(&self, kind: &str) -> Result<Vec<Record>> {
        let stored = records(self.conn, kind)?;
        let mut all: BTreeMap<Uuid, Record> = stored
            .into_iter()
            .map(|record| (record.id, record))
            .collect();
        for (id, whole) in self.work.states() {
            if whole.state.kind == kind {
                all.insert(*id, Record::new(*id, whole.clone()));
            }
        }
        Ok(all.into_values().collect())
    }

    /// Writes a new record from a domain type and further texts (its scope).
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_as<T: Serialize>(
        &mut self,
        id: Uuid,
        kind: &str,
        value: &T,
        more: &[(&str, &str)],
    ) -> Result<()> {
        let mut fields = object(value)?;
        for (name, text) in more {
            fields.insert((*name).to_owned(), Value::from(*text));
        }
        self.create(id, kind, fields)
    }

    /// Writes a new record. One that is here already is edited: what differs takes the place of what is shown.
    ///
    /// # Errors
    /// [`StoreError::Form`] when nothing says who holds the record: nobody would ever get it.
    pub fn create(&mut self, id: Uuid, kind: &str, fields: Map<String, Value>) -> Result<()> {
        let known = self.whole(id)?;
        let before = known.clone().unwrap_or_default();
        for (name, value) in fields {
            // A field that never had a value needs none that says so.
            if *before.state.shown(&name).unwrap_or(&Value::Null) != value {
                let replaces = before.state.ids(&name);
                self.work
                    .put(id, kind, known.as_ref(), name, value, replaces);
            }
        }
        if self
            .whole(id)?
            .is_none_or(|whole| whole.state.scopes().is_empty())
        {
            return Err(StoreError::Form("scope"));
        }
        Ok(())
    }

    /// Writes the fields of a domain type that the officer changed; the rest is left alone.
    ///
    /// `base` are the value ids per field that were on the screen ([`Record::base`]), empty: those of now. A value that
    /// arrived meanwhile is neither replaced unseen nor taken for the officer's own doing.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such record.
    pub fn edit_as<T: Serialize>(
        &mut self,
        id: Uuid,
        value: &T,
        base: &BTreeMap<String, Vec<String>>,
    ) -> Result<()> {
        self.edit(id, object(value)?, base)
    }

    /// The same for single fields.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such record.
    pub fn edit(
        &mut self,
        id: Uuid,
        fields: Map<String, Value>,
        base: &BTreeMap<String, Vec<String>>,
    ) -> Result<()> {
        let known = self.known(id)?;
        for (name, value) in fields {
            if *known.state.shown(&name).unwrap_or(&Value::Null) == value {
                continue;
            }
            let now = known.state.ids(&name);
            let seen: Vec<ChangeId> = if base.is_empty() {
                now.clone()
            } else {
                base.get(&name)
                    .into_iter()
                    .flatten()
                    .filter_map(|id| id.parse().ok())
                    .collect()
            };
            if seen != now && self.value_of(id, &known, &name, &seen)?.as_ref() == Some(&value) {
                // The officer left the field as it was on the screen.
                continue;
            }
            let kind = known.state.kind.clone();
            self.work.put(id, &kind, Some(&known), name, value, seen);
        }
        let seen = base.get(SEEN).and_then(|seen| seen.first()?.parse().ok());
        if let Some(seq) = seen {
            self.work.saw(id, seq);
        }
        Ok(())
    }

    /// Writes one field of a known record, in the place of what is shown now.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such record.
    pub fn edit_value(&mut self, id: Uuid, field: &str, value: Value) -> Result<()> {
        self.edit(
            id,
            Map::from_iter([(field.to_owned(), value)]),
            &BTreeMap::new(),
        )
    }

    /// Decides a field: the value takes the place of exactly these ids, also where it is the one that is shown already.
    /// A value that arrived meanwhile stays beside it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such record.
    pub fn settle(
        &mut self,
        id: Uuid,
        field: &str,
        value: Value,
        replaces: Vec<ChangeId>,
    ) -> Result<()> {
        let known = self.known(id)?;
        let kind = known.state.kind.clone();
        self.work
            .put(id, &kind, Some(&known), field.to_owned(), value, replaces);
        Ok(())
    }

    /// The value that some ids showed together; `None` where one of them is not known here.
    fn value_of(
        &self,
        id: Uuid,
        known: &Whole,
        field: &str,
        seen: &[ChangeId],
    ) -> Result<Option<Value>> {
        let mut best: Option<(i64, ChangeId, Value)> = None;
        for change in seen {
            let alive = known
                .state
                .fields
                .get(field)
                .and_then(|field| field.alive.get(change));
            let found = match alive {
                Some(alive) => Some((alive.eff, alive.value.clone())),
                None => change::value(self.conn, *change, id, field)?,
            };
            let Some((eff, value)) = found else {
                return Ok(None);
            };
            if best
                .as_ref()
                .is_none_or(|(at, by, _)| (eff, *change) > (*at, *by))
            {
                best = Some((eff, *change, value));
            }
        }
        Ok(Some(best.map_or(Value::Null, |(_, _, value)| value)))
    }
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Value>> {
    match serde_json::to_value(value)? {
        Value::Object(map) => Ok(map),
        _ => Err(StoreError::Form("record")),
    }
}
