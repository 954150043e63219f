//! The printers of this laptop, how they are set, and which paper goes to which.

use std::{collections::BTreeMap, path::PathBuf};

use jemput_domain::service::Paper;
use jemput_letters::Edges;
use jemput_printing::{Job, PrintError, Sent};
use jemput_wire::{
    AppError,
    printer::{
        NearbyPrinter, PrinterForPaper, PrinterForget, PrinterKind, PrinterList, PrinterNearby,
        PrinterSelect, PrinterView,
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    error::{Result, coded},
    orders::reason,
    requests::{paper, paper_name},
    session::Session,
};

/// Id of the printer that writes PDF files.
pub(crate) const FILE: &str = "file";

/// Farthest that a page is moved, in tenths of a millimetre.
const FARTHEST: i32 = 200;

/// The laptop's printers, as kept on it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// For every paper that has no printer of its own.
    chosen: Option<String>,
    /// Paper's name and printer's id.
    #[serde(default)]
    by_paper: BTreeMap<String, String>,
    /// By id.
    #[serde(default)]
    known: BTreeMap<String, Setting>,
}

/// One printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Setting {
    pub(crate) name: String,
    pub(crate) paper: Paper,
    /// Tenths of a millimetre, to the right and down.
    pub(crate) offset_x: i32,
    pub(crate) offset_y: i32,
    /// Tenths of a millimetre that it leaves blank: upper, right, lower and left edge.
    #[serde(default)]
    pub(crate) edges: [u16; 4],
    /// The sheet with rulers was measured.
    #[serde(default)]
    pub(crate) measured: bool,
    /// The bar of 100 mm came out shorter when it was measured last, in tenths of a millimetre: seals are refused.
    #[serde(default)]
    pub(crate) shrunk: Option<u16>,
}

/// How one printer was kept before there were several.
#[derive(Deserialize)]
struct Single {
    id: String,
    #[serde(flatten)]
    setting: Setting,
}

const SETTING: &str = "printers";
const SINGLE: &str = "printer";

impl Settings {
    pub(crate) fn load(session: &Session) -> Result<Self> {
        let store = session.store();
        if let Some(settings) = store.setting(SETTING)? {
            return Ok(settings);
        }
        let single: Option<Single> = store.setting(SINGLE)?;
        Ok(single.map_or_else(Self::default, |single| Self {
            chosen: Some(single.id.clone()),
            known: BTreeMap::from([(single.id, single.setting)]),
            by_paper: BTreeMap::new(),
        }))
    }

    fn save(&self, session: &Session) -> Result<()> {
        Ok(session.store().set_setting(SETTING, self)?)
    }

    /// The printer for a paper.
    fn id_for(&self, paper: Paper) -> Option<&str> {
        self.by_paper
            .get(paper.name())
            .or(self.chosen.as_ref())
            .map(String::as_str)
    }

    fn view(&self, id: &str, name: &str, asked: Asked) -> PrinterView {
        let setting = self.known.get(id);
        let for_papers = self.by_paper.iter().filter(|(_, own)| *own == id);
        PrinterView {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: if id == FILE {
                PrinterKind::File
            } else {
                PrinterKind::Paper
            },
            selected: self.chosen.as_deref() == Some(id),
            for_papers: for_papers.map(|(paper, _)| paper.clone()).collect(),
            known: setting.is_some(),
            paper: paper_name(setting.map_or(Paper::F4, |setting| setting.paper)),
            takes: asked.takes,
            offset_x: setting.map_or(0, |setting| setting.offset_x),
            offset_y: setting.map_or(0, |setting| setting.offset_y),
            edges: setting.map_or([0; 4], |setting| setting.edges.map(i32::from)),
            measured: setting.is_some_and(|setting| setting.measured),
            problem: asked
                .problem
                .or_else(|| Some(shrinks(name, setting?.shrunk?))),
        }
    }
}

/// What a printer answered.
#[derive(Default)]
struct Asked {
    takes: Vec<String>,
    problem: Option<AppError>,
}

impl Asked {
    fn ask(id: &str) -> Self {
        match jemput_printing::check(id) {
            Ok(health) => Self {
                takes: health.papers.into_iter().map(paper_name).collect(),
                problem: health
                    .troubles
                    .first()
                    .map(|trouble| AppError::new(trouble.code())),
            },
            Err(error) => Self {
                takes: Vec::new(),
                problem: Some(off(&error)),
            },
        }
    }
}

/// Where a letter goes and how it is laid out for it.
pub(crate) struct Chosen {
    pub(crate) name: String,
    /// The paper that is in the printer.
    pub(crate) paper: Paper,
    /// What the printer leaves blank.
    pub(crate) edges: Edges,
    target: Target,
    offset: (i32, i32),
    shrunk: Option<u16>,
}

enum Target {
    /// An address of IPP or of the spooler.
    Address(String),
    /// A folder.
    Folder(PathBuf),
}

