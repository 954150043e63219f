//! How long the office keeps what it need not keep for ever: the rules that run by themselves.
//!
//! Only what stands alone goes: changes that hold nothing but notes of the audit. Their entries stay in the log with
//! number, hash and time, so that the running digest can still be computed; what they said is gone.

use anyhow::Result;
use jemput_domain::audit::AUDIT;

use crate::office::Office;

/// Where the day of the last run lies in `desk.db`.
const RUN: &str = "retention-run";
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000 + 6 * 60 * 60 * 1000;
/// Changes that are erased at once: laptops get their turn after each.
const STEP: usize = 20;
/// After so long a pause nothing is erased on the first day: the clock may have jumped, and what is gone is gone.
const PAUSE_MS: i64 = 60 * 24 * 60 * 60 * 1000;

impl Office {
    /// Erases what is older than the office wants to keep; once a day, and how many changes that were.
    pub(crate) fn keep_no_longer(&self) -> Result<u32> {
        let years = i64::from(self.profile()?.keep_audit_years);
        let now = self.now_ms();
        let today = self.day_begin(now)?;
        let last = self.desk().meta(RUN)?.and_then(|day| day.parse().ok());
        if years == 0 || last == Some(today) {
            return Ok(0);
        }
        self.desk().set_meta(RUN, &today.to_string())?;
        if last.is_none_or(|last: i64| (today - last).abs() > PAUSE_MS) {
            return Ok(0);
        }
        let mut done = 0;
        loop {
            let old =
                self.records()
                    .reader()
                    .changes_only_of(AUDIT, now - years * YEAR_MS, STEP)?;
            if old.is_empty() {
                break;
            }
            self.records().erase(uuid::Uuid::nil(), now, &old)?;
            done += u32::try_from(old.len()).unwrap_or(u32::MAX);
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };

    use jemput_domain::audit::Deed;

    use super::*;
    use crate::{Clock, OfficeProfile, review::DeedFilter};

    #[derive(Debug)]
    struct Hands(AtomicI64);

    impl Clock for Hands {
        fn now_ms(&self) -> i64 {
            self.0.load(Ordering::SeqCst)
        }
    }

    #[test]
    fn notes_of_the_audit_go_after_their_years_and_the_log_can_still_be_verified() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Hands(AtomicI64::new(1_795_568_400_000)));
        let office = Office::open(folder.path(), None, clock.clone()).unwrap();
        let profile = OfficeProfile {
            keep_audit_years: 5,
            ..OfficeProfile::default()
        };
        office.set_profile(&profile).unwrap();
        office.note("", Deed::Rule, None, "lama").unwrap();
        clock.0.fetch_add(4 * YEAR_MS, Ordering::SeqCst);
        office.note("", Deed::Rule, None, "baru").unwrap();
        assert_eq!(office.keep_no_longer().unwrap(), 0, "four years are none");
        clock.0.fetch_add(YEAR_MS + 1, Ordering::SeqCst);
        assert_eq!(office.keep_no_longer().unwrap(), 0, "a clock that jumped");
        clock.0.fetch_add(24 * 60 * 60 * 1000, Ordering::SeqCst);
        assert_eq!(office.keep_no_longer().unwrap(), 1);
        assert_eq!(office.keep_no_longer().unwrap(), 0, "once a day");
        let left = office.review().unwrap();
        let left = left.deeds(&DeedFilter::default(), 0, 10).unwrap();
        let notes: Vec<&str> = left.iter().map(|deed| deed.note.as_str()).collect();
        assert_eq!(notes, ["baru"]);
        assert_eq!(office.verify_log(&[]).unwrap().0.broken, None);
        let keep = OfficeProfile::default();
        office.set_profile(&keep).unwrap();
        clock.0.fetch_add(50 * YEAR_MS, Ordering::SeqCst);
        assert_eq!(office.keep_no_longer().unwrap(), 0, "0 is never");
    }
}
