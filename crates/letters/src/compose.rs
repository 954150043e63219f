//! From data to pages.

use jemput_domain::letter::LetterData;
use jemput_domain::service::{Block, Service};

use crate::error::LetterError;
use crate::fields::{FilledRow, table};
use crate::fill::Filler;
use crate::flow::{Frame, Piece};
use crate::footer::{footer, watermark};
use crate::layout::{Item, Layout, Page, Picture};
use crate::letterhead::letterhead;
use crate::options::Options;
use crate::page::{Sheet, paginate};
use crate::paragraph::paragraph;
use crate::signature::signature;
use crate::title::title;

/// Size of the text in points and line height over size, from airy to dense. The first that brings the letter onto one
/// page is taken; a letter that needs two pages in any case is set in the first.
const DENSITIES: [(f32, f32); 5] = [
    (12.0, 1.5),
    (12.0, 1.35),
    (12.0, 1.22),
    (11.5, 1.18),
    (11.0, 1.15),
];

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
    let sheet = Sheet::of(options.paper);
    let logo = match &data.village.logo {
        Some(base64) => Some(crate::picture::logo(base64)?),
        None => None,
    };
    let mut airy = None;
    for (size, leading) in DENSITIES {
        let frame = Frame {
            left: sheet.left,
            measure: sheet.measure,
            size,
            leading,
        };
        let pieces = pieces(service, data, options, logo.as_ref(), &frame)?;
        let pages = paginate(&pieces, &sheet)?;
        if pages.len() == 1 {
            return finish(pages, logo, data, options, &sheet, &frame);
        }
        airy.get_or_insert((pages, frame));
    }
    let (pages, frame) = airy.ok_or(LetterError::TooHigh)?;
    finish(pages, logo, data, options, &sheet, &frame)
}

/// The letter from top to bottom.
fn pieces(
    service: &Service,
    data: &LetterData,
    options: &Options,
    logo: Option<&Picture>,
    frame: &Frame,
) -> Result<Vec<Piece>, LetterError> {
    let filler = Filler::new(data);
    let letter = &service.letter;
    let mut pieces = vec![
        letterhead(&data.village, logo, frame)?,
        title(&filler.fill(&letter.title)?, &data.number, frame)?,
    ];
    let opening = filler.fill(&letter.opening)?;
    if !opening.trim().is_empty() {
        let mut lines = paragraph(&opening, frame, true)?;
        if let [first, ..] = lines.as_mut_slice() {
            first.above = frame.size;
        }
        // What is announced by a colon stands on the same page.
        if let [.., last] = lines.as_mut_slice() {
            last.keep = true;
        }
        pieces.extend(lines);
    }
    for block in &letter.blocks {
        if !filler.is_shown(block.show_if()) {
            continue;
        }
        match block {
            Block::Paragraph { text, indent, .. } => {
                let text = filler.fill(text)?;
                if !text.trim().is_empty() {
                    pieces.extend(paragraph(&text, frame, *indent)?);
                }
            }
            Block::Fields { rows, .. } => {
                let mut filled = Vec::new();
                for row in rows
                    .iter()
                    .filter(|row| filler.is_shown(row.show_if.as_ref()))
                {
                    filled.push(FilledRow {
                        label: row.label.clone(),
                        value: filler.fill(&row.value)?,
                        strong: row.strong,
                    });
                }
                pieces.extend(table(&filled, frame)?);
            }
            Block::Signature { holder } => {
                // A signature never stands alone on a page: the two lines before it come along.
                for line in pieces.iter_mut().rev().take(2) {
                    line.keep = true;
                }
                pieces.push(signature(data, options.seal.as_ref(), *holder, frame)?);
            }
        }
    }
    Ok(pieces)
}

fn finish(
    pages: Vec<Vec<Item>>,
    logo: Option<Picture>,
    data: &LetterData,
    options: &Options,
    sheet: &Sheet,
    frame: &Frame,
) -> Result<Layout, LetterError> {
    let count = pages.len();
    let mut finished = Vec::with_capacity(count);
    for (index, body) in pages.into_iter().enumerate() {
        let mut items = Vec::new();
        if let Some(word) = &options.watermark {
            items.push(watermark(word, sheet)?);
        }
        items.extend(body);
        items.extend(footer(data, index, count, sheet, frame)?);
        finished.push(Page { items });
    }
    Ok(Layout {
        paper: options.paper,
        pages: finished,
        pictures: logo.into_iter().collect(),
        title: data.title.clone(),
        author: data.village.full_name(),
        issued_on: data.issued_on,
    })
}
