//! The day's queue: numbers for people who wait, on slips of a ticket printer.

use serde::{Deserialize, Serialize};

use crate::AppError;

/// Asks for today's queue.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueGet {}

/// Gives the next number to somebody, and prints the ticket if a ticket printer is chosen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketTake {
    /// Who waits; may be empty.
    pub name: String,
    /// Service id; empty: something else.
    pub service: String,
    /// Old, pregnant, disabled, or with a small child: called before the others.
    pub priority: bool,
}

/// Moves somebody on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketMove {
    /// The number.
    pub number: u32,
    /// Where to.
    pub state: TicketState,
}

/// Prints a slip once more, or the receipt for papers that were handed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlipPrint {
    /// The number.
    pub number: u32,
    /// What.
    pub slip: SlipKind,
}

/// What a ticket printer prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    /// The number to wait with.
    Ticket,
    /// That the request was taken in, with what the service needs.
    Receipt,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Waits.
    Waiting,
    /// Was called and is at the desk.
    Called,
    /// Was served.
    Served,
    /// Did not come when called.
    Absent,
}

/// Somebody who took a number today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketCard {
    /// Counts from 1 each day.
    pub number: u32,
    /// What is called out: `A-017`.
    pub label: String,
    /// Who; may be empty.
    pub name: String,
    /// Title of the service; empty: something else.
    pub service: String,
    /// Called before the others.
    pub priority: bool,
    /// Where it stands.
    pub state: TicketState,
    /// `08.05`.
    pub taken_at: String,
}

/// Today's queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueView {
    /// `28-11-2026`.
    pub day: String,
    /// Those at the desk, then those who wait in the order in which they are called, then the others, newest first.
    pub tickets: Vec<TicketCard>,
    /// The next one to call.
    pub next: Option<u32>,
    /// How many wait.
    pub waiting: u32,
    /// Id and title of what can be asked for.
    pub services: Vec<(String, String)>,
    /// Name of the ticket printer; `None`: none is chosen and numbers are written on paper.
    pub printer: Option<String>,
    /// Why the slip of this command did not come out; the number stands in any case.
    pub problem: Option<AppError>,
    /// Where a slip was written as a file.
    pub path: Option<String>,
}

/// Asks for the ticket printers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketPrinters {}

/// Chooses a ticket printer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketPrinterSelect {
    /// `tcp://192.168.1.50`, `file:///dev/usb/lp0`, `file` for PDF files, or empty for none.
    pub address: String,
    /// Width of its paper in millimetres: 58 or 80.
    pub paper_mm: u32,
}

/// The ticket printer and what could be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketPrintersView {
    /// Its address; empty for none.
    pub address: String,
    /// Width of its paper in millimetres.
    pub paper_mm: u32,
    /// Addresses of device files that are there now.
    pub found: Vec<String>,
}
