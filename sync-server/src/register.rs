//! What the office and the public may know of the records.

mod approvals;
mod audit;
mod book;
mod claims;
mod conflicts;
mod decide;
mod devices;
mod duplicates;
mod erase;
mod history;
mod inbox;
mod irregular;
mod letters;
mod names;
mod privacy;
mod residents;
mod status;
mod villages;

pub(crate) use book::BookFile;
pub(crate) use devices::moment;
pub(crate) use status::{Known, ShortAnswer};

/// Rows of a page when nobody says.
const USUAL: u32 = 25;
/// Rows of a page at most.
const MOST: u32 = 100;
/// Beyond this nobody turns pages; searching is what helps.
const FARTHEST: u32 = 2000;

/// Offset and limit, kept within bounds.
fn page(offset: u32, limit: u32) -> (u32, u32) {
    (
        offset.min(FARTHEST),
        if limit == 0 { USUAL } else { limit.min(MOST) },
    )
}
