//! Sticks that are plugged in, and bundles on them.

use std::path::{Path, PathBuf};

use jemput_domain::{date::Zone, id::DeviceId};
use jemput_wire::bundle::{BundleCard, BundleFiles, BundlePlaces, PlaceCard};

use crate::{
    App,
    error::{Result, coded},
    profile::Profile,
    words,
};

/// Bundles that are listed at most.
const LISTED: usize = 12;

/// A path that was typed, chosen, suggested or dropped: all come by here.
pub(super) fn checked(text: &str) -> Result<PathBuf> {
    let text = text.trim();
    // What a file manager copies.
    let text = text.strip_prefix("file://").unwrap_or(text);
    let path = PathBuf::from(text);
    if text.is_empty() || !path.exists() {
        return Err(coded("bundle-missing"));
    }
    Ok(path)
}

impl App {
    pub(crate) fn bundle_places(&self, _: BundlePlaces) -> Result<Vec<PlaceCard>> {
        self.may_see_sticks()?;
        let card = |path: PathBuf| PlaceCard {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            free: jemput_bundle::free_space(&path).ok().flatten(),
            path: path.display().to_string(),
        };
        Ok(self.sticks().into_iter().map(card).collect())
    }

    pub(crate) fn bundle_files(&self, _: BundleFiles) -> Result<Vec<BundleCard>> {
        self.may_see_sticks()?;
        let session = self.session_or_none();
        let me = session
            .as_ref()
            .map(|session| session.profile.device.to_string());
        let zone = session.map_or(Zone::Wib, |session| session.zone());
        let mut found = Vec::new();
        for folder in self.sticks().iter().chain(&self.config.inboxes) {
            bundles(folder, 2, &mut found);
        }
        let mut cards: Vec<(i64, BundleCard)> = found
            .into_iter()
            .filter_map(|path| Some((jemput_bundle::label_of(&path).ok()?, path)))
            .filter(|(label, _)| match &me {
                Some(me) => label.to == *me,
                // Whoever waits for the answer to a request does not know its own name yet.
                None => label.to.parse::<DeviceId>().is_ok(),
            })
            .map(|(label, path)| {
                let card = BundleCard {
                    name: path
                        .file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned(),
                    path: path.display().to_string(),
                    from: label.from_name,
                    made: words::moment(zone, label.made),
                };
                (label.made, card)
            })
            .collect();
        cards.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.path.cmp(&b.1.path)));
        cards.dedup_by(|a, b| a.1.path == b.1.path);
        Ok(cards
            .into_iter()
            .map(|(_, card)| card)
            .take(LISTED)
            .collect())
    }

    /// While the laptop is locked nobody is shown what is plugged in; before it joins there is nothing to lock.
    fn may_see_sticks(&self) -> Result<()> {
        if Profile::load(&self.config.data)?.is_some() {
            self.session()?;
        }
        Ok(())
    }

    /// Folders of sticks: `/media/<user>/<stick>`, `/run/media/<user>/<stick>`, `/media/<stick>`.
    fn sticks(&self) -> Vec<PathBuf> {
        let mut sticks = Vec::new();
        for root in &self.config.media {
            for one in folders(root) {
                if is_medium(root, &one) {
                    sticks.push(one);
                } else {
                    sticks.extend(folders(&one).into_iter().filter(|two| is_medium(root, two)));
                }
            }
        }
        sticks.sort();
        sticks
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .take(50)
        .collect()
}

/// Whether a folder lies on another file system than the one in which sticks appear. In a folder of the app's own
/// (tests, the dev shell) each folder stands for a stick.
#[cfg(unix)]
fn is_medium(root: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let system = root.starts_with("/media") || root.starts_with("/run/media");
    let device = |path: &Path| std::fs::metadata(path).ok().map(|about| about.dev());
    !system || device(root) != device(folder)
}

#[cfg(not(unix))]
fn is_medium(_: &Path, _: &Path) -> bool {
    true
}

fn bundles(folder: &Path, depth: u8, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten().take(2_000) {
        let path = entry.path();
        let is_bundle = path
            .extension()
            .is_some_and(|kind| kind.eq_ignore_ascii_case(jemput_bundle::EXTENSION));
        if path.is_dir() && depth > 0 {
            bundles(&path, depth - 1, found);
        } else if is_bundle && path.is_file() {
            found.push(path);
        }
    }
}
