//! A book of the office as a table over as many pages as it needs, such as the register of letters.

use std::rc::Rc;

use jemput_domain::date::Date;
use jemput_domain::service::{Margins, Paper};

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Item, Layout, Page, Rectangle, Run, mm};
use crate::lines::{Align, TextLine, set};
use crate::options::Edges;
use crate::page::{Sheet, paginate};
use crate::paragraph::{run, stack};
use crate::words::Style;

const SIZE: f32 = 8.5;
const LEADING: f32 = 1.2;
/// Room between a line and the text beside it, in sizes of the text.
const PAD: f32 = 0.35;
const LINE: f32 = 0.5;
/// Characters of a cell: in the narrowest column of a book these are still far from a page. A text that somebody stored to
/// make the row higher than the page, or the layout take minutes, must not cost the whole book.
const LONGEST: usize = 300;
/// A book is wide: less margin than a letter.
const MARGINS: Margins = Margins {
    top: Some(14.0),
    right: Some(12.0),
    bottom: Some(18.0),
    left: Some(16.0),
};

/// A table to be laid out.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The paper.
    pub paper: Paper,
    /// Heading, in capitals.
    pub title: &'a str,
    /// Lines under it.
    pub subtitle: &'a [String],
    /// Titles of the columns, and the part of the width that each takes.
    pub columns: &'a [(&'a str, f32)],
    /// Cells; as many as columns in each row.
    pub rows: &'a [Vec<String>],
    /// At the foot of each page, at the left.
    pub foot: &'a str,
    /// Whose book it is, for the document's properties.
    pub author: &'a str,
    /// The day of the copy, for the document's properties.
    pub day: Date,
}

/// Lays a table out; its head comes again on each page.
///
/// A character that no typeface has becomes `?`: a book that cannot be printed for one odd sign in a note helps nobody.
///
/// # Errors
/// [`LetterError::TooHigh`] for a row higher than a page: with more columns than a page has room for.
pub fn table(table: &Table<'_>) -> Result<Layout, LetterError> {
    let sheet = Sheet::of(table.paper, Some(&MARGINS), Edges::default());
    let frame = Frame {
        left: sheet.left,
        measure: sheet.measure,
        size: SIZE,
        leading: LEADING,
        labels: 0.0,
    };
    let total: f32 = table.columns.iter().map(|(_, part)| part).sum();
    let widths: Vec<f32> = table
        .columns
        .iter()
        .map(|(_, part)| part * sheet.measure / total)
        .collect();
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|(title, _)| (*title).to_owned())
        .collect();
    let head = Rc::new(Piece {
        above: SIZE,
        keep: true,
        ..row(&heads, &widths, &frame, Face::Bold)?
    });
    let mut pieces = vec![heading(table, &frame)?, (*head).clone()];
    for cells in table.rows {
        pieces.push(Piece {
            head: Some(head.clone()),
            ..row(cells, &widths, &frame, Face::Regular)?
        });
    }
    let pages = paginate(&pieces, &sheet)?.items;
    let count = pages.len();
    let mut finished = Vec::with_capacity(count);
    for (index, mut items) in pages.into_iter().enumerate() {
        let page = format!("halaman {} dari {count}", index + 1);
        for (text, align) in [(table.foot, Align::Left), (page.as_str(), Align::Right)] {
            let style = Style::new(Face::Regular, 7.5);
            for line in lenient(text, style, sheet.measure, align)? {
                if let Item::Text(text) = run(line, sheet.left, sheet.footer) {
                    items.push(Item::Text(Run { grey: 0.35, ..text }));
                }
            }
        }
        finished.push(Page { items });
    }
    Ok(Layout {
        size_mm: table.paper.millimetres(),
        pages: finished,
        pictures: Vec::new(),
        title: table.title.to_owned(),
        author: table.author.to_owned(),
        issued_on: table.day,
    })
}

