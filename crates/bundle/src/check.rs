//! Looks at a bundle from outside, and copies it here while checking it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use ed25519_dalek::{Signature, VerifyingKey};

use crate::{
    BoxKey, BundleError, Label, Opened, Result,
    file::{END, SEAL, hash_of, signed},
    label::LONGEST,
    medium::free_space,
};

/// Whose a bundle is, without a key and without a check: for lists.
///
/// # Errors
/// When it is no bundle, or of a newer format.
pub fn label_of(path: &Path) -> Result<Label> {
    Ok(start(&mut File::open(path)?)?.0)
}

fn start(file: &mut File) -> Result<(Label, usize)> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(LONGEST as u64).read_to_end(&mut bytes)?;
    Label::read(&bytes)
}

/// Copies a bundle into `folder` and checks the copy: format, end, hash, receiver, sender's signature.
///
/// `me` is the receiver's id. `sender` gives the key of the one who is named as the sender, or says why there is none.
/// `step` is told how many bytes of how many are done; `false` ends it.
///
/// # Errors
/// Each reason is its own [`BundleError`]; nothing stays behind.
pub fn open<E: From<BundleError>>(
    path: &Path,
    folder: &Path,
    me: &str,
    key: &BoxKey,
    sender: impl FnOnce(&Label) -> Result<VerifyingKey, E>,
    mut step: impl FnMut(u64, u64) -> bool,
) -> Result<Opened, E> {
    let file = |error: io::Error| E::from(BundleError::from(error));
    let mut from = File::open(path).map_err(file)?;
    let about = from.metadata().map_err(file)?;
    if !about.is_file() {
        return Err(BundleError::NotABundle.into());
    }
    let size = about.len();
    let (label, begin) = start(&mut from)?;
    let content = size
        .checked_sub(SEAL as u64)
        .filter(|content| *content >= begin as u64)
        .ok_or(BundleError::Cut)?;
    if let Some(free) = free_space(folder)?
        && free < size
    {
        return Err(BundleError::NoRoom {
            needed: size - free,
        }
        .into());
    }
    let copy = Copy(folder.join(format!("bundle-{}.salinan", safe(&label.id))));
    // What a crash left behind under this name is of no use.
    let mut to = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&copy.0)
        .map_err(file)?;
    from.rewind().map_err(file)?;
    let hash = hash_of(&mut from, content, &mut to, |done| step(done, size))
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => BundleError::Cut,
            _ => error.into(),
        })?
        .ok_or(BundleError::Stopped)?;
    let mut seal = [0; SEAL];
    from.read_exact(&mut seal).map_err(file)?;
    to.write_all(&seal).map_err(file)?;
    drop(to);
    let (stated, rest) = seal.split_at(32);
    let (signature, end) = rest.split_at(64);
    if end != END {
        return Err(BundleError::Cut.into());
    }
    if stated != hash {
        return Err(BundleError::Damaged.into());
    }
    if label.to != me {
        return Err(BundleError::OtherReceiver.into());
    }
    let sender = sender(&label)?;
    let signature = Signature::from_slice(signature).map_err(|_| BundleError::Signature)?;
    sender
        .verify_strict(&signed(&hash), &signature)
        .map_err(|_| BundleError::Signature)?;
    let opened = Opened {
        label,
        size,
        copy: copy.keep(),
        begin: begin as u64,
        key: key.clone(),
    };
    opened.frames()?;
    Ok(opened)
}

/// A label's id comes from the stick: only what can be part of a file's name.
fn safe(id: &str) -> String {
    id.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect()
}

/// A copy that goes away unless it is kept.
struct Copy(PathBuf);

impl Copy {
    fn keep(mut self) -> PathBuf {
        std::mem::take(&mut self.0)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.0);
        }
    }
}
