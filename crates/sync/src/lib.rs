//! Change sets, field states, merge and protocol: both sides of the sync as plain functions.
//!
//! Knows nothing of residents, SQL, sockets, clocks or randomness: time and ids are arguments, storage is one of two
//! narrow traits ([`Ledger`] at the office, opened by [`Archive`]; [`Replica`] on a laptop). Data flows one way round:
//!
//! ```text
//! laptop: change sets ──next_request──▶ office: serve ──SyncAnswer──▶ laptop: absorb
//! ```
//!
//! * An edit names the value ids that it replaces ([`Op::replaces`]); values that nobody replaced stay beside each
//!   other. Clocks choose which of them is shown, never which of them lives ([`RecordState`]).
//! * The office's log has one order and a running digest. Each request names the newest head that the laptop heard of
//!   ([`Mark`]); an office that does not know it was restored, and nothing else of the request is done
//!   ([`Refusal::Rollback`]).
//! * Each laptop's turns form a thread ([`office`](serve)): a laptop that was restored from a copy, or cloned, is found
//!   at its next request ([`Refusal::Forked`]). It is told once and may go on: merging cannot lose anything, but
//!   numbers may be on paper twice.
//! * After a rollback the laptop goes back to the newest common mark by itself: its own changes are unsent again,
//!   records that the office lacks are offered and sent, and its scopes are fetched anew.
//! * What a laptop shows is what the office had at its cursor, plus its own unsent work: never a part of a change.
//!   [`Checksum`]s of its scopes prove it whenever both sides are level.
//! * Every request may be repeated, cut or come late; every page of push and pull stands for itself.

mod absorb;
mod admit;
mod archive;
mod change;
mod checksum;
#[cfg(any(test, feature = "contract"))]
pub mod contract;
mod decide;
mod erasure;
mod flag;
mod id;
mod laptop;
mod mark;
pub mod memory;
mod office;
mod own;
pub mod parcel;
mod protocol;
mod pull;
mod report;
mod request;
mod rows;
mod salvage;
mod serve;
mod snapshot;
mod state;
mod state_json;

pub use crate::{
    absorb::{Step, absorb},
    admit::admit,
    archive::Archive,
    change::{
        ChangeError, ChangeSet, Clock, ENDING_FIELDS, MAX_BYTES, MAX_OPS, OLDEST_PROTO, Op, PROTO,
        Seen,
    },
    checksum::Checksum,
    decide::{DECISION_KIND, deciding, decision_record},
    erasure::{Erasing, erasing},
    flag::{Flag, FlagKind},
    id::{BadId, ChangeId, IdRanges},
    laptop::{OpenEnds, Repair, Replica, ReplicaTx, SyncState, Whole},
    mark::{Digest, KEPT_MARKS, Mark, Marks, hash},
    office::{
        Entry, FeedItem, Grant, Head, Known, Ledger, NOTE_KIND, OFFICE_SCOPE, Thread, Touched,
    },
    protocol::{
        Ack, AckState, Fetch, Fetched, PUSH_BYTES, PUSH_CHANGES, Refusal, Row, SyncAnswer,
        SyncRequest, Told, Turn,
    },
    pull::Limits,
    report::Report,
    request::next_request,
    serve::{serve, serve_pages},
    snapshot::{BadBlock, Block, BlockWriter, Snapshot, Taken, drop_snapshot, take_snapshot},
    state::{Alive, Field, MAX_SCOPES, RecordState, SCOPE},
};
