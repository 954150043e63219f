//! Printers.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Lists the printers that this laptop can reach.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterList {}

/// Looks for printers that announce themselves in the network; takes a few seconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterNearby {}

/// A printer in the network that is not on the list yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearbyPrinter {
    /// Printer id, for [`PrinterSelect`].
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it stands; empty: nobody has told it.
    pub place: String,
    /// It takes letters as they are; else it must be set up in the system first.
    pub takes_pdf: bool,
}

/// Chooses a printer for every paper that has none of its own, its loaded paper and its offset.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterSelect {
    /// Printer id: an address such as `ipp://192.168.1.20/ipp/print`, or `file`.
    pub id: String,
    /// What it was found as; `None`: as it is known, or by its address.
    #[serde(default)]
    pub name: Option<String>,
    /// Loaded paper, `F4` or `A4`.
    pub paper: String,
    /// To the right, tenths of a millimetre.
    pub offset_x: i32,
    /// Down, tenths of a millimetre.
    pub offset_y: i32,
}

/// Sends letters on one paper to a printer of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterForPaper {
    /// The paper.
    pub paper: String,
    /// A known printer; `None`: the one for everything.
    pub id: Option<String>,
}

/// Takes a printer and its measures off the list; one that is found again is listed again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterForget {
    /// Printer id.
    pub id: String,
}

/// Prints the sheet with rulers, unmoved, on the printer's loaded paper.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterTest {
    /// Printer id.
    pub id: String,
}

/// The sheet with rulers and how it should look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestSheet {
    /// The paper that it was laid out for.
    pub paper: String,
    /// Where a file printer put it.
    pub path: Option<String>,
}

/// What was measured on the sheet with rulers, in tenths of a millimetre.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrinterMeasured {
    /// Printer id.
    pub id: String,
    /// From the paper's left edge to the upright line that should stand at 20 mm.
    pub left: i32,
    /// From the paper's upper edge to the level line that should stand at 20 mm.
    pub top: i32,
    /// The bar that should be 100 mm long.
    pub bar: i32,
    /// The smallest number that can be read on each ruler: upper, right, lower and left edge.
    pub edges: [i32; 4],
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
    /// Chosen for everything on this laptop.
    pub selected: bool,
    /// Papers that go to this one whatever is chosen for everything.
    #[serde(default)]
    pub for_papers: Vec<String>,
    /// Has been set on this laptop.
    #[serde(default)]
    pub known: bool,
    /// Loaded paper, `F4` or `A4`.
    pub paper: String,
    /// Papers that the printer says it takes; empty where it was not asked.
    #[serde(default)]
    pub takes: Vec<String>,
    /// To the right, tenths of a millimetre.
    pub offset_x: i32,
    /// Down, tenths of a millimetre.
    pub offset_y: i32,
    /// What it leaves blank at the upper, right, lower and left edge, tenths of a millimetre.
    #[serde(default)]
    pub edges: [i32; 4],
    /// The sheet with rulers was measured.
    #[serde(default)]
    pub measured: bool,
    /// Why it cannot print now.
    pub problem: Option<AppError>,
}
