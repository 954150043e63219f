//! Notes of who saw lists with people in them. A clerk turns pages and searches all day: the first look at a list is noted
//! before it is shown, what follows within ten minutes is added up and noted as one.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use anyhow::Result;
use jemput_domain::audit::{Deed, Listing};

use crate::{fault, office::Office};

/// One note for the same list within this time.
const WINDOW_MS: i64 = 10 * 60 * 1000;

/// Looks that are added up, by account and list.
#[derive(Debug, Default)]
pub(crate) struct Listed(Mutex<BTreeMap<(String, String), Window>>);

#[derive(Debug)]
struct Window {
    began: i64,
    /// What came after the first look.
    since: Listing,
}

impl Office {
    /// Notes that a clerk is about to see so many rows of a list. What cannot be noted is not shown.
    pub(crate) fn note_list(
        &self,
        account: &str,
        list: &str,
        searched: &str,
        rows: usize,
    ) -> fault::Result<()> {
        let look = Listing::look(list, searched, rows);
        self.note_lists(None)?;
        if look.is_empty() {
            return Ok(());
        }
        let mut windows = self.listed.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (account.to_owned(), list.to_owned());
        if let Some(window) = windows.get_mut(&key) {
            window.since.add(&look);
            return Ok(());
        }
        self.note(account, Deed::Listed, None, &look.note())?;
        let began = self.now_ms();
        let since = Listing {
            list: list.to_owned(),
            ..Listing::default()
        };
        windows.insert(key, Window { began, since });
        Ok(())
    }

    /// Notes what was added up: of windows that are over, and of those of an account that leaves.
    pub(crate) fn note_lists(&self, leaves: Option<&str>) -> Result<()> {
        let now = self.now_ms();
        // A clock that was put back ends them too.
        let is_over = |window: &Window| !(0..WINDOW_MS).contains(&(now - window.began));
        self.end_lists(|account, window| is_over(window) || leaves == Some(account))
    }

    /// Notes everything that was added up: the server stops.
    pub(crate) fn note_all_lists(&self) -> Result<()> {
        self.end_lists(|_, _| true)
    }

    fn end_lists(&self, ends: impl Fn(&str, &Window) -> bool) -> Result<()> {
        let mut windows = self.listed.0.lock().unwrap_or_else(PoisonError::into_inner);
        let over: Vec<(String, String)> = windows
            .iter()
            .filter(|((account, _), window)| ends(account, window))
            .map(|(key, _)| key.clone())
            .collect();
        for key in over {
            let Some(window) = windows.get(&key) else {
                continue;
            };
            if !window.since.is_empty() {
                self.note(&key.0, Deed::Listed, None, &window.since.note_of_more())?;
            }
            // Only now: what could not be written is tried again.
            windows.remove(&key);
        }
        Ok(())
    }
}
