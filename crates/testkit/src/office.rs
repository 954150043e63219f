//! A district office on this machine: the real server in this process, with the sample office's data.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use anyhow::{Context, Result};
use jemput_domain::village::VillageCode;
use jemput_server::{Clock, Settings, SystemClock};
use jemput_wire::ticket::Ticket;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// The sample office's village.
pub const VILLAGE: &str = "33.02.04.2007";

/// A server that listens on a free port of this machine and ends with this value.
#[derive(Debug)]
pub struct Office {
    url: String,
    address: SocketAddr,
    /// `None` while it is stopped.
    office: Option<Arc<jemput_server::Office>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<()>>>,
    clock: Arc<dyn Clock>,
    folder: TempDir,
}

/// A server's clock that stands still, in milliseconds since 1970 UTC.
#[derive(Debug)]
struct Standing(i64);

impl Clock for Standing {
    fn now_ms(&self) -> i64 {
        self.0
    }
}

impl Office {
    /// Starts one with the office file of `assets/sample` and the built pages in `dist`.
    ///
    /// # Errors
    /// When the sample is wrong or the server does not start.
    pub fn start() -> Result<Self> {
        Self::start_in(tempfile::tempdir()?)
    }

    /// The same in a folder of the caller's choice, such as one on a small disk.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_in(folder: TempDir) -> Result<Self> {
        Self::begin(folder, |settings| settings)
    }

    /// The same with something else than usual in its settings.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_where(change: impl FnOnce(Settings) -> Settings) -> Result<Self> {
        Self::begin(tempfile::tempdir()?, change)
    }

    /// One whose clock stands still, with something else than usual in its office file.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_at(unix_ms: i64, change: impl FnOnce(String) -> String) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock: Arc<dyn Clock> = Arc::new(Standing(unix_ms));
        let office =
            jemput_server::Office::open(&folder.path().join("server"), None, Arc::clone(&clock))?;
        apply(&office, folder.path(), change)?;
        drop(office);
        Self::serve(folder, None, clock, |settings| settings)
    }

    /// Applies the sample's office file once more, with something else in it.
    ///
    /// # Errors
    /// When the file is wrong.
    pub fn apply(&self, change: impl FnOnce(String) -> String) -> Result<()> {
        apply(self.office(), self.folder.path(), change)
    }

    fn begin(folder: TempDir, change: impl FnOnce(Settings) -> Settings) -> Result<Self> {
        let data = folder.path().join("server");
        jemput_server::Office::open(&data, None, Arc::new(SystemClock))?
            .apply(&crate::root().join("assets/sample/office.toml"))
            .context("the sample office")?;
        Self::serve(folder, None, Arc::new(SystemClock), change)
    }

    fn serve(
        folder: TempDir,
        listen: Option<SocketAddr>,
        clock: Arc<dyn Clock>,
        change: impl FnOnce(Settings) -> Settings,
    ) -> Result<Self> {
        let mut settings = change(Settings {
            ui: Some(crate::root().join("dist")),
            ..Settings::local(folder.path().join("server"))
        });
        if let Some(listen) = listen {
            settings.listen = listen;
        }
        let (started, starting) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let of_server = Arc::clone(&clock);
        // A thread with a runtime of its own, so that tests of any kind can start and drop it.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?;
            runtime.block_on(async {
                let running = jemput_server::start_with(settings, of_server).await?;
                let office = Arc::clone(&running.office);
                started.send((running.url(), running.address, office))?;
                // A dropped sender means the same as a word to stop.
                let _ = stopped.await;
                running.stop().await
            })
        });
        match starting.recv() {
            Ok((url, address, office)) => Ok(Self {
                url,
                address,
                office: Some(office),
                stop: Some(stop),
                thread: Some(thread),
                clock,
                folder,
            }),
            Err(_) => match thread.join() {
                Ok(Err(error)) => Err(error.context("the server did not start")),
                _ => anyhow::bail!("the server did not start"),
            },
        }
    }

    /// The office itself.
    ///
    /// # Panics
    /// While it is stopped.
    #[must_use]
    pub fn office(&self) -> &jemput_server::Office {
        self.office.as_deref().expect("the office runs")
    }

    /// Stops the server, does something to its data folder, and starts it again under the same address.
    ///
    /// # Errors
    /// When the work fails or the server does not start on what it left.
    pub fn while_stopped(self, work: impl FnOnce(&Path) -> Result<()>) -> Result<Self> {
        let mut this = self;
        this.end();
        let folder = std::mem::replace(&mut this.folder, tempfile::tempdir()?);
        work(&folder.path().join("server"))?;
        let clock = Arc::clone(&this.clock);
        Self::serve(folder, Some(this.address), clock, |settings| settings)
    }

    /// The same office, with a new key for its seals.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub fn with_new_sealing_key(self) -> Result<Self> {
        self.while_stopped(jemput_server::rotate_seal_key)
    }

    /// `http://127.0.0.1:45678`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes the files of its large villages now, and not once laptops are quiet.
    ///
    /// # Errors
    /// When one cannot be made.
    pub fn prepare_snapshots(&self) -> Result<()> {
        let head = self.office().prepare_snapshots(0)?;
        self.office().prepare_snapshots(head)?;
        Ok(())
    }

    /// Takes a laptop's bundle in, as the command line does.
    ///
    /// # Errors
    /// When it is refused; its code is in the message.
    pub fn take_bundle(&self, path: &Path) -> Result<jemput_wire::office::BundleIn> {
        self.office().bundle_import(path)
    }

    /// Makes a bundle for a laptop, by its mark or id.
    ///
    /// # Errors
    /// When it is refused; its code is in the message.
    pub fn give_bundle(&self, laptop: &str, folder: &Path) -> Result<PathBuf> {
        Ok(self.office().bundle_export(laptop, folder)?.path)
    }

    /// Folder of its databases and keys.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    /// A one-time code for a laptop of [`VILLAGE`].
    ///
    /// # Errors
    /// When the office does not know the village.
    pub fn code(&self, laptop: &str) -> Result<String> {
        self.code_for(VILLAGE, laptop)
    }

    /// The same for another village.
    ///
    /// # Errors
    /// When the office does not know the village.
    pub fn code_for(&self, village: &str, laptop: &str) -> Result<String> {
        let village = VillageCode::parse(village).context("a village's code")?;
        Ok(self.office().make_code(&[village], laptop)?.code)
    }

    /// The line that joins a laptop, as the console shows it.
    ///
    /// # Errors
    /// When the office gives none.
    pub fn line(&self, laptop: &str) -> Result<String> {
        let village = VillageCode::parse(VILLAGE).context("a village's code")?;
        Ok(self.office().make_code(&[village], laptop)?.ticket)
    }

    /// The same of an office that is reached by stick alone.
    ///
    /// # Errors
    /// When the office gives none.
    pub fn line_without_address(&self, laptop: &str) -> Result<String> {
        let line = self.line(laptop)?;
        let ticket = Ticket::read(&line).map_err(|bad| anyhow::anyhow!("{}", bad.code()))?;
        let server_url = String::new();
        Ok(Ticket {
            server_url,
            ..ticket
        }
        .write())
    }

    /// A fresh one-time code for the first account of the console; codes before it are void.
    ///
    /// # Errors
    /// When there is an account already.
    pub fn setup_code(&self) -> Result<String> {
        self.office()
            .setup_code()?
            .context("the office has an account already")
    }
}

/// Applies the sample's office file with something else in it; files that it names are found all the same.
fn apply(
    office: &jemput_server::Office,
    folder: &Path,
    change: impl FnOnce(String) -> String,
) -> Result<()> {
    let sample = crate::root().join("assets/sample");
    let text = std::fs::read_to_string(sample.join("office.toml"))?;
    let services = format!("{}/services", crate::root().join("assets").display());
    let text = text.replace("../services", &services).replace(
        "lambang-contoh.png",
        &sample.join("lambang-contoh.png").display().to_string(),
    );
    let path = folder.join("office.toml");
    std::fs::write(&path, change(text))?;
    office.apply(&path).context("the changed office file")?;
    Ok(())
}

impl Drop for Office {
    fn drop(&mut self) {
        self.end();
    }
}

impl Office {
    /// Stops the server and closes its databases.
    fn end(&mut self) {
        self.office = None;
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A panic of the server has been printed already.
            let _ = thread.join();
        }
    }
}
