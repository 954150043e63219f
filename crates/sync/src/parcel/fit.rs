//! From the office to a laptop: the laptop's side.

use uuid::Uuid;

use super::{DownHead, Page, line::Said};
use crate::{Mark, PROTO, Refusal, Replica, Step, SyncAnswer, SyncState, absorb};

/// What an office's parcel is to a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It may be taken in.
    Fits,
    /// It may be taken in, and takes the laptop back first: the office was restored from a backup, and this parcel
    /// answers the laptop's own.
    Restored,
    /// The laptop is further already: nothing in it is new.
    Old,
    /// Something between the laptop's place and its beginning is missing: the laptop sends a parcel first, so that the
    /// office learns where it stands.
    Gap,
    /// It tells of another history: the office was restored from a backup, before it was made or after. The laptop
    /// sends a parcel first, so that the office learns what it knows.
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
        Fit::Fits | Fit::Restored if head.from > state.cursor => Fit::Gap,
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
    } else if head.lost.is_some_and(|lost| {
        // Word for word what this laptop knows now; once it has gone back it does not any more.
        lost.mark == newest && lost.common.seq < newest.seq && state.marks.contains(lost.common)
    }) {
        Fit::Restored
    } else if newest.seq > head.head.seq {
        // A log that was shorter later on has lost something.
        if head.made_at > state.server_time {
            Fit::Rollback
        } else {
            Fit::Old
        }
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
        Fit::Restored if head.from <= state.cursor => {
            absorb(replica, go_back(&state, head))?;
            state = replica.sync_state()?;
        }
        Fit::Old => return Ok(None),
        Fit::Restored | Fit::Gap | Fit::Rollback | Fit::Other | Fit::Newer => {
            return Err(Refusal::Stale.into());
        }
    }
    let Page { from, mut answer } = page;
    if from > state.cursor {
        return Err(Refusal::Stale.into());
    }
    if answer.cursor < state.cursor {
        if answer.acks.is_empty() && answer.salvaged.is_empty() {
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

/// What the network would answer to a laptop whose place the office does not know.
fn go_back(state: &SyncState, head: &DownHead) -> SyncAnswer {
    SyncAnswer {
        proto: PROTO,
        server_id: head.server_id.clone(),
        re: state.turn(),
        refused: Some(Refusal::Rollback),
        mark: head.head,
        // Turns of the lost time are not known there either: that is no copy of the laptop.
        thread: head.lost.and_then(|lost| lost.thread),
        cursor: state.cursor,
        server_time: head.made_at.max(state.server_time),
        grants: head.grants.clone(),
        common: head.lost.map(|lost| lost.common),
        ..SyncAnswer::default()
    }
}
