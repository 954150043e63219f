//! How long the office keeps what it need not keep for ever: the rules that run by themselves.
//!
//! * Notes of the audit: changes that hold nothing else.
//! * Papers of requests that have ended (photos of identity and family cards, letters of the neighbourhood): the file, and
//!   what its record says of it. The letter and its snapshot stay.
//!
//! Entries stay in the log with number, hash and time, so that the running digest can still be computed; what they said
//! is gone.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_domain::audit::AUDIT;
use uuid::Uuid;

use crate::office::Office;

/// Where the day of the last run lies in `desk.db`.
const RUN: &str = "retention-run";
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000 + 6 * 60 * 60 * 1000;
/// Changes, or papers, that are erased at once: laptops get their turn after each.
const STEP: usize = 20;
/// After so long a pause nothing is erased on the first day: the clock may have jumped, and what is gone is gone.
const PAUSE_MS: i64 = 60 * 24 * 60 * 60 * 1000;

/// What the rules erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outlived {
    /// Changes that held notes of the audit.
    pub(crate) notes: u32,
    /// Files.
    pub(crate) papers: u32,
}

impl Office {
    /// Erases what is older than the office wants to keep; once a day.
    pub(crate) fn keep_no_longer(&self) -> Result<Outlived> {
        let mut done = Outlived::default();
        let profile = self.profile()?;
        let (notes, papers) = (profile.keep_audit_years, profile.keep_papers_years);
        let now = self.now_ms();
        let today = self.day_begin(now)?;
        let last = self.desk().meta(RUN)?.and_then(|day| day.parse().ok());
        if (notes == 0 && papers == 0) || last == Some(today) {
            return Ok(done);
        }
        self.desk().set_meta(RUN, &today.to_string())?;
        if last.is_none_or(|last: i64| (today - last).abs() > PAUSE_MS) {
            return Ok(done);
        }
        let before = |years: u8| now - i64::from(years) * YEAR_MS;
        if notes > 0 {
            done.notes = self.forget_notes(now, before(notes))?;
        }
        if papers > 0 {
            done.papers = self.forget_papers(before(papers))?;
        }
        if done != Outlived::default() {
            tracing::info!(notes = done.notes, papers = done.papers, "kept long enough");
        }
        Ok(done)
    }

    fn forget_notes(&self, now: i64, before: i64) -> Result<u32> {
        let mut done = 0;
        loop {
            let store = self.records().reader();
            let old = store.changes_only_of(AUDIT, before, STEP)?;
            drop(store);
            if old.is_empty() {
                return Ok(done);
            }
            self.records().erase(Uuid::nil(), now, &old)?;
            done += u32::try_from(old.len()).unwrap_or(u32::MAX);
        }
    }

    /// What a paper shares a change with stays, so each is looked at once and not until none is left.
    fn forget_papers(&self, before: i64) -> Result<u32> {
        let (mut done, mut after) = (0, Uuid::nil());
        loop {
            let store = self.records().reader();
            let old = store.papers_of_ended(before, after, STEP)?;
            drop(store);
            let Some(last) = old.last() else {
                return Ok(done);
            };
            after = *last;
            done += self.erase_papers(BTreeSet::from_iter(old))?.photos;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    };

    use jemput_domain::audit::Deed;
    use serde_json::json;
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::{Clock, OfficeProfile, review::DeedFilter, secret::hex};

    const VILLAGE: &str = "village:33.02.04.2007";

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
        assert_eq!(
            office.keep_no_longer().unwrap().notes,
            0,
            "four years are none"
        );
        clock.0.fetch_add(YEAR_MS + 1, Ordering::SeqCst);
        assert_eq!(
            office.keep_no_longer().unwrap().notes,
            0,
            "a clock that jumped"
        );
        clock.0.fetch_add(24 * 60 * 60 * 1000, Ordering::SeqCst);
        assert_eq!(office.keep_no_longer().unwrap().notes, 1);
        assert_eq!(office.keep_no_longer().unwrap().notes, 0, "once a day");
        let left = office.review().unwrap();
        let left = left.deeds(&DeedFilter::default(), 0, 10).unwrap();
        let notes: Vec<&str> = left.iter().map(|deed| deed.note.as_str()).collect();
        assert_eq!(notes, ["baru"]);
        assert_eq!(office.verify_log(&[]).unwrap().0.broken, None);
        let keep = OfficeProfile::default();
        office.set_profile(&keep).unwrap();
        clock.0.fetch_add(50 * YEAR_MS, Ordering::SeqCst);
        assert_eq!(office.keep_no_longer().unwrap().notes, 0, "0 is never");
    }

