//! What is asked of the file system beyond reading and writing.

use std::{fs::File, path::Path};

use crate::Result;

/// Bytes that may still be written into a folder; `None` where the system does not say.
///
/// # Errors
/// When the folder is not there.
pub fn free_space(folder: &Path) -> Result<Option<u64>> {
    #[cfg(unix)]
    {
        let space = rustix::fs::statvfs(folder).map_err(std::io::Error::from)?;
        Ok(space.f_bavail.checked_mul(space.f_frsize))
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(folder)?;
        Ok(None)
    }
}

/// Takes a file out of the system's memory, so that the next reading comes from the medium. Only advice: a system that
/// does not follow it reads from memory.
pub(crate) fn forget(file: &File) {
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
    }
}

/// Makes a rename last. File systems of sticks may not know it for folders, which is no harm: the file itself is there.
pub(crate) fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
    }
}
