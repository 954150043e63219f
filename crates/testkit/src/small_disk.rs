//! Disks that get full: file systems of a few megabytes in memory, of a test's own.
//!
//! Mounting needs a mount namespace of one's own. The test's program is started once more inside one, for this one test
//! alone; what it mounts is seen by nobody else and goes with the process, however it ends.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// Where the inner process finds its disks.
const FOLDER: &str = "JEMPUT_SMALL_DISKS";

/// A disk that can be filled.
#[derive(Debug)]
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// A folder on it.
    ///
    /// # Errors
    /// When even that finds no room.
    pub fn folder(&self) -> Result<TempDir> {
        Ok(tempfile::tempdir_in(&self.folder)?)
    }

    /// Its root.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("berkas-lain.bin")
    }

    /// Fills it to the last byte, but for about `spare` bytes.
    ///
    /// # Errors
    /// When something else than the end of the disk stops it.
    pub fn fill(&self, spare: u64) -> Result<()> {
        let mut file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.ballast())?;
        // Large pieces first, so that it does not take long; then what is left of a page.
        for size in [64 * 1024, 4096, 1] {
            let piece = vec![1; size];
            loop {
                match file.write(&piece) {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) if error.kind() == std::io::ErrorKind::StorageFull => break,
                    Err(error) => return Err(error.into()),
                }
            }
        }
        let length = file.metadata()?.len();
        file.set_len(length.saturating_sub(spare))?;
        Ok(())
    }

    /// Somebody removes the other files.
    ///
    /// # Errors
    /// When there are none.
    pub fn free(&self) -> Result<()> {
        Ok(fs::remove_file(self.ballast())?)
    }
}

/// Runs `work` with disks of these sizes in megabytes. `name` is the calling test, as `cargo test` lists it.
///
/// Where the system allows no mounts of one's own (it is no Linux, or a closed container), the test says so and ends
/// well: full disks are injected elsewhere too.
///
/// # Errors
/// When the work fails, or the inner process does.
pub fn on_small_disks(
    name: &str,
    megabytes: &[u32],
    work: impl FnOnce(&[SmallDisk]) -> Result<()>,
) -> Result<()> {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let disks: Vec<SmallDisk> = (0..megabytes.len())
            .map(|at| SmallDisk {
                folder: Path::new(&folder).join(at.to_string()),
            })
            .collect();
        return work(&disks);
    }
    let folder = tempfile::tempdir()?;
    let mut script = "set -e\n".to_owned();
    for (at, size) in megabytes.iter().enumerate() {
        fs::create_dir(folder.path().join(at.to_string()))?;
        script += &format!("mount -t tmpfs -o size={size}m none \"${FOLDER}/{at}\"\n");
    }
    let mounts = |script: &str, arguments: &[&str]| -> Result<Command> {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg(script)
            .arg("sh")
            .arg(std::env::current_exe()?)
            .args(arguments)
            .env(FOLDER, folder.path());
        Ok(command)
    };
    let possible = mounts(&script, &[])?.output();
    if !possible.is_ok_and(|done| done.status.success()) {
        let mut told = std::io::stderr();
        writeln!(
            told,
            "{name}: no mounts of one's own here, so no small disk"
        )?;
        return Ok(());
    }
    script += "exec \"$@\"\n";
    let arguments = [name, "--exact", "--nocapture", "--test-threads=1"];
    let done = mounts(&script, &arguments)?
        .output()
        .context("the test's own program")?;
    let said = String::from_utf8_lossy(&done.stdout);
    let complained = String::from_utf8_lossy(&done.stderr);
    ensure!(
        done.status.success() && said.contains("1 passed"),
        "on small disks:\n{said}\n{complained}"
    );
    Ok(())
}
