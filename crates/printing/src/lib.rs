//! Printers: what they are asked, what they answer, and what nobody can know.
//!
//! Paper is printed through IPP ([`ipp`]: CUPS queues and network printers) and the spooler of Windows
//! ([`spool`]), or a PDF goes into a folder ([`mod@file`]);
//! tickets and receipts go to ticket printers ([`escpos`]).
//! Nothing here says "printed": a print service reports `completed` for jobs that a device has thrown away, so a state
//! is only what a device claims, and the officer has the last word. A page is never scaled; where the loaded paper is
//! another one, the letter is laid out again.
//!
//! Blocking, with a time limit on every call.

pub mod escpos;
pub mod file;
pub mod ipp;
pub mod nearby;
pub mod raster;
pub mod spool;

mod error;
mod job;
mod road;
mod shift;
mod trouble;

pub use error::PrintError;
pub use ipp::{Found, Health};
pub use job::{Job, JobState, Sent, Status, name_of};
pub use road::{adopt, cancel, check, discover, forget, is_address, print, state};
pub use trouble::Trouble;
