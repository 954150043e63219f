//! The camera: the app's own page may use it for photos of people and papers, and nothing else of the kind.

use tauri::{
    WebviewWindow,
    webview::{PermissionKind, PermissionResponse},
};

/// What the page may use: the system itself still asks, or has a switch.
pub(crate) fn answer(kind: &PermissionKind) -> PermissionResponse {
    match kind {
        PermissionKind::Camera => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}

/// WebKitGTK knows no cameras until it is told to.
#[cfg(target_os = "linux")]
pub(crate) fn switch_on(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt as _, WebViewExt as _};

    window.with_webview(|webview| {
        let Some(settings) = webview.inner().settings() else {
            return;
        };
        settings.set_enable_media_stream(true);
        // For tests, on machines that have no camera; never in what is released.
        if cfg!(debug_assertions) && std::env::var_os("JEMPUT_MOCK_CAMERA").is_some() {
            settings.set_enable_mock_capture_devices(true);
        }
    })
}

/// Other systems' web views know cameras by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn switch_on(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_use_the_camera_and_neither_microphone_nor_place() {
        assert_eq!(answer(&PermissionKind::Camera), PermissionResponse::Allow);
        for kind in [PermissionKind::Microphone, PermissionKind::Geolocation] {
            assert_eq!(answer(&kind), PermissionResponse::Deny);
        }
    }
}
