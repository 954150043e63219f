//! Orders to printers: written down before the printer gets a byte, found again after a crash, never sent again unasked.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jemput_domain::{
    audit::Deed,
    id::{LetterId, PrintId},
    service::Paper,
};
use jemput_printing::{Job, JobState, PrintError, Status, Trouble};
use jemput_store::PrintRow;
use jemput_wire::{
    AppError,
    letter::{PrintCancel, PrintConfirm, PrintJob, PrintState, PrintStatus, PrintView},
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    printers::Chosen,
    requests::{letter, letter_error, paper_name},
    session::Session,
    transport::hex,
};

/// States in which the printer may still print, or may have printed: nothing is sent again before an answer.
const OPEN: [&str; 3] = ["ordered", "handed_over", "unknown"];

/// States in which nobody has seen paper yet.
const UNPRINTED: [&str; 6] = [
    "ordered",
    "handed_over",
    "unknown",
    "failed",
    "not_printed",
    "cancelled",
];

/// What is being handed over at this moment.
#[derive(Default)]
pub(crate) struct Orders {
    /// Held from the first look at a letter's orders until the new one is written down: fifty clicks are one order.
    writing: Mutex<()>,
    /// Orders whose printer has not answered yet: their "ordered" is no trace of a crash.
    sending: Mutex<BTreeSet<Uuid>>,
}

