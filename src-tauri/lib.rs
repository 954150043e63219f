//! Desktop shell of the field app: a window, one command that calls `jemput-app`, and a careful start.
//!
//! Everything an officer can do is a function of `jemput-app`; this crate only carries it into a window.

mod camera;
mod crash;
mod dialogs;
mod dropped;
mod first_paint;
mod keystore;
#[cfg(target_os = "linux")]
mod sleep;
mod window;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use jemput_app::{App, Config, Derivation};
use jemput_wire::AppError;
use tauri::Manager;

/// Carries a command to the app, off the window's thread.
#[tauri::command]
async fn call(
    app: tauri::State<'_, Arc<App>>,
    name: String,
    input: serde_json::Value,
) -> Result<serde_json::Value, AppError> {
    let app = Arc::clone(&app);
    tauri::async_runtime::spawn_blocking(move || app.dispatch(&name, input))
        .await
        .unwrap_or_else(|_| Err(AppError::new("internal")))
}

/// Opens the window and stays until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let kept = jemput_memory::keep_to_ourselves();
    let data = data_folder();
    crash::install(&data);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::from_default_env()
                .add_directive(tracing::Level::INFO.into()),
        )
        .with_writer(std::io::stderr)
        .init();
    if let Err(error) = kept {
        tracing::warn!(%error, "a crash may write memory to the disk");
    }
    let marker = first_paint::Marker::arm(&data);
    match open(data, marker) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}

fn open(data: PathBuf, marker: first_paint::Marker) -> anyhow::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![call])
        .on_permission_request(|_, kind| camera::answer(&kind))
        .on_window_event(dropped::on_event)
        .setup(move |tauri| {
            let app = App::open(Config {
                proposed_server: std::env::var("JEMPUT_SERVER").unwrap_or_default(),
                proposed_code: std::env::var("JEMPUT_CODE").unwrap_or_default(),
                dialogs: Box::new(dialogs::Native(tauri.handle().clone())),
                keystore: keystore::native(),
                ..config(data, tauri)
            })?;
            app.on_first_paint(move || marker.disarm());
            #[cfg(target_os = "linux")]
            sleep::watch(&app);
            tauri.manage(app);
            window::create(tauri)?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// With a data folder of its own (tests, the demo) everything stays inside it.
fn config(data: PathBuf, tauri: &tauri::App) -> Config {
    match (std::env::var_os("JEMPUT_DATA"), tauri.path().home_dir()) {
        (None, Ok(home)) => Config::for_desktop(data, &home),
        _ => Config {
            derivation: Derivation::Measured,
            guarded: true,
            ..Config::in_folder(data)
        },
    }
}

/// `JEMPUT_DATA`, or the user's folder for application data.
fn data_folder() -> PathBuf {
    std::env::var_os("JEMPUT_DATA").map_or_else(
        || {
            let base = std::env::var_os("XDG_DATA_HOME")
                .or_else(|| std::env::var_os("APPDATA"))
                .map(PathBuf::from)
                .or_else(|| {
                    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"))
                });
            base.unwrap_or_else(|| PathBuf::from("."))
                .join("id.jemput.lapangan")
        },
        PathBuf::from,
    )
}
