//! At the office: changes that wait for its decision, and what else its lists show of the log.

use jemput_sync::{Archive as _, ChangeId, ChangeSet, FlagKind, Mark};
use rusqlite::{OptionalExtension as _, TransactionBehavior};
use uuid::Uuid;

use crate::{
    Author, Result, Store, StoreError, change, ledger::Office, packed, record::uuid,
    replica::change_id,
};

/// A change that waits for the office's decision, or did.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Its number in the log.
    pub seq: u64,
    /// Its arrival, ms since 1970 UTC.
    pub received_ms: i64,
    /// Why it waits: a code.
    pub reason: String,
    /// What the office decided; `None`: nothing yet.
    pub accepted: Option<bool>,
    /// What it would change; `None`: its content was erased.
    pub set: Option<ChangeSet>,
}

/// Bytes that cannot be in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Laptop that sent them.
    pub device: Uuid,
    /// Why: a code.
    pub reason: String,
    /// Arrival, ms since 1970 UTC.
    pub at_ms: i64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A change and an earlier one of the same record that its author had not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flagged {
    /// Number of the change.
    pub seq: u64,
    /// The change.
    pub change: ChangeId,
    /// The record.
    pub record: Uuid,
    /// What is worth a look.
    pub kind: FlagKind,
    /// The earlier change.
    pub earlier: ChangeId,
}

/// A laptop knew a later place than this log has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RolledBack {
    /// The laptop.
    pub device: Uuid,
    /// When it asked, ms since 1970 UTC.
    pub at_ms: i64,
    /// What it had been told: the evidence.
    pub lost: Mark,
    /// The newest place that both know.
    pub common: Mark,
}

