//! The real window of the field app.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;

use crate::{driver::Driver, page::Page, pictures::Pictures, screen::Screen};

/// The desktop program on a screen in memory, driven through WebKit's own driver.
#[derive(Debug)]
pub struct Window {
    page: Page,
    log: PathBuf,
    _driver: Driver,
    _folder: TempDir,
}

impl Window {
    /// Opens the program with its data in `data`; `environment` is added to its own. With the address of a session bus in
    /// it, such as that of a [`crate::Keyring`], the program is on that one.
    ///
    /// # Errors
    /// When the driver is missing or the window does not open; the message holds what the program said.
    pub async fn open(
        program: &Path,
        data: &Path,
        environment: &[(&str, &str)],
        screen: &Screen,
        pictures: Arc<Pictures>,
    ) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = folder.path().join("window.log");
        let driver = Driver::start(&log, |port| {
            let has_bus = environment
                .iter()
                .any(|(name, _)| *name == "DBUS_SESSION_BUS_ADDRESS");
            let mut command = if has_bus {
                Command::new("WebKitWebDriver")
            } else {
                // A bus of its own: otherwise a second window would hand itself over to the first.
                let mut command = Command::new("dbus-run-session");
                command.args(["--", "WebKitWebDriver"]);
                command
            };
            command
                .args(["--host=127.0.0.1", &format!("--port={port}")])
                .env("DISPLAY", screen.display())
                .env_remove("WAYLAND_DISPLAY")
                .env("GDK_BACKEND", "x11")
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .env("TAURI_AUTOMATION", "true")
                // No desktop services beside a test.
                .env("NO_AT_BRIDGE", "1")
                .env("GTK_USE_PORTAL", "0")
                .env("XDG_RUNTIME_DIR", folder.path())
                .env("XDG_CACHE_HOME", folder.path().join("cache"))
                // Nor the keyring of whoever runs the test.
                .env("XDG_DATA_HOME", folder.path().join("share"))
                .env("JEMPUT_DATA", data)
                .envs(environment.iter().copied());
            command
        })?;
        let client = driver
            .session(json!({ "webkitgtk:browserOptions": { "binary": program } }))
            .await
            .with_context(|| std::fs::read_to_string(&log).unwrap_or_default())?;
        Ok(Self {
            page: Page::new(client, pictures),
            log,
            _driver: driver,
            _folder: folder,
        })
    }

    /// What it shows.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// What the program has said so far.
    ///
    /// # Errors
    /// When its log cannot be read.
    pub fn log(&self) -> Result<String> {
        std::fs::read_to_string(&self.log).context("the window's log")
    }

    /// Closes it, as an officer would.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn close(self) -> Result<()> {
        self.page.close().await
    }
}
