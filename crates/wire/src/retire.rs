//! A laptop that sends everything and wipes itself.

use jemput_domain::id::DeviceId;
use serde::{Deserialize, Serialize};

/// `POST /retire`, signed: whether all that this laptop sent is in the office's checked backup. Refused with
/// `retire-not-safe` while it is not; nothing changes either way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetireAsk {
    /// The highest number in the office's log of a change that the laptop wrote.
    pub newest: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetireWord {
    /// What the laptop proves itself with once its key is gone.
    pub word: String,
}

/// `POST /retire/done`, unsigned: the laptop is empty. May be said again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RetireDone {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub device: DeviceId,
    /// [`RetireWord::word`].
    pub word: String,
}

/// Asks what stands in the way of [`Retire`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RetireCheck {}

/// What does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RetireView {
    /// Changes that only this laptop holds.
    pub unsent: u64,
    /// Attached files that only this laptop holds.
    pub files: u64,
    /// Changes that the office has and no checked backup yet.
    pub unsafe_changes: u64,
    /// Drafts that nobody has finished or thrown away.
    pub drafts: u64,
}

/// Sends everything, waits until the office has it safe, then wipes this laptop for good.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Retire {
    /// Of the officer at work: somebody else may stand before it.
    pub passphrase: String,
    /// Drafts go with it.
    #[serde(default)]
    pub drop_drafts: bool,
}
