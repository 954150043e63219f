//! The calls, by two kept crates that hold the unsafe code: `winprint` prints pictures through any driver, `printers`
//! lists printers and jobs.

use std::path::Path;

use printers::common::base::job::PrinterJobState;
use winprint::printer::{FilePrinter as _, ImagePrinter, PrintOutcome, PrinterDevice};
use winprint::ticket::{Copies, PageMediaSize, PrintCapabilities, PrintTicketBuilder};

use super::{Refused, Setup, SpoolJob, SpoolPrinter, SpoolState, Spooler};

/// The print spooler.
pub(super) struct Winspool;

impl Spooler for Winspool {
    fn printers(&self) -> Result<Vec<SpoolPrinter>, String> {
        Ok(printers::get_printers()
            .into_iter()
            .map(|printer| SpoolPrinter {
                name: printer.system_name.clone(),
                reasons: printer.state_reasons.clone(),
            })
            .collect())
    }

    fn papers(&self, printer: &str) -> Result<Vec<(u32, u32)>, String> {
        let capabilities = capabilities(printer)?;
        Ok(capabilities
            .page_media_sizes()
            .map(|media| size(&media))
            .filter(|size| size.0 > 0 && size.1 > 0)
            .collect())
    }

    fn print(&self, printer: &str, pages: &Path, setup: &Setup) -> Result<(), Refused> {
        let before = |detail: String| Refused {
            may_be_out: false,
            detail,
        };
        let device =
            PrinterDevice::by_os_name(printer).map_err(|error| before(error.to_string()))?;
        let mut ticket =
            PrintTicketBuilder::new(&device).map_err(|error| before(error.to_string()))?;
        let near = |media: &PageMediaSize| {
            let (width, height) = size(media);
            width.abs_diff(setup.paper.0) <= 1_000 && height.abs_diff(setup.paper.1) <= 1_000
        };
        let media = capabilities(printer)
            .map_err(before)?
            .page_media_sizes()
            .find(near);
        if let Some(media) = media {
            ticket
                .merge(media)
                .map_err(|error| before(error.to_string()))?;
        }
        ticket
            .merge(Copies(setup.copies))
            .map_err(|error| before(error.to_string()))?;
        let ticket = ticket.build().map_err(|error| before(error.to_string()))?;
        match ImagePrinter::new(device).print(pages, ticket) {
            Ok(PrintOutcome::Completed) => Ok(()),
            Ok(outcome) => Err(Refused {
                may_be_out: true,
                detail: format!("{outcome:?}"),
            }),
            // The job may have been begun.
            Err(error) => Err(Refused {
                may_be_out: true,
                detail: error.to_string(),
            }),
        }
    }

    fn jobs(&self, printer: &str) -> Result<Vec<SpoolJob>, String> {
        let printer =
            printers::get_printer_by_name(printer).ok_or_else(|| "not installed".to_owned())?;
        Ok(printer
            .get_job_history()
            .into_iter()
            .map(|job| SpoolJob {
                id: job.id,
                name: job.name,
                state: match job.state {
                    PrinterJobState::COMPLETED => SpoolState::Sent,
                    PrinterJobState::CANCELLED => SpoolState::Deleting,
                    PrinterJobState::PENDING
                    | PrinterJobState::PAUSED
                    | PrinterJobState::PROCESSING
                    | PrinterJobState::UNKNOWN => SpoolState::Waiting,
                },
            })
            .collect())
    }

    fn cancel(&self, printer: &str, id: u64) -> Result<(), String> {
        printers::get_printer_by_name(printer)
            .ok_or_else(|| "not installed".to_owned())?
            .cancel_job(id)
            .map_err(|error| format!("{error:?}"))
    }
}

fn capabilities(printer: &str) -> Result<PrintCapabilities, String> {
    let device = PrinterDevice::by_os_name(printer).map_err(|error| error.to_string())?;
    PrintCapabilities::fetch(&device).map_err(|error| error.to_string())
}

fn size(media: &PageMediaSize) -> (u32, u32) {
    let size = media.size();
    (size.width_in_micron(), size.height_in_micron())
}
