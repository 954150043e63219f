//! The one way to write records.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{ChangeId, ChangeSet, Op, PROTO, Seen};
use rusqlite::{Transaction, TransactionBehavior};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    Author, Record, Result, Store, StoreError,
    ledger::Office,
    project,
    record::{self, record, records},
};

/// What a call of [`Store::transact`] left behind.
#[derive(Debug)]
pub struct Committed<T> {
    /// What the work returned.
    pub value: T,
    /// The change set that was written; `None` if no record changed.
    pub change: Option<ChangeId>,
}

/// Work inside one transaction.
pub struct Tx<'a> {
    pub(crate) conn: &'a Transaction<'a>,
    ops: BTreeMap<Uuid, Op>,
    /// Records in the order in which they were touched: the order of the operations.
    order: Vec<Uuid>,
}

impl Store {
    /// Runs `work` in one transaction; all its record changes are one change set. An error takes everything back.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        let id = ChangeId {
            session: self.session,
            n: self.n + 1,
        };
        let conn = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut tx = Tx {
            conn: &conn,
            ops: BTreeMap::new(),
            order: Vec::new(),
        };
        let value = work(&mut tx)?;
        let ops = tx.into_ops();
        let written = !ops.is_empty();
        if written {
            write(&conn, id, author, ops)?;
        }
        conn.commit().map_err(StoreError::from)?;
        if written {
            self.n += 1;
        }
        Ok(Committed {
            value,
            change: written.then_some(id),
        })
    }

    /// The same at the office: the change set goes straight into the office's log, so that laptops get it.
    pub fn transact_at_office<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Committed<T>, E> {
        let id = ChangeId {
            session: self.session,
            n: self.n + 1,
        };
        let conn = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut tx = Tx {
            conn: &conn,
            ops: BTreeMap::new(),
            order: Vec::new(),
        };
        let value = work(&mut tx)?;
        let ops = tx.into_ops();
        let written = !ops.is_empty();
        if written {
            let bytes = change_set(id, author, ops)?
                .write()
                .map_err(StoreError::from)?;
            jemput_sync::admit(
                &mut Office(&conn),
                author.device,
                None,
                &bytes,
                author.wall_ms,
            )?;
        }
        conn.commit().map_err(StoreError::from)?;
        if written {
            self.n += 1;
        }
        Ok(Committed {
            value,
            change: written.then_some(id),
        })
    }
}

fn write(conn: &Transaction<'_>, id: ChangeId, author: &Author, ops: Vec<Op>) -> Result<()> {
    let set = change_set(id, author, ops)?;
    let bytes = set.write()?;
    insert_change(conn, &set, &bytes, true, None)?;
    for op in &set.ops {
        let mut whole = record::whole(conn, op.record)?.unwrap_or_default();
        whole.state.apply(id, op, author.wall_ms);
        project::save(conn, op.record, &whole)?;
    }
    Ok(())
}

fn change_set(id: ChangeId, author: &Author, ops: Vec<Op>) -> Result<ChangeSet> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|_| StoreError::Random)?;
    Ok(ChangeSet {
        id,
        proto: PROTO,
        salt: data_encoding::HEXLOWER.encode(&salt),
        device: author.device,
        user: author.user,
        wall: author.wall_ms,
        clock: author.clock,
        ops,
    })
}

/// Notes a change set and the records that it touches; a known one stays as it is.
pub(crate) fn insert_change(
    conn: &rusqlite::Connection,
    set: &ChangeSet,
    bytes: &[u8],
    own: bool,
    logged: Option<(u64, i64)>,
) -> Result<()> {
    let (session, n) = (set.id.session.cast_signed(), set.id.n.cast_signed());
    conn.prepare_cached(
        "INSERT OR IGNORE INTO change (session, n, bytes, own, device, user, wall, seq, eff)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        session,
        n,
        bytes,
        own,
        set.device.as_bytes().as_slice(),
        set.user.as_bytes().as_slice(),
        set.wall,
        logged.map(|(seq, _)| seq.cast_signed()),
        logged.map(|(_, eff)| eff),
    ))?;
    let mut link =
        conn.prepare_cached("INSERT OR IGNORE INTO change_record VALUES (?1, ?2, ?3)")?;
    for record in set.ops.iter().map(|op| op.record).collect::<BTreeSet<_>>() {
        link.execute((record.as_bytes().as_slice(), session, n))?;
    }
    Ok(())
}

