//! Generates Tauri's context; the capabilities live beside this file.
fn main() {
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/*.json"),
    )
    .expect("tauri.conf.json, src-tauri/capabilities and the icons are readable");
}
