//! A window that stays white is noticed at the next start, which then draws in a safer way.
//!
//! WebKitGTK shows an empty window on some graphics drivers (tauri#9304, #8462, #5143). Before the window opens a
//! marker file is written; the first painted screen removes it. A marker that is still there tells that the last
//! start never painted.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The marker of one start.
pub(crate) struct Marker(PathBuf);

impl Marker {
    /// Writes the marker; if the last start left one, chooses the fallback of the web view first.
    pub(crate) fn arm(data: &Path) -> Self {
        let path = data.join("belum-tergambar");
        if path.exists() {
            fall_back();
        }
        // A folder that cannot be written is reported by the app itself a moment later.
        let _ = fs::create_dir_all(data);
        let _ = fs::write(&path, b"");
        Self(path)
    }

    /// The first screen is there.
    pub(crate) fn disarm(&self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Starts this program again with the web view's safe variables: they must stand before any thread exists.
#[cfg(target_os = "linux")]
fn fall_back() {
    use std::os::unix::process::CommandExt;
    const VARIABLES: [&str; 2] = [
        "WEBKIT_DISABLE_DMABUF_RENDERER",
        "WEBKIT_DISABLE_COMPOSITING_MODE",
    ];
    if std::env::var_os(VARIABLES[0]).is_some() {
        return;
    }
    tracing::warn!("the last start drew nothing: starting with the safe renderer");
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(VARIABLES.map(|name| (name, "1")))
        .exec();
    tracing::warn!(%error, "the safe renderer could not be chosen");
}

#[cfg(not(target_os = "linux"))]
fn fall_back() {
    tracing::warn!("the last start drew nothing");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_painted_screen_leaves_no_marker() {
        let folder = std::env::temp_dir().join(format!("jemput-paint-{}", std::process::id()));
        let marker = Marker::arm(&folder);
        assert!(folder.join("belum-tergambar").exists());
        marker.disarm();
        assert!(!folder.join("belum-tergambar").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
