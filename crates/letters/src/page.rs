//! Dividing the column of pieces into pages.

use jemput_domain::service::{Margins, Paper};

use crate::error::LetterError;
use crate::flow::Piece;
use crate::layout::{Item, mm};
use crate::options::Edges;

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
    /// The margins that offices use: 3 cm at the left for binding, 2 cm at the right; a file may set its own. None is
    /// narrower than what the printer leaves blank.
    pub(crate) fn of(paper: Paper, margins: Option<&Margins>, edges: Edges) -> Self {
        let (width, height) = paper.millimetres();
        let usual = match paper {
            Paper::A5 => [12.0, 15.0, 18.0, 18.0],
            Paper::F4 | Paper::A4 | Paper::Legal => [15.0, 22.5, 21.0, 27.5],
        };
        let own = margins.copied().unwrap_or_default();
        let [top, right, bottom, left] = [
            own.top.unwrap_or(usual[0]),
            own.right.unwrap_or(usual[1]),
            own.bottom.unwrap_or(usual[2]),
            own.left.unwrap_or(usual[3]),
        ];
        // A millimetre more: feeding varies from sheet to sheet.
        let blank = |edge: u16| {
            if edge == 0 {
                0.0
            } else {
                f32::from(edge) / 10.0 + 1.0
            }
        };
        let (top, right) = (top.max(blank(edges.top)), right.max(blank(edges.right)));
        let left = left.max(blank(edges.left));
        // The footer stands 6 mm below the text, and its letters reach below its line.
        let bottom = bottom.max(blank(edges.bottom) + 7.0 * f32::from(u8::from(edges.bottom > 0)));
        Self {
            width: mm(width),
            height: mm(height),
            left: mm(left),
            measure: mm(width - left - right),
            top: mm(top),
            bottom: mm(height - bottom),
            footer: mm(height - bottom + 6.0),
        }
    }
}

/// The column, divided.
pub(crate) struct Pages {
    /// The items of each page.
    pub(crate) items: Vec<Vec<Item>>,
    /// Whether a page ends between pieces that should have kept together, since a page has no room for all of them.
    pub(crate) torn: bool,
}

/// The items of each page. Pieces that keep together move together; where that cannot be, a page ends between any two of
/// them, but for the last one: what ends the letter takes along what stands before it.
pub(crate) fn paginate(pieces: &[Piece], sheet: &Sheet) -> Result<Pages, LetterError> {
    let room = sheet.bottom - sheet.top;
    let mut pages = Vec::new();
    let mut torn = false;
    let mut start = 0;
    while start < pieces.len() {
        let head = pieces[start].head.as_deref();
        let mut used = head.map_or(0.0, |head| head.height);
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
        if end < pieces.len() {
            torn |= good_end.is_none();
            let is_last_alone = end + 1 == pieces.len() && end > start + 1;
            end = good_end.unwrap_or(end - usize::from(is_last_alone));
        }
        pages.push(place(head, &pieces[start..end], sheet.top));
        start = end;
    }
    Ok(Pages { items: pages, torn })
}

fn place(head: Option<&Piece>, pieces: &[Piece], top: f32) -> Vec<Item> {
    let mut items = Vec::new();
    let mut y = top;
    if let Some(head) = head {
        items.extend(head.items.iter().map(|item| item.moved(y)));
        y += head.height;
    }
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
            head: None,
            items: vec![Item::Rule(place)],
        }
    }

    fn counts(pieces: &[Piece]) -> Vec<usize> {
        let sheet = Sheet {
            top: 10.0,
            bottom: 110.0,
            ..Sheet::of(Paper::F4, None, Edges::default())
        };
        paginate(pieces, &sheet)
            .unwrap()
            .items
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
        assert_eq!(counts(&vec![piece(40.0, true); 6]), [2, 2, 2]);
    }

    #[test]
    fn the_last_of_a_chain_that_is_broken_takes_along_what_stands_before_it() {
        // Two lines, those who sign, witnesses, the official: 20 + 25 + 35 + 35 > 100.
        let mut pieces = vec![
            piece(20.0, true),
            piece(20.0, true),
            piece(25.0, true),
            piece(30.0, false),
        ];
        assert_eq!(counts(&pieces), [2, 2]);
        // What no page has room for beside another stands alone.
        pieces[3].height = 75.0;
        assert_eq!(counts(&pieces), [2, 1, 1]);
    }

    #[test]
    fn a_piece_higher_than_the_page_is_an_error() {
        let sheet = Sheet::of(Paper::A4, None, Edges::default());
        assert_eq!(
            paginate(&[piece(2000.0, false)], &sheet).err(),
            Some(LetterError::TooHigh)
        );
    }

    #[test]
    fn a_table_that_goes_on_repeats_its_head_and_fills_no_page_beyond_its_end() {
        let head = std::rc::Rc::new(piece(20.0, true));
        let mut pieces = vec![piece(20.0, true)];
        for _ in 0..6 {
            pieces.push(Piece {
                above: 0.0,
                head: Some(head.clone()),
                ..piece(20.0, false)
            });
        }
        // 100 points: head and four rows, then the head again and the last two.
        assert_eq!(counts(&pieces), [5, 3]);
    }

    #[test]
    fn a_file_sets_its_own_margins() {
        let margins = Margins {
            left: Some(40.0),
            ..Margins::default()
        };
        let sheet = Sheet::of(Paper::A4, Some(&margins), Edges::default());
        assert!((sheet.left - mm(40.0)).abs() < 0.01);
        assert!((sheet.measure - mm(210.0 - 40.0 - 22.5)).abs() < 0.01);
    }
    #[test]
    fn nothing_stands_on_what_the_printer_leaves_blank() {
        let usual = Sheet::of(Paper::F4, None, Edges::default());
        let narrow = Sheet::of(Paper::F4, None, Edges::new([30, 30, 30, 30]));
        assert_eq!(narrow, usual);
        let wide = Sheet::of(Paper::F4, None, Edges::new([180, 250, 170, 280]));
        assert!((wide.top - mm(19.0)).abs() < 0.01);
        assert!((wide.left - mm(29.0)).abs() < 0.01);
        assert!((wide.measure - mm(215.0 - 29.0 - 26.0)).abs() < 0.01);
        assert!(wide.footer <= mm(330.0 - 17.0 - 1.0));
    }
}