impl Store {
    /// Changes that wait, oldest first; with `decided` those about which the office has decided, newest first.
    pub fn inbox(&self, decided: bool, offset: u32, limit: u32) -> Result<Vec<Waiting>> {
        let (only, order) = if decided {
            ("NOT NULL", "DESC")
        } else {
            ("NULL", "ASC")
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT l.seq, l.received, c.parked, d.accepted, c.erased, c.bytes
             FROM change c JOIN log l ON l.session = c.session AND l.n = c.n
                  LEFT JOIN decided d ON d.session = c.session AND d.n = c.n
             WHERE c.parked IS NOT NULL AND d.accepted IS {only} ORDER BY c.seq {order} LIMIT ?1 OFFSET ?2"
        ))?;
        let rows = statement.query_map((limit, offset), |row| {
            let erased: bool = row.get(4)?;
            Ok(Waiting {
                seq: row.get::<_, i64>(0)?.cast_unsigned(),
                received_ms: row.get(1)?,
                reason: row.get(2)?,
                accepted: row.get(3)?,
                set: (!erased)
                    .then(|| packed::column(row, 5))
                    .transpose()?
                    .and_then(|bytes| serde_json::from_slice(&bytes).ok()),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many changes wait for the office's decision.
    pub fn inbox_count(&self) -> Result<u64> {
        let count: i64 = self.conn.query_row(
            "SELECT count(*) FROM change c WHERE parked IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.session = c.session AND d.n = c.n)",
            (),
            |row| row.get(0),
        )?;
        Ok(count.cast_unsigned())
    }

    /// Accepts or declines a waiting change. Accepting is a change of the office that does the same; either way the
    /// laptop is told by a record of kind [`jemput_sync::DECISION_KIND`]. Returns the records that changed and their
    /// kinds; `None` when there is no such change, or it does not wait any more.
    pub fn decide(
        &mut self,
        author: &Author,
        id: ChangeId,
        accepted: bool,
        reason: &str,
    ) -> Result<Option<Vec<(Uuid, String)>>> {
        let session = self.session;
        let conn = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let columns = change::columns(id);
        let done: Option<i64> = conn
            .prepare_cached("SELECT accepted FROM decided WHERE session = ?1 AND n = ?2")?
            .query_row(columns, |row| row.get(0))
            .optional()?;
        let mut office = Office::new(&conn);
        let sets = jemput_sync::deciding(&office, id, accepted, reason)?.filter(|_| done.is_none());
        let Some(sets) = sets else {
            return Ok(None);
        };
        for ops in sets {
            self.n += 1;
            let own = ChangeId { session, n: self.n };
            let bytes = change::set(own, author, ops)?.write()?;
            jemput_sync::admit(&mut office, author.device, None, &bytes, author.wall_ms)?;
        }
        jemput_sync::Ledger::settle(&mut office, id, accepted)?;
        let touched = office.take_touched();
        conn.commit()?;
        Ok(Some(touched))
    }

    /// Takes the content of changes out of the log for ever, and out of every laptop with its next sync. Returns the
    /// records that changed and their kinds.
    ///
    /// What a file system, a disk or a backup keeps of the file's former pages is beyond this.
    ///
    /// # Errors
    /// [`StoreError::Change`] when more than 200 records are concerned: then in several steps.
    pub fn erase(&mut self, author: &Author, ids: &[ChangeId]) -> Result<Vec<(Uuid, String)>> {
        self.conn.pragma_update(None, "secure_delete", true)?;
        let done = self.erase_here(author, ids);
        self.conn.pragma_update(None, "secure_delete", false)?;
        let touched = done?;
        // The write-ahead log holds the old pages until it is written back.
        self.conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        Ok(touched)
    }

    fn erase_here(&mut self, author: &Author, ids: &[ChangeId]) -> Result<Vec<(Uuid, String)>> {
        self.n += 1;
        let own = ChangeId {
            session: self.session,
            n: self.n,
        };
        self.write(|office| {
            let erasing = jemput_sync::erasing(office, ids)?;
            if erasing.ids.is_empty() {
                return Ok(Vec::new());
            }
            let mut set = change::set(own, author, erasing.ops)?;
            set.erase = erasing.ids;
            let bytes = set.write()?;
            jemput_sync::admit(office, author.device, None, &bytes, author.wall_ms)?;
            Ok(office.take_touched())
        })
    }

    /// Bytes that cannot be in the log, newest first.
    pub fn quarantined(&self, limit: u32) -> Result<Vec<Quarantined>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT device, reason, at, bytes FROM quarantine ORDER BY at DESC, hash LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], |row| {
            Ok(Quarantined {
                device: uuid(row, 0)?,
                reason: row.get(1)?,
                at_ms: row.get(2)?,
                bytes: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is worth a look, newest first.
    pub fn flags(&self, offset: u32, limit: u32) -> Result<Vec<Flagged>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT f.seq, a.session, a.n, f.record, f.kind, b.session, b.n
             FROM flag f JOIN log a ON a.seq = f.seq JOIN log b ON b.seq = f.earlier
             ORDER BY f.seq DESC, f.record, f.earlier LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map((limit, offset), |row| {
            let kind: String = row.get(4)?;
            Ok(Flagged {
                seq: row.get::<_, i64>(0)?.cast_unsigned(),
                change: change_id(row.get(1)?, row.get(2)?),
                record: uuid(row, 3)?,
                kind: serde_json::from_str(&kind).unwrap_or(FlagKind::Other),
                earlier: change_id(row.get(5)?, row.get(6)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Laptops that knew a later place than this log has, newest first: the office was restored from a backup.
    pub fn rollbacks(&self) -> Result<Vec<RolledBack>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT device, at, lost, common FROM rollback ORDER BY rowid DESC LIMIT 1000",
        )?;
        let rows = statement.query_map((), |row| {
            Ok((
                uuid(row, 0)?,
                row.get(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        })?;
        rows.map(|row| {
            let (device, at_ms, lost, common) = row?;
            Ok(RolledBack {
                device,
                at_ms,
                lost: serde_json::from_str(&lost)?,
                common: serde_json::from_str(&common)?,
            })
        })
        .collect::<Result<_, StoreError>>()
    }
}
