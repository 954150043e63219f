//! Small files written so that a power cut leaves either the old or the new one.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Replaces `path` in one step: temporary name in the same folder, fsync, rename.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let temporary = path.with_extension("baru");
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&temporary, path)?;
    // Without this the rename itself may be lost; Windows cannot open folders and does not need it.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Longest name without its ending, in bytes: file systems end at 255, and paths on Windows at 260.
const STEM: usize = 100;

/// `folder/name.ext`, or `folder/name (2).ext` and so on: never an existing file. A name that is too long for a
/// folder is cut at the border of a character.
pub(crate) fn free_name(folder: &Path, stem: &str, extension: &str) -> std::path::PathBuf {
    let stem = stem[..stem.floor_char_boundary(STEM)].trim_end();
    let first = folder.join(format!("{stem}.{extension}"));
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|n| folder.join(format!("{stem} ({n}).{extension}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}

/// A file's own name, for notes.
pub(crate) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_is_whole_and_leaves_no_temporary_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        replace(&path, b"1").unwrap();
        replace(&path, b"22").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"22");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_too_long_for_a_folder_is_cut_between_characters() {
        let folder = tempfile::tempdir().unwrap();
        let path = free_name(folder.path(), &"é".repeat(200), "xlsx");
        replace(&path, b"1").unwrap();
        assert_eq!(path.file_name().unwrap().len(), STEM + ".xlsx".len());
    }

    #[test]
    fn an_existing_file_is_never_proposed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.pdf"), b"1").unwrap();
        assert_eq!(
            free_name(folder.path(), "a", "pdf"),
            folder.path().join("a (2).pdf")
        );
    }
}
