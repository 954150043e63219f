//! The printers of this laptop and how they are set.

use std::path::PathBuf;

use jemput_domain::service::Paper;
use jemput_printing::{Job, PrintError, Sent};
use jemput_wire::{
    AppError,
    printer::{PrinterKind, PrinterList, PrinterSelect, PrinterView},
};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    error::{Result, coded},
    requests::{paper, paper_name},
    session::Session,
};

/// Id of the printer that writes PDF files.
const FILE: &str = "file";

/// The chosen printer, as kept on this laptop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Setting {
    id: String,
    name: String,
    paper: Paper,
    /// Tenths of a millimetre, to the right and down.
    offset_x: i32,
    offset_y: i32,
}

const SETTING: &str = "printer";

/// Where a letter goes.
pub(crate) struct Chosen {
    pub(crate) name: String,
    target: Target,
    offset: (i32, i32),
}

enum Target {
    /// An IPP address.
    Ipp(String),
    /// A folder.
    Folder(PathBuf),
}

impl Chosen {
    pub(crate) fn offset_mm(&self) -> (f32, f32) {
        #[expect(clippy::cast_precision_loss, reason = "a few millimetres")]
        let mm = |tenths: i32| tenths as f32 / 10.0;
        (mm(self.offset.0), mm(self.offset.1))
    }

    pub(crate) fn send(&self, pdf: &[u8], job: &Job) -> Result<Sent, PrintError> {
        match &self.target {
            Target::Ipp(uri) => jemput_printing::ipp::print(uri, pdf, job),
            Target::Folder(folder) => jemput_printing::file::print(folder, pdf, job),
        }
    }
}

impl App {
    /// The wanted printer, else the chosen one, else an error that says to choose.
    pub(crate) fn printer_for(&self, session: &Session, id: Option<&str>) -> Result<Chosen> {
        let setting: Option<Setting> = session.store().setting(SETTING)?;
        let id = id
            .map(str::to_owned)
            .or_else(|| setting.as_ref().map(|setting| setting.id.clone()))
            .ok_or_else(|| coded("printer-none"))?;
        let setting = setting.filter(|setting| setting.id == id);
        let offset = setting
            .as_ref()
            .map_or((0, 0), |setting| (setting.offset_x, setting.offset_y));
        if id == FILE {
            let folder = self.config.documents.clone();
            return Ok(Chosen {
                name: "PDF".to_owned(),
                target: Target::Folder(folder),
                offset,
            });
        }
        let name = setting.map_or_else(|| short_name(&id), |setting| setting.name);
        Ok(Chosen {
            name,
            target: Target::Ipp(id),
            offset,
        })
    }

    pub(crate) fn printer_list(&self, _: PrinterList) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        let chosen: Option<Setting> = session.store().setting(SETTING)?;
        let mut printers: Vec<PrinterView> = match jemput_printing::ipp::discover() {
            Ok(found) => found
                .into_iter()
                .map(|printer| {
                    view(
                        &printer.uri,
                        &printer.name,
                        PrinterKind::Paper,
                        chosen.as_ref(),
                        None,
                    )
                })
                .collect(),
            // A machine without a print service can still write files, and the chosen one is shown with its problem.
            Err(_) => Vec::new(),
        };
        if let Some(setting) = chosen.as_ref().filter(|setting| setting.id != FILE)
            && printers.iter().all(|printer| printer.id != setting.id)
        {
            let problem = jemput_printing::ipp::check(&setting.id)
                .err()
                .map(|error| AppError::new(error.code()));
            printers.insert(
                0,
                view(
                    &setting.id,
                    &setting.name,
                    PrinterKind::Paper,
                    chosen.as_ref(),
                    problem,
                ),
            );
        }
        printers.push(view(FILE, "PDF", PrinterKind::File, chosen.as_ref(), None));
        Ok(printers)
    }

    pub(crate) fn printer_select(&self, wish: PrinterSelect) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        if wish.id != FILE && !wish.id.starts_with("ipp://") && !wish.id.starts_with("ipps://") {
            return Err(coded("printer-address"));
        }
        if wish.offset_x.abs() > 200 || wish.offset_y.abs() > 200 {
            return Err(coded("printer-offset").with("count", 20));
        }
        let known = self.printer_list(PrinterList {})?;
        let name = known
            .into_iter()
            .find(|printer| printer.id == wish.id)
            .map_or_else(|| short_name(&wish.id), |printer| printer.name);
        let setting = Setting {
            name,
            paper: paper(&wish.paper)?,
            offset_x: wish.offset_x,
            offset_y: wish.offset_y,
            id: wish.id,
        };
        session.store().set_setting(SETTING, &setting)?;
        self.printer_list(PrinterList {})
    }

    /// The chosen printer without asking the network, for the first screen.
    pub(crate) fn chosen_printer(&self, session: &Session) -> Result<Option<PrinterView>> {
        let chosen: Option<Setting> = session.store().setting(SETTING)?;
        Ok(chosen.as_ref().map(|setting| {
            let kind = if setting.id == FILE {
                PrinterKind::File
            } else {
                PrinterKind::Paper
            };
            view(&setting.id, &setting.name, kind, Some(setting), None)
        }))
    }
}

fn view(
    id: &str,
    name: &str,
    kind: PrinterKind,
    chosen: Option<&Setting>,
    problem: Option<AppError>,
) -> PrinterView {
    let chosen = chosen.filter(|setting| setting.id == id);
    PrinterView {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        selected: chosen.is_some(),
        paper: paper_name(chosen.map_or(Paper::F4, |setting| setting.paper)),
        offset_x: chosen.map_or(0, |setting| setting.offset_x),
        offset_y: chosen.map_or(0, |setting| setting.offset_y),
        problem,
    }
}

/// The last part of a printer's address.
fn short_name(uri: &str) -> String {
    uri.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(uri)
        .to_owned()
}
