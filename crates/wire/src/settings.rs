//! Settings of this laptop.

use serde::{Deserialize, Serialize};

/// Asks for the settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsGet {}

/// Changes the settings that are given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SettingsSet {
    /// `id` or `en`.
    pub language: Option<String>,
    /// `terang`, `gelap` or `matahari`.
    pub theme: Option<String>,
    /// Zoom in per cent, 80–200.
    pub zoom: Option<u16>,
}

/// The office is reached at another address from now on. Kept only when the same office answers there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeAddressSet {
    /// As it is typed.
    pub server_url: String,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsView {
    /// `id` or `en`.
    pub language: String,
    /// `terang`, `gelap` or `matahari`.
    pub theme: String,
    /// Zoom in per cent.
    pub zoom: u16,
    /// This laptop's name.
    pub device_name: String,
    /// Office's server.
    pub server_url: String,
    /// Folder of this laptop's data.
    pub data_folder: String,
    /// Version of the app.
    pub version: String,
}
