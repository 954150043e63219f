//! Tells the program when it was built: no right clock lies before that.

use std::{env, time::UNIX_EPOCH};

#[expect(
    clippy::disallowed_methods,
    reason = "a build has no clock of its own; SOURCE_DATE_EPOCH makes it repeatable"
)]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let seconds = env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or_else(|| {
            std::time::SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs())
        });
    println!("cargo:rustc-env=JEMPUT_BUILT_SECONDS={seconds}");
}
