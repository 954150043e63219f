//! Letter numbers: the template of an office, and the blocks that a laptop takes its numbers from.
//!
//! Pure functions; whoever calls them keeps the blocks in the same transaction as the letter. The law that the
//! property tests hold: no two letters of one series and year ever get the same number, with or without blocks,
//! whatever is restored, burned or used elsewhere.

mod block;
mod format;
mod gaps;
mod series;

pub use self::block::{Burned, LOW_STOCK, NumberBlock, Stock, Taken};
pub use self::format::{FormatError, LONGEST, Misplaced, NumberFormat, NumberParts, roman_month};
pub use self::gaps::{Elsewhere, Known, Line, Span, What, lines};
pub use self::series::{DeviceMark, Serial, SeriesKey};

/// The largest number that is taken from hands: no office comes near, a slip of the keys does.
pub const LARGEST: u32 = 999_999;
