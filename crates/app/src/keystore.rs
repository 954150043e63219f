//! The system's own keystore, as the app needs it: small texts under names, for the user who is logged in.
//!
//! A shell brings the real one. Whatever it is made of, it answers within seconds and never opens a dialog: an officer
//! stands before the sign-in screen meanwhile.

use zeroize::Zeroizing;

use crate::error::{Error, coded};

/// Why the keystore gave no answer to go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeystoreFault {
    /// This system has none, or none that is running.
    Absent,
    /// It wants its own password first.
    Locked,
    /// Nothing came in time.
    Silent,
    /// It answered that it will not.
    Refused,
}

/// Keeps small secrets outside of the data folder.
pub trait Keystore: Send + Sync {
    /// What is kept under a name; `None`: it answers, and has nothing.
    ///
    /// # Errors
    /// See [`KeystoreFault`].
    fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, KeystoreFault>;

    /// Keeps a text, in the place of the one before.
    ///
    /// # Errors
    /// See [`KeystoreFault`].
    fn put(&self, name: &str, secret: &str) -> Result<(), KeystoreFault>;

    /// Forgets it; what is not there is forgotten already.
    ///
    /// # Errors
    /// See [`KeystoreFault`].
    fn delete(&self, name: &str) -> Result<(), KeystoreFault>;
}

/// A shell without a keystore.
#[derive(Debug)]
pub struct NoKeystore;

impl Keystore for NoKeystore {
    fn get(&self, _: &str) -> Result<Option<Zeroizing<String>>, KeystoreFault> {
        Err(KeystoreFault::Absent)
    }

    fn put(&self, _: &str, _: &str) -> Result<(), KeystoreFault> {
        Err(KeystoreFault::Absent)
    }

    fn delete(&self, _: &str) -> Result<(), KeystoreFault> {
        Err(KeystoreFault::Absent)
    }
}

/// The keystore answers, and has not the secret that opens this key file.
pub(crate) const MISSING: &str = "keystore-missing";

impl From<KeystoreFault> for Error {
    fn from(fault: KeystoreFault) -> Self {
        coded(match fault {
            KeystoreFault::Absent => "keystore-absent",
            KeystoreFault::Locked => "keystore-locked",
            KeystoreFault::Silent => "keystore-silent",
            KeystoreFault::Refused => "keystore-refused",
        })
    }
}

/// Whether it was the keystore that failed, and not what was asked of the app.
pub(crate) fn failed(error: &Error) -> bool {
    error.view.code.starts_with("keystore-")
}
