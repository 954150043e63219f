//! Printing through IPP: the print service of this machine (CUPS) and printers in the network.

mod answer;
mod call;
mod media;
mod reference;

use std::time::Duration;

use ::ipp::prelude::*;
use jemput_domain::service::Paper;

use self::answer::{Answer, JOB, PRINTER};
use self::call::{Call, Sending};
use self::reference::JobReference;
use crate::error::PrintError;
use crate::job::{Job, JobState, Sent};
use crate::shift::shifted;

/// The print service of this machine.
pub const LOCAL_SERVICE: &str = "ipp://localhost:631/";

/// How long a question may take: someone is waiting in front of the screen.
const ASK: Duration = Duration::from_secs(5);

/// How long handing over a letter may take: some 60 kB, but small printers are slow to take them.
const SEND: Duration = Duration::from_secs(30);

/// Completed, aborted and cancelled jobs together with the waiting ones.
const ALL_JOBS: &str = "all";

/// A printer that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its address, for [`print()`] and [`check`].
    pub uri: String,
    /// What people call it.
    pub name: String,
}

/// The printers that the print service of this machine knows, by name.
///
/// # Errors
/// [`PrintError::Unreachable`] where no print service runs.
pub fn discover() -> Result<Vec<Found>, PrintError> {
    discover_at(LOCAL_SERVICE)
}

