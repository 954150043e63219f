//! The spooler of Windows: finished pages as pixels, since its drivers take no PDF.
//!
//! What is decided stands here, over the few calls of [`Spooler`], and is tested on every system; `windows` makes the
//! calls. The spooler only knows that data were passed on: a job that has left it is never said to be printed.

#[cfg(windows)]
mod windows;

use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use jemput_domain::service::Paper;
use tiff::encoder::{Compression, Rational, TiffEncoder, colortype::Gray8};
use tiff::tags::ResolutionUnit;

use crate::error::PrintError;
use crate::job::{Job, JobState, Sent, Status};
use crate::raster::{Raster, rasterise};
use crate::shift::shifted;
use crate::trouble::Trouble;

/// Before a printer's name in addresses and job references.
pub const SCHEME: &str = "winspool:";

/// Dots per inch of the pages: what portable printers have. A seal's module is six of them, with soft edges.
const DOTS_PER_INCH: u32 = 300;

/// Rows that are written at once: a page is ten million dots.
const BAND_ROWS: u32 = 128;

/// What a job's pages need of the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// Width and height of the paper in micrometres.
    pub paper: (u32, u32),
    /// Sheets of each page.
    pub copies: u16,
}

impl Setup {
    fn of(job: &Job) -> Self {
        let (width, height) = job.paper.millimetres();
        Self {
            paper: (micrometres(width), micrometres(height)),
            copies: u16::try_from(job.copies).unwrap_or(1),
        }
    }
}

/// A job in the spooler's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpoolJob {
    /// Its number.
    pub id: u64,
    /// Its name: the file's that was printed.
    pub name: String,
    /// What the spooler says of it.
    pub state: SpoolState,
}

/// What the spooler says of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpoolState {
    /// In the list, or being sent: also every mark that says nothing of its end.
    Waiting,
    /// Sent to the printer; kept in the list.
    Sent,
    /// Being taken back.
    Deleting,
}

/// A printer of the spooler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpoolPrinter {
    /// Its name.
    pub name: String,
    /// What it waits for, in the words of `trouble_of`.
    pub reasons: Vec<String>,
}

/// The calls to the system.
pub trait Spooler {
    /// Its printers.
    ///
    /// # Errors
    /// What the system says.
    fn printers(&self) -> Result<Vec<SpoolPrinter>, String>;
    /// The sizes of paper that a printer takes, in micrometres; empty where it does not say.
    ///
    /// # Errors
    /// What the system says.
    fn papers(&self, printer: &str) -> Result<Vec<(u32, u32)>, String>;
    /// Prints the pages of a picture file; its name becomes the job's.
    ///
    /// # Errors
    /// Whether anything was taken, and what the system says.
    fn print(&self, printer: &str, pages: &Path, setup: &Setup) -> Result<(), Refused>;
    /// The jobs of a printer.
    ///
    /// # Errors
    /// What the system says.
    fn jobs(&self, printer: &str) -> Result<Vec<SpoolJob>, String>;
    /// Takes a job back.
    ///
    /// # Errors
    /// What the system says.
    fn cancel(&self, printer: &str, id: u64) -> Result<(), String>;
}

/// Why a job was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Pages may be on their way nevertheless.
    pub may_be_out: bool,
    /// What the system says.
    pub detail: String,
}

/// What stops a printer, from the words that the system's printer state is told in.
fn trouble_of(reason: &str) -> Option<Trouble> {
    Some(match reason {
        "paper_out" | "paper_problem" | "manual_feed" => Trouble::Paper,
        "paper_jam" => Trouble::Jam,
        "door_open" => Trouble::Cover,
        "no_toner" => Trouble::Ink,
        "offline" | "not_available" | "server_unknown" => Trouble::Off,
        "paused" => Trouble::Stopped,
        "error" | "user_intervention" | "out_of_memory" | "output_bin_full" | "page_punt" => {
            Trouble::Other
        }
        _ => return None,
    })
}