impl Tx<'_> {
    fn into_ops(mut self) -> Vec<Op> {
        self.order
            .iter()
            .filter_map(|record| self.ops.remove(record))
            .collect()
    }

    /// A record as it was before this transaction.
    pub fn record(&self, id: Uuid) -> Result<Option<Record>> {
        record(self.conn, id)
    }

    /// All records of a kind.
    pub fn records(&self, kind: &str) -> Result<Vec<Record>> {
        records(self.conn, kind)
    }

    /// Writes a new record from a domain type and further texts (its scope).
    pub fn create_as<T: Serialize>(
        &mut self,
        id: Uuid,
        kind: &str,
        value: &T,
        more: &[(&str, &str)],
    ) -> Result<()> {
        let mut fields = object(value)?;
        // A field that never had a value needs none that says so.
        fields.retain(|_, value| !value.is_null());
        for (name, text) in more {
            fields.insert((*name).to_owned(), Value::from(*text));
        }
        self.create(id, kind, fields)
    }

    /// Writes a new record.
    pub fn create(&mut self, id: Uuid, kind: &str, fields: Map<String, Value>) -> Result<()> {
        let known = self.record(id)?;
        for (name, value) in fields {
            let replaces = known
                .as_ref()
                .map(|record| record.state.ids(&name))
                .unwrap_or_default();
            self.put(id, kind, known.as_ref(), name, value, replaces);
        }
        Ok(())
    }

    /// Writes the fields of a domain type that differ from the shown ones; the rest is left alone.
    ///
    /// `base` are the value ids per field that were on the screen ([`Record::base`]); a value that arrived meanwhile
    /// is not replaced unseen.
    pub fn edit_as<T: Serialize>(
        &mut self,
        id: Uuid,
        value: &T,
        base: &BTreeMap<String, Vec<String>>,
    ) -> Result<()> {
        let known = self.record(id)?.ok_or(StoreError::Missing)?;
        for (name, value) in object(value)? {
            let shown = known.state.shown(&name).cloned().unwrap_or(Value::Null);
            if shown == value {
                continue;
            }
            let replaces = match base.get(&name) {
                Some(ids) => ids.iter().filter_map(|id| id.parse().ok()).collect(),
                None if base.is_empty() => known.state.ids(&name),
                None => Vec::new(),
            };
            self.put(id, &known.kind, Some(&known), name, value, replaces);
        }
        Ok(())
    }

    /// Writes one field of a known record, in the place of what is shown now.
    pub fn edit_value(&mut self, id: Uuid, field: &str, value: Value) -> Result<()> {
        let known = self.record(id)?.ok_or(StoreError::Missing)?;
        let replaces = known.state.ids(field);
        self.put(
            id,
            &known.kind,
            Some(&known),
            field.to_owned(),
            value,
            replaces,
        );
        Ok(())
    }

    fn put(
        &mut self,
        id: Uuid,
        kind: &str,
        known: Option<&Record>,
        field: String,
        value: Value,
        replaces: Vec<ChangeId>,
    ) {
        if !self.ops.contains_key(&id) {
            self.order.push(id);
        }
        let op = self.ops.entry(id).or_insert_with(|| Op {
            record: id,
            kind: kind.to_owned(),
            seen: Seen {
                seq: known.map_or(0, |record| record.last_seq),
                own: Vec::new(),
            },
            set: BTreeMap::new(),
            replaces: BTreeMap::new(),
        });
        if !replaces.is_empty() {
            op.replaces.insert(field.clone(), replaces);
        }
        op.set.insert(field, value);
    }
}

fn object<T: Serialize>(value: &T) -> Result<Map<String, Value>> {
    match serde_json::to_value(value)? {
        Value::Object(map) => Ok(map),
        _ => Err(StoreError::Form("record")),
    }
}
