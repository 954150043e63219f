//! The privacy notice on one sheet: Indonesian, like all papers of an office.

use jemput_domain::date::Date;
use jemput_domain::privacy::notice::{Controller, Language, Part, notice};
use jemput_domain::service::Paper;

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Layout, Page};
use crate::lines::{Align, set};
use crate::options::Edges;
use crate::page::{Sheet, paginate};
use crate::paragraph::{Manner, list, paragraph, run};
use crate::words::Style;

/// Sizes that are tried, largest first: the notice is one page on every paper.
const SIZES: [f32; 8] = [11.0, 10.5, 10.0, 9.5, 9.0, 8.0, 7.0, 6.5];
const LEADING: f32 = 1.25;

/// Lays the notice of an office out.
///
/// # Errors
/// [`LetterError`] if what the office says of itself has a character that no typeface has, or is longer than a page.
pub fn privacy_notice(
    office: &Controller,
    paper: Paper,
    edges: Edges,
    day: Date,
) -> Result<Layout, LetterError> {
    let words = notice(office, Language::Indonesian);
    let sheet = Sheet::of(paper, None, edges);
    let mut pages = Vec::new();
    for size in SIZES {
        let frame = Frame {
            left: sheet.left,
            measure: sheet.measure,
            size,
            leading: LEADING,
            labels: 0.0,
        };
        let mut pieces = vec![heading(&words.title, &office.name, &frame)?];
        for part in &words.parts {
            pieces.extend(laid_out(part, &frame)?);
        }
        pages = paginate(&pieces, &sheet)?.items;
        if pages.len() == 1 {
            break;
        }
    }
    Ok(Layout {
        size_mm: paper.millimetres(),
        pages: pages.into_iter().map(|items| Page { items }).collect(),
        pictures: Vec::new(),
        title: words.title,
        author: office.name.clone(),
        issued_on: day,
    })
}

fn heading(title: &str, office: &str, frame: &Frame) -> Result<Piece, LetterError> {
    let mut items = Vec::new();
    let mut y = 0.0;
    for (text, face, size) in [
        (title.to_uppercase(), Face::Bold, frame.size + 3.0),
        (office.to_owned(), Face::Regular, frame.size + 1.0),
    ] {
        let height = size * 1.35;
        for line in set(
            &text,
            Style::new(face, size),
            frame.measure,
            0.0,
            Align::Centre,
        )? {
            items.push(run(line, frame.left, y + baseline(height, size)));
            y += height;
        }
    }
    Ok(Piece {
        above: 0.0,
        height: y,
        keep: true,
        head: None,
        items,
    })
}

fn laid_out(part: &Part, frame: &Frame) -> Result<Vec<Piece>, LetterError> {
    let strong = Manner {
        strong: true,
        ..Manner::default()
    };
    let mut pieces = paragraph(&part.heading, frame, strong)?;
    if part.list {
        pieces.extend(list(&part.lines, frame)?);
    } else {
        // What stands under one heading is one thing to read.
        let mut text = Vec::new();
        for line in &part.lines {
            text.extend(paragraph(line, frame, Manner::default())?);
        }
        for piece in &mut text {
            piece.above *= 0.3;
        }
        pieces.extend(text);
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use jemput_domain::date::date;

    use super::*;

    fn office() -> Controller {
        Controller {
            name: "Kecamatan Mandala".into(),
            address: "Jalan Kecamatan No. 1, Mandala".into(),
            phone: "0281 555 0100".into(),
            data_officer: "kantor kecamatan, hari kerja 08.00–15.00".into(),
        }
    }

    #[test]
    fn the_notice_is_one_page_on_every_paper_and_the_same_each_time() {
        for paper in Paper::ALL {
            let layout =
                || privacy_notice(&office(), paper, Edges::default(), date(2026, 11, 29)).unwrap();
            assert_eq!(layout().pages.len(), 1, "{paper:?}");
            assert_eq!(layout().pdf("").unwrap(), layout().pdf("").unwrap());
        }
    }

    #[test]
    fn a_long_address_still_fits() {
        let long = Controller {
            address: "Jalan Raya Penghubung Antardesa Sebelah Selatan Balai ".repeat(5),
            ..office()
        };
        let layout = privacy_notice(&long, Paper::A4, Edges::default(), date(2026, 11, 29));
        assert_eq!(layout.unwrap().pages.len(), 1);
    }
}
