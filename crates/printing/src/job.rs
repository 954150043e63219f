//! An order to a printer and what became of it.

use std::path::PathBuf;

use jemput_domain::service::Paper;

use crate::trouble::Trouble;

/// What to print.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The letter's number: what people know the job by, and the name of a file.
    pub title: String,
    /// The order's own mark, written down before the printer gets a byte: two orders never share it, so that a job is
    /// found again after a crash or a lost answer. Letters, digits and dashes.
    pub mark: String,
    /// The paper that the pages were laid out for.
    pub paper: Paper,
    /// Sheets of each page, at least 1.
    pub copies: u32,
    /// Millimetres to the right and down, for printers that feed paper askew.
    pub offset_mm: (f32, f32),
    /// Dots per inch that the printer must have at least: nobody reads a code of coarse dots. 0: it does not matter.
    pub least_dpi: u32,
}

impl Job {
    /// The job's name at the printer. The number alone is not unique: a second copy has it too.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(&self.title, &self.mark)
    }
}

/// The name at the printer of the order with this title and mark.
#[must_use]
pub fn name_of(title: &str, mark: &str) -> String {
    format!("{title} {mark}")
}

/// What the device or its driver claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waiting or printing.
    Pending,
    /// Said to be out.
    Done,
    /// Said to have failed.
    Failed,
    /// Taken back before it was printed.
    Cancelled,
}

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What is claimed of the job.
    pub state: JobState,
    /// What the printer waits for, or why the job failed.
    pub troubles: Vec<Trouble>,
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