fn heading(table: &Table<'_>, frame: &Frame) -> Result<Piece, LetterError> {
    let bold = Style::new(Face::Bold, 13.0);
    let plain = Style::new(Face::Regular, 10.0);
    let texts = std::iter::once((table.title, bold))
        .chain(table.subtitle.iter().map(|line| (line.as_str(), plain)));
    let mut items = Vec::new();
    let mut y = 0.0;
    for (text, style) in texts {
        let height = style.size * 1.35;
        for line in lenient(text, style, frame.measure, Align::Centre)? {
            items.push(run(line, frame.left, y + baseline(height, style.size)));
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

/// One row with the lines around its cells; neighbouring rows share theirs.
fn row(cells: &[String], widths: &[f32], frame: &Frame, face: Face) -> Result<Piece, LetterError> {
    let pad = PAD * frame.size;
    let style = Style::new(face, frame.size);
    let mut items = Vec::new();
    let mut x = frame.left;
    let mut height = 0.0_f32;
    for (text, width) in cells.iter().zip(widths) {
        let lines = lenient(&shown(text), style, width - 2.0 * pad, Align::Left)?;
        let (drawn, own) = stack(lines, x + pad, pad * 0.6, LEADING);
        items.extend(drawn);
        height = height.max(own + pad * 1.2);
        x += width;
    }
    let rule = |x: f32, y: f32, width, height| {
        Item::Rule(Rectangle {
            x: x - LINE / 2.0,
            y: y - LINE / 2.0,
            width,
            height,
        })
    };
    for y in [0.0, height] {
        items.push(rule(frame.left, y, frame.measure + LINE, LINE));
    }
    let mut x = frame.left;
    for width in widths.iter().copied().chain(std::iter::once(0.0)) {
        items.push(rule(x, 0.0, LINE, height + LINE));
        x += width;
    }
    Ok(Piece {
        above: 0.0,
        height,
        keep: false,
        head: None,
        items,
    })
}

/// What a cell shows: one paragraph; the end of a text that is too long is missing, and that can be seen.
fn shown(text: &str) -> String {
    let mut signs = text.chars();
    let begin = signs.by_ref().take(LONGEST);
    let mut shown: String = begin
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if signs.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Set lines; what no typeface has is shown as `?`.
fn lenient(
    text: &str,
    style: Style,
    measure: f32,
    align: Align,
) -> Result<Vec<TextLine>, LetterError> {
    let mut text = text.to_owned();
    loop {
        match set(&text, style, measure.max(mm(4.0)), 0.0, align) {
            Err(LetterError::MissingGlyph { character, .. })
                if character != '?' && text.contains(character) =>
            {
                text = text.replace(character, "?");
            }
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use jemput_domain::date;

    use super::*;

    fn book(rows: &[Vec<String>]) -> Layout {
        table(&Table {
            paper: Paper::F4,
            title: "BUKU REGISTER SURAT",
            subtitle: &["Desa Karangjemput".to_owned()],
            columns: &[("Nomor", 1.0), ("Nama", 2.0)],
            rows,
            foot: "33.02.04.2007",
            author: "Desa Karangjemput",
            day: date::from_iso("2026-11-28").unwrap(),
        })
        .unwrap()
    }

    #[test]
    fn a_long_book_repeats_its_head_and_counts_its_pages() {
        let rows: Vec<Vec<String>> = (1..=200)
            .map(|n| vec![format!("{n:03}"), "Sri Waluyo Ningsih".to_owned()])
            .collect();
        let layout = book(&rows);
        assert!(layout.pages.len() > 2);
        for page in 0..layout.pages.len() {
            let text = layout.text_of(page);
            assert!(text.contains("Nomor"), "{text}");
            let count = format!("halaman {} dari {}", page + 1, layout.pages.len());
            assert!(text.contains(&count), "{text}");
        }
        let all: String = (0..layout.pages.len())
            .map(|page| layout.text_of(page))
            .collect();
        assert!(all.contains("001") && all.contains("200"));
        assert!(layout.pdf("").unwrap().starts_with(b"%PDF-"));
    }

    #[test]
    fn a_text_that_no_page_holds_is_cut_and_the_book_is_whole() {
        for endless in ["W".repeat(40_000), "a\nb".repeat(9_000), "ꦗ".repeat(5_000)] {
            let rows = [
                vec![endless.clone(), endless],
                vec!["002".into(), "Sumarni".into()],
            ];
            let layout = book(&rows);
            let all: String = (0..layout.pages.len())
                .map(|page| layout.text_of(page))
                .collect();
            assert!(all.contains('…') && all.contains("Sumarni"), "{all}");
        }
    }

    #[test]
    fn one_odd_sign_does_not_keep_the_book_from_print() {
        let layout = book(&[vec!["001".into(), "Sri \u{1F33E} Waluyo".into()]]);
        assert!(layout.text_of(0).contains("Sri ? Waluyo"));
    }
}
