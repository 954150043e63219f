//! Bringing in residents from a table of the exchange format (43 columns, in any order).
//!
//! Everything here is a dry run: [`plan`] reads rows, compares them with the residents that are
//! known, and says of each row what would become of it. Nothing is written; the caller saves what
//! the officer chose. Rows become records with ids that follow from their content, so the same
//! file gives the same records, twice or on two laptops.

mod cell;
mod column;
mod header;
mod identity;
mod known;
mod plan;
mod planner;
mod row;

pub use cell::{Cell, column_letter};
pub use column::{COLUMNS, NOTE_COLUMNS, OWN_COLUMNS};
pub use header::Header;
pub use known::Known;
pub use plan::{Context, Counts, Difference, Outcome, Plan, PlannedRow, Progress, plan};

/// More rows than this are not read at once: no village is that large, and a sheet that seems so
/// holds stray formats down to its last row.
pub const MOST_ROWS: usize = 200_000;

#[cfg(test)]
mod tests;
