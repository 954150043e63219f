//! The day that letters carry, asked for where the laptop's clock is in doubt.

use serde::{Deserialize, Serialize};

/// Asks which day letters carry now.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayGet {}

/// Says which day it is, for the rest of this day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayGive {
    /// `2026-11-25`.
    pub day: String,
}

/// The day that letters carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayView {
    /// `2026-11-25`: what was given, else what the clock says.
    pub day: String,
    /// Why the clock is in doubt: `floored`, `jumped`, `ahead` or `window`; empty: it is not.
    pub doubt: String,
    /// The officer must say before a letter is printed.
    pub asked: bool,
    /// An officer has said so today.
    pub given: bool,
    /// The earliest day that can be given, `2026-11-25`.
    pub earliest: String,
}
