//! The public page that tells whether a letter's seal is real.
//!
//! The QR's token stands after `#` in the address: it stays in this browser. The page fetches the office's signed key
//! list, checks the seal with the same code as laptops and server, and asks for the letter's state by a prefix that
//! fits many letters, so that the office does not learn which one was checked.

mod browser;
mod judge;
mod office;
mod page;
mod words;

pub use browser::start;
pub use judge::{Fact, Item, Judgement, Look, judge, prefix_of};
pub use office::Office;
pub use words::{Language, Words};
