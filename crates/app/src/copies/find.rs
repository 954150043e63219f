//! Copies that are within reach.

use std::path::{Path, PathBuf};

use jemput_wire::copies::{CopiesFind, CopyCard};

use super::{
    HERE, ON_MEDIUM,
    make::{Label, names},
};
use crate::{App, error::Result, keys::Keys, profile::Profile, words};

/// Copies that are listed at most.
const LISTED: usize = 20;

impl App {
    pub(crate) fn copies_find(&self, wish: CopiesFind) -> Result<Vec<CopyCard>> {
        let places = match wish.folder.as_deref().map(str::trim) {
            Some(folder) if !folder.is_empty() => vec![PathBuf::from(folder)],
            _ => plugged_in(&self.config.inboxes),
        };
        let mut found = Vec::new();
        for place in &places {
            for folder in folders(place) {
                found.extend(card(&folder));
            }
        }
        found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        found.dedup_by(|a, b| a.1.folder == b.1.folder);
        Ok(found
            .into_iter()
            .map(|(_, card)| card)
            .take(LISTED)
            .collect())
    }
}

/// Folders of what is plugged in, as the system shows it: `/media/<user>/<stick>`, `/media/<stick>`.
pub(super) fn plugged_in(roots: &[PathBuf]) -> Vec<PathBuf> {
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .collect()
    };
    let media = roots.iter().filter(|root| root.ends_with("media"));
    let mut found: Vec<PathBuf> = media
        .flat_map(|root| below(root))
        .flat_map(|first| [below(&first), vec![first]].concat())
        .collect();
    found.sort();
    found.truncate(8);
    found
}

/// The copies below a folder that an officer may point to: a stick, its folder of copies, that of one laptop, one copy.
fn folders(place: &Path) -> Vec<PathBuf> {
    let mut all = vec![place.to_owned(), place.join(HERE)];
    for root in [place.to_owned(), place.join(ON_MEDIUM)] {
        if let Ok(entries) = std::fs::read_dir(&root) {
            all.extend(entries.flatten().map(|entry| entry.path()).take(500));
        }
    }
    let mut found: Vec<PathBuf> = all
        .iter()
        .filter(|folder| folder.join("isi.json").exists())
        .cloned()
        .collect();
    for folder in &all {
        if let Ok(names) = names(folder) {
            found.extend(names.iter().map(|name| folder.join(name)));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A copy that cannot be read is no card: it could not be restored either.
fn card(folder: &Path) -> Option<(i64, CopyCard)> {
    let label = Label::read(folder).ok()?;
    let profile = Profile::load(folder).ok()??;
    // Nobody is signed in, so no village says its zone; most of the country and the office's papers use this one.
    let zone = jemput_domain::date::Zone::Wib;
    let card = CopyCard {
        folder: folder.display().to_string(),
        made: words::moment(zone, label.made_at),
        device_name: profile.device_name.clone(),
        officers: profile.officers.iter().map(Into::into).collect(),
        // One whose keys cannot be read is told so when it is restored.
        bound: Keys::load(folder).is_ok_and(|keys| keys.is_bound()),
    };
    Some((label.made_at, card))
}