fn troubles(spooler: &impl Spooler, printer: &str) -> Result<Vec<Trouble>, PrintError> {
    let unreachable = |detail: String| PrintError::Unreachable {
        printer: printer.to_owned(),
        detail,
    };
    let found = spooler
        .printers()
        .map_err(unreachable)?
        .into_iter()
        .find(|known| known.name == printer)
        .ok_or_else(|| unreachable("not installed".to_owned()))?;
    let mut troubles: Vec<Trouble> = found
        .reasons
        .iter()
        .filter_map(|reason| trouble_of(reason))
        .collect();
    troubles.sort_unstable();
    troubles.dedup();
    Ok(troubles)
}

/// Whether the printer is there, what it waits for, and which of our papers it takes.
///
/// # Errors
/// [`PrintError::Unreachable`] if it is not installed.
pub fn check(spooler: &impl Spooler, printer: &str) -> Result<crate::ipp::Health, PrintError> {
    let troubles = troubles(spooler, printer)?;
    let sizes = spooler.papers(printer).unwrap_or_default();
    Ok(crate::ipp::Health {
        troubles,
        papers: Paper::ALL
            .into_iter()
            .filter(|paper| takes(&sizes, *paper))
            .collect(),
    })
}

/// A millimetre apart is the same paper: drivers round.
fn takes(sizes: &[(u32, u32)], paper: Paper) -> bool {
    let (width, height) = paper.millimetres();
    let is = |a: u32, b: u32| a.abs_diff(b) <= 1_000;
    sizes.is_empty()
        || sizes
            .iter()
            .any(|size| is(size.0, micrometres(width)) && is(size.1, micrometres(height)))
}

fn micrometres(millimetres: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "paper is smaller than four metres"
    )]
    let micrometres = (millimetres * 1_000.0).round() as u32;
    micrometres
}

/// Hands the pages over, at the size of the job's paper.
///
/// # Errors
/// [`PrintError`]; where [`PrintError::may_be_out`], paper may come out nevertheless.
pub fn print(
    spooler: &impl Spooler,
    printer: &str,
    pdf: &[u8],
    job: &Job,
) -> Result<Sent, PrintError> {
    troubles(spooler, printer)?;
    let sizes = spooler.papers(printer).unwrap_or_default();
    if !takes(&sizes, job.paper) {
        return Err(PrintError::Paper {
            printer: printer.to_owned(),
            paper: job.paper,
        });
    }
    #[expect(clippy::cast_precision_loss, reason = "300")]
    let pages = rasterise(&shifted(pdf, job.offset_mm)?, DOTS_PER_INCH as f32)?;
    if pages.is_empty() || pages.iter().any(Raster::is_blank) {
        return Err(PrintError::Pdf("a blank page".to_owned()));
    }
    let folder = |error: &dyn std::fmt::Display| PrintError::Folder {
        folder: std::env::temp_dir().display().to_string(),
        detail: error.to_string(),
    };
    let place = std::env::temp_dir().join(format!("jemput-{}", job.mark));
    std::fs::create_dir_all(&place).map_err(|error| folder(&error))?;
    let name = file_name(&job.name());
    let path = place.join(&name);
    let printed = std::fs::File::create(&path)
        .map_err(|error| folder(&error))
        .and_then(|file| write(&pages, BufWriter::new(file)).map_err(|error| folder(&error)))
        .and_then(|()| {
            spooler
                .print(printer, &path, &Setup::of(job))
                .map_err(|refused| refusal(printer, refused))
        });
    // A picture of a letter must not lie about. The spooler has its own copy by now.
    let _ = std::fs::remove_dir_all(&place);
    printed?;
    Ok(Sent {
        state: JobState::Pending,
        job: Some(format!("{SCHEME}{printer}|{name}")),
        path: None,
    })
}

fn refusal(printer: &str, refused: Refused) -> PrintError {
    let printer = printer.to_owned();
    if refused.may_be_out {
        PrintError::Lost {
            printer,
            detail: refused.detail,
        }
    } else {
        PrintError::Unreachable {
            printer,
            detail: refused.detail,
        }
    }
}

/// The job's name as the name of a file, which Windows makes the job's again. The mark at its end stays.
fn file_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "-. ".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("{safe}.tif")
}

