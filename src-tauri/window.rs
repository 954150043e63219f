//! The one window.

use tauri::{App, Manager, WebviewWindowBuilder};

use crate::camera;

/// Creates the main window as `tauri.conf.json` describes it, always on a screen that exists.
pub(crate) fn create(app: &App) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .first()
        .cloned()
        .unwrap_or_default();
    // A projector that was unplugged must not take the window with it: positions are never restored. Centred by the
    // builder, which knows the size: asked now, a window that is not drawn yet says one by one pixel.
    let window = WebviewWindowBuilder::from_config(app.handle(), &config)?
        .center()
        .build()?;
    camera::switch_on(&window)?;
    window.set_focus()?;
    debug_assert!(app.get_webview_window(&config.label).is_some());
    Ok(())
}
