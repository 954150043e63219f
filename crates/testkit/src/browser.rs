//! Chromium, for the office's and the public pages and for the accessibility audit.

use std::{process::Command, sync::Arc};

use anyhow::Result;
use serde_json::{Value, json};
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
        let browser = Self::with(pictures, json!({})).await?;
        // The argument counts the browser's frame; the design's size is the page's.
        let client = browser.page.client();
        let frame = client
            .execute("return outerHeight - innerHeight", Vec::new())
            .await?;
        let frame = u32::try_from(frame.as_u64().unwrap_or_default())?;
        client.set_window_size(1366, 768 + frame).await?;
        Ok(browser)
    }

    /// One as narrow as a citizen's phone; a window cannot be so small.
    ///
    /// # Errors
    /// As [`Browser::open`].
    pub async fn phone(pictures: Arc<Pictures>) -> Result<Self> {
        let metrics = json!({ "width": 360, "height": 780, "pixelRatio": 2.0, "touch": true });
        Self::with(pictures, json!({ "deviceMetrics": metrics })).await
    }

    async fn with(pictures: Arc<Pictures>, device: Value) -> Result<Self> {
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
        let mut options = json!({
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
            ],
        });
        if device != json!({}) {
            options["mobileEmulation"] = device;
        }
        let client = driver
            .session(json!({ "browserName": "chrome", "goog:chromeOptions": options }))
            .await?;
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
