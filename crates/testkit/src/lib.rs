//! What the end-to-end tests are made of: an office that serves, laptops, a screen in memory, the real window and
//! Chromium driven by WebDriver, a printer made of software, and tools that read a printed PDF.
//!
//! Nothing here sleeps for a guessed time: [`wait`] asks again until something is so, and names what it waited for
//! when the deadline passes. Everything lives in a folder of its own and ends with the value that started it.

mod axe;
mod browser;
mod dev_shell;
mod driver;
#[cfg(unix)]
mod keyring;
mod keystore;
mod laptop;
pub mod link;
mod office;
mod page;
pub mod pdf;
mod pictures;
mod printer;
mod program;
pub mod programs;
pub mod proof;
pub mod records;
mod screen;
mod small_disk;
pub mod wait;
mod window;

pub use browser::Browser;
pub use dev_shell::DevShell;
pub use jemput_server::Settings;
#[cfg(unix)]
pub use keyring::Keyring;
pub use keystore::Computer;
pub use laptop::Laptop;
pub use office::{Office, VILLAGE};
pub use page::{Page, key};
pub use pictures::Pictures;
pub use printer::{Cups, Does, Printer};
pub use screen::Screen;
pub use small_disk::{SmallDisk, on_small_disks};
pub use window::Window;

use std::path::{Path, PathBuf};

/// The checkout.
#[must_use]
pub fn root() -> PathBuf {
    // Two folders above this crate.
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_owned()
}
