//! Copies of this laptop's data: each day, before a new version changes the database, and when asked.
//!
//! A copy is a folder with the database (encrypted as it is, with its key), the officers' wraps of the key, and what the
//! laptop is: enough to go on with on another laptop. What it was copied from may still be at work, so whoever goes on
//! from a copy burns all numbers that the copy knows ([`crate::numbers`]).
//!
//! ```text
//! DATA/salinan/20261125-160500/                          on this laptop
//! STICK/Jemput-salinan/<laptop>/20261125-160500/         on the second medium
//!     jemput.db  kunci.json  laptop.json  isi.json
//! ```
//!
//! Where the laptop is bound to its computer ([`crate::binding`]), so is the copy: elsewhere the office's code opens it.
//!
//! A copy gets its name by renaming, after it was opened and looked through; then the older ones are thinned out.

mod find;
mod keep;
mod make;
mod restore;

use std::{
    path::PathBuf,
    sync::{MutexGuard, PoisonError},
};

use jemput_store::Store;
use jemput_wire::{
    AppError,
    copies::{CopiesGet, CopiesMake, CopiesTarget, CopiesView},
};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    error::{Result, coded},
    keys::Keys,
    session::Session,
    words,
};

/// Folder of a medium in which all laptops' copies lie.
const ON_MEDIUM: &str = "Jemput-salinan";
/// Folder of this laptop's own.
const HERE: &str = "salinan";

const TARGET: &str = "copies-target";
const STANDING: &str = "copies-standing";

const HOUR_MS: i64 = 60 * 60 * 1000;
/// The day's copy is made from this hour on.
const EVENING: u8 = 15;

/// What is known of the copies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    /// Milliseconds since 1970 UTC.
    here: Option<i64>,
    /// Milliseconds since 1970 UTC.
    there: Option<i64>,
    /// Changes in the last copy here.
    changes: u64,
    /// Code of the last try's fault.
    fault: Option<String>,
    /// When the last try was.
    tried: Option<i64>,
}

impl Standing {
    fn of(store: &Store) -> Result<Self> {
        Ok(store.setting(STANDING)?.unwrap_or_default())
    }

    /// Whether the day's copy is due: in the evening, or when the last one is a day old. Not again within an hour after
    /// a try that failed.
    fn is_due(&self, changes: u64, now_ms: i64, zone: jemput_domain::date::Zone) -> bool {
        let again = self
            .tried
            .is_none_or(|at| now_ms < at || now_ms - at > HOUR_MS);
        let Some(last) = self.here else {
            return again && changes > 0;
        };
        let evening = zone.local_time(now_ms).0 >= EVENING;
        let earlier =
            zone.local_date(last) < zone.local_date(now_ms) || zone.local_time(last).0 < EVENING;
        let aged = now_ms < last || now_ms - last > 24 * HOUR_MS;
        again && changes != self.changes && ((evening && earlier) || aged)
    }
}

impl App {
    pub(crate) fn copies_get(&self, _: CopiesGet) -> Result<CopiesView> {
        let session = self.session()?;
        let store = session.store();
        let standing = Standing::of(&store)?;
        let target: Option<String> = store.setting(TARGET)?.flatten();
        let changes = store.facts()?.changes;
        drop(store);
        let zone = session.zone();
        let when = |at: Option<i64>| at.map(|at| words::moment(zone, at)).unwrap_or_default();
        let age = standing.here.map(|at| self.time.now_ms() - at);
        Ok(CopiesView {
            here: when(standing.here),
            there: when(standing.there),
            target: target.unwrap_or_default(),
            old: changes != standing.changes && age.is_none_or(|age| age > 24 * HOUR_MS),
            fault: standing.fault.as_deref().map(AppError::new),
            suggestions: find::plugged_in(&self.config.inboxes)
                .into_iter()
                .map(|path| path.display().to_string())
                .collect(),
            bound: Keys::load(&self.config.data)?.is_bound(),
        })
    }

    pub(crate) fn copies_make(&self, _: CopiesMake) -> Result<CopiesView> {
        let session = self.session()?;
        let one = self.one_copy();
        self.copy_all(&session)?;
        drop(one);
        self.copies_get(CopiesGet {})
    }

    pub(crate) fn copies_target(&self, wish: CopiesTarget) -> Result<CopiesView> {
        let session = self.session()?;
        let folder = wish.folder.map(|text| text.trim().to_owned());
        let folder = folder.filter(|text| !text.is_empty());
        if let Some(text) = &folder {
            let folder = PathBuf::from(text);
            if !folder.is_dir() {
                return Err(coded("copy-target-missing"));
            }
            if folder.starts_with(&self.config.data) {
                return Err(coded("copy-target-inside"));
            }
            // Found out now and not in the evening.
            std::fs::create_dir_all(folder.join(ON_MEDIUM).join(of(&session)))?;
        }
        session.store().set_setting(TARGET, &folder)?;
        let view = self.copies_get(CopiesGet {})?;
        Ok(CopiesView {
            there: String::new(),
            ..view
        })
    }