impl Chosen {
    pub(crate) fn offset_mm(&self) -> (f32, f32) {
        #[expect(clippy::cast_precision_loss, reason = "a few millimetres")]
        let mm = |tenths: i32| tenths as f32 / 10.0;
        (mm(self.offset.0), mm(self.offset.1))
    }

    /// The same printer, with nothing moved and no edge kept free: for the sheet that these are measured on.
    pub(crate) fn unset(self) -> Self {
        Self {
            offset: (0, 0),
            edges: Edges::default(),
            ..self
        }
    }

    /// A seal that comes out smaller is read by no phone, and the citizen notices it at the next counter.
    pub(crate) fn prints_seals(&self) -> Result<()> {
        match self.shrunk {
            Some(bar) => Err(shrinks(&self.name, bar).into()),
            None => Ok(()),
        }
    }

    /// The address under which the printer can be asked for its jobs.
    pub(crate) fn address(&self) -> Option<&str> {
        match &self.target {
            Target::Address(address) => Some(address),
            Target::Folder(_) => None,
        }
    }

    pub(crate) fn send(&self, pdf: &[u8], job: &Job) -> Result<Sent, PrintError> {
        match &self.target {
            Target::Address(address) => jemput_printing::print(address, pdf, job),
            Target::Folder(folder) => jemput_printing::file::print(folder, pdf, job),
        }
    }
}

impl App {
    /// The wanted printer, else the paper's own, else the chosen one, else an error that says to choose.
    pub(crate) fn printer_for(
        &self,
        session: &Session,
        id: Option<&str>,
        paper: Paper,
    ) -> Result<Chosen> {
        let settings = Settings::load(session)?;
        let id = id
            .or_else(|| settings.id_for(paper))
            .ok_or_else(|| coded("printer-none"))?;
        Ok(self.chosen(&settings, id, paper))
    }

    fn chosen(&self, settings: &Settings, id: &str, paper: Paper) -> Chosen {
        let setting = settings.known.get(id);
        let offset = setting.map_or((0, 0), |setting| (setting.offset_x, setting.offset_y));
        let edges = setting.map_or_else(Edges::default, |setting| Edges::new(setting.edges));
        if id == FILE {
            return Chosen {
                name: "PDF".to_owned(),
                // A file takes every paper.
                paper,
                edges,
                target: Target::Folder(self.config.documents.clone()),
                offset,
                shrunk: None,
            };
        }
        Chosen {
            name: setting.map_or_else(|| short_name(id), |setting| setting.name.clone()),
            paper: setting.map_or(paper, |setting| setting.paper),
            edges,
            target: Target::Address(id.to_owned()),
            offset,
            shrunk: setting.and_then(|setting| setting.shrunk),
        }
    }

    /// Paper and blank edges that a letter for this paper is laid out with; as wanted while no printer is chosen.
    pub(crate) fn loaded(&self, session: &Session, paper: Paper) -> Result<(Paper, Edges)> {
        let settings = Settings::load(session)?;
        Ok(match settings.id_for(paper) {
            None => (paper, Edges::default()),
            Some(id) => {
                let chosen = self.chosen(&settings, id, paper);
                (chosen.paper, chosen.edges)
            }
        })
    }

