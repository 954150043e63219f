//! What the laptop's side needs of its storage.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Ack, ChangeId, ChangeSet, Digest, IdRanges, Marks, RecordState, Refusal, Turn};

/// What a laptop remembers of its turns; changes only in the transaction of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncState {
    /// The office; empty before the first answer.
    pub server_id: String,
    /// Heads that it was told of.
    pub marks: Marks,
    /// Up to here all rows of the held scopes are in.
    pub cursor: u64,
    /// Name of the last turn.
    pub thread: Option<Digest>,
    /// Scopes that it holds, each with the number after which it wants rows.
    pub held: BTreeMap<String, u64>,
    /// Up to here the office's log is in a backup.
    pub durable_seq: u64,
    /// The office's clock in the last answer: no later clock of this laptop can be right before it.
    pub server_time: i64,
}

impl SyncState {
    /// Where the laptop stands.
    #[must_use]
    pub fn turn(&self) -> Turn {
        Turn {
            mark: self.marks.newest(),
            cursor: self.cursor,
            thread: self.thread,
        }
    }
}

/// A record on a laptop.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whole {
    /// Its state.
    pub state: RecordState,
    /// Its last number in the office's log; 0: only known here.
    pub seq: u64,
    /// Set: it left this laptop's scopes at that number. Hidden, and deleted once nothing unsent touches it.
    pub left: Option<u64>,
}

/// The laptop's storage.
pub trait Replica {
    /// What can go wrong.
    type Error: From<Refusal>;
    /// A transaction: nothing of it stays unless it is committed.
    type Tx<'a>: ReplicaTx<Error = Self::Error>
    where
        Self: 'a;

    /// The running process: drawn anew at each start.
    fn session(&self) -> u64;
    /// What is remembered of the turns.
    fn sync_state(&self) -> Result<SyncState, Self::Error>;
    /// Own changes that the office has not answered, oldest first: at least one if there is any, at most `count`, and
    /// no more once they have `bytes`.
    fn unsent(&self, count: usize, bytes: usize) -> Result<Vec<Vec<u8>>, Self::Error>;
    /// Own changes that are unsent or were accepted after `seq`.
    fn own_after(&self, seq: u64) -> Result<IdRanges, Self::Error>;
    /// Records of which only parts are here.
    fn wanted(&self) -> Result<BTreeSet<Uuid>, Self::Error>;
    /// Begins to write.
    fn begin(&mut self) -> Result<Self::Tx<'_>, Self::Error>;
}

/// Writing into the laptop's storage.
pub trait ReplicaTx {
    /// What can go wrong.
    type Error: From<Refusal>;

    /// What is remembered of the turns.
    fn sync_state(&self) -> Result<SyncState, Self::Error>;
    /// Remembers it.
    fn set_sync_state(&mut self, state: &SyncState) -> Result<(), Self::Error>;
    /// The office's answer to an own change; an unknown id changes nothing.
    fn answered(&mut self, ack: &Ack) -> Result<(), Self::Error>;
    /// A change that is here.
    fn change(&self, id: ChangeId) -> Result<Option<ChangeSet>, Self::Error>;
    /// Keeps a change that came from the office; of an own one only that it is accepted is noted.
    fn keep_change(
        &mut self,
        set: &ChangeSet,
        bytes: &[u8],
        seq: u64,
        eff: i64,
    ) -> Result<(), Self::Error>;
    /// A record.
    fn record(&self, id: Uuid) -> Result<Option<Whole>, Self::Error>;
    /// Writes a record.
    fn put_record(&mut self, id: Uuid, whole: &Whole) -> Result<(), Self::Error>;
    /// Deletes a record.
    fn delete_record(&mut self, id: Uuid) -> Result<(), Self::Error>;
    /// Whether an own change that the office has not answered touches the record. (A parked one is with the office and
    /// stays in the own log: it keeps no record here.)
    fn is_dirty(&self, id: Uuid) -> Result<bool, Self::Error>;
    /// Records that left.
    fn leaving(&self) -> Result<Vec<Uuid>, Self::Error>;
    /// Notes whether the rest of a record must be asked for.
    fn want(&mut self, id: Uuid, wanted: bool) -> Result<(), Self::Error>;
    /// How many records must be asked for, and how many own changes are unanswered.
    fn open_ends(&self) -> Result<(u64, u64), Self::Error>;
    /// Makes everything stay.
    fn commit(self) -> Result<(), Self::Error>;
}
