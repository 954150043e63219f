//! One address, whatever is behind it: IPP, or the spooler of Windows.

use crate::error::PrintError;
use crate::ipp::{self, Found, Health};
use crate::job::{Job, Sent, Status};
use crate::spool::{self, SCHEME, Spooler as _};

/// Whether the text is an address that letters can be printed to.
#[must_use]
pub fn is_address(text: &str) -> bool {
    ["ipp://", "ipps://", SCHEME]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

/// The printers that this machine knows; none where neither a print service nor a spooler runs.
#[must_use]
pub fn discover() -> Vec<Found> {
    let mut found = ipp::discover().unwrap_or_default();
    let spooled = spool::here().printers().unwrap_or_default();
    found.extend(spooled.into_iter().map(|printer| Found {
        uri: format!("{SCHEME}{}", printer.name),
        name: printer.name,
    }));
    found
}

/// Whether a printer answers and takes jobs, what it waits for, and which papers it takes.
///
/// # Errors
/// [`PrintError::Address`], [`PrintError::Unreachable`], [`PrintError::NotAccepting`], [`PrintError::Refused`].
pub fn check(address: &str) -> Result<Health, PrintError> {
    match address.strip_prefix(SCHEME) {
        Some(printer) => spool::check(&spool::here(), printer),
        None => ipp::check(address),
    }
}

/// Hands the pages over, unscaled, on the job's paper.
///
/// # Errors
/// [`PrintError`]; where [`PrintError::may_be_out`], paper may come out nevertheless.
pub fn print(address: &str, pdf: &[u8], job: &Job) -> Result<Sent, PrintError> {
    match address.strip_prefix(SCHEME) {
        Some(printer) => spool::print(&spool::here(), printer, pdf, job),
        None => ipp::print(address, pdf, job),
    }
}

/// What the device or its spooler says about a job that [`print()`] handed over.
///
/// # Errors
/// [`PrintError`]: nobody answers or nobody knows; then the officer is asked.
pub fn state(job: &str) -> Result<Status, PrintError> {
    if job.starts_with(SCHEME) {
        spool::state(&spool::here(), job)
    } else {
        ipp::state(job)
    }
}

/// Looks for a job that was on its way when the program or the connection ended: by its name, never by sending again.
///
/// # Errors
/// [`PrintError::JobUnknown`] where there is no such job: paper may be out, since printers forget.
pub fn adopt(address: &str, name: &str) -> Result<String, PrintError> {
    match address.strip_prefix(SCHEME) {
        Some(printer) => spool::adopt(&spool::here(), printer, name),
        None => ipp::adopt(address, name),
    }
}

/// Takes a job back. What is printing already may still come out, so the state is asked afterwards.
///
/// # Errors
/// [`PrintError::TooLate`] if the job has ended, [`PrintError::JobUnknown`], or why nobody answers.
pub fn cancel(job: &str) -> Result<(), PrintError> {
    if job.starts_with(SCHEME) {
        spool::cancel(&spool::here(), job)
    } else {
        ipp::cancel(job)
    }
}

/// Lets go of the pages of a job that has ended, where a print service would keep them.
///
/// # Errors
/// [`PrintError`]: nobody answers, or the service refuses; the pages then stay as long as its settings say.
pub fn forget(job: &str) -> Result<(), PrintError> {
    if job.starts_with(SCHEME) {
        // The spooler of Windows keeps nothing unless somebody tells it to.
        Ok(())
    } else {
        ipp::forget(job)
    }
}
