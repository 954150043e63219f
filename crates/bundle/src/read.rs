//! A bundle whose copy was checked, frame by frame.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek as _, SeekFrom},
    path::PathBuf,
};

use age::{DecryptError, Decryptor, Identity, stream::StreamReader};

use crate::{BoxKey, BundleError, Label, Result, file::SEAL};

/// Kind of the frame that repeats the label.
pub(crate) const LABEL: u8 = 0;
/// No frame is longer.
pub(crate) const LARGEST: u32 = 32 * 1024 * 1024;

/// The packer's window is smaller; a file that wants more would fill the memory.
const WINDOW: u32 = 24;

/// A checked copy of a bundle, here; it goes away with this value.
#[derive(Debug)]
pub struct Opened {
    /// Whose it is.
    pub label: Label,
    /// Bytes.
    pub size: u64,
    pub(crate) copy: PathBuf,
    pub(crate) begin: u64,
    pub(crate) key: BoxKey,
}

impl Drop for Opened {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.copy);
    }
}

impl Opened {
    /// Its frames from the first; may be asked for again.
    ///
    /// # Errors
    /// [`BundleError::OtherKey`] when the key does not open it.
    pub fn frames(&self) -> Result<Frames> {
        let mut file = File::open(&self.copy)?;
        file.seek(SeekFrom::Start(self.begin))?;
        let content = self.size - self.begin - SEAL as u64;
        let age = Decryptor::new_buffered(BufReader::new(file.take(content)))
            .map_err(|error| of_age(&error))?
            .decrypt(std::iter::once(self.key.identity() as &dyn Identity))
            .map_err(|error| of_age(&error))?;
        let mut plain = zstd::Decoder::new(age).map_err(|_| BundleError::Damaged)?;
        plain
            .window_log_max(WINDOW)
            .map_err(|_| BundleError::Damaged)?;
        let mut frames = Frames { plain };
        match frames.next()? {
            Some((LABEL, lines)) if lines == self.label.lines()?.as_bytes() => Ok(frames),
            // A seal that was taken off and replaced by another sender's.
            _ => Err(BundleError::Signature),
        }
    }
}

fn of_age(error: &DecryptError) -> BundleError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => BundleError::OtherKey,
        DecryptError::Io(error) => BundleError::File(error.kind()),
        _ => BundleError::Damaged,
    }
}

type Aged = StreamReader<BufReader<io::Take<File>>>;

/// The frames of a bundle in their order.
pub struct Frames {
    plain: zstd::Decoder<'static, BufReader<Aged>>,
}

impl std::fmt::Debug for Frames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frames").finish_non_exhaustive()
    }
}

impl Frames {
    /// The next frame's kind and content; `None` at the end.
    ///
    /// # Errors
    /// When the content ends inside a frame, or is none.
    #[expect(
        clippy::should_implement_trait,
        reason = "an error must end the reading, which an iterator leaves to its user"
    )]
    pub fn next(&mut self) -> Result<Option<(u8, Vec<u8>)>> {
        let mut kind = [0];
        loop {
            match self.plain.read(&mut kind) {
                Ok(0) => return Ok(None),
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(BundleError::Damaged),
            }
        }
        let mut length = [0; 4];
        let mut read = |bytes: &mut [u8]| {
            self.plain
                .read_exact(bytes)
                .map_err(|_| BundleError::Damaged)
        };
        read(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length > LARGEST {
            return Err(BundleError::Damaged);
        }
        let mut bytes = vec![0; length as usize];
        read(&mut bytes)?;
        Ok(Some((kind[0], bytes)))
    }
}
