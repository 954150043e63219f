//! Dividing the column of pieces into pages.

use jemput_domain::service::Paper;

use crate::error::LetterError;
use crate::flow::Piece;
use crate::layout::{Item, mm};

/// A sheet of paper with its margins, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) left: f32,
    pub(crate) measure: f32,
    pub(crate) top: f32,
    /// Where the text ends.
    pub(crate) bottom: f32,
    /// Baseline of the footer. Portable printers leave the lowest 12 mm blank.
    pub(crate) footer: f32,
}

impl Sheet {
    /// The margins that offices use: 3 cm at the left for binding, 2 cm at the right.
    pub(crate) fn of(paper: Paper) -> Self {
        let (width, height) = paper.millimetres();
        Self {
            width: mm(width),
            height: mm(height),
            left: mm(27.5),
            measure: mm(width - 27.5 - 22.5),
            top: mm(15.0),
            bottom: mm(height - 21.0),
            footer: mm(height - 15.0),
        }
    }
}

/// The items of each page. Pieces that keep together move together; where that cannot be, a page ends anywhere between
/// two pieces.
pub(crate) fn paginate(pieces: &[Piece], sheet: &Sheet) -> Result<Vec<Vec<Item>>, LetterError> {
    let room = sheet.bottom - sheet.top;
    let mut pages = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut used = 0.0;
        let mut end = start;
        let mut good_end = None;
        while let Some(piece) = pieces.get(end) {
            let needed = piece.height + if end == start { 0.0 } else { piece.above };
            if used + needed > room + 0.01 {
                break;
            }
            used += needed;
            end += 1;
            if !piece.keep || end == pieces.len() {
                good_end = Some(end);
            }
        }
        if end == start {
            return Err(LetterError::TooHigh);
        }
        let end = if end == pieces.len() {
            end
        } else {
            good_end.unwrap_or(end)
        };
        pages.push(place(&pieces[start..end], sheet.top));
        start = end;
    }
    Ok(pages)
}

fn place(pieces: &[Piece], top: f32) -> Vec<Item> {
    let mut items = Vec::new();
    let mut y = top;
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            y += piece.above;
        }
        items.extend(piece.items.iter().map(|item| item.moved(y)));
        y += piece.height;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Rectangle;

    /// A piece that is drawn as one rule, so that the test can find it.
    fn piece(height: f32, keep: bool) -> Piece {
        let place = Rectangle {
            x: 0.0,
            y: 0.0,
            width: 1.0,
            height,
        };
        Piece {
            above: 5.0,
            height,
            keep,
            items: vec![Item::Rule(place)],
        }
    }

    fn counts(pieces: &[Piece]) -> Vec<usize> {
        let sheet = Sheet {
            top: 10.0,
            bottom: 110.0,
            ..Sheet::of(Paper::F4)
        };
        paginate(pieces, &sheet)
            .unwrap()
            .iter()
            .map(Vec::len)
            .collect()
    }

    #[test]
    fn a_full_page_is_filled_to_its_last_point() {
        // 20 + 4 × 25 = 120 > 100; 20 + 3 × 25 = 95.
        assert_eq!(counts(&vec![piece(20.0, false); 5]), [4, 1]);
    }

    #[test]
    fn the_last_lines_move_with_the_signature() {
        let mut pieces = vec![piece(20.0, false); 4];
        pieces[2].keep = true;
        pieces[3].keep = true;
        pieces.push(piece(20.0, false));
        assert_eq!(counts(&pieces), [2, 3]);
    }

    #[test]
    fn a_chain_longer_than_a_page_is_broken_rather_than_lost() {
        assert_eq!(counts(&vec![piece(40.0, true); 5]), [2, 2, 1]);
    }

    #[test]
    fn a_piece_higher_than_the_page_is_an_error() {
        let sheet = Sheet::of(Paper::A4);
        assert_eq!(
            paginate(&[piece(2000.0, false)], &sheet),
            Err(LetterError::TooHigh)
        );
    }
}
