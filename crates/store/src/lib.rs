//! The laptop's and the office's database: change log, record states, search, drafts.
//!
//! One way to write records: [`Store::transact`]. One call is one change set (none if nothing was written); record
//! states, search index and local tables change in the same SQLite transaction. A record's whole state is one row:
//! half the disk of a row per field, and one read per record.

mod archive;
mod attachment;
mod author;
mod blob;
mod change;
mod copy;
mod draft;
mod error;
mod family;
#[cfg(test)]
mod faults;
mod find;
mod history;
mod inbox;
pub mod keyring;
mod ledger;
mod letter;
mod merged;
mod migrate;
mod note;
mod open;
mod packed;
mod parcel;
mod parked;
mod print;
mod project;
mod record;
pub mod register;
mod replica;
mod report;
mod setting;
mod snapshot;
mod stamp;
mod stock;
mod sums;
mod touched;
mod transact;
mod verify;
mod words;
mod work;

pub use crate::{
    author::{Author, ChangeAuthor},
    blob::{BLOB_PIECE, Blob, BlobCounts, Sha},
    copy::{CopyFacts, check_copy},
    draft::Stored,
    error::{Result, StoreError},
    find::Found,
    history::HistoryRow,
    inbox::{Flagged, Quarantined, RolledBack, Waiting},
    ledger::Asked,
    letter::LetterFilter,
    open::Store,
    parcel::{OwnChange, Salvaged, Taken},
    parked::Parked,
    print::PrintRow,
    record::Record,
    replica::{KindCounts, SyncCounts, Taking, Unsent},
    snapshot::{SNAPSHOT_FORM, SnapshotReader},
    touched::Logged,
    transact::{Committed, Tx},
    verify::{LogBroken, LogCheck, LogFault},
};
