//! The officer's first screen.

use serde::{Deserialize, Serialize};

use crate::{letter::LetterCard, printer::PrinterView, request::RequestCard};

/// Asks for the day's overview.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Today {}

/// What waits, what is done, and whether everything is ready.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TodayView {
    /// Residents on this laptop.
    pub residents: u64,
    /// Letters printed today.
    pub printed: u64,
    /// Letters handed over today.
    pub issued: u64,
    /// Started and not yet printed, newest first.
    pub drafts: Vec<RequestCard>,
    /// Waiting for somebody to check them, of this laptop's village; newest first.
    #[serde(default)]
    pub waiting: Vec<crate::approval::WaitingCard>,
    /// Printed and not yet signed and handed over, oldest first.
    pub awaiting: Vec<LetterCard>,
    /// Stock of letter numbers.
    pub numbers: NumberStock,
    /// The chosen printer, if any.
    pub printer: Option<PrinterView>,
    /// Changes that only this laptop holds.
    pub unsent: u64,
    /// Battery in per cent, where the machine tells.
    pub battery: Option<u8>,
    /// Findings about the clock and the like, as codes `notice-…`.
    pub notices: Vec<crate::AppError>,
}

/// Reserved letter numbers of the current year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberStock {
    /// Left in this laptop's blocks.
    pub left: u32,
    /// Size of these blocks.
    pub of: u32,
    /// Fewer than the officer should travel with.
    pub low: bool,
    /// The next letter takes the laptop's own series.
    pub own_series: bool,
}
