//! Files that are dragged into the window.

use std::{path::Path, sync::Arc};

use jemput_app::App;
use tauri::{DragDropEvent, Manager, Window, WindowEvent};

/// Opens a bundle that was dropped, by the same command as every other way, and shows the page where it is looked at.
/// Other files are left alone.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else {
        return;
    };
    let Some(path) = paths.iter().find(|path| is_bundle(path)).cloned() else {
        return;
    };
    let window = window.clone();
    tauri::async_runtime::spawn_blocking(move || open(&window, &path));
}

fn is_bundle(path: &Path) -> bool {
    path.extension()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("jemput"))
}

fn open(window: &Window, path: &Path) {
    let app = Arc::clone(&window.state::<Arc<App>>());
    let input = serde_json::json!({ "path": path.display().to_string() });
    // A refusal is logged by the app; the page shows where the job stands.
    let opened = app.dispatch("bundle_open", input).is_ok();
    if let (true, Some(page)) = (opened, window.get_webview_window(window.label())) {
        // Fails only when the window is closing.
        let _ = page.eval("location.hash = '#/sinkron'");
    }
}
