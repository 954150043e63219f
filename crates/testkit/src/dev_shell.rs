//! The field app's pages and commands over loopback HTTP, for a browser.

use std::{sync::Arc, thread::JoinHandle};

use anyhow::{Context, Result};
use jemput_app::App;
use tokio::sync::oneshot;

/// A dev shell on a free port; it ends with this value.
#[derive(Debug)]
pub struct DevShell {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl DevShell {
    /// Serves `dist/field` and the app's commands.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(app: &Arc<App>) -> Result<Self> {
        let app = Arc::clone(app);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let listener = std::net::TcpListener::bind(jemput_dev_shell::any_port())?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                    return;
                };
                let pages = crate::root().join("dist/field");
                tokio::select! {
                    _ = jemput_dev_shell::serve(app, &pages, listener) => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        });
        Ok(Self {
            url,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:45678`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// An address of the field app, such as `/#/warga`.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Ends it and waits for that.
    ///
    /// # Errors
    /// When its thread panicked.
    pub fn stop(mut self) -> Result<()> {
        self.stop.take();
        self.thread.take().map_or(Ok(()), |thread| {
            thread.join().ok().context("the dev shell panicked")
        })
    }
}

impl Drop for DevShell {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A panic has been printed already.
            let _ = thread.join();
        }
    }
}
