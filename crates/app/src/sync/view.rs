//! What the sync page shows, and its buttons.

use jemput_domain::date::Zone;
use jemput_sync::Report;
use jemput_wire::sync::{
    FilesView, KindRow, ReportCard, SyncCancel, SyncFiles, SyncNow, SyncReportsRead, SyncStatus,
    SyncThrift, SyncView,
};

use super::{LAST_SUCCESS, files::THRIFT, parked};
use crate::{App, alarm, error::Result, profile::Profile, words};

impl App {
    /// One whole run on the caller's thread, for programs without a screen.
    ///
    /// # Errors
    /// When nobody is signed in, or the run ended early.
    pub fn sync_here(&self) -> Result<()> {
        let session = self.session()?;
        self.sync
            .run_here(&session)
            .inspect_err(|error| self.learn_lost(error))?;
        self.lock_if_ended(&session);
        Ok(())
    }

    /// A run, where runs begin by themselves.
    pub(crate) fn sync_soon(&self) {
        if self.config.background_sync {
            self.sync.wake();
        }
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
        let files = store.blob_counts()?;
        let thrift: bool = store.setting(THRIFT)?.unwrap_or_default();
        let parked = parked::cards(&store, zone)?;
        let judged = alarm::judged(&store)?;
        let reports = store
            .reports()?
            .iter()
            .rev()
            .map(|(number, report)| {
                let explained = alarm::explained(&judged, report);
                report_card(zone, *number, report, explained)
            })
            .collect();
        drop(store);
        let conflicts = conflicts
            .iter()
            .map(|record| self.conflict_card(&session, record))
            .collect::<Result<_>>()?;
        let state = self.sync.state();
        let now = self.config.clock.now_ms();
        Ok(SyncView {
            server_url: Profile::enrolled(&self.config.data)?.server_url,
            unsent: unsent.changes,
            unsent_since: unsent
                .oldest_ms
                .map(|at| words::moment(zone, at))
                .unwrap_or_default(),
            sent: counts.sent,
            safe: counts.safe,
            kinds,
            files: FilesView {
                waiting: files.files,
                kilobytes: files.bytes.div_ceil(1024),
                wanted: files.wanted,
                stuck: files.stuck,
                thrift,
            },
            reports,
            parked,
            running: state.is_at_work(),
            stage: state.stage,
            part_done: state.part.0,
            part_total: state.part.1,
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
        self.start_run(false)
    }

    pub(crate) fn sync_files(&self, _: SyncFiles) -> Result<SyncView> {
        self.start_run(true)
    }

    pub(crate) fn sync_reports_read(&self, wish: SyncReportsRead) -> Result<SyncView> {
        let session = self.session()?;
        {
            let store = session.store();
            store.drop_reports(alarm::readable(&store, wish.upto)?)?;
        }
        self.sync_status(SyncStatus {})
    }

    fn start_run(&self, files: bool) -> Result<SyncView> {
        self.session()?;
        {
            let mut state = self.sync.state();
            state.retry = true;
            state.files_asked |= files;
        }
        self.sync.wake();
        self.sync_status(SyncStatus {})
    }

    pub(crate) fn sync_thrift(&self, wish: SyncThrift) -> Result<SyncView> {
        let session = self.session()?;
        session.store().set_setting(THRIFT, &wish.on)?;
        if !wish.on {
            self.sync_soon();
        }
        self.sync_status(SyncStatus {})
    }

    pub(crate) fn sync_cancel(&self, _: SyncCancel) -> Result<SyncView> {
        self.sync.cancel.now();
        self.sync_status(SyncStatus {})
    }
}

/// `explained`: whether the office's own signature explains that it knows less than before, once that is known.
fn report_card(zone: Zone, number: i64, report: &Report, explained: Option<bool>) -> ReportCard {
    let (what, at, scope) = match report {
        Report::Rollback { at, .. } => match explained {
            None => ("rollback-open", at, ""),
            Some(true) => ("rollback", at, ""),
            Some(false) => ("rollback-alarm", at, ""),
        },
        Report::Forked { at } => ("forked", at, ""),
        Report::Checksum {
            scope, fetched, at, ..
        } => {
            let what = if *fetched {
                "checksum"
            } else {
                "checksum-again"
            };
            (what, at, scope.as_str())
        }
    };
    ReportCard {
        number,
        what: what.to_owned(),
        when: words::moment(zone, *at),
        village: scope
            .strip_prefix("village:")
            .unwrap_or_default()
            .to_owned(),
    }
}
