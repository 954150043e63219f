//! Practice: everything as on a real day, and nothing of it counts. The papers say LATIHAN.

use jemput_letters::{Options, Watermark};
use jemput_printing::Job;
use jemput_wire::{
    AppError,
    letter::{PracticePaper, PracticePrint, PracticeSet},
    session::{SessionState, SessionView},
};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    requests::letter_error,
};

/// What stands in the place of the number.
const NUMBER: &str = "LATIHAN";

impl App {
    pub(crate) fn practice_set(&self, wish: PracticeSet) -> Result<SessionView> {
        self.session()?.practise(wish.on);
        self.session_state(SessionState {})
    }

    /// Prints a letter without number and seal; nothing is written down but the draft that was there already.
    pub(crate) fn practice_print(&self, wish: PracticePrint) -> Result<PracticePaper> {
        let session = self.session()?;
        if !session.practises() {
            return Err(coded("practice-off"));
        }
        let _one_at_a_time = self.orders.write();
        let case = self.case(&session, wish.request)?;
        let findings = case.findings();
        if jemput_domain::finding::has_error(&findings) {
            return Err(AppError::new("letter-incomplete")
                .with_findings(findings)
                .into());
        }
        let data = self.letter_data(&session, &case, NUMBER)?;
        let printer = self.printer_for(&session, wish.printer.as_deref(), case.draft.paper)?;
        let options = Options::draft(printer.paper)
            .within(printer.edges)
            .marked(Watermark::Practice);
        let pdf = jemput_letters::render(&case.service, &data, &options)
            .and_then(|layout| layout.pdf(NUMBER))
            .map_err(letter_error)?;
        let job = Job {
            title: NUMBER.to_owned(),
            mark: Uuid::now_v7().simple().to_string(),
            paper: printer.paper,
            copies: 1,
            offset_mm: printer.offset_mm(),
        };
        let sent = printer
            .send(&pdf, &job)
            .map_err(|error| crate::orders::reason(&error))?;
        Ok(PracticePaper {
            printer: printer.name,
            path: sent.path.map(|path| path.display().to_string()),
        })
    }
}
