//! Printing is the commit point: number, seal and snapshot are on the disk before the printer gets a byte.

use jemput_domain::{
    letter::{Letter, LetterState},
    service::Paper,
};
use jemput_letters::Watermark;
use jemput_wire::{
    AppError,
    letter::{LetterPrint, LetterReprint, PrintView},
};

use crate::{
    App,
    error::{Result, coded},
    orders::Sheets,
    requests::{letter, letter_error},
};

/// Sheets of each page in one order at most: more is a mistyped number.
const MOST_COPIES: u32 = 9;

impl App {
    pub(crate) fn letter_print(&self, wish: LetterPrint) -> Result<PrintView> {
        let session = self.session()?;
        let mut case = self.case(&session, wish.request)?;
        // Fifty clicks make one letter and one order: the later ones are told what became of the first.
        let writing = self.orders.write();
        case.draft.letter = self.case(&session, wish.request)?.draft.letter;
        let (id, printer) = if let Some(id) = case.draft.letter {
            if let Some(printed) = self.latest_print(&session, id)? {
                return Ok(printed);
            }
            // The program ended between letter and order: no printer has heard of it.
            let paper = letter(&session.store(), id)?.paper;
            let printer = self.printer_for(&session, wish.printer.as_deref(), paper)?;
            printer.prints_seals()?;
            (id, printer)
        } else {
            if session.practises() {
                return Err(coded("practice-on"));
            }
            let findings = case.findings();
            if jemput_domain::finding::has_error(&findings) {
                return Err(AppError::new("letter-incomplete")
                    .with_findings(findings)
                    .into());
            }
            if let Some(doubt) = case.day.doubt.filter(|_| case.day.is_asked()) {
                return Err(coded("date-needed").with("doubt", doubt.name()));
            }
            let approval = self.approval_to_print(&session, &case)?;
            let printer = self.printer_for(&session, wish.printer.as_deref(), case.draft.paper)?;
            printer.prints_seals()?;
            // Other paper is loaded than was asked for: laid out for it, as the preview shows; never scaled.
            case.draft.paper = printer.paper;
            (self.issue(&session, &case, &approval)?, printer)
        };
        let order = self.write_order(&session, id, &printer, 1, Sheets::ONE)?;
        drop(writing);
        self.hand_over(&session, order, &printer)
    }

    pub(crate) fn letter_reprint(&self, wish: LetterReprint) -> Result<PrintView> {
        let session = self.session()?;
        let letter = letter(&session.store(), wish.letter)?;
        if letter.state == LetterState::Void {
            return Err(coded("letter-void").with("number", letter.number));
        }
        let copies = wish.copies.unwrap_or(1);
        if !(1..=MOST_COPIES).contains(&copies) {
            return Err(coded("print-copies").with("count", MOST_COPIES));
        }
        let printer = self.printer_for(&session, wish.printer.as_deref(), letter.paper)?;
        printer.prints_seals()?;
        let writing = self.orders.write();
        let copy = self.next_copy(&session, wish.letter)?;
        let sheets = Sheets {
            copies,
            for_file: wish.for_file,
        };
        let order = self.write_order(&session, wish.letter, &printer, copy, sheets)?;
        drop(writing);
        self.hand_over(&session, order, &printer)
    }

    /// The letter's pages from its snapshot: the same token, the same bytes.
    pub(crate) fn pdf(&self, letter: &Letter) -> Result<Vec<u8>> {
        let layout = self.layout(letter)?;
        layout.pdf(&letter.number).map_err(letter_error)
    }

    pub(crate) fn layout(&self, letter: &Letter) -> Result<jemput_letters::Layout> {
        self.layout_on(
            letter,
            letter.paper,
            jemput_letters::Edges::default(),
            false,
        )
    }

    /// The letter laid out for a printer's paper and for what that printer leaves blank.
    pub(crate) fn layout_on(
        &self,
        letter: &Letter,
        paper: Paper,
        edges: jemput_letters::Edges,
        for_file: bool,
    ) -> Result<jemput_letters::Layout> {
        let options =
            jemput_letters::Options::sealed(paper, &letter.token, &letter.short_id()).within(edges);
        // The word tells a copy for the office's file from the original.
        let options = if for_file {
            options.marked(Watermark::Copy)
        } else {
            options
        };
        jemput_letters::render(&letter.service_file, &letter.snapshot, &options)
            .map_err(letter_error)
    }
}
