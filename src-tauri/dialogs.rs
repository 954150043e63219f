//! File dialogs, opened from Rust: the page itself has no access to files.

use std::{path::PathBuf, sync::mpsc};

use jemput_app::Dialogs;
use tauri::AppHandle;

/// The desktop's dialogs.
pub(crate) struct Native(pub(crate) AppHandle);

impl Native {
    /// Shows a dialog and waits for the choice. GTK dialogs must be made on the main thread; only the waiting happens
    /// elsewhere.
    fn ask<F>(
        &self,
        show: impl FnOnce(rfd::AsyncFileDialog) -> F + Send + 'static,
    ) -> Option<PathBuf>
    where
        F: Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    {
        let (answer, choice) = mpsc::channel();
        self.0
            .run_on_main_thread(move || {
                let dialog = show(rfd::AsyncFileDialog::new());
                tauri::async_runtime::spawn(async move {
                    // The receiver is gone only when the app is closing.
                    let _ = answer.send(dialog.await.map(|file| file.path().to_owned()));
                });
            })
            .ok()?;
        choice.recv().ok().flatten()
    }

    fn pick(&self, name: &'static str, ends: &'static [&'static str]) -> Option<PathBuf> {
        self.ask(move |dialog| dialog.add_filter(name, ends).pick_file())
    }
}

impl Dialogs for Native {
    fn pick_spreadsheet(&self) -> Option<PathBuf> {
        self.pick("Data warga", &["xlsx", "xlsm", "csv"])
    }

    fn pick_attachment(&self) -> Option<PathBuf> {
        self.pick(
            "Foto dan dokumen",
            &[
                "jpg", "jpeg", "png", "pdf", "docx", "JPG", "JPEG", "PNG", "PDF",
            ],
        )
    }

    fn pick_bundle(&self) -> Option<PathBuf> {
        self.pick("Paket Jemput", &["jemput"])
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.ask(rfd::AsyncFileDialog::pick_folder)
    }
}
