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
use crate::job::{Job, JobState, Sent, Status};
use crate::shift::shifted;
use crate::trouble::Trouble;

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

/// What a printer says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What somebody at the printer must put right.
    pub troubles: Vec<Trouble>,
    /// The papers that it takes, by what it lists; all where it lists none.
    pub papers: Vec<Paper>,
}

/// Whether the printer answers and takes jobs, and what it waits for.
///
/// # Errors
/// [`PrintError::Address`], [`PrintError::Unreachable`], [`PrintError::NotAccepting`], [`PrintError::Refused`].
pub fn check(uri: &str) -> Result<Health, PrintError> {
    let call = Call::to(uri)?;
    let printer = ask_printer(&call)?;
    accepting(&call, &printer)?;
    let supported = printer.texts(PRINTER, "media-supported");
    Ok(Health {
        troubles: troubles(&printer),
        papers: Paper::ALL
            .into_iter()
            .filter(|paper| media::keyword(*paper, &supported).is_some())
            .collect(),
    })
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
    let media = suitable(&call, &printer, job)?;

    let name = job.name();
    let request = call.print_job(job, &media, pages.into_owned())?;
    let id = match call.send(request, SEND) {
        Ok(answer) => answer.number(JOB, "job-id"),
        Err(Sending::Refused(status)) => return Err(refusal(&call, status, job.paper)),
        Err(Sending::NotSent(detail)) => {
            return Err(PrintError::Unreachable {
                printer: call.name(),
                detail,
            });
        }
        Err(Sending::Lost(detail)) => match jobs_named(&call, &name) {
            Ok(jobs) if !jobs.is_empty() => jobs.first().map(|(id, _)| *id),
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

/// Looks for a job that was on its way when the program or the connection ended: by its name, never by sending again.
///
/// # Errors
/// [`PrintError::JobUnknown`] where the printer answers and has no such job: paper may be out, since printers forget.
pub fn adopt(uri: &str, name: &str) -> Result<String, PrintError> {
    let call = Call::to(uri)?;
    let (id, _) = jobs_named(&call, name)?
        .into_iter()
        .next()
        .ok_or(PrintError::JobUnknown)?;
    Ok(JobReference {
        uri: uri.to_owned(),
        id,
        name: name.to_owned(),
    }
    .to_string())
}

/// Takes a job back. What is printing already may still come out, so the state is asked afterwards.
///
/// # Errors
/// [`PrintError::TooLate`] if the job has ended, [`PrintError::JobUnknown`], or why nobody answers.
pub fn cancel(job: &str) -> Result<(), PrintError> {
    let reference = JobReference::parse(job).ok_or(PrintError::JobUnknown)?;
    let call = Call::to(&reference.uri)?;
    match call.ask(call.cancel_job(reference.id)?, ASK) {
        Ok(_) => Ok(()),
        Err(PrintError::Refused { status: 0x0404, .. }) => Err(PrintError::TooLate),
        Err(PrintError::Refused {
            status: 0x0406 | 0x0407,
            ..
        }) => Err(PrintError::JobUnknown),
        Err(error) => Err(error),
    }
}

/// Has a print service of this machine forget a job that has ended: it would keep the pages for a day, unencrypted.
///
/// # Errors
/// [`PrintError`]: it knows no such job, or refuses.
pub fn forget(job: &str) -> Result<(), PrintError> {
    let reference = JobReference::parse(job).ok_or(PrintError::JobUnknown)?;
    if !reference.is_queue() {
        return Ok(());
    }
    let call = Call::to(&reference.uri)?;
    let answer = call.ask(call.job_attributes(reference.id)?, ASK)?;
    let state = answer.number(JOB, "job-state").and_then(job_state);
    // One that still goes on would be taken back.
    if matches!(state, None | Some(JobState::Pending)) {
        return Ok(());
    }
    call.ask(call.purge_job(reference.id)?, ASK).map(drop)
}

/// What the device says about a job that [`print()`] handed over, and what it waits for.
///
/// A queue of the print service reports `completed` once it has passed the job on, whatever the device did; so the
/// device itself is asked where it speaks IPP, and otherwise the answer is [`PrintError::Uncertain`].
///
/// # Errors
/// [`PrintError`]: nobody answers or nobody knows; then the officer is asked.
pub fn state(job: &str) -> Result<Status, PrintError> {
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
    match said {
        JobState::Done if reference.is_queue() => told_by_device(&call, &reference.name),
        // A device that gives up makes its queue say "cancelled", as does an officer; the device knows.
        JobState::Cancelled if reference.is_queue() => Ok(told_by_device(&call, &reference.name)
            .unwrap_or(Status {
                state: said,
                troubles: Vec::new(),
            })),
        JobState::Done | JobState::Cancelled => Ok(Status {
            state: said,
            troubles: Vec::new(),
        }),
        JobState::Pending | JobState::Failed => Ok(Status {
            state: said,
            troubles: waits_for(&call, &reference),
        }),
    }
}

/// What became of a job that a queue has passed on.
fn told_by_device(queue: &Call, name: &str) -> Result<Status, PrintError> {
    let uncertain = || PrintError::Uncertain {
        printer: queue.name(),
    };
    let device = device_of(queue, &ask_printer(queue)?).ok_or_else(uncertain)?;
    let jobs = jobs_named(&device, name).map_err(|_| uncertain())?;
    // A queue whose device ended in the middle may have passed the job on twice: the best that any of them says.
    let state = [JobState::Done, JobState::Pending, JobState::Failed]
        .into_iter()
        .find(|state| jobs.iter().any(|(_, told)| told == state))
        .or_else(|| jobs.first().map(|(_, told)| *told))
        .ok_or_else(uncertain)?;
    let troubles = match state {
        JobState::Done | JobState::Cancelled => Vec::new(),
        JobState::Pending | JobState::Failed => {
            ask_printer(&device).map(|printer| troubles(&printer))?
        }
    };
    Ok(Status { state, troubles })
}

/// What a job waits for. A queue whose printer is off says nothing of it, so its device is asked too.
fn waits_for(call: &Call, reference: &JobReference) -> Vec<Trouble> {
    let Ok(printer) = ask_printer(call) else {
        return Vec::new();
    };
    let known = troubles(&printer);
    if !known.is_empty() || !reference.is_queue() {
        return known;
    }
    match device_of(call, &printer).map(|device| ask_printer(&device)) {
        Some(Ok(device)) => troubles(&device),
        Some(Err(PrintError::Unreachable { .. })) => vec![Trouble::Off],
        Some(Err(_)) | None => Vec::new(),
    }
}

fn troubles(printer: &Answer) -> Vec<Trouble> {
    Trouble::among(&printer.texts(PRINTER, "printer-state-reasons"))
}

/// The device behind a queue, where it speaks IPP.
fn device_of(queue: &Call, printer: &Answer) -> Option<Call> {
    let device = Call::to(&printer.text(PRINTER, "device-uri")?).ok()?;
    (device != *queue).then_some(device)
}

/// The states of IPP: 3–6 waiting, held, printing or stopped for paper; 7 cancelled, 8 aborted, 9 completed.
fn job_state(number: i32) -> Option<JobState> {
    match number {
        3..=6 => Some(JobState::Pending),
        7 => Some(JobState::Cancelled),
        8 => Some(JobState::Failed),
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

/// The keyword of the paper at this printer, if the printer takes the paper and PDF and prints fine enough.
fn suitable(call: &Call, printer: &Answer, job: &Job) -> Result<String, PrintError> {
    let paper = job.paper;
    let finest = printer.finest(PRINTER, "printer-resolution-supported");
    if let Some(dpi) = finest.filter(|dpi| *dpi < job.least_dpi) {
        let printer = call.name();
        return Err(PrintError::Coarse { printer, dpi });
    }
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

/// The jobs of this unique name with their states, newest first as far as their numbers tell.
fn jobs_named(call: &Call, name: &str) -> Result<Vec<(i32, JobState)>, PrintError> {
    let answer = call.ask(call.jobs(ALL_JOBS)?, ASK)?;
    let mut jobs: Vec<(i32, JobState)> = answer
        .groups(JOB)
        .filter(|job| job.text("job-name").as_deref() == Some(name))
        .filter_map(|job| {
            Some((
                job.number("job-id")?,
                job.number("job-state").and_then(job_state)?,
            ))
        })
        .collect();
    jobs.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(jobs)
}
