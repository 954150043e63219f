//! The office's side of the sync over the same database: the log, who held which record when, the turns of laptops.
//!
//! One writer: a request is one `BEGIN IMMEDIATE` transaction, so that numbers become visible in their order. Who may
//! ask at all (laptops, their keys, nonces) is the server's business and lies in a database of its own; here is only
//! what follows from the log. Changes that the office writes itself go through the same appender
//! ([`Store::transact_at_office`]).

mod held;

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use jemput_sync::{
    Archive as _, ChangeId, ChangeSet, Checksum, Digest, Entry, FeedItem, Flag, Grant, Head, Known,
    Ledger, Limits, Mark, RecordState, SyncAnswer, SyncRequest, Thread, Touched,
};
use rusqlite::{OptionalExtension as _, Row, Transaction};
use uuid::Uuid;

use crate::{
    Result, Store, StoreError, change, packed, project, record, record::uuid, replica::change_id,
    setting, sums,
};

const DURABLE: &str = "durable-seq";
const SERVER_ID: &str = "server-id";

/// A request of a laptop, and what it may get.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What the laptop may do.
    pub grant: &'a Grant,
    /// What it asks.
    pub request: &'a SyncRequest,
    /// The office's clock, ms since 1970 UTC.
    pub now_ms: i64,
    /// How much it gets at once.
    pub limits: &'a Limits,
}

impl Store {
    /// Answers one request of a laptop.
    pub fn serve(
        &mut self,
        grant: &Grant,
        request: &SyncRequest,
        now_ms: i64,
    ) -> Result<SyncAnswer> {
        let asked = Asked {
            grant,
            request,
            now_ms,
            limits: &Limits::default(),
        };
        let mut answers = self.serve_together(&[asked])?;
        answers.pop().ok_or(StoreError::Missing)
    }

