//! From a laptop to the office.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PostOffice;
use crate::{
    Ack, Digest, Grant, Ledger, Mark, PROTO, RecordState, Refusal, Replica, Turn, admit, salvage,
};

/// Names of parcels that are remembered.
const REMEMBERED: usize = 50;

/// The first frame of a laptop's parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpHead {
    /// Form of the frames.
    pub proto: u32,
    /// Name of the parcel.
    pub id: Uuid,
    /// The office that the laptop belongs to.
    pub server_id: String,
    /// The laptop.
    pub device: Uuid,
    /// The laptop's parcels are counted.
    pub number: u64,
    /// The process that made it.
    pub session: u64,
    /// The laptop's clock, ms since 1970 UTC.
    pub made_at: i64,
    /// Where the laptop stands.
    pub turn: Turn,
    /// All places that it remembers, should the office not know that one any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Scopes that it holds, each with the number after which it wants rows.
    #[serde(default)]
    pub held: BTreeMap<String, u64>,
    /// Scopes that it fetches record by record, each with the last record that came.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fetch: BTreeMap<String, Option<Uuid>>,
    /// Records of which only parts are there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub want: BTreeSet<Uuid>,
    /// Attached files that somebody there asked for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub want_files: BTreeSet<Digest>,
    /// The key to which parcels for the laptop are encrypted, in its text form.
    #[serde(default)]
    pub reply_to: String,
    /// Changes that follow.
    pub changes: u64,
    /// Attachments that follow.
    #[serde(default)]
    pub blobs: u64,
}

/// The head of a laptop's parcel; the changes that follow are its [`Replica::unsent`] ones, all of them.
///
/// # Errors
/// Those of the storage.
pub fn up_head<R: Replica>(replica: &R, made: Made) -> Result<UpHead, R::Error> {
    let state = replica.sync_state()?;
    Ok(UpHead {
        proto: PROTO,
        id: made.id,
        server_id: state.server_id.clone(),
        device: made.device,
        number: made.number,
        session: replica.session(),
        made_at: made.at,
        turn: state.turn(),
        marks: state.marks.iter().copied().collect(),
        held: state.held,
        fetch: state.fetch,
        want: replica.wanted()?,
        want_files: made.want_files,
        reply_to: made.reply_to,
        changes: made.changes,
        blobs: made.blobs,
    })
}

/// What the maker of a parcel knows of it.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its random name.
    pub id: Uuid,
    /// The laptop.
    pub device: Uuid,
    /// Its number.
    pub number: u64,
    /// Time, ms since 1970 UTC.
    pub at: i64,
    /// Attached files that somebody asked for.
    pub want_files: BTreeSet<Digest>,
    /// The laptop's public key for parcels.
    pub reply_to: String,
    /// Changes in it.
    pub changes: u64,
    /// Attachments in it.
    pub blobs: u64,
}

/// What a laptop's parcel is to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Not seen before.
    New,
    /// This very parcel was taken in: once more changes nothing.
    Again,
}

/// Looks at the head of a laptop's parcel before anything is taken in.
///
/// # Errors
/// Those of the storage; the inner one says why the parcel is refused.
pub fn arrival<L: PostOffice>(
    ledger: &L,
    grant: &Grant,
    head: &UpHead,
) -> Result<Result<Arrival, Refusal>, L::Error> {
    if head.proto == 0 || head.proto > PROTO {
        return Ok(Err(Refusal::Upgrade));
    }
    let other = !head.server_id.is_empty() && head.server_id != ledger.server_id()?;
    if other || head.device != grant.device {
        return Ok(Err(Refusal::OtherServer));
    }
    let place = ledger.place(grant.device)?.unwrap_or_default();
    Ok(Ok(if place.parcels.contains(&head.id) {
        Arrival::Again
    } else {
        Arrival::New
    }))
}

