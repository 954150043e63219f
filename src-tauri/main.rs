//! Desktop shell of the field app.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    jemput_desktop::run()
}
