//! Why a bundle cannot be written or taken.

use std::io;

/// Result of everything here.
pub type Result<T, E = BundleError> = std::result::Result<T, E>;

/// Why a bundle cannot be written or taken. Whatever it is: nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Another kind of file.
    #[error("the file is no bundle")]
    NotABundle,
    /// Written by a newer program.
    #[error("the bundle has format {0}, this program reads {FORMAT}", FORMAT = crate::FORMAT)]
    Newer(u32),
    /// The end is missing: the stick was pulled out while it was copied.
    #[error("the bundle's end is missing")]
    Cut,
    /// The content is not what was written.
    #[error("the bundle is damaged")]
    Damaged,
    /// For somebody else.
    #[error("the bundle is for another receiver")]
    OtherReceiver,
    /// The key does not open it: it was made for a key that this receiver does not have any more.
    #[error("the bundle is for another key")]
    OtherKey,
    /// Not signed by whom it names.
    #[error("the bundle's signature is not its sender's")]
    Signature,
    /// No room on the medium.
    #[error("no room: {needed} bytes are needed")]
    NoRoom {
        /// At least.
        needed: u64,
    },
    /// The medium does not take a file as large as this.
    #[error("the medium takes no file of this size")]
    TooLarge,
    /// The medium went away, or fails.
    #[error("the medium is gone or failing")]
    MediumGone,
    /// The medium, or its folder, may not be written to.
    #[error("the medium cannot be written to")]
    ReadOnly,
    /// No such file or folder.
    #[error("there is no such file or folder")]
    Missing,
    /// What was read back is not what was written: the medium is worn out.
    #[error("the medium does not hold what was written")]
    NotKept,
    /// Stopped by the officer.
    #[error("stopped")]
    Stopped,
    /// No randomness, or a text that is no key.
    #[error("a key cannot be made or read")]
    Key,
    /// Anything else of the file system.
    #[error("file: {0}")]
    File(io::ErrorKind),
}

impl BundleError {
    /// Key of the sentence that people read.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "bundle-not-one",
            Self::Newer(_) => "bundle-newer",
            Self::Cut => "bundle-cut",
            Self::Damaged => "bundle-damaged",
            Self::OtherReceiver => "bundle-other-receiver",
            Self::OtherKey => "bundle-other-key",
            Self::Signature => "bundle-signature",
            Self::NoRoom { .. } => "bundle-no-room",
            Self::TooLarge => "bundle-too-large",
            Self::MediumGone => "bundle-medium-gone",
            Self::ReadOnly => "bundle-read-only",
            Self::Missing => "bundle-missing",
            Self::NotKept => "bundle-not-kept",
            Self::Stopped => "bundle-stopped",
            Self::Key | Self::File(_) => "bundle-failed",
        }
    }
}

impl From<io::Error> for BundleError {
    fn from(error: io::Error) -> Self {
        // A stick that was pulled out answers with these.
        const EIO: i32 = 5;
        const ENXIO: i32 = 6;
        const ENODEV: i32 = 19;
        const ENOTCONN: i32 = 107;
        const ESHUTDOWN: i32 = 108;
        const ENOMEDIUM: i32 = 123;
        if matches!(
            error.raw_os_error(),
            Some(EIO | ENXIO | ENODEV | ENOTCONN | ESHUTDOWN | ENOMEDIUM)
        ) {
            return Self::MediumGone;
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom { needed: 0 },
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            kind => Self::File(kind),
        }
    }
}
