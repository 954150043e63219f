//! What travels: these types are the wire format, version [`crate::PROTO`]. Unknown fields are ignored by both sides.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{ChangeId, Checksum, Digest, FlagKind, IdRanges, Mark, RecordState, Snapshot};

/// Most changes of one request; what a laptop sends beyond is not looked at and comes with the next one.
pub const PUSH_CHANGES: usize = 2000;
/// Bytes of changes after which a request is full. JSON of records shrinks about tenfold, so that a request stays near
/// 64 KB on the line.
pub const PUSH_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of states that the office may have lost, in one request.
pub(crate) const SALVAGE_BYTES: usize = 256 * 1024;

/// Where a laptop stands: an answer repeats it, so that one that came late or twice is known as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Turn {
    /// The newest head that the laptop was told of.
    pub mark: Mark,
    /// Up to here all rows of the laptop's scopes are in.
    pub cursor: u64,
    /// Name of the last turn, from the office; `None` before the first that did anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Digest>,
}

/// One turn of a laptop: sends what is unsent, asks for what is new.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SyncRequest {
    /// Form of the request.
    pub proto: u32,
    /// The office that the laptop belongs to; empty before the first answer.
    #[serde(default)]
    pub server_id: String,
    /// Where the laptop stands.
    pub turn: Turn,
    /// The process that asks: tells two copies of one laptop apart.
    pub session: u64,
    /// Scopes that the laptop holds, each with the number after which it wants rows. Empty: all that it is granted.
    #[serde(default)]
    pub held: BTreeMap<String, u64>,
    /// Own changes, oldest first, in their author's bytes.
    #[serde(default)]
    pub changes: Vec<Box<RawValue>>,
    /// Own changes that are accepted and that the cursor has not passed: they are here and need not come back in full;
    /// nor need those of this request.
    #[serde(default, skip_serializing_if = "IdRanges::is_empty")]
    pub own: IdRanges,
    /// Records of which only parts are here.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub want: BTreeSet<Uuid>,
    /// After [`Refusal::Rollback`]: all places that the laptop remembers, to find the newest that both know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// No rows in this turn: something else goes first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
    /// Records that the office may have lost with a restore, as their checksums.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub offer: BTreeMap<Uuid, Checksum>,
    /// Those of them that the office asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub salvage: BTreeMap<Uuid, RecordState>,
    /// The next page of a scope that is fetched record by record, in place of what is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetch: Option<Fetch>,
    /// Bytes that a page of the answer may have on the line: as much as the laptop's link carries in a while. `None`:
    /// the office's usual measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<u64>,
    /// Scopes that are missing here may come as files.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub snapshots: bool,
    /// No rows from behind this place: a snapshot of it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<u64>,
    /// What the laptop tells of itself; only when something of it is news, since each byte counts on a slow link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// What a laptop is like, for whoever looks after laptops at the office. It touches no record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Version of its program.
    pub version: String,
    /// Changes that stay unsent after this request.
    #[serde(skip_serializing_if = "is_zero")]
    pub unsent: u64,
    /// Attached files that only the laptop holds.
    #[serde(skip_serializing_if = "is_zero")]
    pub files: u64,
    /// Free megabytes of the disk with its data; `None`: its system does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_mb: Option<u64>,
    /// How many seconds its clock is ahead of the office's; `None`: it has not heard the office since its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_s: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A page of a scope's records, by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    /// Which scope.
    pub scope: String,
    /// The last record of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
}

/// What a page of a scope's records covers: all records of the scope between the two ids are in the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    /// As asked.
    #[serde(flatten)]
    pub page: Fetch,
    /// The last id; `None`: to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<Uuid>,
}

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AckState {
    /// In the log and applied.
    Accepted,
    /// Kept, but touches nothing until the office decides: [`Ack::reason`] says why.
    Parked,
}

/// The answer to one change, in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Its id; `None` where the bytes do not even tell that.
    pub id: Option<ChangeId>,
    /// Its number in the log; 0: kept outside the log (unreadable, or another change bears its id).
    pub seq: u64,
    /// Its effective time; see [`crate::Alive::eff`].
    pub eff: i64,
    /// What became of it.
    pub state: AckState,
    /// Code of the reason: `change-unreadable`, `change-too-large`, `change-empty`, `change-same-id`,
    /// `change-other-device`, `change-office-kind`, `change-outside-scope`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the office's list shows of it; nothing has to be done.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub flags: BTreeSet<FlagKind>,
}

/// One piece of the feed. All rows of one change come in one answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    /// A change, or the part of it that concerns records of this laptop.
    Change {
        /// Number in the log.
        seq: u64,
        /// Effective time.
        eff: i64,
        /// The author's bytes; where `part`, only the operations on this laptop's records.
        change: Box<RawValue>,
        /// Operations are missing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        part: bool,
        /// Records that began with this change: all others must be here already.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        made: BTreeSet<Uuid>,
    },
    /// A change that the laptop wrote itself and still has.
    Own {
        /// Number in the log.
        seq: u64,
        /// Effective time.
        eff: i64,
        /// Which.
        id: ChangeId,
        /// The records in which it counts here, if not in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<BTreeSet<Uuid>>,
    },
    /// A record that came into this laptop's scopes, or that it asked for: whole, as it is now.
    Record {
        /// The head of the log: up to here the state counts.
        seq: u64,
        /// Which.
        record: Uuid,
        /// All of it.
        state: RecordState,
    },
    /// A record that left this laptop's scopes.
    Leave {
        /// Number in the log.
        seq: u64,
        /// Which.
        record: Uuid,
    },
}

