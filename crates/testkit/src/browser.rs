//! Chromium, for the office's and the public pages and for the accessibility audit.

use std::{process::Command, sync::Arc};

use anyhow::Result;
use serde_json::json;
use tempfile::TempDir;

use crate::{driver::Driver, page::Page, pictures::Pictures};

/// A Chromium without a screen.
#[derive(Debug)]
pub struct Browser {
    page: Page,
    _driver: Driver,
    _folder: TempDir,
}

impl Browser {
    /// Opens one with a profile of its own.
    ///
    /// # Errors
    /// When chromedriver or Chromium is missing.
    pub async fn open(pictures: Arc<Pictures>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let driver = Driver::start(&folder.path().join("driver.log"), |port| {
            let mut command = Command::new("chromedriver");
            command.arg(format!("--port={port}"));
            command
        })?;
        let profile = format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        );
        let client = driver
            .session(json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    // Citizens' phones speak Indonesian.
                    "prefs": { "intl.accept_languages": "id" },
                    "args": [
                    "--headless=new",
                    // Everything runs as root in a build machine, where Chromium's sandbox refuses to start; the
                    // pages are our own.
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--window-size=1366,768",
                    profile,
                ] },
            }))
            .await?;
        // The argument counts the browser's frame; the design's size is the page's.
        let frame = client
            .execute("return outerHeight - innerHeight", Vec::new())
            .await?;
        let frame = u32::try_from(frame.as_u64().unwrap_or_default())?;
        client.set_window_size(1366, 768 + frame).await?;
        Ok(Self {
            page: Page::new(client, pictures),
            _driver: driver,
            _folder: folder,
        })
    }

    /// What it shows.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Closes it politely.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn close(self) -> Result<()> {
        self.page.close().await
    }
}