/// The same for the print service at another address.
///
/// # Errors
/// As [`discover`].
pub fn discover_at(service: &str) -> Result<Vec<Found>, PrintError> {
    let call = Call::to(service)?;
    let request: IppRequestResponse = IppOperationBuilder::cups().get_printers().into();
    let answer = match call.ask(request, ASK) {
        Ok(answer) => answer,
        // CUPS says "not found" when it has no printer.
        Err(PrintError::Refused { status: 0x0406, .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found: Vec<Found> = answer
        .groups(PRINTER)
        .filter_map(|printer| {
            let name = printer.text("printer-name")?;
            let uri = printer.texts("printer-uri-supported").into_iter().next()?;
            let info = printer
                .text("printer-info")
                .filter(|info| !info.trim().is_empty());
            Some(Found {
                uri,
                name: info.unwrap_or(name),
            })
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Whether the printer answers and takes jobs.
///
/// # Errors
/// [`PrintError::Address`], [`PrintError::Unreachable`], [`PrintError::NotAccepting`], [`PrintError::Refused`].
pub fn check(uri: &str) -> Result<(), PrintError> {
    let call = Call::to(uri)?;
    accepting(&call, &ask_printer(&call)?)
}

/// Hands the pages over, unscaled, on the job's paper.
///
/// If the connection breaks after the pages were sent, the printer is asked for the job by its unique name before
/// anything is reported: a letter must not come out twice.
///
/// # Errors
/// [`PrintError`]; where [`PrintError::may_be_out`], paper may come out nevertheless.
pub fn print(uri: &str, pdf: &[u8], job: &Job) -> Result<Sent, PrintError> {
    let call = Call::to(uri)?;
    let pages = shifted(pdf, job.offset_mm)?;
    let printer = ask_printer(&call)?;
    accepting(&call, &printer)?;
    let media = suitable(&call, &printer, job.paper)?;

    // The number alone is not unique: a second copy has it too.
    let name = format!("{} {:08x}", job.title, uuid::Uuid::new_v4().as_fields().0);
    let request = call.print_job(&name, &media, pages.into_owned())?;
    let id = match call.send(request, SEND) {
        Ok(answer) => answer.number(JOB, "job-id"),
        Err(Sending::Refused(status)) => return Err(refusal(&call, status, job.paper)),
        Err(Sending::NotSent(detail)) => {
            return Err(PrintError::Unreachable {
                printer: call.name(),
                detail,
            });
        }
        Err(Sending::Lost(detail)) => match find(&call, &name) {
            Ok(Some((id, _))) => Some(id),
            _ => {
                return Err(PrintError::Lost {
                    printer: call.name(),
                    detail,
                });
            }
        },
    };
    let id = id.ok_or(PrintError::JobUnknown)?;
    let reference = JobReference {
        uri: uri.to_owned(),
        id,
        name,
    };
    Ok(Sent {
        state: JobState::Pending,
        job: Some(reference.to_string()),
        path: None,
    })
}

/// What the device says about a job that [`print()`] handed over.
///
/// A queue of the print service reports `completed` once it has passed the job on, whatever the device did; so the
/// device itself is asked where it speaks IPP, and otherwise the answer is [`PrintError::Uncertain`].
///
/// # Errors
/// [`PrintError`]: nobody answers or nobody knows; then the officer is asked.
pub fn state(job: &str) -> Result<JobState, PrintError> {
    let reference = JobReference::parse(job).ok_or(PrintError::JobUnknown)?;
    let call = Call::to(&reference.uri)?;
    let answer = match call.ask(call.job_attributes(reference.id)?, ASK) {
        Ok(answer) => answer,
        Err(PrintError::Refused {
            status: 0x0406 | 0x0407,
            ..
        }) => {
            return Err(PrintError::JobUnknown);
        }
        Err(error) => return Err(error),
    };
    let said = answer
        .number(JOB, "job-state")
        .and_then(job_state)
        .ok_or(PrintError::JobUnknown)?;
    if said != JobState::Done || !reference.is_queue() {
        return Ok(said);
    }
    let uncertain = || PrintError::Uncertain {
        printer: call.name(),
    };
    let queue = ask_printer(&call)?;
    let device = queue.text(PRINTER, "device-uri").ok_or_else(uncertain)?;
    let device = Call::to(&device).map_err(|_| uncertain())?;
    match find(&device, &reference.name) {
        Ok(Some((_, state))) => Ok(state),
        _ => Err(uncertain()),
    }
}

/// The states of IPP: 3–6 waiting, held, printing or stopped for paper; 7 cancelled, 8 aborted, 9 completed.
fn job_state(number: i32) -> Option<JobState> {
    match number {
        3..=6 => Some(JobState::Pending),
        7 | 8 => Some(JobState::Failed),
        9 => Some(JobState::Done),
        _ => None,
    }
}

fn ask_printer(call: &Call) -> Result<Answer, PrintError> {
    call.ask(call.printer_attributes()?, ASK)
}

fn accepting(call: &Call, printer: &Answer) -> Result<(), PrintError> {
    if printer.boolean(PRINTER, "printer-is-accepting-jobs") == Some(false) {
        let reasons = printer.texts(PRINTER, "printer-state-reasons").join(", ");
        return Err(PrintError::NotAccepting {
            printer: call.name(),
            reasons,
        });
    }
    Ok(())
}

/// The keyword of the paper at this printer, if the printer takes the paper and PDF.
fn suitable(call: &Call, printer: &Answer, paper: Paper) -> Result<String, PrintError> {
    let formats = printer.texts(PRINTER, "document-format-supported");
    if !formats.is_empty() && formats.iter().all(|format| format != "application/pdf") {
        return Err(PrintError::Format {
            printer: call.name(),
        });
    }
    media::keyword(paper, &printer.texts(PRINTER, "media-supported")).ok_or_else(|| {
        PrintError::Paper {
            printer: call.name(),
            paper,
        }
    })
}

fn refusal(call: &Call, status: u16, paper: Paper) -> PrintError {
    let printer = call.name();
    match status {
        0x040b => PrintError::Paper { printer, paper },
        0x040a => PrintError::Format { printer },
        0x0506 => PrintError::NotAccepting {
            printer,
            reasons: String::new(),
        },
        status => PrintError::Refused { printer, status },
    }
}

/// A job by its unique name, with its state.
fn find(call: &Call, name: &str) -> Result<Option<(i32, JobState)>, PrintError> {
    let answer = call.ask(call.jobs(ALL_JOBS)?, ASK)?;
    Ok(answer.groups(JOB).find_map(|job| {
        (job.text("job-name").as_deref() == Some(name)).then_some(())?;
        Some((
            job.number("job-id")?,
            job.number("job-state").and_then(job_state)?,
        ))
    }))
}
