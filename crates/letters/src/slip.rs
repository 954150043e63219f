//! Queue tickets and receipts: one strip of paper as wide as a ticket printer's head.
//!
//! Laid out like a letter and rasterised, since the code pages of ticket printers lack letters of people's names.

use jemput_domain::date::Date;

use crate::error::LetterError;
use crate::fonts::Face;
use crate::layout::{Item, Layout, Page, Rectangle};
use crate::lines::{Align, set};
use crate::paragraph::stack;
use crate::words::Style;

/// Dots per inch of ticket printers.
pub const DOTS_PER_INCH: f32 = 203.0;

/// What stands on a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Dots of the printer's head: 384 on paper of 58 mm, 576 on 80 mm.
    pub dots: u32,
    /// From top to bottom.
    pub lines: Vec<SlipLine>,
    /// For the document's properties.
    pub title: String,
    /// The same.
    pub day: Date,
}

/// A part of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipLine {
    /// Who gives it, in the middle.
    Head(String),
    /// What is called out, as large as fits.
    Number(String),
    /// In the middle, smaller.
    Note(String),
    /// At the left.
    Text(String),
    /// A name and its value under each other.
    Fact(String, String),
    /// A line across.
    Rule,
}

/// Points of a dot.
fn dots(count: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let count = count as f32;
    count * 72.0 / DOTS_PER_INCH
}

/// Lays a slip out; the paper is as high as its content, in whole dots.
///
/// # Errors
/// [`LetterError::MissingGlyph`] for a character that no typeface has.
pub fn slip(slip: &Slip) -> Result<Layout, LetterError> {
    let width = dots(slip.dots);
    let mut items = Vec::new();
    let mut y = dots(8);
    for line in &slip.lines {
        match line {
            SlipLine::Head(text) => {
                put(text, BOLD, 10.0, Align::Centre, width, &mut y, &mut items)?;
            }
            SlipLine::Number(text) => number(text, width, &mut y, &mut items)?,
            SlipLine::Note(text) => {
                put(text, PLAIN, 8.5, Align::Centre, width, &mut y, &mut items)?;
            }
            SlipLine::Text(text) => put(text, PLAIN, 9.5, Align::Left, width, &mut y, &mut items)?,
            SlipLine::Fact(name, value) => {
                put(name, PLAIN, 7.5, Align::Left, width, &mut y, &mut items)?;
                y -= dots(4);
                put(value, BOLD, 10.0, Align::Left, width, &mut y, &mut items)?;
            }
            SlipLine::Rule => {
                items.push(Item::Rule(Rectangle {
                    x: 0.0,
                    y: y + dots(4),
                    width,
                    height: dots(2),
                }));
                y += dots(14);
            }
        }
    }
    // Whole dots, or the raster's rows would not be the printer's.
    let height = (y / dots(1)).ceil() * dots(1);
    let mm = |points: f32| points * 25.4 / 72.0;
    Ok(Layout {
        size_mm: (mm(width), mm(height)),
        pages: vec![Page { items }],
        pictures: Vec::new(),
        title: slip.title.clone(),
        author: "Jemput".to_owned(),
        issued_on: slip.day,
    })
}

const BOLD: Face = Face::Bold;
const PLAIN: Face = Face::Regular;

fn put(
    text: &str,
    face: Face,
    size: f32,
    align: Align,
    width: f32,
    y: &mut f32,
    items: &mut Vec<Item>,
) -> Result<(), LetterError> {
    let lines = set(text, Style::new(face, size), width, 0.0, align)?;
    let (own, taken) = stack(lines, 0.0, *y, 1.2);
    items.extend(own);
    *y += taken + dots(6);
    Ok(())
}

/// The number on one line, as large as the paper allows.
fn number(text: &str, width: f32, y: &mut f32, items: &mut Vec<Item>) -> Result<(), LetterError> {
    const LARGEST: f32 = 54.0;
    let one = set(
        text,
        Style::new(BOLD, LARGEST),
        f32::MAX / 4.0,
        0.0,
        Align::Left,
    )?;
    let wide = one.iter().fold(0.0, |wide: f32, line| wide.max(line.width));
    let size = LARGEST * (width / wide.max(1.0)).min(1.0);
    put(text, BOLD, size * 0.98, Align::Centre, width, y, items)
}

#[cfg(test)]
mod tests {
    use jemput_domain::date::date;

    use super::*;

    fn laid(dots: u32, number: &str) -> Layout {
        slip(&Slip {
            dots,
            lines: vec![
                SlipLine::Head("Desa Karangjemput".to_owned()),
                SlipLine::Number(number.to_owned()),
                SlipLine::Fact("Nama".to_owned(), "Renée ʻAlī ’Aisyah".to_owned()),
                SlipLine::Rule,
                SlipLine::Note("Mohon menunggu dipanggil.".to_owned()),
            ],
            title: "Antrean".to_owned(),
            day: date(2026, 11, 28),
        })
        .unwrap()
    }

    #[test]
    fn a_slip_is_as_wide_as_the_head_and_as_high_as_its_content() {
        for dots_wide in [384, 576] {
            let layout = laid(dots_wide, "A-017");
            let (width, height) = layout.size();
            let in_dots = |points: f32| points * DOTS_PER_INCH / 72.0;
            #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
            let wide = dots_wide as f32;
            assert!((in_dots(width) - wide).abs() < 0.01);
            let rows = in_dots(height);
            assert!((rows - rows.round()).abs() < 0.01, "{rows}");
            assert!((200.0..600.0).contains(&rows), "{rows}");
        }
    }

    #[test]
    fn a_long_number_stays_on_one_line_and_on_the_paper() {
        for text in ["A-1", "PRIORITAS-117"] {
            let layout = laid(384, text);
            let shown: Vec<f32> = layout.pages[0]
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Text(run)
                        if run
                            .glyphs
                            .iter()
                            .map(|g| g.text.as_str())
                            .collect::<String>()
                            == text =>
                    {
                        Some(run.x + run.glyphs.last()?.x)
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(shown.len(), 1, "{text}");
            assert!(shown[0] < layout.size().0, "{text}");
        }
    }

    #[test]
    fn what_no_typeface_has_is_named_before_anything_is_printed() {
        let error = slip(&Slip {
            dots: 384,
            lines: vec![SlipLine::Text("A 😀".to_owned())],
            title: String::new(),
            day: date(2026, 11, 28),
        })
        .unwrap_err();
        assert_eq!(error.code(), "letter-character");
    }
}
