//! Checking a letter before it is printed: who may, who did, and the way to somebody who may.

use jemput_domain::id::RequestId;
use serde::{Deserialize, Serialize};

/// Where a draft stands on its way to the print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being filled.
    #[default]
    Draft,
    /// Sent to somebody with the right to check it.
    Submitted,
    /// Checked and approved; it can be printed.
    Checked,
    /// Printed.
    Printed,
}

/// A draft's way to the print, as the officer who looks at it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlowView {
    /// Where it stands.
    pub stage: Stage,
    /// Filled by whoever is signed in.
    pub mine: bool,
    /// Why whoever is signed in may not approve it, as an error code; `None`: may.
    pub may_not: Option<String>,
    /// Who filled it.
    pub prepared_name: String,
    /// Who approved it; empty: nobody yet.
    pub checked_name: String,
    /// When, `25-11-2026 08.05`.
    pub checked_at: String,
    /// What was approved has changed since: it must be looked at again.
    pub stale: bool,
    /// Why it was given back; empty: it was not.
    pub returned: String,
    /// The number that it was given by hand, with its reason.
    pub manual: Option<crate::numbers::ManualNumber>,
}

/// Asks somebody with the right to check it: the request goes to the office with the next sync.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestSubmit {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// Takes that back, to go on filling.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestRecall {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// Approves a request as it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestApprove {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// Gives a request back to who filled it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestReturn {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
    /// Why.
    pub reason: String,
}

/// Lists requests that wait for somebody to check them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestWaiting {}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaitingCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
    /// Service title.
    pub title: String,
    /// For whom.
    pub resident_name: String,
    /// Who filled it.
    pub prepared_name: String,
    /// Filled by whoever is signed in.
    pub mine: bool,
    /// Where it stands.
    pub stage: Stage,
}
