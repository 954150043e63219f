//! The file that carries a parcel on a stick: encrypted to its receiver, signed by its sender, written so that it is
//! whole or not there.
//!
//! ```text
//! jemput-bundle 1\n            format
//! {"from":…,"to":…,"made":…}\n label: readable without a key, tells whose it is
//! age file                     zstd of frames: kind (1 byte), length (4 bytes), content
//! SHA-256 · Ed25519 · "bundle\n\0"
//! ```
//!
//! * Hash and signature cover everything before them; the label's text is repeated as the first frame, so that a
//!   signature taken off and replaced by another one's is noticed.
//! * Nothing is held in memory but one frame: two hundred photos need no more than one.
//! * [`open`] copies the file from the stick first, and checks that copy before a byte of its content is used: a stick
//!   that is pulled out, or that changes between two readings, harms nobody.
//!
//! Knows nothing of what the frames mean.

mod check;
mod error;
mod file;
mod keys;
mod label;
mod medium;
mod read;
mod write;

pub use crate::{
    check::{label_of, open},
    error::{BundleError, Result},
    keys::{BoxKey, BoxPublic},
    label::{FORMAT, Label},
    medium::free_space,
    read::{Frames, Opened},
    write::{EXTENSION, Writer, Written},
};

#[cfg(test)]
mod tests;
