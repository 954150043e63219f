//! The pieces of a parcel: a kind in one byte, and bytes.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{DownHead, Page, UpHead};
use crate::{Digest, RecordState};

/// Bytes of an attachment in one frame.
pub const PIECE: usize = 64 * 1024;

/// One piece of a parcel, in the order: head, changes and kept records or pages, attachments.
#[derive(Debug, Clone)]
pub enum Frame {
    /// Begins a laptop's parcel.
    Up(Box<UpHead>),
    /// Begins an office's parcel.
    Down(Box<DownHead>),
    /// A change in its author's bytes.
    Change(Vec<u8>),
    /// A page of the feed.
    Page(Box<Page>),
    /// Attachments of the laptop that the office has whole, with their lengths.
    Have(BTreeMap<Digest, u64>),
    /// A piece of an attachment; those of one attachment follow each other.
    Blob {
        /// Hash of the whole attachment.
        sha256: Digest,
        /// Its length.
        length: u64,
        /// Where this piece belongs.
        offset: u64,
        /// At most [`PIECE`] bytes.
        bytes: Vec<u8>,
    },
    /// A record that the office may have lost with a restore, as the laptop kept it.
    Kept {
        /// Which.
        record: Uuid,
        /// Its state.
        state: RecordState,
    },
    /// A word between the programs at both ends that is none of the sync's.
    Aside {
        /// What it is about.
        topic: String,
        /// What is said.
        text: String,
    },
    /// Something of a later version, to be passed over.
    Other(u8),
}

/// Not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a piece of a parcel that cannot be read")]
pub struct BadFrame;

const UP: u8 = 1;
const DOWN: u8 = 2;
const CHANGE: u8 = 3;
const PAGE: u8 = 4;
const BLOB: u8 = 5;
const HAVE: u8 = 6;
const KEPT: u8 = 7;
const ASIDE: u8 = 8;
const BLOB_HEAD: usize = 32 + 8 + 8;

impl Frame {
    /// Its kind and bytes.
    ///
    /// # Errors
    /// Never for frames that this crate makes.
    pub fn write(&self) -> Result<(u8, Vec<u8>), BadFrame> {
        Ok(match self {
            Self::Up(head) => (UP, json(head)?),
            Self::Down(head) => (DOWN, json(head)?),
            Self::Change(bytes) => (CHANGE, bytes.clone()),
            Self::Page(page) => (PAGE, json(page)?),
            Self::Blob {
                sha256,
                length,
                offset,
                bytes,
            } => {
                let mut all = Vec::with_capacity(BLOB_HEAD + bytes.len());
                all.extend_from_slice(&sha256.0);
                all.extend_from_slice(&length.to_be_bytes());
                all.extend_from_slice(&offset.to_be_bytes());
                all.extend_from_slice(bytes);
                (BLOB, all)
            }
            Self::Have(files) => (HAVE, json(files)?),
            Self::Kept { record, state } => (KEPT, json(&(record, state))?),
            Self::Aside { topic, text } => (ASIDE, json(&(topic, text))?),
            Self::Other(_) => return Err(BadFrame),
        })
    }

    /// Reads one.
    ///
    /// # Errors
    /// When the bytes are none of its kind.
    pub fn read(kind: u8, bytes: Vec<u8>) -> Result<Self, BadFrame> {
        Ok(match kind {
            UP => Self::Up(parse(&bytes)?),
            DOWN => Self::Down(parse(&bytes)?),
            CHANGE => Self::Change(bytes),
            PAGE => Self::Page(parse(&bytes)?),
            HAVE => Self::Have(parse(&bytes)?),
            KEPT => {
                let (record, state) = parse(&bytes)?;
                Self::Kept { record, state }
            }
            ASIDE => {
                let (topic, text) = parse(&bytes)?;
                Self::Aside { topic, text }
            }
            BLOB => {
                let (sha256, rest) = bytes.split_first_chunk::<32>().ok_or(BadFrame)?;
                let (length, rest) = rest.split_first_chunk::<8>().ok_or(BadFrame)?;
                let (offset, rest) = rest.split_first_chunk::<8>().ok_or(BadFrame)?;
                if rest.len() > PIECE {
                    return Err(BadFrame);
                }
                Self::Blob {
                    sha256: Digest(*sha256),
                    length: u64::from_be_bytes(*length),
                    offset: u64::from_be_bytes(*offset),
                    bytes: rest.to_vec(),
                }
            }
            other => Self::Other(other),
        })
    }
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, BadFrame> {
    serde_json::to_vec(value).map_err(|_| BadFrame)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadFrame> {
    serde_json::from_slice(bytes).map_err(|_| BadFrame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_an_attachment_reads_back_and_a_short_or_long_one_does_not() {
        let frame = Frame::Blob {
            sha256: crate::hash(b"all"),
            length: 9,
            offset: 4,
            bytes: b"piece".to_vec(),
        };
        let (kind, bytes) = frame.write().unwrap();
        let Frame::Blob {
            sha256,
            length,
            offset,
            bytes: piece,
        } = Frame::read(kind, bytes.clone()).unwrap()
        else {
            panic!("an attachment")
        };
        assert_eq!(
            (sha256, length, offset, piece.as_slice()),
            (crate::hash(b"all"), 9, 4, &b"piece"[..])
        );
        assert!(Frame::read(kind, bytes[..40].to_vec()).is_err());
        assert!(Frame::read(kind, vec![0; BLOB_HEAD + PIECE + 1]).is_err());
    }

    #[test]
    fn a_frame_of_a_later_version_is_passed_over() {
        assert!(matches!(
            Frame::read(77, b"x".to_vec()),
            Ok(Frame::Other(77))
        ));
        assert!(Frame::read(UP, b"{}".to_vec()).is_err());
    }
}