/// Takes some changes of a laptop's parcel in, as a push does. Each call may be a transaction of its own: what stayed
/// away by a cut comes in with the same parcel again.
///
/// # Errors
/// Those of the storage.
pub fn take_changes<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    changes: &[Vec<u8>],
    now_ms: i64,
) -> Result<Vec<Ack>, L::Error> {
    changes
        .iter()
        .map(|bytes| Ok(admit(ledger, grant.device, Some(grant), bytes, now_ms)?.0))
        .collect()
}

/// Takes records in that the laptop kept when this office was restored, as salvage over the network does; under which
/// numbers the log has them.
///
/// # Errors
/// Those of the storage.
pub fn take_kept<L: Ledger>(
    ledger: &mut L,
    grant: &Grant,
    kept: &[(Uuid, RecordState)],
    now_ms: i64,
) -> Result<BTreeMap<Uuid, u64>, L::Error> {
    kept.iter()
        .map(|(record, state)| {
            let seq = salvage::take(ledger, grant, *record, state, now_ms)?;
            Ok((*record, seq))
        })
        .collect()
}

/// What a laptop's parcel has left behind.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Answers to its changes.
    pub acks: Vec<Ack>,
    /// Attached files of it that are whole here.
    pub files: BTreeMap<Digest, u64>,
    /// Numbers of the records that it had kept.
    pub salvaged: BTreeMap<Uuid, u64>,
}

/// Remembers, after the last change, what the laptop needs next. Returns the place that the laptop knows and this log
/// does not have, if so, and the newest place that both know: the office was restored.
///
/// # Errors
/// Those of the storage.
pub fn close<L: PostOffice>(
    ledger: &mut L,
    grant: &Grant,
    head: &UpHead,
    taken: Taken,
    now_ms: i64,
) -> Result<Option<(Mark, Mark)>, L::Error> {
    let mut place = ledger.place(grant.device)?.unwrap_or_default();
    let Taken {
        acks,
        files,
        salvaged,
    } = taken;
    if head.number > place.number {
        // A parcel holds all that is unanswered, so older answers have reached the laptop.
        place.acks = acks;
        place.files = files;
        place.salvaged = salvaged;
        place.want_files.clone_from(&head.want_files);
    } else {
        place
            .acks
            .retain(|known| acks.iter().all(|ack| ack.id != known.id));
        place.acks.extend(acks);
        place.files.extend(files);
        place.salvaged.extend(salvaged);
    }
    let mut lost = None;
    // Too low a place makes a parcel longer, too high a one does not fit. Of an older parcel only a lower place counts,
    // for a laptop that was restored from a copy.
    if head.number > place.number || head.turn.cursor < place.cursor {
        place.cursor = head.turn.cursor;
        place.mark = head.turn.mark;
        place.held.clone_from(&head.held);
        place.fetch.clone_from(&head.fetch);
        place.want.clone_from(&head.want);
        place.lost = None;
        let known = super::is_known(ledger, place.mark)?;
        if !known || place.cursor > ledger.head()?.mark.seq {
            lost = Some(back(ledger, &mut place, head)?);
        }
    }
    if let Some((lost, common)) = lost {
        ledger.note_rollback(grant.device, lost, common, now_ms)?;
    }
    place.number = place.number.max(head.number);
    place.parcels.retain(|id| *id != head.id);
    place.parcels.push(head.id);
    let surplus = place.parcels.len().saturating_sub(REMEMBERED);
    place.parcels.drain(..surplus);
    ledger.set_place(grant.device, &place)?;
    Ok(lost)
}

/// The laptop will go back to the newest place that both know, and fetch its scopes anew: its place as it will be then.
fn back<L: Ledger>(
    ledger: &L,
    place: &mut super::Place,
    head: &UpHead,
) -> Result<(Mark, Mark), L::Error> {
    let lost = place.mark;
    let common = salvage::newest_common(ledger, &head.marks)?;
    place.mark = common;
    place.cursor = place.cursor.min(common.seq);
    for since in place.held.values_mut() {
        *since = (*since).min(common.seq);
    }
    let scopes = place.held.keys();
    place.fetch = scopes.map(|scope| (scope.clone(), None)).collect();
    place.lost = Some(lost);
    Ok((lost, common))
}
