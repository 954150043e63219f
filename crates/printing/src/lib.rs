//! Printers: what they are asked, what they answer, and what nobody can know.
//!
//! Paper is printed through IPP ([`ipp`]: CUPS queues and network printers), or a PDF goes into a folder ([`mod@file`]).
//! Nothing here says "printed": a print service reports `completed` for jobs that a device has thrown away, so a state
//! is only what a device claims, and the officer has the last word. A page is never scaled; where the loaded paper is
//! another one, the letter is laid out again.
//!
//! Blocking, with a time limit on every call.

pub mod file;
pub mod ipp;

mod error;
mod job;
mod shift;

pub use error::PrintError;
pub use ipp::state;
pub use job::{Job, JobState, Sent};
