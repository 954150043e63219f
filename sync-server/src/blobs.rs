//! Files that laptops attach, by the SHA-256 of their content: `blobs/ab/<sha256>`.
//!
//! They come in pieces, in order. A file that is not whole yet lies in `blobs/part` under its hash and its size, so
//! that a false size spoils nobody's upload. It gets its place only when it is whole and its hash is right, by
//! renaming: what lies in its place is always whole.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use sha2::{Digest as _, Sha256};

use crate::secret::{array_from_hex, hex};

/// No attachment is larger: photos are scaled down when they are taken, documents refused when they are attached.
pub(crate) const LARGEST: u64 = 16 * 1024 * 1024;

/// SHA-256 of a file.
pub(crate) type Hash = [u8; 32];

/// Why a piece was not taken.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// Another piece comes next: the one that begins here.
    Offset(u64),
    /// The file is whole, and not what it should be. It was thrown away.
    Damaged,
    /// The pieces are more than the file.
    TooMuch,
    /// The disk is full.
    Full,
    /// Something else of the disk.
    Io(io::Error),
}

impl From<io::Error> for NotTaken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// The folder.
#[derive(Debug)]
pub(crate) struct Blobs {
    folder: PathBuf,
    /// One piece at a time: two laptops may bring the same file.
    writing: Mutex<()>,
}

impl Blobs {
    /// The files below a data folder; the folder itself is made with the first file.
    pub(crate) fn new(data: &Path) -> Self {
        Self::at(data.join("blobs"))
    }

    /// The files below a folder of their own, such as that of a backup.
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self {
            folder,
            writing: Mutex::new(()),
        }
    }

    /// Where a whole file lies.
    pub(crate) fn place(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.folder.join(&name[..2]).join(name)
    }

    fn part(&self, hash: &Hash, length: u64) -> PathBuf {
        self.folder
            .join("part")
            .join(format!("{}-{length}", hex(hash)))
    }

    /// How much of a file of this size is here.
    pub(crate) fn offset(&self, hash: &Hash, length: u64) -> io::Result<u64> {
        if size(&self.place(hash))? == Some(length) {
            return Ok(length);
        }
        Ok(size(&self.part(hash, length))?.unwrap_or(0))
    }

    /// Takes a piece; how much is here now. A piece of a file that is whole already changes nothing.
    pub(crate) fn put(
        &self,
        hash: &Hash,
        length: u64,
        offset: u64,
        piece: &[u8],
    ) -> Result<u64, NotTaken> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let here = self.offset(hash, length)?;
        if size(&self.place(hash))? == Some(length) {
            return Ok(length);
        }
        if here != offset {
            return Err(NotTaken::Offset(here));
        }
        let after = offset.saturating_add(piece.len() as u64);
        if after > length {
            return Err(NotTaken::TooMuch);
        }
        let part = self.part(hash, length);
        fs::create_dir_all(self.folder.join("part"))?;
        if let Err(error) = append(&part, offset, piece) {
            // A part of a piece must not stay: the next one is asked for by the file's size.
            if let Ok(file) = OpenOptions::new().write(true).open(&part) {
                file.set_len(offset)?;
            }
            return Err(error.into());
        }
        if after < length {
            return Ok(after);
        }
        if hash_of(&part)? != *hash {
            fs::remove_file(&part)?;
            return Err(NotTaken::Damaged);
        }
        settle(&part, &self.place(hash))?;
        Ok(length)
    }

    /// A part of a whole file; `None` where the file is not here, or not whole.
    pub(crate) fn read(&self, hash: &Hash, range: Range<u64>) -> io::Result<Option<Vec<u8>>> {
        let mut file = match File::open(self.place(hash)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = Vec::new();
        file.take(range.end.saturating_sub(range.start))
            .read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Takes a file away for ever, and what has come of it if it is not whole.
    pub(crate) fn remove(&self, hash: &Hash) -> io::Result<()> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let (place, begun) = (self.place(hash), format!("{}-", hex(hash)));
        let mut gone: Vec<PathBuf> = entries(&self.folder.join("part"))?;
        gone.retain(|part| {
            let name = part.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&begun))
        });
        if place.exists() {
            gone.push(place);
        }
        for path in gone {
            fs::remove_file(&path)?;
            sync_folder(path.parent().unwrap_or(&self.folder))?;
        }
        Ok(())
    }

    /// Every whole file, with its size.
    pub(crate) fn all(&self) -> io::Result<Vec<(Hash, u64)>> {
        let mut all = Vec::new();
        for folder in entries(&self.folder)? {
            if !folder.is_dir() {
                continue;
            }
            for file in entries(&folder)? {
                let name = file.file_name().and_then(|name| name.to_str());
                let hash = name
                    .filter(|name| name.len() == 64)
                    .and_then(array_from_hex);
                if let (Some(hash), Some(size)) = (hash, size(&file)?) {
                    all.push((hash, size));
                }
            }
        }
        all.sort_unstable();
        Ok(all)
    }
}

