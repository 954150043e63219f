//! What a laptop signs in each request, so that the server knows the device and refuses replays.
//!
//! The text is six lines, each ended by `\n`: `jemput-1`, method and path with its query, hex SHA-256 of the body,
//! server id, time in Unix milliseconds (floored clock), nonce. The Ed25519 signature of that text travels in
//! [`SIGNATURE`], in hex.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Header: the device's id.
pub const DEVICE: &str = "jemput-device";
/// Header: Unix milliseconds.
pub const TIME: &str = "jemput-time";
/// Header: 16 random bytes in hex; the server keeps it for 24 hours and refuses it a second time.
pub const NONCE: &str = "jemput-nonce";
/// Header: signature in hex.
pub const SIGNATURE: &str = "jemput-signature";

/// Header in the place of those four, of programs since the second form: [`Proof`]. An office that answers one uses
/// this name for its signature too. On a slow link each of the longer lines is some hundredths of a second.
pub const PROOF: &str = "jemput";

/// What a laptop proves itself with, in one short line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The device's id.
    pub device: [u8; 16],
    /// Unix milliseconds.
    pub time_ms: i64,
    /// Random; see [`NONCE`].
    pub nonce: [u8; 16],
    /// Of [`text`].
    pub signature: [u8; 64],
}

impl Proof {
    /// As a header's value: 136 letters.
    #[must_use]
    pub fn write(&self) -> String {
        let mut bytes = Vec::with_capacity(102);
        bytes.extend(self.device);
        // 48 bits last until the year 10889.
        bytes.extend(&self.time_ms.to_be_bytes()[2..]);
        bytes.extend(self.nonce);
        bytes.extend(self.signature);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (device, rest) = bytes.split_first_chunk::<16>()?;
        let (time, rest) = rest.split_first_chunk::<6>()?;
        let (nonce, rest) = rest.split_first_chunk::<16>()?;
        let mut time_ms = [0; 8];
        time_ms[2..].copy_from_slice(time);
        Some(Self {
            device: *device,
            time_ms: i64::from_be_bytes(time_ms),
            nonce: *nonce,
            signature: rest.try_into().ok()?,
        })
    }
}

/// The office's signature under [`PROOF`].
#[must_use]
pub fn write_signature(signature: &[u8; 64]) -> String {
    BASE64URL_NOPAD.encode(signature)
}

/// Reads it.
#[must_use]
pub fn read_signature(text: &str) -> Option<[u8; 64]> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}

/// The text that is signed.
#[must_use]
pub fn text(
    method: &str,
    path: &str,
    body_sha256_hex: &str,
    server_id: &str,
    time_ms: i64,
    nonce: &str,
) -> String {
    format!("jemput-1\n{method} {path}\n{body_sha256_hex}\n{server_id}\n{time_ms}\n{nonce}\n")
}

/// Header of an answer: the office's Ed25519 signature of [`answer_text`], hex. A laptop that pinned the office's key
/// at enrolment can tell a real answer from one made up on the way, also without TLS.
pub const OFFICE_SIGNATURE: &str = "jemput-office-signature";

/// The text that the office signs in an answer: it belongs to one request by that request's nonce.
#[must_use]
pub fn answer_text(nonce: &str, body_sha256_hex: &str) -> String {
    format!("jemput-answer-1\n{nonce}\n{body_sha256_hex}\n")
}

/// Header: how many bytes of a file the office has.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// Header: how many bytes the file has in all; the office has all of it when both are equal.
pub const UPLOAD_LENGTH: &str = "upload-length";

/// Header of a refusal to `HEAD`, which has no body: the code, which is signed in the body's place.
pub const REFUSED: &str = "jemput-refused";

/// Bytes of one piece of a file on its way up.
pub const PIECE: usize = 64 * 1024;

/// Signed in the place of the body where an answer about a file has only headers: its SHA-256 goes into
/// [`answer_text`], so that nobody on the way can make a laptop believe that its file has arrived.
#[must_use]
pub fn upload_text(offset: u64, length: u64) -> String {
    format!("{UPLOAD_OFFSET}: {offset}\n{UPLOAD_LENGTH}: {length}\n")
}

/// The text that the office signs when it goes on from a backup: the log was cut after this entry on purpose. It is
/// part of a record of kind `restore` that every laptop gets; the key is the one that signs answers.
#[must_use]
pub fn restore_text(server_id: &str, seq: u64, digest_hex: &str, at_ms: i64) -> String {
    format!("jemput-restore-1\n{server_id}\n{seq}\n{digest_hex}\n{at_ms}\n")
}

/// Kind of the record in which a laptop tells its office that the log was cut and nothing that the office signed
/// explains it.
pub const ROLLBACK_SEEN: &str = "rollback_seen";

/// What a record of kind `restore` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreEntry {
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Last entry of the log that the backup held.
    pub backup_seq: u64,
    /// The log's digest there, hex.
    pub backup_digest: String,
    /// The office's signature of [`restore_text`], hex.
    pub signature: String,
}

impl RestoreEntry {
    /// Reads a record's fields; `None`: they say something else.
    #[must_use]
    pub fn read(fields: &Map<String, Value>) -> Option<Self> {
        Self::deserialize(fields).ok()
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self, server_id: &str) -> String {
        restore_text(server_id, self.backup_seq, &self.backup_digest, self.at)
    }

    /// Whether it can be why a log lost the place `lost`, after a place that it still has. `common` is the newest such
    /// place that the laptop remembers: had it heard of anything after this restore, it would lie behind the backup.
    #[must_use]
    pub fn explains(&self, common: u64, lost: u64) -> bool {
        common <= self.backup_seq && self.backup_seq < lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_one_short_line_and_comes_back() {
        let proof = Proof {
            device: [1; 16],
            time_ms: 1_795_600_000_123,
            nonce: [2; 16],
            signature: [3; 64],
        };
        let line = proof.write();
        assert_eq!(line.len(), 136);
        assert_eq!(Proof::read(&line), Some(proof));
        for bad in [
            "",
            "jemput",
            &line[1..],
            &format!("{line}A"),
            &line.replace('A', "*"),
        ] {
            assert_eq!(Proof::read(bad), None, "{bad}");
        }
        let signature = write_signature(&[9; 64]);
        assert_eq!(read_signature(&signature), Some([9; 64]));
        assert_eq!(read_signature(&signature[2..]), None);
    }

    #[test]
    fn a_restore_explains_only_what_came_after_its_backup_and_before_itself() {
        let entry = RestoreEntry {
            at: 5,
            backup_seq: 100,
            backup_digest: "ab".into(),
            signature: String::new(),
        };
        assert!(entry.explains(90, 120) && entry.explains(100, 101));
        assert!(!entry.explains(50, 100), "the backup had it");
        assert!(
            !entry.explains(101, 120),
            "the laptop knew the log after it"
        );
    }

    #[test]
    fn the_signed_text_has_one_line_for_each_part() {
        assert_eq!(
            super::text("POST", "/sync", "ab", "s", 5, "ff"),
            "jemput-1\nPOST /sync\nab\ns\n5\nff\n"
        );
    }
}
