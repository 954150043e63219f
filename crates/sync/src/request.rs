//! What a laptop asks.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::{
    Fetch, PROTO, PUSH_BYTES, PUSH_CHANGES, Refusal, Replica, SyncRequest, protocol::SALVAGE_BYTES,
};

/// Most records that one request offers after a restore of the office.
const OFFERS: usize = 500;

/// The next request. Made again after a cut it is the same, but for what was written meanwhile.
///
/// # Errors
/// Those of the storage.
pub fn next_request<R: Replica>(replica: &R) -> Result<SyncRequest, R::Error> {
    let state = replica.sync_state()?;
    let mut request = SyncRequest {
        proto: PROTO,
        server_id: state.server_id.clone(),
        turn: state.turn(),
        session: replica.session(),
        held: state.held.clone(),
        changes: Vec::new(),
        own: replica.own_after(state.cursor)?,
        want: replica.wanted()?,
        marks: Vec::new(),
        quiet: false,
        offer: BTreeMap::new(),
        salvage: BTreeMap::new(),
        fetch: None,
        room: None,
        snapshots: state.lacks_scopes(),
        upto: state.snapshot().map(|(_, snapshot)| snapshot.mark.seq),
        told: None,
    };
    if state.rewind {
        request.marks = state.marks.iter().copied().collect();
        request.quiet = true;
        request.snapshots = false;
        return Ok(request);
    }
    request.offer = replica.offers(OFFERS)?;
    request.salvage = replica.lacking(SALVAGE_BYTES)?;
    request.quiet = !request.offer.is_empty() || !request.salvage.is_empty();
    if !request.quiet {
        // After a restore the records come first: an edit of one that the office has lost would be nobody's there, and
        // wait for a decision that is none.
        request.changes = replica
            .unsent(PUSH_CHANGES, PUSH_BYTES)?
            .into_iter()
            .map(|bytes| {
                String::from_utf8(bytes)
                    .ok()
                    .and_then(|text| RawValue::from_string(text).ok())
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(Refusal::Unreadable)?;
        let next = state
            .fetch
            .into_iter()
            .find(|(scope, _)| !state.snapshots.contains_key(scope));
        request.fetch = next.map(|(scope, after)| Fetch { scope, after });
    }
    Ok(request)
}
