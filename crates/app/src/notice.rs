//! The privacy notice: who answers for personal data, on the screen and on one sheet of paper.

use jemput_domain::{
    audit::Deed,
    privacy::notice::{Controller, OFFICE},
    service::Paper,
};
use jemput_printing::Job;
use jemput_wire::privacy::{NoticeGet, NoticePrint, NoticePrinted, NoticeView};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    orders::reason,
    requests::{letter_error, paper_name},
    session::Session,
};

impl App {
    pub(crate) fn notice_get(&self, _: NoticeGet) -> Result<NoticeView> {
        Ok(NoticeView {
            office: controller(&*self.session()?)?,
        })
    }

    /// Hands it to the printer once, like the sheet with rulers: it has no number, so a second one does no harm.
    pub(crate) fn notice_print(&self, _: NoticePrint) -> Result<NoticePrinted> {
        let session = self.session()?;
        let office = controller(&session)?;
        if office.is_unreachable() {
            return Err(coded("privacy-contact-missing"));
        }
        let printer = self.printer_for(&session, None, Paper::F4)?;
        let today = self.today_in(&session);
        let layout = jemput_letters::privacy_notice(&office, printer.paper, printer.edges, today)
            .map_err(letter_error)?;
        let pdf = layout.pdf("").map_err(letter_error)?;
        let job = Job {
            title: "Pemberitahuan privasi".to_owned(),
            mark: Uuid::now_v7().simple().to_string(),
            paper: printer.paper,
            copies: 1,
            offset_mm: printer.offset_mm(),
            least_dpi: 0,
        };
        self.note(&session, Deed::Printed, None, &job.title)?;
        let sent = printer.send(&pdf, &job).map_err(|error| reason(&error))?;
        Ok(NoticePrinted {
            paper: paper_name(printer.paper),
            path: sent.path.map(|path| path.display().to_string()),
        })
    }
}

/// As the office's record says; before the first sync nothing is known.
fn controller(session: &Session) -> Result<Controller> {
    let records = session.store().records(OFFICE)?;
    let known = records
        .iter()
        .find_map(|record| record.to::<Controller>().ok());
    Ok(known.unwrap_or_default())
}
