//! From the office to a laptop: the office's side.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Line, PostOffice, aside::Aside};
use crate::{
    Ack, Digest, Fetch, Grant, Mark, PROTO, Refusal, SyncAnswer, SyncRequest, Turn, serve,
};

/// Answers to changes that one page carries.
const PAGE_ACKS: usize = 2000;

/// The first frame of an office's parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DownHead {
    /// Form of the frames.
    pub proto: u32,
    /// Name of the parcel.
    pub id: Uuid,
    /// The office.
    pub server_id: String,
    /// The laptop that it is for.
    pub device: Uuid,
    /// The office's clock, ms since 1970 UTC.
    pub made_at: i64,
    /// Where its rows begin.
    pub from: u64,
    /// The head of the log to which it leads.
    pub head: Mark,
    /// Scopes that the laptop is granted.
    pub grants: BTreeSet<String>,
    /// The log's history since the laptop's last turn.
    pub line: Line,
    /// The laptop's last parcel that the office has.
    #[serde(default)]
    pub number: u64,
    /// The office was restored since the laptop's newest mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
}

/// What an office that was restored answers to a laptop's parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The place that the laptop told of and this log does not have.
    pub mark: Mark,
    /// The newest place that both know: the laptop goes back there.
    pub common: Mark,
    /// Its last turn that this office remembers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Digest>,
}

/// A page of an office's parcel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    /// The cursor that it was made for; it leads to the answer's own.
    pub from: u64,
    /// As the network would bring it.
    pub answer: SyncAnswer,
}

/// The head of a parcel for a laptop.
///
/// # Errors
/// Those of the storage; the inner one is [`Refusal::Rollback`] when the office does not know the laptop's place.
pub fn down_head<L: PostOffice>(
    ledger: &L,
    grant: &Grant,
    id: Uuid,
    now_ms: i64,
) -> Result<Result<DownHead, Refusal>, L::Error> {
    let place = ledger.place(grant.device)?.unwrap_or_default();
    let head = ledger.head()?.mark;
    if !super::is_known(ledger, place.mark)? || place.cursor > head.seq {
        return Ok(Err(Refusal::Rollback));
    }
    let from = place.cursor;
    let lost = match place.lost {
        Some(mark) => Some(Lost {
            mark,
            common: place.mark,
            thread: ledger.thread(grant.device)?.map(|thread| thread.issued),
        }),
        None => None,
    };
    Ok(Ok(DownHead {
        proto: PROTO,
        id,
        server_id: ledger.server_id()?,
        device: grant.device,
        made_at: now_ms,
        from,
        head,
        grants: grant.scopes.clone(),
        line: Line::write(ledger, place.mark.seq.min(from), head)?,
        number: place.number,
        lost,
    }))
}

/// Writes the pages of what is new that follow [`down_head`], one by one, until one has nothing more behind it.
/// `cursor` is the head's [`DownHead::from`] for the first, then that of the page before.
///
/// The pages are those of the network; only the laptop's thread of turns is left alone, since nobody knows when, and
/// whether, it will take them in.
///
/// # Errors
/// Those of the storage.
pub fn down_page<L: PostOffice>(
    ledger: &mut L,
    grant: &Grant,
    head: &DownHead,
    cursor: u64,
) -> Result<Page, L::Error> {
    let mut request = request(&*ledger, grant, head, cursor)?;
    if cursor != head.from {
        request.want.clear();
    }
    let answer = serve(&mut Aside(ledger), grant, &request, head.made_at)?;
    Ok(Page {
        from: cursor,
        answer,
    })
}

/// Scopes that the laptop does not hold yet, or fetches anew, each with the last record that came: they follow record
/// by record after what is new.
///
/// # Errors
/// Those of the storage.
pub fn to_fetch<L: PostOffice>(
    ledger: &L,
    grant: &Grant,
) -> Result<BTreeMap<String, Option<Uuid>>, L::Error> {
    let place = ledger.place(grant.device)?.unwrap_or_default();
    if place.held.is_empty() && place.cursor == 0 {
        // The log from its beginning holds everything.
        return Ok(BTreeMap::new());
    }
    let scopes = grant.scopes.iter();
    Ok(scopes
        .filter(|scope| !place.held.contains_key(*scope) || place.fetch.contains_key(*scope))
        .map(|scope| (scope.clone(), place.fetch.get(scope).copied().flatten()))
        .collect())
}

/// Writes a page of a scope; the next one goes on after the answer's [`crate::Fetched::upto`], if there is one.
///
/// # Errors
/// Those of the storage.
pub fn fetch_page<L: PostOffice>(
    ledger: &mut L,
    grant: &Grant,
    head: &DownHead,
    fetch: Fetch,
) -> Result<Page, L::Error> {
    let from = head.head.seq;
    let mut request = request(&*ledger, grant, head, from)?;
    request.want.clear();
    request.fetch = Some(fetch);
    let answer = serve(&mut Aside(ledger), grant, &request, head.made_at)?;
    Ok(Page { from, answer })
}

/// What the laptop would ask over the network.
fn request<L: PostOffice>(
    ledger: &L,
    grant: &Grant,
    head: &DownHead,
    cursor: u64,
) -> Result<SyncRequest, L::Error> {
    let place = ledger.place(grant.device)?.unwrap_or_default();
    Ok(SyncRequest {
        proto: PROTO,
        server_id: head.server_id.clone(),
        turn: Turn {
            mark: place.mark,
            cursor,
            thread: None,
        },
        held: if place.held.is_empty() {
            // Beyond the first page an empty list would mean nothing at all.
            grant
                .scopes
                .iter()
                .map(|scope| (scope.clone(), 0))
                .collect()
        } else {
            place.held
        },
        want: place.want,
        ..SyncRequest::default()
    })
}

/// Pages with the answers to the laptop's changes; they come before those of [`down_page`].
///
/// # Errors
/// Those of the storage.
pub fn ack_pages<L: PostOffice>(
    ledger: &L,
    grant: &Grant,
    head: &DownHead,
) -> Result<Vec<Page>, L::Error> {
    let place = ledger.place(grant.device)?.unwrap_or_default();
    let durable_seq = ledger.durable_seq()?;
    let page = |acks: &[Ack], salvaged: BTreeMap<Uuid, u64>| Page {
        from: head.from,
        answer: SyncAnswer {
            proto: PROTO,
            server_id: head.server_id.clone(),
            mark: head.head,
            acks: acks.to_vec(),
            salvaged,
            cursor: head.from,
            more: true,
            server_time: head.made_at,
            durable_seq,
            grants: head.grants.clone(),
            ..SyncAnswer::default()
        },
    };
    let answers = place.acks.chunks(PAGE_ACKS);
    let mut pages: Vec<Page> = answers.map(|acks| page(acks, BTreeMap::new())).collect();
    if !place.salvaged.is_empty() {
        pages.push(page(&[], place.salvaged));
    }
    Ok(pages)
}
