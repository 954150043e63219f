//! Practice: everything as on a real day, and nothing of it counts. The papers say LATIHAN.

use jemput_domain::service::Paper;
use jemput_letters::{Edges, Layout, Options, Watermark};
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
    requests::{Case, letter_error},
    session::Session,
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
        let printer = self.printer_for(&session, wish.printer.as_deref(), case.draft.paper)?;
        let layout = self.practice_layout(&session, &case, printer.paper, printer.edges)?;
        let pdf = layout.pdf(NUMBER).map_err(letter_error)?;
        let job = Job {
            title: NUMBER.to_owned(),
            mark: Uuid::now_v7().simple().to_string(),
            paper: printer.paper,
            copies: 1,
            offset_mm: printer.offset_mm(),
            least_dpi: 0,
        };
        let sent = printer
            .send(&pdf, &job)
            .map_err(|error| crate::orders::reason(&error))?;
        Ok(PracticePaper {
            printer: printer.name,
            path: sent.path.map(|path| path.display().to_string()),
        })
    }
    /// The page of practice, for the screen and for the printer.
    pub(crate) fn practice_layout(
        &self,
        session: &Session,
        case: &Case,
        paper: Paper,
        edges: Edges,
    ) -> Result<Layout> {
        let data = self.letter_data(session, case, NUMBER)?;
        let options = Options::draft(paper)
            .within(edges)
            .marked(Watermark::Practice);
        jemput_letters::render(&case.service, &data, &options).map_err(letter_error)
    }
}
