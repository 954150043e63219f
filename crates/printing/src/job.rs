//! An order to a printer and what became of it.

use std::path::PathBuf;

use jemput_domain::service::Paper;

/// What to print; always one copy, since every copy of a letter is an order of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The letter's number: name of the job and of the file.
    pub title: String,
    /// The paper that the pages were laid out for.
    pub paper: Paper,
    /// Millimetres to the right and down, for printers that feed paper askew.
    pub offset_mm: (f32, f32),
}

/// What the device or its driver claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waiting or printing.
    Pending,
    /// Said to be out.
    Done,
    /// Said to have failed, or cancelled there.
    Failed,
}

/// An order that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What is known at once.
    pub state: JobState,
    /// Names the job for [`crate::state`]; `None` where nobody can be asked.
    pub job: Option<String>,
    /// Where a file was written.
    pub path: Option<PathBuf>,
}
