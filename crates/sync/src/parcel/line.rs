//! The office's log as a chain of short digests: shows whether a laptop and a parcel know the same history.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::{Ledger, Mark};

/// Entries of the log whose digests a parcel carries.
const LINE: u64 = 200_000;
/// Bytes of each digest: enough to tell two histories apart that nobody made to look alike.
const SHORT: usize = 8;

/// Shortened running digests of the log from one entry to the head.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// Number of the first entry; 0: the place before the first.
    pub from: u64,
    /// `SHORT` bytes each, in hex.
    pub digests: String,
}

/// What the line says of a place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It is the same there.
    Same,
    /// There is another history.
    Other,
    /// It does not reach there.
    Nothing,
}

impl Line {
    pub(super) fn write<L: Ledger>(ledger: &L, from: u64, head: Mark) -> Result<Self, L::Error> {
        let from = from.max(head.seq.saturating_sub(LINE));
        let mut digests = String::new();
        for seq in from..=head.seq {
            let digest = ledger.digest_at(seq)?.unwrap_or_default();
            HEXLOWER.encode_append(&digest.0[..SHORT], &mut digests);
        }
        Ok(Self { from, digests })
    }

    pub(super) fn says(&self, mark: Mark) -> Said {
        let at = mark
            .seq
            .checked_sub(self.from)
            .and_then(|at| usize::try_from(at).ok())
            .and_then(|at| at.checked_mul(2 * SHORT));
        let known = at.and_then(|at| self.digests.get(at..at.checked_add(2 * SHORT)?));
        match known {
            Some(known) if known == HEXLOWER.encode(&mark.digest.0[..SHORT]) => Said::Same,
            Some(_) => Said::Other,
            None => Said::Nothing,
        }
    }
}
