//! When a file is made, and how.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::PathBuf,
    sync::PoisonError,
};

use anyhow::{Context, Result};
use jemput_store::{SNAPSHOT_FORM, Store};
use jemput_sync::Snapshot;

use super::{Prepared, Shelf, file_in};
use crate::{blobs, office::Office};

/// A file is made anew once a tenth of its village was touched after it: what comes by the feed behind it would be
/// longer than what a new one saves.
const STALE: u64 = 10;
/// A wish for a newer file is fulfilled once in so long.
const PAUSE_MS: i64 = 10 * 60 * 1000;

impl Office {
    /// Makes the files that are wished, and, if the log has not grown since its head was `before`, those that are
    /// missing or old; the log's head now. Takes seconds for each, on a connection of its own.
    ///
    /// # Errors
    /// When the disk is full or the database cannot be read; laptops get the feed then.
    pub fn prepare_snapshots(&self, before: u64) -> Result<u64> {
        let shelf = self.shelf();
        let _turn = shelf.making.lock().unwrap_or_else(PoisonError::into_inner);
        let head = self.records().changes()?;
        let quiet = head == before;
        let wishes = std::mem::take(&mut shelf.state().wishes);
        if !quiet && wishes.is_empty() {
            return Ok(head);
        }
        let mut store = self.records().aside()?;
        let offers = shelf.offers();
        for (scope, records) in store.large_scopes("village:", shelf.large)? {
            let known = offers.get(&scope).copied().unwrap_or_default();
            // One of a log that was cut by a restore is none.
            let genuine = store.log_digest_at(known.mark.seq)? == Some(known.mark.digest);
            let touched = store.touched_since(&scope, known.mark.seq)?;
            let old = !genuine || touched > records / STALE;
            let now = self.now_ms();
            let wished = wishes.get(&scope).is_some_and(|place| {
                let last = shelf.state().fulfilled.get(&scope).copied();
                known.mark.seq < *place && last.is_none_or(|last| (now - last).abs() > PAUSE_MS)
            });
            if wished || (quiet && old) || (wishes.contains_key(&scope) && !genuine) {
                shelf.make(&mut store, &scope, now)?;
                if wished {
                    shelf.state().fulfilled.insert(scope, now);
                }
            }
        }
        Ok(head)
    }
}

impl Shelf {
    /// Writes a file under another name, and gives it its own once all of it is on the disk.
    fn make(&self, store: &mut Store, scope: &str, now_ms: i64) -> Result<Snapshot> {
        fs::create_dir_all(&self.folder)?;
        let draft = self.folder.join("draft.part");
        let done = self.write(store, scope, now_ms, &draft);
        if done.is_err() {
            // A full disk must not stay full of half a file.
            let _ = fs::remove_file(&draft);
        }
        let file = done.with_context(|| format!("the file of {scope} could not be made"))?;
        let snapshot = file.snapshot;
        tracing::info!(
            bytes = snapshot.bytes,
            records = snapshot.records,
            "a snapshot was made"
        );
        self.put(file, now_ms);
        Ok(snapshot)
    }

    fn write(
        &self,
        store: &mut Store,
        scope: &str,
        made_ms: i64,
        draft: &PathBuf,
    ) -> Result<Prepared> {
        let mut out = BufWriter::new(File::create(draft)?);
        let snapshot = store.write_snapshot(scope, &mut out)?;
        let out = out
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        out.sync_all()?;
        let file = Prepared {
            form: SNAPSHOT_FORM,
            scope: scope.to_owned(),
            snapshot,
            made_ms,
        };
        let place = file_in(&self.folder, &snapshot.sha256);
        fs::rename(draft, &place)?;
        let said = place.with_extension("json");
        let mut note = File::create(&said)?;
        note.write_all(&serde_json::to_vec(&file)?)?;
        note.sync_all()?;
        blobs::sync_folder(&self.folder)?;
        Ok(file)
    }
}