    /// While this is held no copy is made.
    pub(crate) fn one_copy(&self) -> MutexGuard<'_, ()> {
        self.copying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The day's copy, if it is due; in the background.
    pub(crate) fn copy_if_due(&self, session: &Session) {
        // Asked only when the officer's own copy is done, which may be the day's.
        let _one = self.one_copy();
        let due = || -> Result<bool> {
            let store = session.store();
            let changes = store.facts()?.changes;
            Ok(Standing::of(&store)?.is_due(changes, self.time.now_ms(), session.zone()))
        };
        match due() {
            Ok(false) => {}
            Ok(true) => {
                if let Err(error) = self.copy_all(session) {
                    tracing::warn!(code = %error.view.code, cause = error.cause(), "no copy");
                }
            }
            Err(error) => tracing::warn!(code = %error.view.code, "whether a copy is due"),
        }
    }

    /// Copies here and to the second medium, one at a time ([`App::one_copy`]). The first fault of the two is told; the
    /// other copy is made all the same.
    fn copy_all(&self, session: &Session) -> Result<()> {
        let now = self.time.now_ms();
        let (mut standing, target) = {
            let store = session.store();
            let target: Option<String> = store.setting(TARGET)?.flatten();
            (Standing::of(&store)?, target)
        };
        let here = make::copy(self, session, &self.config.data.join(HERE), keep::HERE);
        if let Ok(facts) = &here {
            standing.here = Some(now);
            standing.changes = facts.changes;
        }
        let there = target.map(|target| {
            let target = PathBuf::from(target);
            // An empty mount point is no stick.
            let folder = target.join(ON_MEDIUM).join(of(session));
            if !folder.is_dir() {
                return Err(coded("copy-target-missing"));
            }
            make::copy(self, session, &folder, keep::THERE).map_err(|error| {
                match error.view.code.as_str() {
                    // It is the medium that is full, not the laptop.
                    "disk-full" => coded("copy-medium-full"),
                    _ => error,
                }
            })
        });
        if matches!(there, Some(Ok(_))) {
            standing.there = Some(now);
        }
        let outcome = here
            .map(|_| ())
            .and(there.map_or(Ok(()), |made| made.map(|_| ())));
        standing.tried = Some(now);
        standing.fault = outcome.as_ref().err().map(|error| error.view.code.clone());
        session.store().set_setting(STANDING, &standing)?;
        outcome
    }
}

/// The folders of all copies on this laptop, and of those that were not finished.
pub(crate) fn all_here(data: &std::path::Path) -> Result<Vec<PathBuf>> {
    let all = match std::fs::read_dir(data.join(HERE)) {
        Ok(all) => all,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut folders = Vec::new();
    for entry in all {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    Ok(folders)
}

/// Folder of one laptop on a medium.
fn of(session: &Session) -> String {
    session.profile.device.to_string()
}

#[cfg(test)]
mod tests {
    use jemput_domain::date::Zone;

    use super::*;

    /// 25 November 2026, 09.00 in Jakarta.
    const NINE: i64 = 1_795_572_000_000;

    fn due(last_ms: i64, now_ms: i64) -> bool {
        let standing = Standing {
            here: Some(last_ms),
            changes: 10,
            ..Standing::default()
        };
        standing.is_due(11, now_ms, Zone::Wib)
    }

    #[test]
    fn the_days_copy_is_made_in_the_evening_once() {
        assert!(!due(NINE - 17 * HOUR_MS, NINE), "the morning waits");
        assert!(due(NINE - 17 * HOUR_MS, NINE + 7 * HOUR_MS));
        assert!(
            due(NINE, NINE + 7 * HOUR_MS),
            "a copy of the morning is not the day's"
        );
        assert!(!due(NINE + 7 * HOUR_MS, NINE + 8 * HOUR_MS));
        assert!(due(NINE - 30 * HOUR_MS, NINE), "never older than a day");
        assert!(due(NINE + 99 * HOUR_MS, NINE), "a clock that went back");
    }

    #[test]
    fn without_new_work_and_soon_after_a_failure_there_is_none() {
        let standing = Standing {
            here: Some(NINE - 90 * HOUR_MS),
            changes: 10,
            ..Standing::default()
        };
        assert!(!standing.is_due(10, NINE, Zone::Wib));
        let failed = Standing {
            tried: Some(NINE - HOUR_MS / 2),
            ..standing
        };
        assert!(!failed.is_due(11, NINE, Zone::Wib));
        assert!(failed.is_due(11, NINE + HOUR_MS, Zone::Wib));
        assert!(Standing::default().is_due(1, NINE, Zone::Wib));
        assert!(!Standing::default().is_due(0, NINE, Zone::Wib));
    }
}
