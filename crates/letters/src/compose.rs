//! From data to pages.

use std::sync::Arc;

use jemput_domain::letter::LetterData;
use jemput_domain::service::{Paper, Service};

use crate::attachment;
use crate::error::LetterError;
use crate::fields::label_width;
use crate::fill::Filler;
use crate::filled::{Part, filled};
use crate::flow::{Frame, Piece};
use crate::footer::{footer, watermark};
use crate::layout::{Item, Layout, Page, Picture};
use crate::letterhead::letterhead;
use crate::options::Options;
use crate::page::{Pages, Sheet, paginate};
use crate::paragraph::{Manner, paragraph};
use crate::signature::ReadySeal;
use crate::title::title;

/// Size of the text in points and line height over size, from airy to dense. The first that brings the letter onto one
/// page is taken; a letter that needs two pages in any case is set in the first that keeps together what belongs together.
const DENSITIES: [(f32, f32); 5] = [
    (12.0, 1.5),
    (12.0, 1.35),
    (12.0, 1.22),
    (11.5, 1.18),
    (11.0, 1.15),
];

/// The same for A5, where lines of large letters hold few words: ten points at least.
const SMALL_DENSITIES: [(f32, f32); 4] = [(11.0, 1.35), (11.0, 1.2), (10.5, 1.15), (10.0, 1.1)];

/// Lays a letter out.
///
/// # Errors
/// See [`LetterError`]: a character that no typeface has, a template that fails, a logo that cannot be read, a seal that
/// does not fit a QR code, a part that is higher than a page.
pub fn render(
    service: &Service,
    data: &LetterData,
    options: &Options,
) -> Result<Layout, LetterError> {
    let sheet = Sheet::of(options.paper, service.margins.as_ref(), options.edges);
    let logo = match &data.village.logo {
        Some(base64) => Some(crate::picture::logo(base64)?),
        None => None,
    };
    let seal = ReadySeal::of(options.seal.as_ref())?;
    let filler = Filler::new(data);
    let letter = Letter {
        title: filler.fill(&service.letter.title)?,
        opening: filler.fill(&service.letter.opening)?,
        parts: filled(&service.letter.blocks, &filler)?,
    };
    let densities = match options.paper {
        Paper::A5 => SMALL_DENSITIES.as_slice(),
        Paper::F4 | Paper::A4 | Paper::Legal => DENSITIES.as_slice(),
    };
    let mut pages = densest(densities, &sheet, |frame| {
        letter.pieces(data, &seal, logo.as_deref(), frame)
    })?;
    for form in &service.attachments {
        if !filler.is_shown(form.show_if.as_ref()) {
            continue;
        }
        let title = filler.fill(&form.title)?;
        let parts = filled(&form.blocks, &filler)?;
        pages.extend(densest(&attachment::DENSITIES, &sheet, |frame| {
            let frame = &aligned(&parts, frame)?;
            let mut pieces = vec![attachment::head(form, &title, data, frame)?];
            for part in &parts {
                part.lay(&mut pieces, data, &seal, frame)?;
            }
            Ok(pieces)
        })?);
    }
    finish(pages, logo, data, options, &sheet)
}

/// The pages in the first density that needs only one; where none does, those of the airiest in which those who sign stand
/// together with the end of the text, or simply of the airiest.
fn densest(
    densities: &[(f32, f32)],
    sheet: &Sheet,
    pieces: impl Fn(&Frame) -> Result<Vec<Piece>, LetterError>,
) -> Result<Vec<Vec<Item>>, LetterError> {
    let mut airy: Option<Pages> = None;
    for (size, leading) in densities {
        let frame = Frame {
            left: sheet.left,
            measure: sheet.measure,
            size: *size,
            leading: *leading,
            labels: 0.0,
        };
        let pages = paginate(&pieces(&frame)?, sheet)?;
        if pages.items.len() == 1 {
            return Ok(pages.items);
        }
        if airy.as_ref().is_none_or(|airy| airy.torn && !pages.torn) {
            airy = Some(pages);
        }
    }
    airy.map(|pages| pages.items).ok_or(LetterError::TooHigh)
}

/// The frame with a label column that suits all tables.
fn aligned(parts: &[Part], frame: &Frame) -> Result<Frame, LetterError> {
    let mut labels = 0.0_f32;
    for part in parts {
        if let Part::Table(rows) = part {
            labels = labels.max(label_width(rows, frame)?);
        }
    }
    Ok(Frame { labels, ..*frame })
}

/// The letter itself, filled; laid out for one density after the other.
struct Letter {
    title: String,
    opening: String,
    parts: Vec<Part>,
}

impl Letter {
    /// The letter from top to bottom.
    fn pieces(
        &self,
        data: &LetterData,
        seal: &ReadySeal<'_>,
        logo: Option<&Picture>,
        frame: &Frame,
    ) -> Result<Vec<Piece>, LetterError> {
        let mut pieces = vec![
            letterhead(&data.village, logo, frame)?,
            title(&self.title, &data.number, frame)?,
        ];
        if !self.opening.trim().is_empty() {
            let manner = Manner {
                indent: true,
                ..Manner::default()
            };
            let mut lines = paragraph(&self.opening, frame, manner)?;
            if let [first, ..] = lines.as_mut_slice() {
                first.above = frame.size;
            }
            // What is announced by a colon stands on the same page.
            if let [.., last] = lines.as_mut_slice() {
                last.keep = true;
            }
            pieces.extend(lines);
        }
        let frame = &aligned(&self.parts, frame)?;
        for part in &self.parts {
            part.lay(&mut pieces, data, seal, frame)?;
        }
        Ok(pieces)
    }
}

fn finish(
    pages: Vec<Vec<Item>>,
    logo: Option<Arc<Picture>>,
    data: &LetterData,
    options: &Options,
    sheet: &Sheet,
) -> Result<Layout, LetterError> {
    let count = pages.len();
    let mut finished = Vec::with_capacity(count);
    for (index, body) in pages.into_iter().enumerate() {
        let mut items = Vec::new();
        if let Some(word) = options.watermark {
            items.push(watermark(word.text(), sheet)?);
        }
        items.extend(body);
        items.extend(footer(data, index, count, sheet)?);
        finished.push(Page { items });
    }
    Ok(Layout {
        size_mm: options.paper.millimetres(),
        pages: finished,
        pictures: logo.into_iter().collect(),
        title: data.title.clone(),
        author: data.village.full_name(),
        issued_on: data.issued_on,
    })
}