    /// A request with a paper; the file's hash.
    fn with_paper(office: &Office, state: &str, file: &[u8]) -> [u8; 32] {
        let hash: [u8; 32] = Sha256::digest(file).into();
        let request = Uuid::new_v4();
        let fields = |value: serde_json::Value| value.as_object().cloned().unwrap();
        let paper = fields(json!({
            "owner": request, "owner_kind": "request", "sha256": hex(&hash), "bytes": file.len(),
            "media": "image/jpeg", "name": "kartu keluarga Sumarni.jpg", "scope": VILLAGE,
        }));
        let records = office.records();
        let write = |id, kind, fields| {
            let now = office.now_ms();
            let written = records.write(Uuid::nil(), now, |tx| tx.create(id, kind, fields));
            written.unwrap();
        };
        write(
            request,
            "request",
            fields(json!({ "state": state, "scope": VILLAGE })),
        );
        write(Uuid::new_v4(), "attachment", paper);
        let length = file.len() as u64;
        assert!(office.blobs().put(&hash, length, 0, file).is_ok());
        hash
    }

    #[test]
    fn papers_of_a_request_go_years_after_its_end_and_those_of_open_and_younger_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Hands(AtomicI64::new(1_795_568_400_000)));
        let office = Office::open(folder.path(), None, clock.clone()).unwrap();
        let profile = |keep_papers_years| OfficeProfile {
            keep_audit_years: 0,
            keep_papers_years,
            ..OfficeProfile::default()
        };
        let old = with_paper(&office, "issued", b"lama");
        let open = with_paper(&office, "submitted", b"belum selesai");
        clock.0.fetch_add(YEAR_MS, Ordering::SeqCst);
        let young = with_paper(&office, "issued", b"baru");
        let again = with_paper(&office, "void", b"lama");
        assert_eq!(old, again, "the same file at two requests");
        let day_after = |years| {
            office.set_profile(&profile(years)).unwrap();
            clock.0.fetch_add(24 * 60 * 60 * 1000, Ordering::SeqCst);
            office.keep_no_longer().unwrap().papers
        };
        let here = |hash| office.blobs().place(hash).exists();
        clock.0.fetch_add(YEAR_MS + 1, Ordering::SeqCst);
        assert_eq!(day_after(2), 0, "the first day after a pause");
        assert_eq!(day_after(0), 0, "0 is never");
        assert_eq!(day_after(2), 0, "a younger request has the same file");
        assert!(here(&old) && here(&young) && here(&open));
        clock
            .0
            .fetch_add(50 * 24 * 60 * 60 * 1000, Ordering::SeqCst);
        day_after(2);
        for _ in 0..8 {
            clock
                .0
                .fetch_add(50 * 24 * 60 * 60 * 1000, Ordering::SeqCst);
            day_after(2);
        }
        assert_eq!(
            (here(&old), here(&young), here(&open)),
            (false, false, true)
        );
        let gone = |hash: &[u8; 32]| office.records().reader().attachments_with(hash).unwrap();
        assert!(gone(&old).is_empty() && gone(&young).is_empty());
        assert_eq!(gone(&open).len(), 1);
        assert_eq!(office.verify_log(&[]).unwrap().0.broken, None);
    }
}
