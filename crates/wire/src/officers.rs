//! Officers who share one laptop: who they are, how another one is taken in, passphrases and PINs, when the screen locks.

use jemput_domain::id::OfficerId;
use serde::{Deserialize, Serialize};

use crate::session::OfficerCard;

/// Asks who works on this laptop and who could.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficerList {}

/// Takes another officer in, who is present and chooses a passphrase. Only one whom the office named for a village of
/// this laptop.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficerAdd {
    /// Who.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: OfficerId,
    /// The new officer's own passphrase: 10 characters or four words.
    pub passphrase: String,
}

/// Changes the passphrase of whoever is signed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PassphraseChange {
    /// As it is.
    pub old: String,
    /// As it shall be.
    pub new: String,
}

/// Sets or takes away the PIN of whoever is signed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PinSet {
    /// Six to twelve digits; empty: no PIN any more.
    pub pin: String,
}

/// Sets after how many minutes without a key or a touch this laptop locks itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LockAfter {
    /// One of [`LOCK_MINUTES`].
    pub minutes: u16,
}

/// What can be chosen for [`LockAfter`].
pub const LOCK_MINUTES: [u16; 5] = [2, 5, 10, 15, 30];

/// Who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficersView {
    /// Those who may sign in here.
    pub here: Vec<OfficerCard>,
    /// Those whom the office named for a village of this laptop, and who cannot sign in here yet.
    pub others: Vec<OfficerCard>,
    /// Those who could sign in here until the office ended their service.
    pub gone: Vec<GoneOfficer>,
    /// Whoever is signed in has a PIN.
    pub pin: bool,
    /// Minutes until this laptop locks itself.
    pub lock_minutes: u16,
}

/// An officer whose way in was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GoneOfficer {
    /// Name.
    pub name: String,
    /// Drafts that are kept, should the office let the officer come back.
    pub drafts: u64,
}
