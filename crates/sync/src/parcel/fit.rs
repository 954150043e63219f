//! From the office to a laptop: the laptop's side.

use uuid::Uuid;

use super::{DownHead, Page, line::Said};
use crate::{Mark, PROTO, Refusal, Replica, ReplicaTx as _, Step, SyncState, absorb};

/// What an office's parcel is to a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It may be taken in.
    Fits,
    /// The laptop is further already: nothing in it is new.
    Old,
    /// Something between the laptop's place and its beginning is missing: the laptop sends a parcel first, so that the
    /// office learns where it stands.
    Gap,
    /// It tells of another history: the office was restored from a backup.
    Rollback,
    /// Of another office, or for another laptop.
    Other,
    /// A newer program made it.
    Newer,
}

/// Looks at the head of an office's parcel before anything is taken in.
///
/// # Errors
/// Those of the storage.
pub fn fit<R: Replica>(replica: &R, device: Uuid, head: &DownHead) -> Result<Fit, R::Error> {
    let state = replica.sync_state()?;
    Ok(match history(&state, device, head) {
        Fit::Fits if head.from > state.cursor || (head.from > 0 && !holds_all(&state, head)) => {
            Fit::Gap
        }
        other => other,
    })
}

/// Whether the parcel goes on with what the laptop knows of the office's log.
fn history(state: &SyncState, device: Uuid, head: &DownHead) -> Fit {
    let newest = state.marks.newest();
    let office = state.server_id.is_empty() || state.server_id == head.server_id;
    if head.proto == 0 || head.proto > PROTO {
        Fit::Newer
    } else if !office || head.device != device {
        Fit::Other
    } else if newest.seq > head.head.seq {
        Fit::Old
    } else {
        match head.line.says(newest) {
            // Everything goes on from nothing.
            _ if newest == Mark::default() => Fit::Fits,
            Said::Same => Fit::Fits,
            Said::Other => Fit::Rollback,
            Said::Nothing => Fit::Gap,
        }
    }
}

fn holds_all(state: &SyncState, head: &DownHead) -> bool {
    head.grants
        .iter()
        .all(|scope| state.held.contains_key(scope))
}

/// Takes one page of an office's parcel in, in one transaction, if it fits; `None`: it is old.
///
/// Pages come in their order. One that was cut off comes in with the same parcel again: what is in is passed over.
///
/// # Errors
/// Those of the storage; [`Refusal::Stale`] for a page that would leave a hole.
pub fn take_page<R: Replica>(
    replica: &mut R,
    device: Uuid,
    head: &DownHead,
    page: Page,
) -> Result<Option<Step>, R::Error> {
    let mut state = replica.sync_state()?;
    match history(&state, device, head) {
        Fit::Fits => {}
        Fit::Old => return Ok(None),
        Fit::Gap | Fit::Rollback | Fit::Other | Fit::Newer => return Err(Refusal::Stale.into()),
    }
    let Page { from, mut answer } = page;
    if from > state.cursor {
        return Err(Refusal::Stale.into());
    }
    if head.from == 0 && from == 0 && !state.held.is_empty() && !holds_all(&state, head) {
        // It replays the whole log for all that is granted, so that nothing needs to be fetched record by record.
        replay(replica, &mut state, head)?;
    }
    if answer.cursor < state.cursor {
        if answer.acks.is_empty() {
            return Ok(None);
        }
        answer.rows.clear();
        answer.gone.clear();
        answer.cursor = state.cursor;
        answer.more = true;
    }
    answer.re = state.turn();
    answer.thread = state.thread;
    // It was made days ago perhaps; the clock's floor never sinks by it.
    answer.server_time = answer.server_time.max(state.server_time);
    absorb(replica, answer).map(Some)
}

/// Begins the log anew, with the scopes that the laptop does not hold yet.
fn replay<R: Replica>(
    replica: &mut R,
    state: &mut SyncState,
    head: &DownHead,
) -> Result<(), R::Error> {
    for scope in &head.grants {
        state.held.entry(scope.clone()).or_insert(0);
    }
    state.cursor = 0;
    state.fetch.clear();
    state.anew = false;
    let mut tx = replica.begin()?;
    tx.set_sync_state(state)?;
    tx.commit()
}
