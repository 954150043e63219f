//! The sheet with rulers: what a printer does to a page is measured once and then used for every letter.

use jemput_domain::service::Paper;
use jemput_printing::Job;
use jemput_wire::printer::{PrinterList, PrinterMeasured, PrinterTest, PrinterView, TestSheet};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    printers::{FILE, off},
    requests::{letter_error, paper_name},
};

/// Where the sheet's lines stand, in tenths of a millimetre.
const LINE: i32 = jemput_letters::TEST_LINE_MM * 10;

/// How long the sheet's bar is, in tenths of a millimetre.
const BAR: i32 = jemput_letters::TEST_BAR_MM * 10;

/// A bar that is longer or shorter than this was scaled; less is a matter of the eye.
const SCALED: i32 = 10;

/// What a printer may leave blank at an edge, in tenths of a millimetre: the sheet's rulers are this long.
const WIDEST_EDGE: i32 = 300;

impl App {
    pub(crate) fn printer_test(&self, wish: PrinterTest) -> Result<TestSheet> {
        let session = self.session()?;
        let printer = self
            .printer_for(&session, Some(&wish.id), Paper::F4)?
            .unset();
        let today = self.today_in(&session);
        let layout = jemput_letters::test_sheet(printer.paper, &printer.name, today)
            .map_err(letter_error)?;
        let pdf = layout.pdf("").map_err(letter_error)?;
        let job = Job {
            title: "UJI".to_owned(),
            mark: Uuid::now_v7().simple().to_string(),
            paper: printer.paper,
            copies: 1,
            offset_mm: (0.0, 0.0),
            least_dpi: 0,
        };
        let sent = printer.send(&pdf, &job).map_err(|error| off(&error))?;
        Ok(TestSheet {
            paper: paper_name(printer.paper),
            path: sent.path.map(|path| path.display().to_string()),
        })
    }

    pub(crate) fn printer_measured(&self, wish: PrinterMeasured) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        if (wish.bar - BAR).abs() > SCALED {
            // A file is not scaled; whatever printed it was.
            let shrunk = wish.bar < BAR && wish.id != FILE;
            if let Some(bar) = u16::try_from(wish.bar).ok().filter(|_| shrunk) {
                self.set_printer(&session, &wish.id, |setting| setting.shrunk = Some(bar))?;
            }
            return Err(coded("printer-scales").with("count", wish.bar / 10));
        }
        let (right, down) = (LINE - wish.left, LINE - wish.top);
        if right.abs() > LINE || down.abs() > LINE {
            return Err(coded("printer-offset").with("count", LINE / 10));
        }
        let edges = wish.edges.map(|edge| {
            u16::try_from(edge)
                .ok()
                .filter(|_| edge <= WIDEST_EDGE)
                .ok_or_else(|| coded("printer-edges").with("count", WIDEST_EDGE / 10))
        });
        let [top, bound_right, bottom, left] = edges;
        let edges = [top?, bound_right?, bottom?, left?];
        self.set_printer(&session, &wish.id, |setting| {
            setting.offset_x = right;
            setting.offset_y = down;
            setting.edges = edges;
            setting.measured = true;
            setting.shrunk = None;
        })?;
        self.printer_list(PrinterList {})
    }
}
