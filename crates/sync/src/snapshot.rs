//! Snapshots: a scope as one file, for a laptop that begins to hold it.
//!
//! A feed of ten thousand records names ten thousand changes; their states alone are half of that, and a file can be
//! made beforehand, fetched in pieces, and resumed after a cut. It is what the pages of a [`crate::Fetch`] would bring
//! if all of them were made at one place of the log, and it is taken in the same way: by id, as far as one transaction
//! goes, from where the last one ended.
//!
//! The office offers it ([`crate::SyncAnswer::snapshots`]) at a place that the laptop has not passed, and the laptop
//! goes on with its other scopes up to that place and no further ([`crate::SyncRequest::upto`]): so that the records
//! fit what else it shows, and the feed goes on from there. What the laptop writes goes to the office all the time.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Digest, Fetch, Fetched, Grant, Ledger, Mark, RecordState, Replica, ReplicaTx, Row, SyncRequest,
    SyncState, absorb, rows,
};

mod block;

pub use block::{BadBlock, Block, BlockWriter};

/// A prepared file of one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// The place of the log at which it shows the scope.
    pub mark: Mark,
    /// Its length.
    pub bytes: u64,
    /// Its content.
    pub sha256: Digest,
    /// Records in it.
    pub records: u64,
}

/// What became of a piece of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is in.
    More,
    /// It was the last one: the feed goes on from the snapshot's place.
    All,
    /// The laptop does not want this snapshot any more: the scope was revoked, the office was restored, or the laptop
    /// has passed its place. The next requests see to the scope.
    Unwanted,
}

/// Scopes that the laptop is granted, does not hold, and may have as a file: it must not have passed their place, and
/// the place must be of this very log.
pub(crate) fn offers<L: Ledger>(
    ledger: &L,
    grant: &Grant,
    request: &SyncRequest,
    shelf: &BTreeMap<String, Snapshot>,
) -> Result<BTreeMap<String, Snapshot>, L::Error> {
    let mut offers = BTreeMap::new();
    if !request.snapshots || request.quiet {
        return Ok(offers);
    }
    for (scope, snapshot) in shelf {
        let mark = snapshot.mark;
        if grant.scopes.contains(scope)
            && !request.held.contains_key(scope)
            && mark.seq >= request.turn.cursor
            && ledger.digest_at(mark.seq)? == Some(mark.digest)
        {
            offers.insert(scope.clone(), *snapshot);
        }
    }
    Ok(offers)
}

impl SyncState {
    /// The snapshot that comes next, and its scope.
    #[must_use]
    pub fn snapshot(&self) -> Option<(&String, &Snapshot)> {
        self.snapshots
            .iter()
            .min_by_key(|(_, snapshot)| snapshot.mark.seq)
    }

    /// Whether a scope is missing for which the office might have a file.
    pub(crate) fn lacks_scopes(&self) -> bool {
        let first = self.held.is_empty() && self.fetch.is_empty() && self.cursor == 0;
        let missing =
            |scope: &String| !self.held.contains_key(scope) && !self.snapshots.contains_key(scope);
        !self.anew && (first || self.fetch.keys().any(missing))
    }

    /// Notes what the office offers, and forgets what does not fit any more.
    pub(crate) fn note_offers(
        &mut self,
        offers: &BTreeMap<String, Snapshot>,
        grants: &BTreeSet<String>,
    ) {
        for (scope, snapshot) in offers {
            let fits = !self.anew
                && grants.contains(scope)
                && !self.held.contains_key(scope)
                && !self.snapshots.contains_key(scope)
                && snapshot.mark.seq >= self.cursor;
            if fits {
                // Pages that came before are of another place.
                self.fetch.insert(scope.clone(), None);
                self.snapshots.insert(scope.clone(), *snapshot);
            }
        }
        let (fetch, cursor) = (&self.fetch, self.cursor);
        self.snapshots
            .retain(|scope, snapshot| fetch.contains_key(scope) && snapshot.mark.seq >= cursor);
    }

    /// Whether nothing but a snapshot can bring the laptop on; `idle`: the last turn changed nothing.
    pub(crate) fn waits(&self, unsent: u64, wanted: u64, idle: bool) -> bool {
        let there = self
            .snapshot()
            .is_some_and(|(_, snapshot)| snapshot.mark.seq == self.cursor);
        let others = self
            .fetch
            .keys()
            .any(|scope| !self.snapshots.contains_key(scope));
        there && (idle || (unsent == 0 && wanted == 0 && !others))
    }
}

/// Takes the next records of a snapshot in, in one transaction; `last`: there are no more. They come in the file's
/// order, which is that of their ids; those that are in already are passed over.
///
/// # Errors
/// Those of the storage.
pub fn take_snapshot<R: Replica>(
    replica: &mut R,
    scope: &str,
    snapshot: &Snapshot,
    records: Vec<(Uuid, RecordState)>,
    last: bool,
) -> Result<Taken, R::Error> {
    let mut tx = replica.begin()?;
    let mut state = tx.sync_state()?;
    if state.snapshots.get(scope) != Some(snapshot) || state.cursor != snapshot.mark.seq {
        return Ok(Taken::Unwanted);
    }
    let after = state.fetch.get(scope).copied().flatten();
    let mut delivered = BTreeSet::new();
    for (record, state_there) in records {
        if after.is_some_and(|after| record <= after) {
            continue;
        }
        delivered.insert(record);
        let row = Row::Record {
            seq: snapshot.mark.seq,
            record,
            state: state_there,
        };
        rows::take(&mut tx, row, state.cursor, &state.held)?;
    }
    let upto = delivered.last().copied().or(after);
    let done = Fetched {
        page: Fetch {
            scope: scope.to_owned(),
            after,
        },
        upto: if last { None } else { upto },
    };
    if last || upto != after {
        absorb::fetched(&mut tx, &mut state, &done, &delivered)?;
    }
    if last {
        state.snapshots.remove(scope);
    }
    tx.set_sync_state(&state)?;
    tx.commit()?;
    Ok(if last { Taken::All } else { Taken::More })
}

/// The snapshot cannot be had: the office threw it away, or what came is not what was offered. The scope is asked for
/// anew; what was taken in of it stays.
///
/// # Errors
/// Those of the storage.
pub fn drop_snapshot<R: Replica>(
    replica: &mut R,
    scope: &str,
    snapshot: &Snapshot,
) -> Result<(), R::Error> {
    let mut tx = replica.begin()?;
    let mut state = tx.sync_state()?;
    if state.snapshots.get(scope) != Some(snapshot) {
        return Ok(());
    }
    state.snapshots.remove(scope);
    state.fetch.insert(scope.to_owned(), None);
    tx.set_sync_state(&state)?;
    tx.commit()
}
