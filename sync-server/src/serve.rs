//! Starting and stopping.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    backup::BackupSettings,
    clock::{Clock, SystemClock},
    http::{self, Shared},
    listen::{self, Patience},
    office::Office,
    shelf::LARGE,
};

/// Requests in progress get this long to end.
const LAST_CALL: Duration = Duration::from_secs(10);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of databases and keys.
    pub data: PathBuf,
    /// Address and port; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Where the world reaches this server; `None` leaves it out of codes and letters.
    pub public_url: Option<String>,
    /// Folder of the built pages (`office`, `check`).
    pub ui: Option<PathBuf>,
    /// A proxy stands before the server and names the asker in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where backups go by themselves; `None`: nowhere.
    pub backup: Option<BackupSettings>,
    /// Serve although the machine's clock does not fit the log.
    pub accept_clock: bool,
    /// Villages of so many records and more are prepared as files for laptops that join.
    pub snapshots_from: u64,
    /// What one asker may cost.
    pub patience: Patience,
}

impl Settings {
    /// For this machine only: any free port, which becomes the public address too.
    #[must_use]
    pub fn local(data: PathBuf) -> Self {
        Self {
            data,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            ui: None,
            behind_proxy: false,
            backup: None,
            accept_clock: false,
            snapshots_from: LARGE,
            patience: Patience::default(),
        }
    }
}

/// A server at work; dropping it stops it without waiting.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// One-time code for the first account; `None` once there is one.
    pub setup_code: Option<String>,
    /// The office that it serves.
    pub office: Arc<Office>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<std::io::Result<()>>,
    backups: Option<JoinHandle<()>>,
    tidying: JoinHandle<()>,
    snapshots: JoinHandle<()>,
}

impl Running {
    /// `http://127.0.0.1:7878`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more requests and waits for those in progress.
    ///
    /// # Errors
    /// When serving had ended by a fault.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(stop) = self.stop.take() {
            // Nobody listens any more only if the server has ended by itself.
            let _ = stop.send(());
        }
        let ended = match tokio::time::timeout(LAST_CALL, &mut self.task).await {
            Ok(ended) => ended?,
            Err(_) => {
                self.task.abort();
                tracing::warn!("requests in progress were cut off");
                Ok(())
            }
        };
        let office = Arc::clone(&self.office);
        tokio::task::spawn_blocking(move || office.note_all_lists()).await??;
        Ok(ended?)
    }

    /// Waits until serving ends by itself.
    ///
    /// # Errors
    /// The fault that ended it.
    pub async fn ended(&mut self) -> Result<()> {
        Ok((&mut self.task).await??)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
        self.tidying.abort();
        self.snapshots.abort();
        if let Some(backups) = &self.backups {
            backups.abort();
        }
    }
}

/// Opens the office and begins to serve.
///
/// # Errors
/// When the port is taken or the data folder cannot be used.
pub async fn start(settings: Settings) -> Result<Running> {
    start_with(settings, Arc::new(SystemClock)).await
}

/// [`start`] with a clock of the caller's, for tests.
///
/// # Errors
/// As [`start`].
pub async fn start_with(settings: Settings, clock: Arc<dyn Clock>) -> Result<Running> {
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!(
            "{} cannot be used; is another server running?",
            settings.listen
        )
    })?;
    let address = listener.local_addr()?;
    let public_url = settings.public_url.or_else(|| {
        address
            .ip()
            .is_loopback()
            .then(|| format!("http://{address}"))
    });
    let mut office = Office::open(&settings.data, public_url.as_deref(), clock)?;
    office.begin_snapshots(settings.snapshots_from);
    if !settings.accept_clock {
        office.check_clock()?;
    }
    if let Some(backup) = &settings.backup {
        office.check_backup_settings(backup)?;
    }
    office.clear_usb_folder();
    let office = Arc::new(office);
    let setup_code = office.setup_code()?;
    let shared = Shared {
        office: Arc::clone(&office),
        ui: settings.ui,
        packed: Default::default(),
        behind_proxy: settings.behind_proxy,
        longest: settings.patience.whole,
        backup: settings.backup.clone().map(Arc::new),
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        // A dropped sender means the same as a word to stop.
        let _ = stopped.await;
    };
    let router = http::router(shared);
    let task = tokio::spawn(listen::serve(listener, router, settings.patience, stopped));
    let backups = settings
        .backup
        .map(|backup| tokio::spawn(back_up_in_turn(Arc::clone(&office), backup)));
    let tidying = tokio::spawn(tidy_in_turn(Arc::clone(&office)));
    let snapshots = tokio::spawn(snapshots_in_turn(Arc::clone(&office)));
    tracing::info!(%address, server = office.keys.server_id, "listening");
    Ok(Running {
        address,
        setup_code,
        office,
        stop: Some(stop),
        task,
        backups,
        tidying,
        snapshots,
    })
}

/// Looks through what laptops brought once they are quiet, or when a clerk has opened the console.
async fn tidy_in_turn(office: Arc<Office>) {
    let mut before = 0;
    loop {
        let turn = tokio::time::timeout(Duration::from_secs(15), office.review_wanted());
        let wanted = turn.await.is_ok();
        let office = Arc::clone(&office);
        let done = tokio::task::spawn_blocking(move || office.tidy_in_turn(before, wanted)).await;
        match done {
            Ok(Ok(head)) => before = head,
            Ok(Err(error)) => {
                tracing::error!(cause = %format!("{error:#}"), "what waits for a decision could not be told");
            }
            Err(_) => return,
        }
    }
}

/// Prepares snapshots of large villages once laptops are quiet, and sooner when one is wished.
async fn snapshots_in_turn(office: Arc<Office>) {
    let mut before = 0;
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(15)) => {}
            () = office.shelf().wished() => {}
        }
        let own = Arc::clone(&office);
        let done = tokio::task::spawn_blocking(move || own.prepare_snapshots(before)).await;
        match done {
            Ok(Ok(head)) => before = head,
            Ok(Err(error)) => {
                tracing::error!(cause = %format!("{error:#}"), "snapshots could not be made; laptops get the feed");
            }
            Err(_) => return,
        }
    }
}

/// Asks once a minute whether a backup is due.
async fn back_up_in_turn(office: Arc<Office>, settings: BackupSettings) {
    loop {
        let (office, settings) = (Arc::clone(&office), settings.clone());
        let done = tokio::task::spawn_blocking(move || office.back_up_if_due(&settings)).await;
        if let Ok(Err(error)) = done {
            tracing::error!(cause = %format!("{error:#}"), "whether a backup is due could not be told");
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}
