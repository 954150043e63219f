//! Small files written so that a power cut leaves either the old or the new one.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Replaces `path` in one step: temporary name in the same folder, fsync, rename.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let temporary = draft_of(path);
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

/// Where [`replace`] writes first; a cut may leave it there.
pub(crate) fn draft_of(path: &Path) -> PathBuf {
    path.with_extension("baru")
}

/// As [`replace`], and what stood there is written over before its blocks are given up. Flash memory may keep a trace all
/// the same.
pub(crate) fn replace_wiping(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = open_to_wipe(path)?;
    replace(path, bytes)?;
    before.map_or(Ok(()), blank)
}

/// Writes over a file and deletes it; one that is not there is wiped already.
pub(crate) fn wipe(path: &Path) -> io::Result<()> {
    match open_to_wipe(path)? {
        Some(file) => {
            blank(file)?;
            fs::remove_file(path)
        }
        None => Ok(()),
    }
}

fn open_to_wipe(path: &Path) -> io::Result<Option<File>> {
    match fs::OpenOptions::new().write(true).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn blank(mut file: File) -> io::Result<()> {
    static ZEROS: [u8; 64 * 1024] = [0; 64 * 1024];
    let mut left = file.metadata()?.len();
    while left > 0 {
        let piece = usize::try_from(left)
            .unwrap_or(ZEROS.len())
            .min(ZEROS.len());
        file.write_all(&ZEROS[..piece])?;
        left -= piece as u64;
    }
    file.sync_all()
}

/// Longest name without its ending, in bytes: file systems end at 255, and paths on Windows at 260.
const STEM: usize = 100;

/// `folder/name.ext`, or `folder/name (2).ext` and so on: never an existing file. A name that is too long for a
/// folder is cut at the border of a character.
pub(crate) fn free_name(folder: &Path, stem: &str, extension: &str) -> PathBuf {
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
    fn what_was_wiped_is_gone_also_for_who_still_has_the_file_open() {
        use std::io::{Read as _, Seek as _};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let seen = |file: &mut File| {
            let mut text = String::new();
            file.rewind().unwrap();
            file.read_to_string(&mut text).unwrap();
            text
        };
        replace(&path, b"rahasia").unwrap();
        let mut before = File::open(&path).unwrap();
        replace_wiping(&path, b"2").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(seen(&mut before), "\0".repeat(7));
        let mut last = File::open(&path).unwrap();
        wipe(&path).unwrap();
        wipe(&path).unwrap();
        assert!(!path.exists());
        assert_eq!(seen(&mut last), "\0");
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
