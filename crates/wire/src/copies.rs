//! Copies of this laptop's data, and a laptop made anew from one.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Asks how it stands with the copies.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesGet {}

/// Makes a copy now: on this laptop, and on the second medium if one is set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesMake {}

/// Sets the second medium.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesTarget {
    /// Folder on a stick or a second disk; `None`: none any more.
    pub folder: Option<String>,
}

/// How it stands with the copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesView {
    /// The last good copy on this laptop, `25-11-2026 16.05`; empty: never.
    pub here: String,
    /// The last good copy on the second medium; empty: never.
    pub there: String,
    /// The second medium's folder; empty: none.
    pub target: String,
    /// There is work that the copies do not have, and the last one is older than a day.
    pub old: bool,
    /// Why the last try failed.
    pub fault: Option<AppError>,
    /// Folders of sticks that are plugged in.
    pub suggestions: Vec<String>,
    /// The laptop is bound to this computer: copies open elsewhere by the office's code only.
    #[serde(default)]
    pub bound: bool,
}

/// Looks for copies in a folder; without one, on the sticks that are plugged in. Also before anyone has joined.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopiesFind {
    /// Where.
    pub folder: Option<String>,
}

/// A copy from which this laptop can be made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyCard {
    /// Its folder.
    pub folder: String,
    /// When it was made, `25-11-2026 16.05`.
    pub made: String,
    /// The laptop that it is a copy of.
    pub device_name: String,
    /// Who may sign in.
    pub officers: Vec<crate::session::OfficerCard>,
    /// Passphrases open it on the computer to which the laptop was bound; elsewhere only the office's code does.
    #[serde(default)]
    pub bound: bool,
}

/// Makes this laptop from a copy; the answer is the opened session.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyRestore {
    /// The copy's folder.
    pub folder: String,
    /// Who signs in.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: jemput_domain::id::OfficerId,
    /// That officer's passphrase; with a code, the one to be used from now on.
    pub passphrase: String,
    /// The recovery code that the office reads out; empty: the passphrase opens the copy.
    #[serde(default)]
    pub code: String,
}