impl Orders {
    /// Nobody else writes an order down while this is held.
    pub(crate) fn write(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sending(&self) -> MutexGuard<'_, BTreeSet<Uuid>> {
        self.sending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wanted of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheets {
    /// Sheets of each page.
    pub(crate) copies: u32,
    /// A copy for the office's file.
    pub(crate) for_file: bool,
}

impl Sheets {
    /// The letter itself.
    pub(crate) const ONE: Self = Self {
        copies: 1,
        for_file: false,
    };
}

/// An order that is written down, with the pages for it.
pub(crate) struct Written {
    row: PrintRow,
    pdf: Vec<u8>,
    job: Job,
}

impl App {
    /// Writes an order down; the printer gets its bytes by [`App::hand_over`].
    pub(crate) fn write_order(
        &self,
        session: &Session,
        id: LetterId,
        printer: &Chosen,
        copy: u32,
        sheets: Sheets,
    ) -> Result<Written> {
        let Sheets { copies, for_file } = sheets;
        let letter = letter(&session.store(), id)?;
        let layout = self.layout_on(&letter, printer.paper, printer.edges, for_file)?;
        let pdf = layout.pdf(&letter.number).map_err(letter_error)?;
        let order = Uuid::now_v7();
        let job = Job {
            title: letter.number,
            mark: order.simple().to_string(),
            paper: printer.paper,
            copies,
            offset_mm: printer.offset_mm(),
            least_dpi: jemput_letters::SEAL_DPI,
        };
        let row = PrintRow {
            id: order,
            letter: id.0,
            copy,
            copies,
            for_file,
            printer: printer.name.clone(),
            name: job.name(),
            address: printer.address().map(str::to_owned),
            paper: paper_name(printer.paper),
            pages: u32::try_from(layout.pages.len()).unwrap_or(u32::MAX),
            sha256: hex(&Sha256::digest(&pdf)),
            state: "ordered".to_owned(),
            job: None,
            reason: None,
            path: None,
            at_ms: self.time.now_ms(),
        };
        self.note(session, Deed::Printed, Some(id.0), "")?;
        session.store().save_print(&row)?;
        self.orders.sending().insert(order);
        Ok(Written { row, pdf, job })
    }

    /// Hands a written order to its printer and notes what the printer said.
    pub(crate) fn hand_over(
        &self,
        session: &Session,
        order: Written,
        printer: &Chosen,
    ) -> Result<PrintView> {
        let Written { mut row, pdf, job } = order;
        match printer.send(&pdf, &job) {
            Ok(sent) => {
                row.state = state_name(sent.state).to_owned();
                row.job = sent.job.map(serde_json::Value::from);
                row.path = sent.path.map(|path| path.display().to_string());
            }
            Err(error) => {
                row.state = if error.may_be_out() {
                    "unknown"
                } else {
                    "failed"
                }
                .to_owned();
                row.reason = Some(serde_json::json!(reason(&error)));
            }
        }
        let kept = {
            let store = session.store();
            store.print(row.id).and_then(|known| {
                // The officer may have said already what came out; a slow printer does not take that back.
                if let Some(known) = known.filter(|known| known.state != "ordered") {
                    row.state = known.state;
                }
                store.save_print(&row)
            })
        };
        self.orders.sending().remove(&row.id);
        kept?;
        Ok(PrintView {
            letter: self.letter_card(session, LetterId(row.letter))?,
            job: job_view(row, &[]),
        })
    }

    /// What is known of the letter's newest order; `None` where none was written down.
    pub(crate) fn latest_print(
        &self,
        session: &Session,
        id: LetterId,
    ) -> Result<Option<PrintView>> {
        let row = newest(session, id)?;
        row.map(|row| {
            Ok(PrintView {
                letter: self.letter_card(session, id)?,
                job: job_view(row, &[]),
            })
        })
        .transpose()
    }

    /// The number of the next copy, if the letter's last order is answered.
    pub(crate) fn next_copy(&self, session: &Session, id: LetterId) -> Result<u32> {
        let rows = session.store().prints_of(id.0)?;
        if let Some(open) = rows.iter().find(|row| OPEN.contains(&row.state.as_str())) {
            return Err(coded("print-open").with("printer", open.printer.clone()));
        }
        Ok(rows
            .iter()
            .map(|row| row.copy + row.copies)
            .max()
            .unwrap_or(1))
    }

    /// Whether this laptop has ordered the letter's print, and nobody has seen the paper yet.
    pub(crate) fn is_unprinted(&self, session: &Session, id: LetterId) -> Result<bool> {
        let rows = session.store().prints_of(id.0)?;
        Ok(!rows.is_empty()
            && rows
                .iter()
                .all(|row| UNPRINTED.contains(&row.state.as_str())))
    }

    pub(crate) fn print_status(&self, wish: PrintStatus) -> Result<PrintJob> {
        let session = self.session()?;
        let mut row = order(&session, wish.id)?;
        if row.state == "ordered" && !self.orders.sending().contains(&row.id) {
            // The program ended while the order was on its way.
            self.look_for(&mut row);
            session.store().save_print(&row)?;
        }
        let mut troubles = Vec::new();
        if matches!(row.state.as_str(), "handed_over" | "unknown")
            && let Some(job) = job_of(&row)
        {
            let before = row.clone();
            take_status(&mut row, jemput_printing::state(&job), &mut troubles);
            // The officer may have answered while the printer was asked; an answer is never overwritten.
            if row != before && order(&session, wish.id)?.state == before.state {
                keep(&session, &row)?;
            }
        }
        Ok(job_view(row, &troubles))
    }

    /// Asks the printer for an order whose end is not known; nothing is sent.
    fn look_for(&self, row: &mut PrintRow) {
        let found = match &row.address {
            Some(address) if !row.name.is_empty() => jemput_printing::adopt(address, &row.name),
            _ => Err(PrintError::JobUnknown),
        };
        match found {
            Ok(job) => {
                row.job = Some(job.into());
                "handed_over".clone_into(&mut row.state);
            }
            Err(error) => {
                row.reason = Some(serde_json::json!(reason(&error)));
                "unknown".clone_into(&mut row.state);
            }
        }
    }

    pub(crate) fn print_cancel(&self, wish: PrintCancel) -> Result<PrintJob> {
        let session = self.session()?;
        let mut row = order(&session, wish.id)?;
        let Some(job) = job_of(&row).filter(|_| OPEN.contains(&row.state.as_str())) else {
            return Err(coded("printer-too-late"));
        };
        match jemput_printing::cancel(&job) {
            // What is printing already may still come out: the state is the printer's to tell.
            Ok(()) | Err(PrintError::TooLate | PrintError::JobUnknown) => {}
            Err(error) => return Err(reason(&error).into()),
        }
        let mut troubles = Vec::new();
        take_status(&mut row, jemput_printing::state(&job), &mut troubles);
        keep(&session, &row)?;
        Ok(job_view(row, &troubles))
    }

    pub(crate) fn print_confirm(&self, wish: PrintConfirm) -> Result<PrintJob> {
        let session = self.session()?;
        let mut row = order(&session, wish.id)?;
        row.state = if wish.came_out {
            "confirmed"
        } else {
            // A job that still waits would come out beside the next one.
            if let Some(job) = job_of(&row).filter(|_| OPEN.contains(&row.state.as_str())) {
                // Most often it has ended or nobody answers; the officer's word stands in any case.
                let _ = jemput_printing::cancel(&job);
            }
            "not_printed"
        }
        .to_owned();
        keep(&session, &row)?;
        Ok(job_view(row, &[]))
    }
}

/// Saves an order. Of one that has come to its end the print service keeps no pages any more.
fn keep(session: &Session, row: &PrintRow) -> Result<()> {
    session.store().save_print(row)?;
    if let Some(job) = job_of(row).filter(|_| !OPEN.contains(&row.state.as_str()))
        && let Err(error) = jemput_printing::forget(&job)
    {
        tracing::debug!(
            code = error.code(),
            "the print service keeps a letter's pages"
        );
    }
    Ok(())
}

fn newest(session: &Session, id: LetterId) -> Result<Option<PrintRow>> {
    let rows = session.store().prints_of(id.0)?;
    Ok(rows.into_iter().max_by_key(|row| (row.at_ms, row.id)))
}

fn order(session: &Session, id: PrintId) -> Result<PrintRow> {
    session
        .store()
        .print(id.0)?
        .ok_or_else(|| coded("print-unknown"))
}

fn job_of(row: &PrintRow) -> Option<String> {
    Some(row.job.as_ref()?.as_str()?.to_owned())
}

/// Takes in what a printer says of an order; `troubles` gets what it waits for.
fn take_status(
    row: &mut PrintRow,
    status: Result<Status, PrintError>,
    troubles: &mut Vec<Trouble>,
) {
    match status {
        Ok(status) => {
            state_name(status.state).clone_into(&mut row.state);
            row.reason = status
                .troubles
                .first()
                .filter(|_| status.state == JobState::Failed)
                .map(|trouble| serde_json::json!(AppError::new(trouble.code())));
            *troubles = status.troubles;
        }
        // The printer went away in the middle: paper may be out already, so nobody says "failed" (the officer is
        // asked).
        Err(error) => {
            "unknown".clone_into(&mut row.state);
            row.reason = Some(serde_json::json!(reason(&error)));
        }
    }
}

fn state_name(state: JobState) -> &'static str {
    match state {
        JobState::Pending => "handed_over",
        JobState::Done => "device_ok",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    }
}

pub(crate) fn reason(error: &PrintError) -> AppError {
    let mut view = AppError::new(error.code());
    for (name, value) in error.params() {
        view = view.with(name, value);
    }
    view
}

pub(crate) fn job_view(row: PrintRow, troubles: &[Trouble]) -> PrintJob {
    PrintJob {
        id: PrintId(row.id),
        copy: row.copy,
        copies: row.copies,
        for_file: row.for_file,
        reachable: job_of(&row).is_some() && OPEN.contains(&row.state.as_str()),
        troubles: troubles
            .iter()
            .map(|trouble| AppError::new(trouble.code()))
            .collect(),
        paper: if row.paper.is_empty() {
            paper_name(Paper::default())
        } else {
            row.paper
        },
        printer: row.printer,
        state: match row.state.as_str() {
            "handed_over" => PrintState::HandedOver,
            "device_ok" => PrintState::DeviceOk,
            "failed" => PrintState::Failed,
            "confirmed" => PrintState::Confirmed,
            "not_printed" => PrintState::NotPrinted,
            "cancelled" => PrintState::Cancelled,
            "ordered" => PrintState::Ordered,
            _ => PrintState::Unknown,
        },
        reason: row
            .reason
            .and_then(|reason| serde_json::from_value(reason).ok()),
        path: row.path,
    }
}
