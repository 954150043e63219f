//! What the sync page shows, and its buttons.

use jemput_wire::sync::{KindRow, SyncCancel, SyncNow, SyncStatus, SyncView};

use super::LAST_SUCCESS;
use crate::{App, error::Result, words};

impl App {
    /// One whole run on the caller's thread, for programs without a screen.
    ///
    /// # Errors
    /// When nobody is signed in, or the run ended early.
    pub fn sync_here(&self) -> Result<()> {
        let session = self.session()?;
        self.sync.run_here(&session)
    }

    pub(crate) fn sync_status(&self, _: SyncStatus) -> Result<SyncView> {
        let session = self.session()?;
        let zone = session.zone();
        let store = session.store();
        let unsent = store.unsent()?;
        let counts = store.sync_counts()?;
        let kinds = store
            .sync_kinds()?
            .into_iter()
            .map(|row| KindRow {
                kind: row.kind,
                unsent: row.unsent,
                sent: row.sent,
                safe: row.safe,
            })
            .collect();
        let conflicts = store.conflicts(0, 50)?;
        let last_success: Option<i64> = store.setting(LAST_SUCCESS)?;
        drop(store);
        let conflicts = conflicts
            .iter()
            .map(|record| self.conflict_card(&session, record))
            .collect::<Result<_>>()?;
        let state = self.sync.state();
        let now = self.config.clock.now_ms();
        Ok(SyncView {
            server_url: session.profile.server_url.clone(),
            unsent: unsent.changes,
            unsent_since: unsent
                .oldest_ms
                .map(|at| words::moment(zone, at))
                .unwrap_or_default(),
            sent: counts.sent,
            safe: counts.safe,
            kinds,
            running: state.running,
            progress_sent: state.sent,
            progress_received: state.received,
            last_success: last_success
                .map(|at| words::moment(zone, at))
                .unwrap_or_default(),
            last_error: state.last_error.clone(),
            next_try: state
                .next_try_ms
                .map(|at| u32::try_from((at - now).max(0) / 1000).unwrap_or(0)),
            clock: self.clock_view(zone),
            conflicts,
        })
    }

    pub(crate) fn sync_now(&self, _: SyncNow) -> Result<SyncView> {
        self.session()?;
        self.sync.state().running = true;
        self.sync.wake();
        self.sync_status(SyncStatus {})
    }

    pub(crate) fn sync_cancel(&self, _: SyncCancel) -> Result<SyncView> {
        self.sync.cancel.now();
        self.sync_status(SyncStatus {})
    }
}