/// What lies in a folder; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn size(path: &Path) -> io::Result<Option<u64>> {
    match fs::metadata(path) {
        Ok(known) => Ok(Some(known.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn append(part: &Path, offset: u64, piece: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(part)?;
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(piece)?;
    // The laptop is told that this piece is here.
    file.sync_data()
}

/// The SHA-256 of a file, read in pieces.
pub(crate) fn hash_of(path: &Path) -> io::Result<Hash> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(&piece[..read]),
        }
    }
}

/// Gives a finished file its place, for good.
pub(crate) fn settle(from: &Path, place: &Path) -> io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    fs::rename(from, place)?;
    sync_folder(folder)
}

/// A new name in a folder outlives a power cut only when the folder itself is on the disk.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    #[test]
    fn a_file_comes_in_pieces_and_goes_on_after_a_restart() {
        let data = tempfile::tempdir().unwrap();
        let file: Vec<u8> = (0..1000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let hash = hash(&file);
        let blobs = Blobs::new(data.path());
        assert_eq!(blobs.offset(&hash, 1000).unwrap(), 0);
        assert_eq!(blobs.put(&hash, 1000, 0, &file[..600]).unwrap(), 600);
        assert_eq!(
            blobs.read(&hash, 0..10).unwrap(),
            None,
            "half a file is none"
        );
        let blobs = Blobs::new(data.path());
        let twice = blobs.put(&hash, 1000, 0, &file[..600]);
        assert!(matches!(twice, Err(NotTaken::Offset(600))), "{twice:?}");
        assert_eq!(blobs.put(&hash, 1000, 600, &file[600..]).unwrap(), 1000);
        // Its answer was lost:
        assert_eq!(blobs.put(&hash, 1000, 600, &file[600..]).unwrap(), 1000);
        assert_eq!(
            blobs.read(&hash, 590..610).unwrap().unwrap(),
            file[590..610]
        );
        let left = fs::read_dir(data.path().join("blobs/part"))
            .unwrap()
            .count();
        assert_eq!(left, 0);
    }

    #[test]
    fn a_damaged_file_is_thrown_away_and_can_come_again() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path());
        let hash = hash(b"Kartu Keluarga");
        assert_eq!(blobs.put(&hash, 14, 0, b"Kartu").unwrap(), 5);
        let damaged = blobs.put(&hash, 14, 5, b" Kelvarga");
        assert!(matches!(damaged, Err(NotTaken::Damaged)), "{damaged:?}");
        assert_eq!(blobs.offset(&hash, 14).unwrap(), 0);
        let beyond = blobs.put(&hash, 14, 0, b"Kartu Keluarga!");
        assert!(matches!(beyond, Err(NotTaken::TooMuch)), "{beyond:?}");
        blobs.put(&hash, 14, 0, b"Kartu keluar").unwrap();
        blobs.put(&hash, 14, 12, b"ga").unwrap_err();
        blobs.put(&hash, 14, 0, b"Kartu Keluarga").unwrap();
        assert_eq!(
            blobs.read(&hash, 0..99).unwrap().unwrap(),
            b"Kartu Keluarga"
        );
    }

    #[test]
    fn a_false_size_does_not_touch_the_upload_of_the_true_one() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path());
        let hash = hash(b"foto");
        blobs.put(&hash, 4, 0, b"fo").unwrap();
        let false_one = blobs.put(&hash, 3, 0, b"xxx");
        assert!(matches!(false_one, Err(NotTaken::Damaged)), "{false_one:?}");
        assert_eq!(blobs.put(&hash, 4, 2, b"to").unwrap(), 4);
    }
}
