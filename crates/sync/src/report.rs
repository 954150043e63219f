//! What a laptop repaired by itself, for its officer and its office.

use serde::{Deserialize, Serialize};

use crate::{Checksum, Mark};

/// Something that should not happen and was repaired. Kept by the laptop until somebody has read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Report {
    /// The office was restored from a backup. What it lost was sent to it again.
    Rollback {
        /// The newest place that both sides knew.
        common: Mark,
        /// Places that the office had told and does not know any more, oldest first: kept as evidence.
        lost: Vec<Mark>,
        /// The office's head at that time.
        office: Mark,
        /// The office's clock, ms since 1970 UTC.
        at: i64,
    },
    /// This laptop's data was put back from a copy, or a copy of it is at work elsewhere.
    Forked {
        /// The office's clock, ms since 1970 UTC.
        at: i64,
    },
    /// The records of a scope were not what the office has.
    Checksum {
        /// The scope.
        scope: String,
        /// Sum on this laptop.
        here: Checksum,
        /// Sum at the office.
        office: Checksum,
        /// They were fetched anew; `false`: they had been a short time ago, which did not help.
        fetched: bool,
        /// The office's clock, ms since 1970 UTC.
        at: i64,
    },
}
