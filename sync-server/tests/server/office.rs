//! An office for one test.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jemput_domain::village::VillageCode;
use jemput_server::{BackupSettings, Clock as _, Office, Patience, Running, Settings, start_with};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{
    clock::TestClock,
    http::{Answer, ask},
};

pub(crate) const VILLAGE: &str = "33.02.04.2007";

pub(crate) struct TestOffice {
    running: Option<Running>,
    runtime: Runtime,
    pub(crate) clock: Arc<TestClock>,
    /// For the next start.
    pub(crate) backup: Option<BackupSettings>,
    pub(crate) data: TempDir,
    /// For the next start.
    pub(crate) snapshots_from: u64,
    /// For the next start.
    pub(crate) patience: Patience,
    /// For the next start: the folder of built pages.
    pub(crate) ui: Option<PathBuf>,
}

pub(crate) fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample/office.toml")
}

impl TestOffice {
    /// With the sample office's villages and services.
    pub(crate) fn new() -> Self {
        let office = Self::empty();
        office
            .office()
            .apply(&sample())
            .expect("the sample office fits");
        office
    }

    /// Before any office file.
    pub(crate) fn empty() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let data = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(TestClock::new());
        let mut office = Self {
            running: None,
            runtime,
            clock,
            backup: None,
            data,
            snapshots_from: 5_000,
            patience: Patience::default(),
            ui: None,
        };
        office.start();
        office
    }

    fn start(&mut self) {
        self.try_start(false).expect("the server starts");
    }

    pub(crate) fn try_start(&mut self, accept_clock: bool) -> anyhow::Result<()> {
        let settings = Settings {
            backup: self.backup.clone(),
            accept_clock,
            snapshots_from: self.snapshots_from,
            patience: self.patience,
            ui: self.ui.clone(),
            ..Settings::local(self.server_folder())
        };
        let clock = self.clock.clone();
        let running = self.runtime.block_on(start_with(settings, clock))?;
        self.running = Some(running);
        Ok(())
    }

    /// Where the server's data lies.
    pub(crate) fn server_folder(&self) -> PathBuf {
        self.data.path().join("server")
    }

    /// Stops and starts it on the same data.
    pub(crate) fn restart(&mut self) {
        self.stop();
        self.start();
    }

    pub(crate) fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime
                .block_on(running.stop())
                .expect("the server stops in peace");
        }
    }

    pub(crate) fn running(&self) -> &Running {
        self.running.as_ref().expect("the server runs")
    }

    pub(crate) fn office(&self) -> &Office {
        &self.running().office
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now_ms()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        ask(self.running().address, "GET", path, &[], b"")
    }

    /// A one-time code for a laptop.
    pub(crate) fn code(&self, laptop: &str) -> String {
        self.code_for(VILLAGE, laptop)
    }

    /// The same for another village.
    pub(crate) fn code_for(&self, village: &str, laptop: &str) -> String {
        let village = VillageCode::parse(village).expect("ten digits");
        self.office()
            .make_code(&[village], laptop)
            .expect("a code")
            .code
    }
}
