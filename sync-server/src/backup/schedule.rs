//! When a backup is due, and how old the last one is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{BackupFault, BackupSettings, Contents};
use crate::office::Office;

const LAST: &str = "backup-last";
const FAULT: &str = "backup-fault";

/// After this long without news an evening's work is taken to be over.
const QUIET: Duration = Duration::from_secs(10 * 60);
/// At least this long between two backups that nobody asked for.
const APART: Duration = Duration::from_secs(30 * 60);
/// Also where nothing changed: accounts and laptops are not in the log.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
/// Older than this, or twice the interval, is a reason to look after the medium.
const OLD: Duration = Duration::from_secs(24 * 60 * 60);

/// The last good backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Last entry of the log in it.
    pub seq: u64,
    /// Laptops in it.
    pub devices: usize,
    /// It outlives this machine.
    pub off_machine: bool,
}

impl Last {
    pub(crate) fn of(contents: &Contents, off_machine: bool) -> Self {
        Self {
            made_at: contents.made_at,
            seq: contents.seq,
            devices: contents.devices,
            off_machine,
        }
    }
}

/// Where the office stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Now {
    pub(crate) at_ms: i64,
    pub(crate) seq: u64,
    pub(crate) devices: usize,
    /// When the last entry of the log came.
    pub(crate) last_news_ms: i64,
}

/// Whether a backup should be made.
pub(crate) fn is_due(last: Option<&Last>, now: Now, every: Duration) -> bool {
    let Some(last) = last else { return true };
    // A clock that went back makes the last backup younger than nothing: then it is due.
    let age = now.at_ms - last.made_at;
    let passed = |time: Duration| age < 0 || age >= millis(time);
    // A laptop that joined is known nowhere else: after a restore it would be a stranger.
    let joined = now.devices != last.devices && passed(Duration::from_secs(60));
    let news = now.seq != last.seq;
    let quiet = now.at_ms - now.last_news_ms >= millis(QUIET);
    joined
        || (news && (passed(every) || (quiet && passed(APART.min(every)))))
        || passed(LONGEST.max(every))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// How it stands with the backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// A folder is set.
    pub on: bool,
    /// The last good one.
    pub last: Option<Last>,
    /// Entries of the log that are in no backup.
    pub behind: u64,
    /// Somebody must look after it: none at all, or an old one while there is news.
    pub old: bool,
    /// Code of the last try's fault, if it failed.
    pub fault: Option<String>,
}

impl Office {
    pub(crate) fn remember_backup(&self, last: &Last) -> anyhow::Result<()> {
        self.desk().set_meta(LAST, &serde_json::to_string(last)?)
    }

    /// The last try ended well or badly.
    pub(super) fn note_backup<T>(&self, made: &Result<T, BackupFault>) {
        let noted = match made {
            Ok(_) => self.desk().forget_meta(FAULT),
            // The other one will say how it ends.
            Err(BackupFault::Busy) => return,
            Err(fault) => self.desk().set_meta(FAULT, fault.code()),
        };
        if let Err(error) = noted {
            tracing::error!(cause = %format!("{error:#}"), "the backup's outcome could not be noted");
        }
    }

    /// How it stands with the backups.
    ///
    /// # Errors
    /// When a database cannot be read.
    pub fn backup_standing(&self, settings: Option<&BackupSettings>) -> anyhow::Result<Standing> {
        let (last, fault) = {
            let desk = self.desk();
            (desk.meta(LAST)?, desk.meta(FAULT)?)
        };
        let last: Option<Last> = last.map(|json| serde_json::from_str(&json)).transpose()?;
        let seq = self.records().changes()?;
        let behind = seq.saturating_sub(last.as_ref().map_or(0, |last| last.seq));
        let every = settings.map_or(BackupSettings::EVERY, |settings| settings.every);
        let limit = millis(OLD.max(every * 2));
        let aged = last
            .as_ref()
            .is_none_or(|last| self.now_ms() - last.made_at > limit);
        Ok(Standing {
            on: settings.is_some(),
            old: behind > 0 && aged,
            last,
            behind,
            fault,
        })
    }

    /// Makes a backup if one is due.
    pub(crate) fn back_up_if_due(&self, settings: &BackupSettings) -> anyhow::Result<()> {
        let head = self.records().reader().log_end()?;
        let now = Now {
            at_ms: self.now_ms(),
            seq: head.mark.seq,
            devices: self.desk().devices()?.len(),
            last_news_ms: head.received,
        };
        let last = self.backup_standing(Some(settings))?.last;
        if is_due(last.as_ref(), now, settings.every) {
            match self.back_up(settings) {
                Ok(made) => tracing::info!(seq = made.seq, records = made.records, "backup made"),
                Err(fault) => tracing::error!(code = fault.code(), cause = %fault, "no backup"),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;

    fn last() -> Last {
        Last {
            made_at: 100 * HOUR,
            seq: 50,
            devices: 2,
            off_machine: true,
        }
    }

    fn due(after_ms: i64, seq: u64, quiet_ms: i64) -> bool {
        let at_ms = last().made_at + after_ms;
        let now = Now {
            at_ms,
            seq,
            devices: 2,
            last_news_ms: at_ms - quiet_ms,
        };
        is_due(Some(&last()), now, BackupSettings::EVERY)
    }

    #[test]
    fn news_waits_for_six_hours_or_for_a_quiet_moment() {
        assert!(!due(29 * MINUTE, 51, 20 * MINUTE), "not that soon again");
        assert!(!due(2 * HOUR, 51, MINUTE), "laptops are at it");
        assert!(due(2 * HOUR, 51, 11 * MINUTE), "the evening's sync is over");
        assert!(due(6 * HOUR, 51, 0));
    }

    #[test]
    fn without_news_once_a_day_is_enough() {
        assert!(!due(7 * HOUR, 50, 7 * HOUR));
        assert!(due(24 * HOUR, 50, 24 * HOUR));
    }

    #[test]
    fn a_laptop_that_joined_and_a_clock_that_went_back_do_not_wait() {
        let now = Now {
            at_ms: last().made_at + 2 * MINUTE,
            seq: 51,
            devices: 3,
            last_news_ms: last().made_at + MINUTE,
        };
        assert!(is_due(Some(&last()), now, BackupSettings::EVERY));
        assert!(due(-HOUR, 51, 0));
        assert!(is_due(None, now, BackupSettings::EVERY));
    }
}