    /// Answers requests one after the other in one transaction: they share what its end costs.
    ///
    /// # Errors
    /// Those of any of them. Then nothing of all of them is kept.
    pub fn serve_together(&mut self, asked: &[Asked<'_>]) -> Result<Vec<SyncAnswer>> {
        self.write(|office| {
            let answers = asked.iter().map(|one| {
                let answer = jemput_sync::serve_pages(
                    office,
                    one.grant,
                    one.request,
                    one.now_ms,
                    one.limits,
                )?;
                if answer.refused.is_none() {
                    // For the stick that the laptop may ask for where there is no network.
                    jemput_sync::parcel::note_turn(office, one.grant.device, one.request)?;
                }
                Ok(answer)
            });
            answers.collect()
        })
    }

    /// What is wrong with the file or the log; empty when all is well. Reads everything: minutes on a large office.
    pub fn damage(&self) -> Result<Vec<String>> {
        let mut check = self.conn.prepare("PRAGMA integrity_check(20)")?;
        let lines = check
            .query_map((), |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut found: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
        if let Some(broken) = self.verify_log(&[])?.broken {
            found.push(format!(
                "the log is not what it was at entry {}: {}",
                broken.seq,
                broken.fault.told()
            ));
        }
        if found.is_empty() && sums::kept(&self.conn)? != sums::counted(&self.conn)? {
            found.push("the sums of the scopes are not those of their records".to_owned());
        }
        Ok(found)
    }

    /// How often each laptop was found to be restored or copied.
    pub fn forks(&self) -> Result<BTreeMap<Uuid, u64>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT device, count(*) FROM fork GROUP BY device")?;
        let rows = statement.query_map((), |row| Ok((uuid(row, 0)?, seq(row, 1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The office's own id, part of every answer.
    pub fn set_server_id(&self, id: &str) -> Result<()> {
        self.set_setting(SERVER_ID, id)
    }

    /// The head of the office's log.
    pub fn log_head(&self) -> Result<Mark> {
        Ok(head(&self.conn)?.mark)
    }

    /// The same with the arrival of its last entry.
    pub fn log_end(&self) -> Result<Head> {
        head(&self.conn)
    }

    /// The log's running digest at an entry; `None` beyond the head.
    pub fn log_digest_at(&self, seq: u64) -> Result<Option<Digest>> {
        digest_at(&self.conn, seq)
    }

    /// After a restore from a backup: laptops may have had turns that this log does not know, which must not look like
    /// those of copied laptops.
    pub fn forget_turns(&self) -> Result<()> {
        self.conn.execute("DELETE FROM thread", ())?;
        Ok(())
    }

    /// Up to here the log is in a verified backup outside the machine.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn durable_upto(&self) -> Result<u64> {
        Ok(self.setting(DURABLE)?.unwrap_or_default())
    }

    /// Notes that a checked backup holds everything up to a place of the log.
    pub fn set_durable(&self, seq: u64) -> Result<()> {
        self.set_setting(DURABLE, &seq)
    }
}

/// One transaction of the office's database.
#[derive(Debug)]
pub struct Office<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) touched: BTreeMap<Uuid, String>,
    /// The log's head, once it was asked for: each change asks twice, and nobody else writes meanwhile.
    head: Cell<Option<Head>>,
}

impl<'a> Office<'a> {
    pub(crate) fn new(tx: &'a Transaction<'a>) -> Self {
        Self {
            tx,
            touched: BTreeMap::new(),
            head: Cell::new(None),
        }
    }

    /// Records that were changed, and their kinds.
    pub(crate) fn take_touched(&mut self) -> Vec<(Uuid, String)> {
        std::mem::take(&mut self.touched).into_iter().collect()
    }
}

fn digest(row: &Row<'_>, at: usize) -> rusqlite::Result<Digest> {
    row.get(at).map(Digest)
}

fn seq(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get(at).map(i64::cast_unsigned)
}

pub(crate) fn head(conn: &rusqlite::Connection) -> Result<Head> {
    Ok(conn
        .prepare_cached("SELECT seq, digest, received FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row((), |row| {
            Ok(Head {
                mark: Mark {
                    seq: seq(row, 0)?,
                    digest: digest(row, 1)?,
                },
                received: row.get(2)?,
            })
        })
        .optional()?
        .unwrap_or_default())
}

fn digest_at(conn: &rusqlite::Connection, at: u64) -> Result<Option<Digest>> {
    Ok(conn
        .prepare_cached("SELECT digest FROM log WHERE seq = ?1")?
        .query_row([at.cast_signed()], |row| digest(row, 0))
        .optional()?)
}

impl Ledger for Office<'_> {
    type Error = StoreError;

    fn server_id(&self) -> Result<String> {
        Ok(setting::get(self.tx, SERVER_ID)?.unwrap_or_default())
    }

    fn head(&self) -> Result<Head> {
        if let Some(known) = self.head.get() {
            return Ok(known);
        }
        let head = head(self.tx)?;
        self.head.set(Some(head));
        Ok(head)
    }

    fn digest_at(&self, at: u64) -> Result<Option<Digest>> {
        digest_at(self.tx, at)
    }

    fn durable_seq(&self) -> Result<u64> {
        Ok(setting::get(self.tx, DURABLE)?.unwrap_or(0))
    }

    fn known(&self, id: ChangeId) -> Result<Option<Known>> {
        Ok(self
            .tx
            .prepare_cached(
                "SELECT l.seq, c.eff, l.hash, c.parked, c.erased FROM log l JOIN change c ON c.session = l.session AND c.n = l.n
                 WHERE l.session = ?1 AND l.n = ?2",
            )?
            .query_row((id.session.cast_signed(), id.n.cast_signed()), |row| {
                Ok(Known { seq: seq(row, 0)?, eff: row.get(1)?, hash: digest(row, 2)?, parked: row.get(3)?, erased: row.get(4)? })
            })
            .optional()?)
    }

    fn entry(&self, at: u64) -> Result<Option<Entry>> {
        Ok(self
            .tx
            .prepare_cached(
                "SELECT l.session, l.n, c.device, c.user, c.wall, c.eff, l.received, l.hash, l.digest, c.parked, c.bytes,
                        c.erased
                 FROM log l JOIN change c ON c.session = l.session AND c.n = l.n WHERE l.seq = ?1",
            )?
            .query_row([at.cast_signed()], |row| {
                Ok(Entry {
                    seq: at,
                    id: change_id(row.get(0)?, row.get(1)?),
                    device: uuid(row, 2)?,
                    user: uuid(row, 3)?,
                    wall: row.get(4)?,
                    eff: row.get(5)?,
                    received: row.get(6)?,
                    hash: digest(row, 7)?,
                    digest: digest(row, 8)?,
                    parked: row.get(9)?,
                    bytes: packed::column(row, 10)?,
                    erased: row.get(11)?,
                })
            })
            .optional()?)
    }

    fn record(&self, id: Uuid) -> Result<Option<RecordState>> {
        Ok(record::whole(self.tx, id)?.map(|whole| whole.state))
    }

    fn append(
        &mut self,
        entry: &Entry,
        set: &ChangeSet,
        touched: &[Touched],
        flags: &[Flag],
    ) -> Result<()> {
        change::insert(
            self.tx,
            set,
            &entry.bytes,
            false,
            Some((entry.seq, entry.eff)),
        )?;
        let (session, n) = (entry.id.session.cast_signed(), entry.id.n.cast_signed());
        if entry.parked.is_some() {
            self.tx
                .prepare_cached("UPDATE change SET parked = ?3 WHERE session = ?1 AND n = ?2")?
                .execute((session, n, &entry.parked))?;
        }
        self.tx
            .prepare_cached("INSERT INTO log VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((
                entry.seq.cast_signed(),
                session,
                n,
                entry.hash.0,
                entry.received,
                entry.digest.0,
            ))?;
        self.head.set(Some(Head {
            mark: Mark {
                seq: entry.seq,
                digest: entry.digest,
            },
            received: entry.received,
        }));
        for flag in flags {
            self.tx
                .prepare_cached("INSERT OR IGNORE INTO flag VALUES (?1, ?2, ?3, ?4)")?
                .execute((
                    entry.seq.cast_signed(),
                    flag.record.as_bytes().as_slice(),
                    serde_json::to_string(&flag.kind)?,
                    flag.earlier.cast_signed(),
                ))?;
        }
        for one in touched {
            self.touched.insert(one.record, one.state.kind.clone());
            let known = one.before.is_some();
            project::save_state(self.tx, one.record, &one.state, (entry.seq, None), known)?;
            let nobody = BTreeSet::new();
            let before = one.before.as_ref().unwrap_or(&nobody);
            let mut feed = self
                .tx
                .prepare_cached("INSERT OR REPLACE INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            for scope in before.union(&one.after) {
                feed.execute((
                    scope,
                    entry.seq.cast_signed(),
                    one.record.as_bytes().as_slice(),
                    one.before.is_none(),
                    before.contains(scope),
                    one.after.contains(scope),
                ))?;
            }
        }
        Ok(())
    }

