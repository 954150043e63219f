//! Is the server's own clock believable? Asked once, at the start.
//!
//! Arrivals in the log never go back, so one start with a clock years ahead would date everything after it wrongly; and
//! a clock that is behind makes laptops' requests look as if they came from the future.

use anyhow::{Result, bail};

use crate::office::Office;

/// Behind the last entry by no more than this is no reason to worry: clocks are set by hand and by the network.
const BEHIND_MS: i64 = 5 * 60 * 1000;
/// Nothing at all for this long is less likely than a wrong clock.
const AHEAD_MS: i64 = 60 * 24 * 60 * 60 * 1000;
/// 1 January 2026: before this program was written.
const EARLIEST_MS: i64 = 1_767_225_600_000;

/// What is wrong with a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// Before any possible time.
    Impossible,
    /// Before the office's last sign of life.
    Behind,
    /// Long after it.
    Ahead,
}

fn judge(now_ms: i64, last_ms: Option<i64>) -> Option<Wrong> {
    match last_ms {
        Some(last) if now_ms < last - BEHIND_MS => Some(Wrong::Behind),
        _ if now_ms < EARLIEST_MS => Some(Wrong::Impossible),
        Some(last) if now_ms > last + AHEAD_MS => Some(Wrong::Ahead),
        _ => None,
    }
}

impl Office {
    /// Compares the clock with the last entry of the log and the last contact of a laptop.
    ///
    /// # Errors
    /// When the clock is more than five minutes behind them, or more than sixty days ahead, or before 2026; the text
    /// says what to do.
    pub fn check_clock(&self) -> Result<()> {
        let now = self.now_ms();
        let end = self.records().reader().log_end()?;
        let log = (end.mark.seq > 0).then_some(end.received);
        let contact = self
            .desk()
            .devices()?
            .iter()
            .filter_map(|device| device.last_contact)
            .max();
        let last = log.max(contact);
        let Some(wrong) = judge(now, last) else {
            return Ok(());
        };
        let why = match wrong {
            Wrong::Impossible => "that is before this program was written".to_owned(),
            Wrong::Behind => format!("but something came in on {}", utc(last.unwrap_or_default())),
            Wrong::Ahead => format!(
                "more than sixty days after anything last came in, on {}",
                utc(last.unwrap_or_default())
            ),
        };
        bail!(
            "this machine's clock says {}: {why}. Set the clock (`timedatectl set-time …`, or turn on NTP) and start \
             again. If the clock is right, start once with --accept-clock",
            utc(now)
        )
    }
}

fn utc(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_else(|_| format!("{ms} ms"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: i64 = 1_795_568_400_000;
    const DAY: i64 = 24 * 60 * 60 * 1000;

    #[test]
    fn twenty_seconds_and_a_quiet_month_are_no_reason_to_stop() {
        for drift in [-20_000, -BEHIND_MS, 0, 20_000, 30 * DAY] {
            assert_eq!(judge(LAST + drift, Some(LAST)), None, "{drift}");
        }
        assert_eq!(judge(LAST, None), None);
    }

    #[test]
    fn a_clock_that_is_behind_far_ahead_or_in_1970_is_noticed() {
        assert_eq!(judge(LAST - BEHIND_MS - 1, Some(LAST)), Some(Wrong::Behind));
        assert_eq!(judge(LAST + AHEAD_MS + 1, Some(LAST)), Some(Wrong::Ahead));
        assert_eq!(judge(0, Some(LAST)), Some(Wrong::Behind));
        assert_eq!(judge(0, None), Some(Wrong::Impossible));
    }
}