    pub(crate) fn printer_list(&self, _: PrinterList) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        let settings = Settings::load(&session)?;
        // A machine without a print service can still write files.
        let found = jemput_printing::discover();
        let mut printers = Vec::new();
        for (id, setting) in &settings.known {
            if id != FILE && found.iter().all(|printer| printer.uri != *id) {
                printers.push(settings.view(id, &setting.name, Asked::ask(id)));
            }
        }
        for printer in found {
            // Only what is in use is asked: a printer that is off takes seconds to say so.
            let asked = if settings.known.contains_key(&printer.uri) {
                Asked::ask(&printer.uri)
            } else {
                Asked::default()
            };
            printers.push(settings.view(&printer.uri, &printer.name, asked));
        }
        printers.push(settings.view(FILE, "PDF", Asked::default()));
        printers.sort_by_key(|printer| (!printer.selected, printer.for_papers.is_empty()));
        Ok(printers)
    }

    /// Printers of the network that are not listed yet.
    pub(crate) fn printer_nearby(&self, _: PrinterNearby) -> Result<Vec<NearbyPrinter>> {
        let session = self.session()?;
        let found = jemput_printing::nearby::nearby().map_err(|error| off(&error))?;
        let settings = Settings::load(&session)?;
        Ok(found
            .into_iter()
            .filter(|printer| !settings.known.contains_key(&printer.uri))
            .map(|printer| NearbyPrinter {
                id: printer.uri,
                name: printer.name,
                place: printer.place.unwrap_or_default(),
                takes_pdf: printer.takes_pdf,
            })
            .collect())
    }

    pub(crate) fn printer_select(&self, wish: PrinterSelect) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        let id = wish.id.trim().to_owned();
        if id != FILE && !jemput_printing::is_address(&id) {
            return Err(coded("printer-address"));
        }
        if wish.offset_x.abs() > FARTHEST || wish.offset_y.abs() > FARTHEST {
            return Err(coded("printer-offset").with("count", FARTHEST / 10));
        }
        let mut settings = Settings::load(&session)?;
        let told = wish.name.as_deref().map(str::trim);
        let name = match (settings.known.get(&id), told) {
            (Some(known), _) => known.name.clone(),
            (None, Some(told)) if !told.is_empty() => told.to_owned(),
            (None, _) => jemput_printing::discover()
                .into_iter()
                .find(|printer| printer.uri == id)
                .map_or_else(|| short_name(&id), |printer| printer.name),
        };
        let before = settings.known.remove(&id);
        settings.known.insert(
            id.clone(),
            Setting {
                name,
                paper: paper(&wish.paper)?,
                offset_x: wish.offset_x,
                offset_y: wish.offset_y,
                edges: before.as_ref().map_or([0; 4], |before| before.edges),
                measured: before.as_ref().is_some_and(|before| before.measured),
                shrunk: before.and_then(|before| before.shrunk),
            },
        );
        settings.chosen = Some(id);
        settings.save(&session)?;
        self.printer_list(PrinterList {})
    }

    pub(crate) fn printer_for_paper(&self, wish: PrinterForPaper) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        let paper = paper(&wish.paper)?;
        let mut settings = Settings::load(&session)?;
        match wish.id {
            Some(id) => {
                let Some(known) = settings.known.get_mut(&id) else {
                    return Err(coded("printer-unknown"));
                };
                // What goes there by paper is laid out for that paper.
                if id != FILE {
                    known.paper = paper;
                }
                settings.by_paper.insert(paper_name(paper), id);
            }
            None => {
                settings.by_paper.remove(paper.name());
            }
        }
        settings.save(&session)?;
        self.printer_list(PrinterList {})
    }

    pub(crate) fn printer_forget(&self, wish: PrinterForget) -> Result<Vec<PrinterView>> {
        let session = self.session()?;
        let mut settings = Settings::load(&session)?;
        settings.known.remove(&wish.id);
        settings.by_paper.retain(|_, id| *id != wish.id);
        settings.chosen = settings.chosen.filter(|id| *id != wish.id);
        settings.save(&session)?;
        self.printer_list(PrinterList {})
    }

    /// Changes what is kept of a known printer.
    pub(crate) fn set_printer(
        &self,
        session: &Session,
        id: &str,
        change: impl FnOnce(&mut Setting),
    ) -> Result<()> {
        let mut settings = Settings::load(session)?;
        change(
            settings
                .known
                .get_mut(id)
                .ok_or_else(|| coded("printer-unknown"))?,
        );
        settings.save(session)
    }

    /// The chosen printer without asking the network, for the first screen.
    pub(crate) fn chosen_printer(&self, session: &Session) -> Result<Option<PrinterView>> {
        let settings = Settings::load(session)?;
        Ok(settings.chosen.as_ref().map(|id| {
            let name = settings
                .known
                .get(id)
                .map_or_else(|| short_name(id), |setting| setting.name.clone());
            settings.view(id, &name, Asked::default())
        }))
    }
}

fn shrinks(printer: &str, bar: u16) -> AppError {
    AppError::new("printer-shrinks")
        .with("printer", printer)
        .with("count", bar / 10)
}

/// What is wrong with a printer while no letter is at stake.
pub(crate) fn off(error: &PrintError) -> AppError {
    let told = reason(error);
    match error {
        PrintError::Unreachable { .. } => AppError {
            code: "printer-off".to_owned(),
            ..told
        },
        _ => told,
    }
}

/// The last part of a printer's address that says something; `PDF` for the file.
fn short_name(uri: &str) -> String {
    if uri == FILE {
        return "PDF".to_owned();
    }
    if let Some(queue) = uri.strip_prefix(jemput_printing::spool::SCHEME) {
        return queue.to_owned();
    }
    let parts: Vec<&str> = uri.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        // Every driverless printer has the path `ipp/print`: its host says more.
        [_, _, host, .., "print"] => (*host).to_owned(),
        [.., last] => (*last).to_owned(),
        [] => uri.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_is_called_by_what_tells_it_from_others() {
        for (uri, name) in [
            ("ipp://localhost:631/printers/balai", "balai"),
            ("ipp://192.168.1.20/ipp/print", "192.168.1.20"),
            ("ipp://192.168.1.20", "192.168.1.20"),
            ("winspool:EPSON WF-100", "EPSON WF-100"),
            (FILE, "PDF"),
        ] {
            assert_eq!(short_name(uri), name, "{uri}");
        }
    }

    #[test]
    fn the_one_printer_of_older_versions_is_read() {
        let old =
            r#"{"id":"ipp://a/ipp/print","name":"Balai","paper":"A4","offset_x":-5,"offset_y":10}"#;
        let single: Single = serde_json::from_str(old).unwrap();
        assert_eq!(single.id, "ipp://a/ipp/print");
        assert_eq!(single.setting.paper, Paper::A4);
        assert_eq!((single.setting.offset_x, single.setting.offset_y), (-5, 10));
        assert!(!single.setting.measured);
    }
}
