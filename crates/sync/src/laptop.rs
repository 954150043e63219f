//! What the laptop's side needs of its storage.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Ack, ChangeId, ChangeSet, Checksum, Digest, IdRanges, Marks, RecordState, Refusal, Report,
    Snapshot, Turn,
};

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
    /// The office does not know the newest mark: all of them go into the next request.
    pub rewind: bool,
    /// Scopes that are being fetched record by record, each with the last record that came.
    pub fetch: BTreeMap<String, Option<Uuid>>,
    /// Everything is fetched anew: the cursor will be the head of the first page's answer.
    pub anew: bool,
    /// Scopes that were fetched because their sums differed, with the office's clock, and whether it helped.
    pub repairs: BTreeMap<String, Repair>,
    /// Scopes of [`Self::fetch`] that come as files: the cursor does not pass their places until they are in.
    pub snapshots: BTreeMap<String, Snapshot>,
}

/// A scope that was fetched because its sum was not the office's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Repair {
    /// The office's clock, ms since 1970 UTC.
    pub at: i64,
    /// The sums differed again soon after.
    pub in_vain: bool,
}

/// What stands between a laptop and having everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenEnds {
    /// Records to be asked for.
    pub wanted: u64,
    /// Own changes without an answer.
    pub unsent: u64,
    /// Records that the office may have lost.
    pub salvage: u64,
    /// Records that came, and wait until the cursor has reached what they hold.
    pub staged: u64,
}

impl OpenEnds {
    /// Whether everything that the office has is here.
    #[must_use]
    pub fn whole(self) -> bool {
        self.wanted == 0 && self.salvage == 0 && self.staged == 0
    }
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
    /// Own changes that were accepted after `seq`, but for those that were erased: a restored office may have their content
    /// still, and its rows are of no use to a laptop that has only their names.
    fn own_after(&self, seq: u64) -> Result<IdRanges, Self::Error>;
    /// Records that the office may have lost with a restore, and has not been asked about: their checksums, at most
    /// `count`.
    fn offers(&self, count: usize) -> Result<BTreeMap<Uuid, Checksum>, Self::Error>;
    /// Records that the office asked for after a restore: at least one if there is any, no more once they have `bytes`.
    fn lacking(&self, bytes: usize) -> Result<BTreeMap<Uuid, RecordState>, Self::Error>;
    /// Records that the office may have lost, asked for or not: those after one, by id, at most `count`. A parcel
    /// carries all of them.
    fn kept(
        &self,
        after: Option<Uuid>,
        count: usize,
    ) -> Result<Vec<(Uuid, RecordState)>, Self::Error>;
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
    /// The office's answer to an own change; an unknown id changes nothing. Returns whether it is the first one.
    fn answered(&mut self, ack: &Ack) -> Result<bool, Self::Error>;
    /// Own changes that the office accepted under a number after `seq` and up to `upto`.
    fn own_between(&self, seq: u64, upto: u64) -> Result<BTreeSet<ChangeId>, Self::Error>;
    /// The office was restored and has nothing after `seq`: own changes after it, and those that it kept outside its log,
    /// are unsent again (but for erased ones), records that were touched after it are to be offered and count as of `seq`,
    /// those that left after it have left there. Staged records are dropped.
    fn rewind(&mut self, seq: u64) -> Result<(), Self::Error>;
    /// What the office said of an offered record: `true`: it wants it; `false`: it has it (nothing left to offer).
    fn offered(&mut self, id: Uuid, lacking: bool) -> Result<(), Self::Error>;
    /// Whether the office may have lost this record, and has not got it from here yet.
    fn is_offered(&self, id: Uuid) -> Result<bool, Self::Error>;
    /// Keeps a record's state until the cursor has reached `seq`, in the place of one that is staged already.
    fn stage(&mut self, id: Uuid, seq: u64, state: &RecordState) -> Result<(), Self::Error>;
    /// What is staged of a record.
    fn staged(&self, id: Uuid) -> Result<Option<(u64, RecordState)>, Self::Error>;
    /// Drops it.
    fn unstage(&mut self, id: Uuid) -> Result<(), Self::Error>;
    /// Staged records whose `seq` the cursor has reached.
    fn due(&self, cursor: u64) -> Result<Vec<Uuid>, Self::Error>;
    /// Visible records of a scope, by id: after the one and up to and with the other.
    fn members(
        &self,
        scope: &str,
        after: Option<Uuid>,
        upto: Option<Uuid>,
    ) -> Result<Vec<Uuid>, Self::Error>;
    /// Visible records that are in none of these scopes.
    fn strays(&self, held: &BTreeMap<String, u64>) -> Result<Vec<Uuid>, Self::Error>;
    /// Sum over the visible records of a scope, as it is kept from save to save.
    fn checksum(&self, scope: &str) -> Result<Checksum, Self::Error>;
    /// The same, read from the records anew.
    fn recount(&mut self, scope: &str) -> Result<Checksum, Self::Error>;
    /// Own changes of a record that the office has not answered, or that it accepted after `seq`, oldest first.
    fn own_of(&self, id: Uuid, seq: u64) -> Result<Vec<ChangeSet>, Self::Error>;
    /// Replaces a change's bytes by a marker, if it is here.
    fn erase(&mut self, id: ChangeId) -> Result<(), Self::Error>;
    /// Keeps a report for whoever reads it.
    fn report(&mut self, report: &Report) -> Result<(), Self::Error>;
    /// Whether this answer accepted an own change just as it was written, and each of its records is here and shown:
    /// they hold it already, so that only their number in the log is noted, which this does. `false` changes nothing;
    /// a storage that cannot tell says so.
    fn confirmed(&mut self, id: ChangeId, seq: u64, eff: i64) -> Result<bool, Self::Error> {
        let _ = (id, seq, eff);
        Ok(false)
    }
    /// An own change, if its content was not erased.
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
    /// What stands between this laptop and having everything.
    fn open_ends(&self) -> Result<OpenEnds, Self::Error>;
    /// Makes everything stay.
    fn commit(self) -> Result<(), Self::Error>;
}
