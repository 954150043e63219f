//! File dialogs, opened from Rust: the page itself has no access to files.

use std::{path::PathBuf, sync::mpsc};

use jemput_app::Dialogs;
use tauri::AppHandle;

/// The desktop's dialogs.
pub(crate) struct Native(pub(crate) AppHandle);

impl Native {
    fn pick(&self, name: &'static str, ends: &'static [&'static str]) -> Option<PathBuf> {
        let (answer, choice) = mpsc::channel();
        // GTK dialogs must be made on the main thread; only waiting for the choice happens elsewhere.
        self.0
            .run_on_main_thread(move || {
                let dialog = rfd::AsyncFileDialog::new()
                    .add_filter(name, ends)
                    .pick_file();
                tauri::async_runtime::spawn(async move {
                    // The receiver is gone only when the app is closing.
                    let _ = answer.send(dialog.await.map(|file| file.path().to_owned()));
                });
            })
            .ok()?;
        choice.recv().ok().flatten()
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
}
