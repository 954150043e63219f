//! A village as a file: fetched in pieces that stay, taken in piece by piece, while the officer works.

use jemput_store::{Store, StoreError};
use jemput_sync::{Replica as _, Snapshot, Taken};
use jemput_wire::sync::SyncStage;
use reqwest::Method;

use super::{Worker, files::Line};
use crate::{
    error::{Result, coded},
    transport::Call,
};

/// Bytes of one question: between two of them the officer's work goes to the office.
const PART: u64 = 256 * 1024;
/// Bytes that a cut may cost.
const KEPT: usize = 16 * 1024;
/// Records of one transaction: the officer's save waits for it.
const AT_ONCE: usize = 200;

impl Worker {
    /// Fetches the next snapshot and takes it in, or as much of it as can be before something else goes first.
    pub(super) fn snapshot(&self, line: &Line<'_>, store: &mut Store) -> Result<()> {
        let state = store.sync_state()?;
        store.drop_snapshot_pieces(state.snapshots.values())?;
        let Some((scope, snapshot)) = state.snapshot() else {
            return Ok(());
        };
        let whole = match self.fetch(line, store, snapshot) {
            Err(gone) if gone.view.code == "snapshot-gone" => {
                // A newer one may be there, or pages come.
                return Ok(jemput_sync::drop_snapshot(store, scope, snapshot)?);
            }
            other => other?,
        };
        if whole {
            self.take_in(store, scope, snapshot)?;
            let state = store.sync_state()?;
            store.drop_snapshot_pieces(state.snapshots.values())?;
        }
        Ok(())
    }

    fn show(&self, stage: SyncStage, done: u64, total: u64) {
        let mut state = self.state();
        state.stage = stage;
        state.part = (done, total);
    }

    /// `false`: there is work to send in between.
    fn fetch(&self, line: &Line<'_>, store: &Store, snapshot: &Snapshot) -> Result<bool> {
        let path = format!("/snapshot/{}", snapshot.sha256);
        loop {
            let have = store.snapshot_have(snapshot)?;
            self.show(SyncStage::SnapshotDown, have, snapshot.bytes);
            if have >= snapshot.bytes {
                return Ok(true);
            }
            if self.cancel.is_wished() {
                return Err(coded("sync-cancelled"));
            }
            if store.unsent()?.changes > 0 {
                return Ok(false);
            }
            let end = (have + PART).min(snapshot.bytes);
            let range = [("range", format!("bytes={have}-{}", end - 1))];
            let call = Call {
                method: Method::GET,
                path: &path,
                headers: &range,
                body: Vec::new(),
            };
            let (mut buffer, mut came) = (Vec::new(), have);
            let outcome =
                line.transport
                    .stream(line.identity, &call, line.app.time.now_ms(), |piece| {
                        came += piece.len() as u64;
                        if came > end {
                            return Err(coded("server-rubbish"));
                        }
                        buffer.extend_from_slice(piece);
                        if buffer.len() >= KEPT {
                            store.keep_snapshot_piece(snapshot, &buffer)?;
                            buffer.clear();
                        }
                        self.show(SyncStage::SnapshotDown, came, snapshot.bytes);
                        Ok(())
                    });
            let now_here = store.keep_snapshot_piece(snapshot, &buffer)?;
            outcome?;
            if now_here == have {
                // An answer without a byte would be asked for again and again.
                return Err(coded("server-rubbish"));
            }
        }
    }

    fn take_in(&self, store: &mut Store, scope: &str, snapshot: &Snapshot) -> Result<()> {
        match self.take_groups(store, scope, snapshot) {
            Err(StoreError::Form("snapshot")) => {
                // Not what the office offered: nothing of it is kept, and it is fetched anew.
                jemput_sync::drop_snapshot(store, scope, snapshot)?;
                store.drop_snapshot_pieces([])?;
                Err(coded("snapshot-damaged"))
            }
            Ok(true) => Ok(()),
            Ok(false) => Err(coded("sync-cancelled")),
            Err(other) => Err(other.into()),
        }
    }

    /// `false`: a wish to stop came.
    fn take_groups(
        &self,
        store: &mut Store,
        scope: &str,
        snapshot: &Snapshot,
    ) -> Result<bool, StoreError> {
        let mut reader = store.read_snapshot(scope, snapshot)?;
        let mut done = 0;
        loop {
            if self.cancel.is_wished() {
                return Ok(false);
            }
            let (records, last) = reader.next(AT_ONCE)?;
            done += records.len() as u64;
            let taken = jemput_sync::take_snapshot(store, scope, snapshot, records, last)?;
            if taken != Taken::More {
                return Ok(true);
            }
            self.show(SyncStage::SnapshotIn, done, snapshot.records);
        }
    }
}
