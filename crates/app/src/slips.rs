//! Queue tickets and receipts on a ticket printer.

use jemput_domain::{date, service::Paper};
use jemput_letters::{DOTS_PER_INCH, Slip, SlipLine};
use jemput_printing::{
    Job, PrintError,
    escpos::{self, Target},
};
use jemput_wire::{
    AppError,
    queue::{SlipKind, TicketPrinterSelect, TicketPrinters, TicketPrintersView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    orders::reason,
    printers::FILE,
    queue::Ticket,
    requests::letter_error,
    session::Session,
    words,
};

/// The chosen ticket printer, as kept on this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Setting {
    address: String,
    paper_mm: u32,
}

const SETTING: &str = "ticket-printer";

/// Width of paper in millimetres and dots of a head for it.
const PAPERS: [(u32, u32); 2] = [(58, 384), (80, 576)];

/// A slip that was sent.
pub(crate) struct Printed {
    /// Where it was written as a file.
    pub(crate) path: Option<String>,
}

impl App {
    pub(crate) fn ticket_printers(&self, _: TicketPrinters) -> Result<TicketPrintersView> {
        let session = self.session()?;
        let setting: Option<Setting> = session.store().setting(SETTING)?;
        Ok(TicketPrintersView {
            address: setting
                .as_ref()
                .map(|setting| setting.address.clone())
                .unwrap_or_default(),
            paper_mm: setting.map_or(PAPERS[0].0, |setting| setting.paper_mm),
            found: escpos::discover()
                .iter()
                .map(|target| format!("file://{}", target.name()))
                .collect(),
        })
    }

    pub(crate) fn ticket_printer_select(
        &self,
        wish: TicketPrinterSelect,
    ) -> Result<TicketPrintersView> {
        let session = self.session()?;
        let address = wish.address.trim().to_owned();
        if !address.is_empty() && address != FILE {
            Target::parse(&address)
                .map_err(|_| coded("ticket-printer-address").with("address", address.clone()))?;
        }
        if PAPERS.iter().all(|(paper, _)| *paper != wish.paper_mm) {
            return Err(coded("ticket-printer-paper"));
        }
        session.store().set_setting(
            SETTING,
            &Setting {
                address,
                paper_mm: wish.paper_mm,
            },
        )?;
        self.ticket_printers(TicketPrinters {})
    }

    fn ticket_printer(&self, session: &Session) -> Result<Option<Setting>> {
        let setting: Option<Setting> = session.store().setting(SETTING)?;
        Ok(setting.filter(|setting| !setting.address.is_empty()))
    }

    pub(crate) fn ticket_printer_name(&self, session: &Session) -> Result<Option<String>> {
        let setting = self.ticket_printer(session)?;
        Ok(
            setting.map(|setting| match Target::parse(&setting.address) {
                Ok(target) => target.name(),
                Err(_) => "PDF".to_owned(),
            }),
        )
    }

    /// Prints a slip once; what becomes of it is told, and nothing is sent again by itself.
    pub(crate) fn print_slip(
        &self,
        session: &Session,
        ticket: &Ticket,
        kind: SlipKind,
    ) -> Result<Printed> {
        let setting = self
            .ticket_printer(session)?
            .ok_or_else(|| coded("ticket-printer-none"))?;
        let dots = PAPERS
            .iter()
            .find(|(paper, _)| *paper == setting.paper_mm)
            .map_or(PAPERS[0].1, |(_, dots)| *dots);
        let slip = self.slip(session, ticket, kind, dots)?;
        let pdf = jemput_letters::slip(&slip)
            .and_then(|layout| layout.pdf(""))
            .map_err(letter_error)?;
        if setting.address == FILE {
            let job = Job {
                title: slip.title,
                mark: Uuid::now_v7().simple().to_string(),
                // Not asked for: a file has the size of its pages.
                paper: Paper::default(),
                copies: 1,
                offset_mm: (0.0, 0.0),
                least_dpi: 0,
            };
            let sent = jemput_printing::file::print(&self.config.documents, &pdf, &job)
                .map_err(|error| reason(&error))?;
            return Ok(Printed {
                path: sent.path.map(|path| path.display().to_string()),
            });
        }
        Target::parse(&setting.address)
            .and_then(|target| escpos::print(&target, &pdf, DOTS_PER_INCH))
            .map_err(|error| told(&error))?;
        Ok(Printed { path: None })
    }

    fn slip(&self, session: &Session, ticket: &Ticket, kind: SlipKind, dots: u32) -> Result<Slip> {
        let village = self.village_of(session)?;
        let day = self.today_in(session);
        let label = Self::label(session, ticket);
        let service = match ticket.service.as_str() {
            "" => None,
            id => Some(self.service(session, id)?),
        };
        let mut lines = vec![SlipLine::Head(village.full_name())];
        let when = format!(
            "{}, pukul {}",
            date::short(day),
            words::clock(session.zone(), ticket.taken_ms)
        );
        match kind {
            SlipKind::Ticket => {
                lines.push(SlipLine::Note("Nomor antrean".to_owned()));
                lines.push(SlipLine::Number(label.clone()));
                if ticket.priority {
                    lines.push(SlipLine::Note("Prioritas".to_owned()));
                }
            }
            SlipKind::Receipt => {
                lines.push(SlipLine::Head("Tanda terima berkas".to_owned()));
                lines.push(SlipLine::Note(format!("Antrean {label}")));
            }
        }
        lines.push(SlipLine::Rule);
        if !ticket.name.is_empty() {
            lines.push(SlipLine::Fact("Nama".to_owned(), ticket.name.clone()));
        }
        if let Some(service) = &service {
            lines.push(SlipLine::Fact(
                "Keperluan".to_owned(),
                service.title.clone(),
            ));
        }
        lines.push(SlipLine::Fact("Waktu".to_owned(), when));
        match kind {
            SlipKind::Ticket => {
                if let Some(service) = &service
                    && !service.standard.requirements.is_empty()
                {
                    lines.push(SlipLine::Text("Siapkan:".to_owned()));
                    for paper in service.standard.requirements.iter() {
                        lines.push(SlipLine::Text(format!("– {paper}")));
                    }
                }
                lines.push(SlipLine::Rule);
                lines.push(SlipLine::Note(
                    "Mohon menunggu sampai dipanggil.".to_owned(),
                ));
            }
            SlipKind::Receipt => {
                if let Some(service) = &service {
                    for paper in service.standard.requirements.iter() {
                        lines.push(SlipLine::Text(format!("[  ] {paper}")));
                    }
                }
                lines.push(SlipLine::Fact(
                    "Diterima oleh".to_owned(),
                    session.officer.name.clone(),
                ));
                lines.push(SlipLine::Rule);
                lines.push(SlipLine::Note(
                    "Simpan kertas ini untuk mengambil surat.".to_owned(),
                ));
            }
        }
        if service.is_some_and(|service| service.standard.fee_rupiah == 0) {
            lines.push(SlipLine::Note("Layanan ini gratis.".to_owned()));
        }
        Ok(Slip {
            dots,
            lines,
            title: match kind {
                SlipKind::Ticket => format!("Antrean {label}"),
                SlipKind::Receipt => format!("Tanda terima {label}"),
            },
            day,
        })
    }
}

/// What went wrong with a slip: the sentences about letters speak of a letter's number.
fn told(error: &PrintError) -> AppError {
    let about = reason(error);
    let code = match error {
        PrintError::Unreachable { .. } => "ticket-printer-off",
        PrintError::Lost { .. } => "ticket-printer-lost",
        _ => return about,
    };
    AppError {
        code: code.to_owned(),
        ..about
    }
}
