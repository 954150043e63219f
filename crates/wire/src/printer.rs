//! Printers.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Lists the printers that this laptop can reach.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterList {}

/// Chooses a printer, its paper and its offset.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterSelect {
    /// Printer id.
    pub id: String,
    /// Loaded paper, `F4` or `A4`.
    pub paper: String,
    /// To the right, tenths of a millimetre.
    pub offset_x: i32,
    /// Down, tenths of a millimetre.
    pub offset_y: i32,
}

/// How a printer prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrinterKind {
    /// A queue of this laptop or a network printer.
    Paper,
    /// A PDF file in a folder.
    File,
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How it prints.
    pub kind: PrinterKind,
    /// Chosen on this laptop.
    pub selected: bool,
    /// Loaded paper, `F4` or `A4`.
    pub paper: String,
    /// To the right, tenths of a millimetre.
    pub offset_x: i32,
    /// Down, tenths of a millimetre.
    pub offset_y: i32,
    /// Why it cannot print now.
    pub problem: Option<AppError>,
}
