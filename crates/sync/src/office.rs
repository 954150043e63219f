//! What the office's side needs of its storage, and who is let in.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{ChangeId, ChangeSet, Checksum, Digest, Flag, Mark, RecordState};

/// What a laptop may do, as the office knows it from the laptop's key; never from the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The laptop.
    pub device: Uuid,
    /// Scopes that it reads. It writes into those that start with `village:`.
    pub scopes: BTreeSet<String>,
    /// Kinds that only the office writes.
    pub office_kinds: BTreeSet<String>,
}

impl Grant {
    /// Why the laptop may not write a record of this kind, or from `before` (`None`: new) to `after`.
    pub(crate) fn refuses(
        &self,
        kind: &str,
        before: Option<&BTreeSet<String>>,
        after: &BTreeSet<String>,
    ) -> Option<&'static str> {
        // One that is in no scope is nobody's yet: whoever gives it a village of its own may.
        let before = before.filter(|scopes| !scopes.is_empty());
        if kind == NOTE_KIND && before.is_none() && after.iter().eq([OFFICE_SCOPE]) {
            // Added, never edited: what is there already is in a scope that no laptop holds.
            return None;
        }
        let mine = |scopes: &BTreeSet<String>| {
            scopes
                .iter()
                .any(|scope| is_village(scope) && self.scopes.contains(scope))
        };
        if self.office_kinds.contains(kind) {
            Some("change-office-kind")
        } else if !mine(before.unwrap_or(after)) || !after.iter().all(|scope| is_village(scope)) {
            // Moving a record to another village is a laptop's business, handing it to every laptop is not.
            Some("change-outside-scope")
        } else {
            None
        }
    }
}

/// Scope of what only the office holds. Laptops add notes to it ([`NOTE_KIND`]) and read nothing of it.
pub const OFFICE_SCOPE: &str = "office";
/// Kind of the notes that laptops add there: who looked, printed, came and went.
pub const NOTE_KIND: &str = "audit";

fn is_village(scope: &str) -> bool {
    scope.starts_with("village:")
}

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Number and running digest.
    pub mark: Mark,
    /// Arrival of the last entry; arrivals never go back.
    pub received: i64,
}

/// What the log knows of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub seq: u64,
    /// Its effective time.
    pub eff: i64,
    /// Hash of its bytes.
    pub hash: Digest,
    /// Why it waits for the office's decision, if it does.
    pub parked: Option<String>,
    /// Its content was erased.
    pub erased: bool,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number, without a gap.
    pub seq: u64,
    /// The change's id.
    pub id: ChangeId,
    /// Who wrote.
    pub device: Uuid,
    /// Who wrote.
    pub user: Uuid,
    /// Author's clock.
    pub wall: i64,
    /// Effective time.
    pub eff: i64,
    /// Arrival.
    pub received: i64,
    /// Hash of the bytes.
    pub hash: Digest,
    /// The log's digest with this entry.
    pub digest: Digest,
    /// Why it touches nothing, if it does not.
    pub parked: Option<String>,
    /// The author's bytes.
    pub bytes: Vec<u8>,
    /// The bytes were taken away: what stands in their place tells nothing.
    pub erased: bool,
}

/// A record that an entry touched.
#[derive(Debug, Clone, PartialEq)]
pub struct Touched {
    /// Which.
    pub record: Uuid,
    /// Its state from now on.
    pub state: RecordState,
    /// Its scopes before; `None`: it began with this entry.
    pub before: Option<BTreeSet<String>>,
    /// Its scopes after.
    pub after: BTreeSet<String>,
}

/// A record that an entry touched, as the feed of some scopes shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedItem {
    /// The entry.
    pub seq: u64,
    /// The record.
    pub record: Uuid,
    /// It began with this entry.
    pub made: bool,
    /// It was in one of the scopes before.
    pub before: bool,
    /// It is in one of the scopes after.
    pub after: bool,
}

/// The turns of one laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    /// The turn that the laptop named in its last request: named again, the answer was lost.
    pub accepted: Option<Digest>,
    /// The turn of the last answer.
    pub issued: Digest,
}

/// The office's storage. One call of [`crate::serve`] or [`crate::admit`] must run in one transaction with one writer:
/// numbers are given in the order in which entries become visible.
pub trait Ledger {
    /// What can go wrong.
    type Error;

    /// The office's own id.
    fn server_id(&self) -> Result<String, Self::Error>;
    /// The end of the log.
    fn head(&self) -> Result<Head, Self::Error>;
    /// The running digest at an entry; `None` beyond the head.
    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, Self::Error>;
    /// Up to where a verified backup outside the machine goes.
    fn durable_seq(&self) -> Result<u64, Self::Error>;
    /// What is known of a change.
    fn known(&self, id: ChangeId) -> Result<Option<Known>, Self::Error>;
    /// One entry.
    fn entry(&self, seq: u64) -> Result<Option<Entry>, Self::Error>;
    /// One record.
    fn record(&self, id: Uuid) -> Result<Option<RecordState>, Self::Error>;
    /// Appends an entry, whose bytes say `set`, with everything that it touched, and what the office's list shows of
    /// it.
    fn append(
        &mut self,
        entry: &Entry,
        set: &ChangeSet,
        touched: &[Touched],
        flags: &[Flag],
    ) -> Result<(), Self::Error>;
    /// Numbers of the entries after `seq` that touched a record, newest first, at most `limit`.
    fn touched_after(&self, record: Uuid, seq: u64, limit: usize) -> Result<Vec<u64>, Self::Error>;
    /// Replaces an entry's bytes by a marker; its id, hash and effective time stay.
    fn erase(&mut self, seq: u64) -> Result<(), Self::Error>;
    /// Records of a scope after `after`, by id, at most `limit`.
    fn members(
        &self,
        scope: &str,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Uuid>, Self::Error>;
    /// Sum over all records of a scope.
    fn checksum(&self, scope: &str) -> Result<Checksum, Self::Error>;
    /// Notes what the office decided about a change that waited.
    fn settle(&mut self, id: ChangeId, accepted: bool) -> Result<(), Self::Error>;
    /// Keeps bytes that cannot be in the log, once.
    fn quarantine(
        &mut self,
        device: Uuid,
        bytes: &[u8],
        reason: &str,
        now_ms: i64,
    ) -> Result<(), Self::Error>;
    /// What happened after `after` in some scopes (each only after its own number): by number, then record, each
    /// (number, record) once. At most about `limit` items, but never only a part of one entry.
    fn feed(
        &self,
        scopes: &BTreeMap<String, u64>,
        after: u64,
        limit: usize,
    ) -> Result<(Vec<FeedItem>, bool), Self::Error>;
    /// A laptop's turns.
    fn thread(&self, device: Uuid) -> Result<Option<Thread>, Self::Error>;
    /// Notes a laptop's turn.
    fn set_thread(&mut self, device: Uuid, thread: &Thread) -> Result<(), Self::Error>;
    /// Notes that a laptop was restored or cloned.
    fn note_fork(&mut self, device: Uuid, now_ms: i64) -> Result<(), Self::Error>;
    /// Notes that a laptop knows a later place than this log has: `lost` is the evidence, `common` the newest place
    /// that both know.
    fn note_rollback(
        &mut self,
        device: Uuid,
        lost: Mark,
        common: Mark,
        now_ms: i64,
    ) -> Result<(), Self::Error>;
}
