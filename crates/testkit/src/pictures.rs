//! Where a test leaves what it saw.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::{Context, Result};

/// A folder of pictures and papers, numbered in the order of the story.
#[derive(Debug)]
pub struct Pictures {
    folder: PathBuf,
    next: AtomicUsize,
}

impl Pictures {
    /// `JEMPUT_PICTURES` (the demo), or a folder of the test's name in `target/e2e`.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn of(test: &str) -> Result<Self> {
        let folder = match env::var_os("JEMPUT_PICTURES") {
            Some(named) => PathBuf::from(named),
            None => {
                let own = crate::root().join("target/e2e").join(test);
                // Pictures of an earlier run would tell another story.
                if own.exists() {
                    fs::remove_dir_all(&own).with_context(|| format!("{}", own.display()))?;
                }
                own
            }
        };
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self {
            folder,
            next: AtomicUsize::new(1),
        })
    }

    /// Keeps a file as `NN-name`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("{number:02}-{name}"));
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
