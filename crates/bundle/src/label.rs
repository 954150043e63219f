//! What stands on the outside of a bundle.

use serde::{Deserialize, Serialize};

use crate::{BundleError, Result};

/// Format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// First words of every bundle.
pub(crate) const MAGIC: &str = "jemput-bundle ";
/// Most bytes of the two lines before the content.
pub(crate) const LONGEST: usize = 4096;

/// Whose a bundle is. No personal data: it can be read without a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Name of the bundle, at random.
    pub id: String,
    /// Id of the sender: a laptop's or an office's.
    pub from: String,
    /// What people call the sender.
    pub from_name: String,
    /// Id of the receiver.
    pub to: String,
    /// What people call the receiver.
    pub to_name: String,
    /// Sender's clock, ms since 1970 UTC.
    pub made: i64,
}

impl Label {
    /// Both lines.
    pub(crate) fn lines(&self) -> Result<String> {
        let json = serde_json::to_string(self).map_err(|_| BundleError::Damaged)?;
        let lines = format!("{MAGIC}{FORMAT}\n{json}\n");
        if lines.len() > LONGEST {
            return Err(BundleError::Damaged);
        }
        Ok(lines)
    }

    /// Reads both lines from a file's beginning; also how many bytes they take.
    pub(crate) fn read(start: &[u8]) -> Result<(Self, usize)> {
        let rest = start
            .strip_prefix(MAGIC.as_bytes())
            .ok_or(BundleError::NotABundle)?;
        let end = line(rest).ok_or(BundleError::NotABundle)?;
        let format: u32 = std::str::from_utf8(&rest[..end])
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or(BundleError::NotABundle)?;
        if format == 0 {
            return Err(BundleError::NotABundle);
        }
        if format > FORMAT {
            return Err(BundleError::Newer(format));
        }
        let rest = &rest[end + 1..];
        let json = line(rest).ok_or(BundleError::Damaged)?;
        let label = serde_json::from_slice(&rest[..json]).map_err(|_| BundleError::Damaged)?;
        Ok((label, MAGIC.len() + end + 1 + json + 1))
    }
}

fn line(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'\n')
}