    fn touched_after(&self, record: Uuid, after: u64, limit: usize) -> Result<Vec<u64>> {
        let mut statement = self.tx.prepare_cached(
            "SELECT DISTINCT seq FROM feed WHERE record = ?1 AND seq > ?2 ORDER BY seq DESC LIMIT ?3",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(
            (record.as_bytes().as_slice(), after.cast_signed(), limit),
            |row| seq(row, 0),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn erase(&mut self, at: u64) -> Result<()> {
        if let Some(entry) = self.entry(at)? {
            change::erase(self.tx, entry.id)?;
        }
        Ok(())
    }

    fn members(&self, scope: &str, after: Option<Uuid>, limit: usize) -> Result<Vec<Uuid>> {
        sums::members(self.tx, scope, after, None, limit)
    }

    fn checksum(&self, scope: &str) -> Result<Checksum> {
        sums::of_scope(self.tx, scope)
    }

    fn settle(&mut self, id: ChangeId, accepted: bool) -> Result<()> {
        let (session, n) = change::columns(id);
        self.tx.execute(
            "INSERT OR REPLACE INTO decided VALUES (?1, ?2, ?3)",
            (session, n, accepted),
        )?;
        Ok(())
    }

    fn quarantine(&mut self, device: Uuid, bytes: &[u8], reason: &str, now_ms: i64) -> Result<()> {
        self.tx.execute(
            "INSERT OR IGNORE INTO quarantine VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                jemput_sync::hash(bytes).0,
                device.as_bytes().as_slice(),
                bytes,
                reason,
                now_ms,
            ),
        )?;
        Ok(())
    }

    fn feed(
        &self,
        scopes: &BTreeMap<String, u64>,
        after: u64,
        limit: usize,
    ) -> Result<(Vec<FeedItem>, bool)> {
        let mut found: BTreeMap<(u64, Uuid), FeedItem> = BTreeMap::new();
        let mut statement = self.tx.prepare_cached(
            "SELECT seq, record, made, before, after FROM feed WHERE scope = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        )?;
        // Each scope gives its first items; beyond the nearest end of a full one nothing is known of it yet.
        let mut end = u64::MAX;
        let most = i64::try_from(limit.saturating_add(jemput_sync::MAX_OPS)).unwrap_or(i64::MAX);
        for (scope, since) in scopes {
            let from = after.max(*since).cast_signed();
            let (mut count, mut last) = (0, 0);
            let mut rows = statement.query((scope, from, most))?;
            while let Some(row) = rows.next()? {
                let item = FeedItem {
                    seq: seq(row, 0)?,
                    record: uuid(row, 1)?,
                    made: row.get(2)?,
                    before: row.get(3)?,
                    after: row.get(4)?,
                };
                (count, last) = (count + 1, item.seq);
                let known = found.entry((item.seq, item.record)).or_insert(item);
                known.before |= item.before;
                known.after |= item.after;
            }
            if count == most {
                // The last entry may be cut in the middle.
                end = end.min(last.saturating_sub(1));
            }
        }
        let mut items: Vec<FeedItem> = Vec::new();
        for item in found.into_values() {
            let full =
                items.len() >= limit && items.last().is_some_and(|last| last.seq != item.seq);
            if full || item.seq > end {
                return Ok((items, true));
            }
            items.push(item);
        }
        Ok((items, end != u64::MAX))
    }

    fn thread(&self, device: Uuid) -> Result<Option<Thread>> {
        Ok(self
            .tx
            .prepare_cached("SELECT accepted, issued FROM thread WHERE device = ?1")?
            .query_row([device.as_bytes().as_slice()], |row| {
                Ok(Thread {
                    accepted: row.get::<_, Option<[u8; 32]>>(0)?.map(Digest),
                    issued: digest(row, 1)?,
                })
            })
            .optional()?)
    }

    fn set_thread(&mut self, device: Uuid, thread: &Thread) -> Result<()> {
        self.tx
            .prepare_cached("INSERT OR REPLACE INTO thread VALUES (?1, ?2, ?3)")?
            .execute((
                device.as_bytes().as_slice(),
                thread.accepted.map(|digest| digest.0),
                thread.issued.0,
            ))?;
        Ok(())
    }

    fn note_fork(&mut self, device: Uuid, now_ms: i64) -> Result<()> {
        self.tx.execute(
            "INSERT INTO fork VALUES (?1, ?2)",
            (device.as_bytes().as_slice(), now_ms),
        )?;
        Ok(())
    }

    fn note_rollback(&mut self, device: Uuid, lost: Mark, common: Mark, now_ms: i64) -> Result<()> {
        self.tx.execute(
            "INSERT INTO rollback VALUES (?1, ?2, ?3, ?4)",
            (
                device.as_bytes().as_slice(),
                now_ms,
                serde_json::to_string(&lost)?,
                serde_json::to_string(&common)?,
            ),
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
