//! Bundles on sticks: what is unsent goes to the office, what is new there comes back, without any network.
//!
//! One job at a time, on a thread and a connection of its own. Writing changes nothing but the note of what is on a
//! stick; opening changes nothing at all; taking in is the same as an answer over the network, page by page.

mod export;
mod import;
mod job;
mod joining;
mod keys;
mod places;

use std::sync::Arc;

use jemput_bundle::BundleError;
use jemput_store::Store;
use jemput_sync::Replica as _;
use jemput_wire::{
    bundle::{
        BundleApply, BundleClose, BundleExport, BundleOpen, BundlePhase, BundlePick, BundleStatus,
        BundleView, ContentRow, CopyView,
    },
    import::Picked,
};
use serde::{Deserialize, Serialize};

pub(crate) use job::Bundles;
pub(crate) use keys::{meets_office, office as office_key, own as own_key, tell_key};

use crate::{
    App,
    error::{Error, Result, coded},
    session::Session,
    words,
};

/// The newest bundle that was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OnStick {
    /// When, ms since 1970 UTC.
    at: i64,
    /// Own changes up to this place in the laptop's own order are in it.
    upto: u64,
    path: String,
}

const ON_STICK: &str = "usb-copy";
const NUMBER: &str = "usb-number";

impl From<BundleError> for Error {
    fn from(error: BundleError) -> Self {
        let told = Self::because(error.code(), &error);
        match error {
            BundleError::NoRoom { needed } => {
                told.with("megabytes", needed.div_ceil(1024 * 1024).max(1))
            }
            _ => told,
        }
    }
}

impl App {
    pub(crate) fn bundle_status(&self, _: BundleStatus) -> Result<BundleView> {
        let session = self.session()?;
        let mut view = self.bundles.view();
        let zone = session.zone();
        let store = session.store();
        view.nothing_yet = store.sync_state()?.cursor == 0;
        view.can_send = keys::office(&session, &store)?.is_some();
        view.copy = on_stick(&store, |at| words::moment(zone, at))?;
        if !matches!(view.phase, BundlePhase::Writing | BundlePhase::Written) {
            view.content = content(&store)?;
        }
        Ok(view)
    }

    pub(crate) fn bundle_pick(&self, wish: BundlePick) -> Result<Picked> {
        let path = if wish.folder {
            self.config.dialogs.pick_folder()
        } else {
            self.config.dialogs.pick_bundle()
        };
        Ok(Picked {
            path: path.map(|path| path.display().to_string()),
        })
    }

    pub(crate) fn bundle_export(self: &Arc<Self>, wish: BundleExport) -> Result<BundleView> {
        let session = self.session()?;
        let folder = places::checked(&wish.folder)?;
        let office = keys::office(&session, &session.store())?
            .ok_or_else(|| coded("bundle-no-office-key"))?;
        let job = self.bundles.begin(BundlePhase::Writing, &folder)?;
        let app = Arc::clone(self);
        self.bundles.spawn(&job, move |job| {
            let (path, content) = app.write_bundle(&session, &office, &folder, job)?;
            job.end(BundlePhase::Written, |state| {
                state.path = path;
                state.content = content;
            });
            Ok(())
        })?;
        self.bundle_status(BundleStatus {})
    }

    pub(crate) fn bundle_open(self: &Arc<Self>, wish: BundleOpen) -> Result<BundleView> {
        let session = self.session()?;
        let path = places::checked(&wish.path)?;
        let job = self.bundles.begin(BundlePhase::Reading, &path)?;
        let app = Arc::clone(self);
        self.bundles.spawn(&job, move |job| {
            let (opened, look) = app.look_into(&session, &path, job)?;
            job.end(BundlePhase::Looked, |state| {
                state.opened = Some(opened);
                state.look = Some(look);
            });
            Ok(())
        })?;
        self.bundle_status(BundleStatus {})
    }

    pub(crate) fn bundle_apply(self: &Arc<Self>, _: BundleApply) -> Result<BundleView> {
        let session = self.session()?;
        let (job, opened) = self.bundles.go_on()?;
        let app = Arc::clone(self);
        self.bundles.spawn(&job, move |job| {
            let (received, accepted) = app.take_bundle(&session, &opened, job)?;
            job.end(BundlePhase::Applied, |state| {
                state.received = received;
                state.accepted = accepted;
            });
            Ok(())
        })?;
        self.bundle_status(BundleStatus {})
    }

    pub(crate) fn bundle_close(&self, _: BundleClose) -> Result<BundleView> {
        self.bundles.close();
        self.bundle_status(BundleStatus {})
    }

    /// A connection of the job's own.
    fn bundle_store(&self, session: &Session) -> Result<Store> {
        Ok(Store::open(&session.database, &session.key)?)
    }
}

/// What a bundle would hold now.
fn content(store: &Store) -> Result<Vec<ContentRow>> {
    let unsent = store.unsent()?.changes;
    let mut rows: Vec<ContentRow> = store
        .sync_kinds()?
        .into_iter()
        .filter(|row| row.unsent > 0)
        .map(|row| ContentRow {
            kind: row.kind,
            count: row.unsent,
        })
        .collect();
    let files = store.unsent_blobs()?.len() as u64;
    // Changes of which no record is left here.
    if rows.is_empty() && unsent > 0 {
        rows.push(ContentRow {
            kind: "change".to_owned(),
            count: unsent,
        });
    }
    if files > 0 {
        rows.push(ContentRow {
            kind: "file".to_owned(),
            count: files,
        });
    }
    Ok(rows)
}

/// What is on a stick and not answered yet.
fn on_stick(store: &Store, moment: impl Fn(i64) -> String) -> Result<Option<CopyView>> {
    let Some(copy) = store.setting::<OnStick>(ON_STICK)? else {
        return Ok(None);
    };
    let (changes, _) = store.unsent_until(copy.upto)?;
    let all = store.unsent()?.changes;
    Ok((changes > 0).then(|| CopyView {
        when: moment(copy.at),
        changes,
        newer: all.saturating_sub(changes),
        path: copy.path,
    }))
}
