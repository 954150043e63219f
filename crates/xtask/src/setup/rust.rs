//! The Rust side: the wasm target and the components of `rust-toolchain.toml`.

use std::process::Command;

use anyhow::Result;

use crate::{place::Place, process, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// What officers' laptops mostly run; only checked here, so that no linker for it is needed.
pub(crate) const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// Installs the wasm target if it is missing; the toolchain file alone does not where auto-install is off.
pub(super) fn targets(place: &Place) -> Result<()> {
    if has(TARGET) {
        say::note(&format!("Rust has the target {TARGET}"));
    } else {
        say::note(&format!(
            "rustup target add {TARGET} (the user interfaces run as WebAssembly)"
        ));
        process::run(
            Command::new("rustup")
                .current_dir(place.root())
                .args(["target", "add", TARGET]),
            "Install rustup from https://rustup.rs and check the network.",
        )?;
    }
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if process::output(program, &["--version"]).is_none() {
            process::run(
                Command::new("rustup").current_dir(place.root()).args([
                    "component",
                    "add",
                    component,
                ]),
                "Install rustup from https://rustup.rs and check the network.",
            )?;
        }
    }
    Ok(())
}

/// Whether the toolchain has a target's standard library.
fn has(target: &str) -> bool {
    let sysroot = process::output("rustc", &["--print", "sysroot"]).unwrap_or_default();
    std::path::Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(target)
        .is_dir()
}

/// Whether the Windows target is here or can be had.
pub(crate) fn has_windows(place: &Place) -> bool {
    has(WINDOWS)
        || Command::new("rustup")
            .current_dir(place.root())
            .args(["target", "add", WINDOWS])
            .output()
            .is_ok_and(|output| output.status.success())
}
