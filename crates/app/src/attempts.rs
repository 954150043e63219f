//! How often a wrong passphrase may be tried, over restarts too.
//!
//! The count lies beside the keys. A try is written down before it is made, so that a program that is killed in the
//! middle counts too, and several at once count each. Waits go by the time that the machine has been up: the clock on
//! the wall can be set, and a machine that was started anew has waited at least as long as it has been up. Nothing is
//! ever wiped. Whoever can write the file can also copy the keys away: this only stops hands at the keyboard, and the
//! cost of each try ([`jemput_store::keyring::Cost`]) stops the rest.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jemput_wire::AppError;
use serde::{Deserialize, Serialize};

use crate::{App, clock::Uptime, error::Result, files};

/// Wrong ones in a row that cost no wait.
const FREE: u32 = 4;
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// What was tried for one name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Tried {
    /// Wrong ones since the last right one.
    wrong: u32,
    /// Start of the machine in which the last one was made.
    boot: String,
    /// How long the machine had been up then.
    up_ms: u64,
}

/// The counts, those of the file once it was read; and wrong ones before right ones that are still to be noted.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Option<BTreeMap<String, Tried>>>, AtomicU32);

impl Tried {
    fn wait(&self) -> Duration {
        let Some(over) = self.wrong.checked_sub(FREE + 1) else {
            return Duration::ZERO;
        };
        FIRST_WAIT
            .saturating_mul(1 << over.min(10))
            .min(LONGEST_WAIT)
    }

    /// What is left of the wait.
    fn left(&self, now: &Uptime) -> Duration {
        let waited = if now.boot == self.boot {
            now.up.saturating_sub(Duration::from_millis(self.up_ms))
        } else {
            now.up
        };
        self.wait().saturating_sub(waited)
    }

    fn one_more(&mut self, now: &Uptime) {
        self.wrong = self.wrong.saturating_add(1);
        self.boot.clone_from(&now.boot);
        self.up_ms = u64::try_from(now.up.as_millis()).unwrap_or(u64::MAX);
    }
}

fn wait_first(left: Duration) -> AppError {
    let seconds = left.as_millis().div_ceil(1000);
    if seconds < 60 {
        AppError::new("passphrase-wait").with("seconds", seconds)
    } else {
        AppError::new("passphrase-wait-minutes").with("minutes", seconds.div_ceil(60))
    }
}

impl App {
    fn attempts_path(&self) -> PathBuf {
        self.config.data.join("percobaan.json")
    }

    fn with_attempts<T>(&self, work: impl FnOnce(&mut BTreeMap<String, Tried>) -> T) -> T {
        let mut all = self
            .attempts
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // A file that cannot be read counts nothing: it must not lock an officer out for ever.
        let all = all.get_or_insert_with(|| {
            fs::read(self.attempts_path())
                .ok()
                .and_then(|bytes| serde_json::from_slice(&bytes).ok())
                .unwrap_or_default()
        });
        let before = all.clone();
        let done = work(all);
        if *all != before {
            let bytes = serde_json::to_vec_pretty(all).unwrap_or_default();
            if let Err(error) = files::replace(&self.attempts_path(), &bytes) {
                // On a full disk it is counted in memory: an officer must get in to make room.
                tracing::warn!(kind = %error.kind(), "a try was not written down");
            }
        }
        done
    }

    /// Writes a try down that is about to be made.
    ///
    /// # Errors
    /// The wait is not over yet; nothing was written.
    pub(crate) fn about_to_try(&self, name: &str) -> Result<()> {
        let now = self.time.uptime(self.run);
        self.with_attempts(|all| {
            let tried = all.entry(name.to_owned()).or_default();
            let left = tried.left(&now);
            if !left.is_zero() {
                return Err(wait_first(left).into());
            }
            tried.one_more(&now);
            Ok(())
        })
    }

    /// It was the right one: counting begins anew.
    pub(crate) fn tried_rightly(&self, name: &str) {
        let tried = self.with_attempts(|all| all.remove(name));
        // The right one was counted too, before it was made.
        let wrong = tried.map_or(0, |tried| tried.wrong.saturating_sub(1));
        self.attempts.1.fetch_add(wrong, Ordering::SeqCst);
    }

    /// Wrong ones that nobody has noted yet: while nobody is in, there is nothing to write them into.
    pub(crate) fn take_wrong(&self) -> u32 {
        self.attempts.1.swap(0, Ordering::SeqCst)
    }

    /// It was a wrong one: what the officer is told.
    pub(crate) fn tried_wrongly(&self, name: &str, code: &str) -> AppError {
        let now = self.time.uptime(self.run);
        let left = self.with_attempts(|all| all.get(name).map(|tried| tried.left(&now)));
        match left {
            Some(left) if !left.is_zero() => wait_first(left),
            _ => AppError::new(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(boot: &str, seconds: u64) -> Uptime {
        Uptime {
            boot: boot.to_owned(),
            up: Duration::from_secs(seconds),
        }
    }

    #[test]
    fn four_slips_cost_nothing_then_each_wait_is_twice_the_one_before_up_to_a_quarter_of_an_hour() {
        let mut tried = Tried::default();
        let waits: Vec<u64> = (0..12)
            .map(|_| {
                tried.one_more(&at("a", 100));
                tried.left(&at("a", 100)).as_secs()
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_machine_that_was_started_anew_has_waited_as_long_as_it_is_up() {
        let mut tried = Tried::default();
        for _ in 0..5 {
            tried.one_more(&at("a", 5000));
        }
        assert_eq!(tried.left(&at("a", 5010)).as_secs(), 20);
        assert_eq!(tried.left(&at("b", 10)).as_secs(), 20);
        assert!(tried.left(&at("b", 30)).is_zero());
    }
}
