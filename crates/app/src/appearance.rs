//! Language, theme, zoom and the time until the lock: kept outside the database, since the sign-in screen needs them before it opens.

use std::{fs, path::PathBuf};

use jemput_wire::{
    AppError,
    settings::{SettingsSet, SettingsView},
};
use serde::{Deserialize, Serialize};

use crate::{App, error::Result, files, profile::Profile};

/// In the data folder.
pub(crate) const FILE: &str = "tampilan.json";

/// How the app looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Appearance {
    pub(crate) language: String,
    pub(crate) theme: String,
    pub(crate) zoom: u16,
    /// Minutes without a key or a touch until the laptop locks itself.
    pub(crate) lock_minutes: u16,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            language: "id".to_owned(),
            theme: "terang".to_owned(),
            zoom: 100,
            lock_minutes: 5,
        }
    }
}

const LANGUAGES: [&str; 2] = ["id", "en"];
const THEMES: [&str; 3] = ["terang", "gelap", "matahari"];

impl Appearance {
    /// The new appearance, or the name of the setting that has no such value.
    fn changed(&self, wish: &SettingsSet) -> Result<Self, &'static str> {
        let mut next = self.clone();
        if let Some(language) = &wish.language {
            next.language = LANGUAGES
                .contains(&language.as_str())
                .then(|| language.clone())
                .ok_or("language")?;
        }
        if let Some(theme) = &wish.theme {
            next.theme = THEMES
                .contains(&theme.as_str())
                .then(|| theme.clone())
                .ok_or("theme")?;
        }
        if let Some(zoom) = wish.zoom {
            next.zoom = (80..=200).contains(&zoom).then_some(zoom).ok_or("zoom")?;
        }
        Ok(next)
    }
}

impl App {
    fn appearance_path(&self) -> PathBuf {
        self.config.data.join(FILE)
    }

    /// As saved; a missing or damaged file gives the defaults, since a screen must come up.
    pub(crate) fn appearance(&self) -> Appearance {
        fs::read(self.appearance_path())
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    pub(crate) fn put_appearance(&self, next: &Appearance) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(next).unwrap_or_default();
        Ok(files::replace(&self.appearance_path(), &bytes)?)
    }

    pub(crate) fn settings_get(
        &self,
        _: jemput_wire::settings::SettingsGet,
    ) -> Result<SettingsView> {
        let look = self.appearance();
        let profile = Profile::load(&self.config.data)?;
        Ok(SettingsView {
            language: look.language,
            theme: look.theme,
            zoom: look.zoom,
            device_name: profile
                .as_ref()
                .map(|p| p.device_name.clone())
                .unwrap_or_default(),
            server_url: profile.map(|p| p.server_url).unwrap_or_default(),
            data_folder: self.config.data.display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    pub(crate) fn settings_set(&self, wish: SettingsSet) -> Result<SettingsView> {
        let next = self
            .appearance()
            .changed(&wish)
            .map_err(|setting| AppError::new("setting-value").with("setting", setting))?;
        self.put_appearance(&next)?;
        self.settings_get(jemput_wire::settings::SettingsGet {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zoom_outside_the_range_is_refused_and_changes_nothing() {
        let look = Appearance::default();
        let wish = SettingsSet {
            zoom: Some(300),
            ..SettingsSet::default()
        };
        assert_eq!(look.changed(&wish), Err("zoom"));
    }

    #[test]
    fn only_the_given_settings_change() {
        let look = Appearance::default();
        let wish = SettingsSet {
            theme: Some("matahari".to_owned()),
            ..SettingsSet::default()
        };
        assert_eq!(
            look.changed(&wish),
            Ok(Appearance {
                theme: "matahari".to_owned(),
                ..look
            })
        );
    }
}
