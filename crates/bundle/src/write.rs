//! Writes a bundle so that it is whole or not there.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use age::{Encryptor, stream::StreamWriter};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::{
    BoxPublic, BundleError, Label, Result,
    file::{END, Hashing, SEAL, hash_of, signed},
    medium::{forget, free_space, sync_folder},
    read::{LABEL, LARGEST},
};

/// Ending of bundles' names.
pub const EXTENSION: &str = "jemput";
/// Room that stays free on the medium beside a bundle.
const SPARE: u64 = 1024 * 1024;
/// Between records and photos: most of what a slower level would save, at the speed of a stick.
const LEVEL: i32 = 9;

type Layers = zstd::Encoder<'static, StreamWriter<Hashing<BufWriter<File>>>>;

/// A bundle in the making, under a name that nobody takes for one.
pub struct Writer {
    layers: Option<Layers>,
    draft: PathBuf,
    folder: PathBuf,
    stem: String,
    key: SigningKey,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("draft", &self.draft)
            .finish_non_exhaustive()
    }
}

/// A bundle that is whole on its medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
}

impl Writer {
    /// Begins a bundle in a folder. `needed` is about how many bytes it will have: with less room nothing is begun.
    ///
    /// # Errors
    /// When the folder is not there, cannot be written to, or has no room.
    pub fn begin(
        folder: &Path,
        stem: &str,
        label: &Label,
        to: &BoxPublic,
        key: &SigningKey,
        needed: u64,
    ) -> Result<Self> {
        if let Some(free) = free_space(folder)?
            && free < needed + SPARE
        {
            return Err(BundleError::NoRoom {
                needed: needed + SPARE - free,
            });
        }
        let lines = label.lines()?;
        let draft = folder.join(format!(".{stem}.{}.sementara", label.id));
        let file = OpenOptions::new()
            .write(true)
            .read(true)
            .create_new(true)
            .open(&draft)?;
        let mut writer = Self {
            layers: None,
            draft,
            folder: folder.to_owned(),
            stem: stem.to_owned(),
            key: key.clone(),
        };
        let mut hashing = Hashing::new(BufWriter::with_capacity(256 * 1024, file));
        hashing.write_all(lines.as_bytes())?;
        let recipient: &dyn age::Recipient = to.recipient();
        let age = Encryptor::with_recipients(std::iter::once(recipient))
            .map_err(|_| BundleError::Key)?
            .wrap_output(hashing)?;
        writer.layers = Some(zstd::Encoder::new(age, LEVEL)?);
        writer.frame(LABEL, lines.as_bytes())?;
        Ok(writer)
    }

    /// Writes one frame; kind 0 is the crate's own.
    ///
    /// # Errors
    /// Those of the medium, and for a frame that no reader would take.
    pub fn frame(&mut self, kind: u8, bytes: &[u8]) -> Result<()> {
        let length = u32::try_from(bytes.len())
            .ok()
            .filter(|length| *length <= LARGEST)
            .ok_or(BundleError::TooLarge)?;
        let layers = self.layers.as_mut().ok_or(BundleError::Damaged)?;
        layers.write_all(&[kind])?;
        layers.write_all(&length.to_be_bytes())?;
        layers.write_all(bytes)?;
        Ok(())
    }

    /// Ends the bundle: seals it, brings it onto the medium, reads it back from there, and gives it its name.
    ///
    /// # Errors
    /// Those of the medium; then no bundle is there.
    pub fn finish(mut self) -> Result<Written> {
        let layers = self.layers.take().ok_or(BundleError::Damaged)?;
        let (mut buffer, hash, length) = layers.finish()?.finish()?.finish();
        let seal = self.key.sign(&signed(&hash)).to_bytes();
        buffer.write_all(&hash)?;
        buffer.write_all(&seal)?;
        buffer.write_all(END)?;
        let mut file = buffer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        forget(&file);
        read_back(&mut file, length, &hash)?;
        drop(file);
        let path = free_name(&self.folder, &self.stem);
        fs::rename(&self.draft, &path)?;
        sync_folder(&self.folder);
        self.draft.clear();
        Ok(Written {
            path,
            size: length + SEAL as u64,
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.draft.as_os_str().is_empty() {
            // A medium that is gone keeps a hidden piece that nobody takes for a bundle.
            let _ = fs::remove_file(&self.draft);
        }
    }
}

fn read_back(file: &mut File, length: u64, hash: &[u8; 32]) -> Result<()> {
    file.rewind()?;
    let found = hash_of(&mut *file, length, io::sink(), |_| true)?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let kept = found.as_ref() == Some(hash) && end.len() == SEAL && end.ends_with(END);
    if kept {
        Ok(())
    } else {
        Err(BundleError::NotKept)
    }
}

/// Never the name of a file that is there.
fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.{EXTENSION}"));
    if !first.exists() {
        return first;
    }
    (2..)
        .map(|n| folder.join(format!("{stem}-{n}.{EXTENSION}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}
