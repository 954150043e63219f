//! The officers' ways in, bound to this computer by its keystore.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Asks whether this laptop is bound to this computer, and whether the computer's keystore works.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BindingGet {}

/// Binds this laptop to this computer, or ends that.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BindingSet {
    /// As it shall be.
    pub bound: bool,
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BindingView {
    /// Officers sign in on this computer only.
    pub bound: bool,
    /// Why the keystore does not help now; `None`: it does.
    pub fault: Option<AppError>,
}
