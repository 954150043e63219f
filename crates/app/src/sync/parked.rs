//! Own changes that wait for the office's word, and what its word was.

use std::collections::BTreeSet;

use jemput_domain::date::Zone;
use jemput_store::Store;
use jemput_sync::decision_record;
use jemput_wire::sync::{ParkedCard, SyncDecisionsRead, SyncStatus, SyncView};
use serde_json::Value;

use crate::{App, error::Result, residents::name_of, words};

/// The setting that remembers which of the office's words the officer has read.
const READ: &str = "decisions-read";
/// Newest changes that are looked at.
const MOST: u32 = 500;
/// Cards on the page.
const SHOWN: usize = 20;

/// What waits, then what was decided and not read; newest first.
pub(super) fn cards(store: &Store, zone: Zone) -> Result<Vec<ParkedCard>> {
    let read: BTreeSet<String> = store.setting(READ)?.unwrap_or_default();
    let mut cards = Vec::new();
    for parked in store.parked(MOST)? {
        let change = parked.change.to_string();
        if read.contains(&change) {
            continue;
        }
        let record = store.record(parked.record)?;
        let word = store.record(decision_record(parked.change))?;
        let accepted = word
            .as_ref()
            .and_then(|word| word.state.shown("accepted")?.as_bool());
        let said = word.as_ref().and_then(|word| word.state.shown("reason"));
        cards.push(ParkedCard {
            name: record.as_ref().map(name_of).unwrap_or(parked.name),
            kind: parked.kind,
            when: words::moment(zone, parked.wall_ms),
            reason: parked.reason,
            accepted,
            word: said.and_then(Value::as_str).unwrap_or_default().to_owned(),
            change,
        });
    }
    cards.sort_by_key(|card| card.accepted.is_some());
    cards.truncate(SHOWN);
    Ok(cards)
}

impl App {
    pub(crate) fn sync_decisions_read(&self, wish: SyncDecisionsRead) -> Result<SyncView> {
        {
            let session = self.session()?;
            let store = session.store();
            let mut read: BTreeSet<String> = store.setting(READ)?.unwrap_or_default();
            read.extend(wish.changes);
            store.set_setting(READ, &read)?;
        }
        self.sync_status(SyncStatus {})
    }
}