/// Grey pages in one file, in bands.
fn write(pages: &[Raster], to: impl Write + Seek) -> tiff::TiffResult<()> {
    let mut file = TiffEncoder::new(to)?.with_compression(Compression::Packbits);
    for page in pages {
        let size = |dots: usize| u32::try_from(dots).unwrap_or(u32::MAX);
        let mut image = file.new_image::<Gray8>(size(page.width), size(page.height))?;
        image.resolution(
            ResolutionUnit::Inch,
            Rational {
                n: DOTS_PER_INCH,
                d: 1,
            },
        );
        image.rows_per_strip(BAND_ROWS)?;
        image.write_data(&page.grey)?;
    }
    Ok(())
}

/// What the spooler says of a job; one that has left its list is not known to be out.
///
/// # Errors
/// [`PrintError::Uncertain`] then, or why nobody answers.
pub fn state(spooler: &impl Spooler, job: &str) -> Result<Status, PrintError> {
    let (printer, name) = reference(job)?;
    let found = find(spooler, printer, name)?;
    let uncertain = || PrintError::Uncertain {
        printer: printer.to_owned(),
    };
    let state = match found.ok_or_else(uncertain)?.state {
        SpoolState::Waiting => JobState::Pending,
        // "Sent" says that the data are through, and not that paper came out.
        SpoolState::Sent => return Err(uncertain()),
        SpoolState::Deleting => JobState::Cancelled,
    };
    Ok(Status {
        state,
        troubles: troubles(spooler, printer).unwrap_or_default(),
    })
}

/// Looks for a job that was on its way when the program ended.
///
/// # Errors
/// [`PrintError::JobUnknown`] if it is not in the list.
pub fn adopt(spooler: &impl Spooler, printer: &str, name: &str) -> Result<String, PrintError> {
    let name = file_name(name);
    find(spooler, printer, &name)?.ok_or(PrintError::JobUnknown)?;
    Ok(format!("{SCHEME}{printer}|{name}"))
}

/// Takes a job back.
///
/// # Errors
/// [`PrintError::TooLate`] if it has left the list, or what the system says.
pub fn cancel(spooler: &impl Spooler, job: &str) -> Result<(), PrintError> {
    let (printer, name) = reference(job)?;
    let found = find(spooler, printer, name)?.ok_or(PrintError::TooLate)?;
    spooler
        .cancel(printer, found.id)
        .map_err(|detail| PrintError::Unreachable {
            printer: printer.to_owned(),
            detail,
        })
}

fn reference(job: &str) -> Result<(&str, &str), PrintError> {
    job.strip_prefix(SCHEME)
        .and_then(|rest| rest.rsplit_once('|'))
        .ok_or(PrintError::JobUnknown)
}

fn find(spooler: &impl Spooler, printer: &str, name: &str) -> Result<Option<SpoolJob>, PrintError> {
    let jobs = spooler
        .jobs(printer)
        .map_err(|detail| PrintError::Unreachable {
            printer: printer.to_owned(),
            detail,
        })?;
    Ok(jobs.into_iter().find(|job| job.name == name))
}

/// The spooler of this machine.
#[cfg(windows)]
#[must_use]
pub fn here() -> impl Spooler {
    windows::Winspool
}

/// The spooler of this machine: there is none.
#[cfg(not(windows))]
#[must_use]
pub fn here() -> impl Spooler {
    Nowhere
}

#[cfg(not(windows))]
struct Nowhere;

#[cfg(not(windows))]
impl Spooler for Nowhere {
    fn printers(&self) -> Result<Vec<SpoolPrinter>, String> {
        Ok(Vec::new())
    }

    fn papers(&self, _: &str) -> Result<Vec<(u32, u32)>, String> {
        Err(NOT_HERE.to_owned())
    }

    fn print(&self, _: &str, _: &Path, _: &Setup) -> Result<(), Refused> {
        Err(Refused {
            may_be_out: false,
            detail: NOT_HERE.to_owned(),
        })
    }

    fn jobs(&self, _: &str) -> Result<Vec<SpoolJob>, String> {
        Err(NOT_HERE.to_owned())
    }

    fn cancel(&self, _: &str, _: u64) -> Result<(), String> {
        Err(NOT_HERE.to_owned())
    }
}

#[cfg(not(windows))]
const NOT_HERE: &str = "only Windows has this spooler";
