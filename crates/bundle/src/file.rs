//! The outermost layer: bytes, their hash and the end of the file.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

/// Last bytes of every bundle.
pub(crate) const END: &[u8; 8] = b"bundle\n\0";
/// Hash, signature, [`END`].
pub(crate) const SEAL: usize = 32 + 64 + END.len();

/// What is signed: the hash of everything before it, under a name of its own.
pub(crate) fn signed(hash: &[u8; 32]) -> Vec<u8> {
    [b"jemput-bundle-1\n".as_slice(), hash].concat()
}

/// Hashes what is written.
pub(crate) struct Hashing<W> {
    inner: W,
    hash: Sha256,
    written: u64,
}

impl<W: Write> Hashing<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            written: 0,
        }
    }

    pub(crate) fn finish(self) -> (W, [u8; 32], u64) {
        (self.inner, self.hash.finalize().into(), self.written)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The hash of the next `length` bytes, which also go to `copy`; `false` from `go_on` ends it.
pub(crate) fn hash_of(
    mut from: impl Read,
    length: u64,
    mut copy: impl Write,
    mut go_on: impl FnMut(u64) -> bool,
) -> io::Result<Option<[u8; 32]>> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    let mut done = 0;
    while done < length {
        if !go_on(done) {
            return Ok(None);
        }
        let most = usize::try_from(length - done).unwrap_or(piece.len());
        let most = most.min(piece.len());
        from.read_exact(&mut piece[..most])?;
        hash.update(&piece[..most]);
        copy.write_all(&piece[..most])?;
        done += most as u64;
    }
    Ok(Some(hash.finalize().into()))
}