/// Why the office, or the laptop, does not go on. Nothing was sent, taken or lost; everything stays where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The office does not know the laptop's mark: one of them was restored from a backup.
    #[error("the office does not know the laptop's place in the log")]
    Rollback,
    /// The laptop's last turn is not the one that the office remembers: the laptop was restored from a copy, or two
    /// copies of it are at work. Told once; the next request goes through.
    #[error("this laptop was restored from a copy, or a copy of it is at work")]
    Forked,
    /// Another office's server.
    #[error("the answer is of another office")]
    OtherServer,
    /// The request is of a form that the office does not read any more, or not yet.
    #[error("one side must be updated first")]
    Upgrade,
    /// An answer that belongs to another turn: late, or twice.
    #[error("an answer that came late or twice")]
    Stale,
    /// A row that this program cannot read.
    #[error("a row that this program cannot read")]
    Unreadable,
    /// A reason of a later version.
    #[serde(other)]
    #[error("refused for a reason that this program does not know")]
    Other,
}

impl Refusal {
    /// Key of the sentence that the officer reads.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rollback => "sync-rollback",
            Self::Forked => "sync-forked",
            Self::OtherServer => "sync-other-server",
            Self::Upgrade => "sync-upgrade",
            Self::Stale => "sync-stale",
            Self::Unreadable => "sync-unreadable",
            Self::Other => "sync-refused",
        }
    }
}

/// The office's answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SyncAnswer {
    /// Form of the answer.
    pub proto: u32,
    /// The office.
    pub server_id: String,
    /// The request's own turn.
    pub re: Turn,
    /// Set: nothing was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// The head of the log.
    pub mark: Mark,
    /// Name of this turn, for the next request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Digest>,
    /// What became of the changes, in their order.
    #[serde(default)]
    pub acks: Vec<Ack>,
    /// Records of the request that belong to none of the laptop's scopes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gone: BTreeSet<Uuid>,
    /// What is new, by number.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// Where the next request goes on.
    pub cursor: u64,
    /// There is more than this page.
    #[serde(default)]
    pub more: bool,
    /// The office's clock, ms since 1970 UTC.
    pub server_time: i64,
    /// Up to here the log is in a verified backup outside the machine.
    #[serde(default)]
    pub durable_seq: u64,
    /// Scopes that the laptop is granted now.
    #[serde(default)]
    pub grants: BTreeSet<String>,
    /// Checksums of the held scopes; only in an answer that brings the laptop to the head.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checksums: BTreeMap<String, Checksum>,
    /// With [`Refusal::Rollback`]: the newest of the laptop's marks that this log has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<Mark>,
    /// Of the offered records: whether the office wants them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub offers: BTreeMap<Uuid, bool>,
    /// Salvaged records that the office has now, with their numbers in the log.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub salvaged: BTreeMap<Uuid, u64>,
    /// The page of a scope that is in `rows`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Fetched>,
    /// Scopes that the laptop may fetch as files; they are in no row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub snapshots: BTreeMap<String, Snapshot>,
    /// The laptop's program is too old to be answered in full; this is the oldest form that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_carries_the_authors_bytes_untouched() {
        let bytes = r#"{ "id":"0000000000000001-1",  "odd":1.50 }"#;
        let request = SyncRequest {
            proto: 1,
            server_id: "s".into(),
            turn: Turn::default(),
            session: u64::MAX,
            held: BTreeMap::new(),
            changes: vec![RawValue::from_string(bytes.into()).unwrap()],
            own: IdRanges::default(),
            want: BTreeSet::new(),
            marks: Vec::new(),
            quiet: false,
            offer: BTreeMap::new(),
            salvage: BTreeMap::new(),
            fetch: None,
            room: None,
            snapshots: false,
            upto: None,
            told: None,
        };
        let json = serde_json::to_string(&request)
            .unwrap()
            .replacen('{', r#"{"later":[{}],"#, 1);
        let read: SyncRequest = serde_json::from_str(&json).unwrap();
        assert_eq!(read.changes[0].get(), bytes);
        assert_eq!(read.session, u64::MAX);
    }

    #[test]
    fn rows_read_back_with_raw_bytes_inside() {
        let row = Row::Change {
            seq: 1,
            eff: 2,
            change: RawValue::from_string(r#"{"a" : 1}"#.into()).unwrap(),
            part: false,
            made: BTreeSet::new(),
        };
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(json, r#"{"change":{"seq":1,"eff":2,"change":{"a" : 1}}}"#);
        let Row::Change { change, .. } = serde_json::from_str(&json).unwrap() else {
            panic!("a change")
        };
        assert_eq!(change.get(), r#"{"a" : 1}"#);
    }

    #[test]
    fn a_refusal_of_a_later_version_is_still_a_refusal() {
        assert_eq!(
            serde_json::from_str::<Refusal>("\"rollback\"").unwrap(),
            Refusal::Rollback
        );
        assert_eq!(
            serde_json::from_str::<Refusal>("\"full_moon\"").unwrap(),
            Refusal::Other
        );
    }
}
