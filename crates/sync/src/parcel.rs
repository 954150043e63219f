//! Parcels: turns that travel as a file, both ways, where no network is.
//!
//! **Up**, a laptop's unsent changes and where it stands ([`UpHead`]). The office takes each change in by the same
//! `admit` as a push, so that a parcel may come late, twice, out of order, or after the network brought the same.
//!
//! **Down**, for one laptop, what it does not have (`down`): the pages that the network would bring, from the place
//! that the office knows of its last turn ([`Place`]), and what became of its changes. A laptop takes a page in only
//! where it fits ([`take_page`]): a page that begins beyond its cursor would leave a hole, one that ends before it is
//! old. A page that reaches over the cursor is replayed whole and in order, so that records that left and came back
//! stand as they do at its end.
//!
//! A parcel proves that it belongs to the laptop's own history of the office: it carries the log's digests since that
//! place ([`Line`]), and the newest mark that the laptop was told of must be among them. A restored office's parcel
//! would else move a laptop on whose own changes the office has lost.
//!
//! **After a restore of the office** sticks do what the network does. The laptop's parcel names all marks that it
//! remembers, so that the office finds the newest one that both know and says so in its own ([`Lost`]); that takes the
//! laptop back there by the same [`absorb`](crate::absorb) as a refused turn. Its next parcel brings its own changes
//! again, and the records of others that the office may lack ([`Frame::Kept`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Ack, Digest, Ledger, Mark, SyncRequest};

mod aside;
mod down;
mod fit;
mod frame;
mod line;
mod up;

pub use self::{
    down::{DownHead, Lost, Page, ack_pages, down_head, down_page, fetch_page, to_fetch},
    fit::{Fit, fit, take_page},
    frame::{BadFrame, Frame, PIECE},
    line::Line,
    up::{Arrival, Made, Taken, UpHead, arrival, close, take_changes, take_kept, up_head},
};

/// Where a laptop stands, as far as the office knows: from its last request or parcel.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Up to here it has all rows.
    pub cursor: u64,
    /// The newest head that it was told of.
    pub mark: Mark,
    /// Scopes that it holds.
    pub held: BTreeMap<String, u64>,
    /// Scopes that it fetches record by record, each with the last record that came.
    pub fetch: BTreeMap<String, Option<Uuid>>,
    /// Records that it asked for.
    pub want: BTreeSet<Uuid>,
    /// Its newest parcel here.
    pub number: u64,
    /// Names of its newest parcels here.
    pub parcels: Vec<Uuid>,
    /// Answers that it cannot have yet.
    pub acks: Vec<Ack>,
    /// Records that it had kept for this office and that are in the log now, with their numbers.
    pub salvaged: BTreeMap<Uuid, u64>,
    /// Its newest parcel told of a place that this log does not have: what it told. [`Self::mark`] is common to both.
    pub lost: Option<Mark>,
    /// Attached files of its newest parcel that are whole here, with their lengths.
    pub files: BTreeMap<Digest, u64>,
    /// Attached files that somebody there asked for.
    pub want_files: BTreeSet<Digest>,
}

/// What the office's storage keeps for parcels besides its log.
pub trait PostOffice: Ledger {
    /// Where a laptop stands.
    fn place(&self, device: Uuid) -> Result<Option<Place>, Self::Error>;
    /// Remembers it.
    fn set_place(&mut self, device: Uuid, place: &Place) -> Result<(), Self::Error>;
}

/// Whether this log has a place.
fn is_known<L: Ledger>(ledger: &L, mark: Mark) -> Result<bool, L::Error> {
    if mark.seq == 0 {
        return Ok(mark == Mark::default());
    }
    Ok(ledger.digest_at(mark.seq)? == Some(mark.digest))
}

/// Notes where a laptop stands that asked over the network. Writes nothing if that is known.
///
/// # Errors
/// Those of the storage.
pub fn note_turn<L: PostOffice>(
    ledger: &mut L,
    device: Uuid,
    request: &SyncRequest,
) -> Result<(), L::Error> {
    let known = ledger.place(device)?;
    let mut place = known.clone().unwrap_or_default();
    place.cursor = request.turn.cursor;
    place.mark = request.turn.mark;
    place.held.clone_from(&request.held);
    place.want.clone_from(&request.want);
    let fetch = request.fetch.iter();
    place.fetch = fetch.map(|page| (page.scope.clone(), page.after)).collect();
    // A request follows an answer, and that had them all.
    place.acks.clear();
    place.files.clear();
    place.salvaged.clear();
    place.lost = None;
    if known.as_ref() == Some(&place) {
        return Ok(());
    }
    ledger.set_place(device, &place)
}

#[cfg(test)]
mod tests;
