//! What the laptop tells the office of itself beside its changes: only when something of it is news.

use jemput_store::Store;
use jemput_sync::{SyncRequest, Told};
use serde::{Deserialize, Serialize};

use crate::{App, error::Result};

/// The setting that remembers what the office was told last.
const TOLD: &str = "told";
/// After that long all of it is told again, so that an old word is known to be one.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Below it a disk is called full soon.
const LITTLE_MB: u64 = 1024;
/// A clock that moved by less is the same.
const SECONDS: u64 = 60;

/// What was told, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Word {
    told: Told,
    at: i64,
}

impl Word {
    /// Whether `now` is worth its bytes.
    fn is_old(&self, now: &Told, now_ms: i64) -> bool {
        let before = &self.told;
        !(0..DAY_MS).contains(&(now_ms - self.at))
            || (before.version != now.version)
            || (before.unsent, before.files) != (now.unsent, now.files)
            || is_other_disk(before.free_mb, now.free_mb)
            || is_other_clock(before.clock_s, now.clock_s)
    }
}

/// By a quarter, or over the line.
fn is_other_disk(before: Option<u64>, now: Option<u64>) -> bool {
    match (before, now) {
        (Some(before), Some(now)) => {
            (before < LITTLE_MB) != (now < LITTLE_MB) || before.abs_diff(now) > before / 4
        }
        (before, now) => before != now,
    }
}

/// What is not known now is no news.
fn is_other_clock(before: Option<i64>, now: Option<i64>) -> bool {
    now.is_some_and(|now| before.is_none_or(|before| before.abs_diff(now) > SECONDS))
}

impl App {
    /// Puts what is news into a request; it is remembered with [`remember`] once the office has answered.
    pub(super) fn tell(&self, store: &Store, request: &mut SyncRequest) -> Result<Option<i64>> {
        if !request.marks.is_empty() {
            // The office knows less than before: this request only looks for the place where both go on.
            return Ok(None);
        }
        let before: Option<Word> = store.setting(TOLD)?;
        let free = jemput_bundle::free_space(&self.config.data).ok().flatten();
        let told = Told {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unsent: store
                .unsent()?
                .changes
                .saturating_sub(request.changes.len() as u64),
            files: store.blob_counts()?.files,
            free_mb: free.map(|bytes| bytes / (1024 * 1024)),
            clock_s: self.time.ahead_s(),
        };
        let now_ms = self.time.now_ms();
        if before.is_some_and(|word| !word.is_old(&told, now_ms)) {
            return Ok(None);
        }
        request.told = Some(told);
        Ok(Some(now_ms))
    }
}

/// The office has heard it.
pub(super) fn remember(store: &Store, told: Told, at: i64) -> Result<()> {
    Ok(store.set_setting(TOLD, &Word { told, at })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> Told {
        Told {
            version: "0.1.0".to_owned(),
            free_mb: Some(40_000),
            clock_s: Some(2),
            ..Told::default()
        }
    }

    #[test]
    fn a_laptop_that_is_as_before_says_nothing_until_the_next_day() {
        let word = Word {
            told: told(),
            at: 0,
        };
        let little = Told {
            free_mb: Some(39_000),
            clock_s: None,
            ..told()
        };
        assert!(!word.is_old(&told(), DAY_MS - 1));
        assert!(!word.is_old(&little, 1));
        assert!(word.is_old(&told(), DAY_MS));
        assert!(word.is_old(&told(), -1), "a clock that went back");
    }

    #[test]
    fn each_thing_that_a_clerk_would_call_for_is_news() {
        let word = Word {
            told: told(),
            at: 0,
        };
        let other = |change: fn(&mut Told)| {
            let mut now = told();
            change(&mut now);
            assert!(word.is_old(&now, 1), "{now:?}");
        };
        other(|now| now.version.push('1'));
        other(|now| now.unsent = 1);
        other(|now| now.files = 1);
        other(|now| now.free_mb = Some(1023));
        other(|now| now.free_mb = Some(29_000));
        other(|now| now.clock_s = Some(-59));
    }
}
