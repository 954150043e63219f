//! The sheet on which an officer measures what a printer does to a page.

use jemput_domain::date::Date;
use jemput_domain::service::Paper;

use crate::error::LetterError;
use crate::fonts::Face;
use crate::layout::{Item, Layout, Page, Rectangle, mm};
use crate::lines::{Align, set};
use crate::paragraph::{run, stack};
use crate::qr;
use crate::words::Style;

/// The level and the upright line stand so far from the upper and the left edge, in millimetres.
pub const TEST_LINE_MM: i32 = 20;

/// The bar's length in millimetres.
pub const TEST_BAR_MM: i32 = 100;

/// Rulers at the edges count so many millimetres.
const RULER_MM: i32 = 30;

/// A hair line: one dot of any printer.
const HAIR: f32 = 0.4;

/// Lays the sheet out; `printer` is named on it.
///
/// # Errors
/// [`LetterError`] if the printer's name has a character that no typeface has.
pub fn test_sheet(paper: Paper, printer: &str, day: Date) -> Result<Layout, LetterError> {
    let (width, height) = paper.millimetres();
    let mut items = Vec::new();
    // One level, one upright line, over the whole sheet.
    items.push(rule(0.0, millimetres(TEST_LINE_MM), width, 0.0));
    items.push(rule(millimetres(TEST_LINE_MM), 0.0, 0.0, height));
    for edge in [Edge::Top, Edge::Right, Edge::Bottom, Edge::Left] {
        ruler(edge, (width, height), &mut items)?;
    }
    let left = 36.0;
    let measure = width - left - 36.0;
    let mut y = 40.0;
    let mut text = |text: &str, face: Face, size: f32, gap: f32, items: &mut Vec<Item>| {
        let lines = set(text, Style::new(face, size), mm(measure), 0.0, Align::Left)?;
        let (own, taken) = stack(lines, mm(left), mm(y + gap), 1.3);
        y += gap + taken * 25.4 / 72.0;
        items.extend(own);
        Ok::<f32, LetterError>(y)
    };
    text("Lembar uji pencetak", Face::Bold, 15.0, 0.0, &mut items)?;
    text(
        &format!("{printer} · kertas {}", paper.name()),
        Face::Regular,
        10.0,
        1.0,
        &mut items,
    )?;
    let below = text(
        "1. Ukur garis tebal ini dengan penggaris. Panjangnya harus 100 mm.",
        Face::Regular,
        10.0,
        5.0,
        &mut items,
    )?;
    let bar = (width - millimetres(TEST_BAR_MM)) / 2.0;
    items.push(Item::Rule(Rectangle {
        x: mm(bar),
        y: mm(below + 4.0),
        width: mm(millimetres(TEST_BAR_MM)),
        height: mm(1.0),
    }));
    for x in [bar, bar + millimetres(TEST_BAR_MM)] {
        items.push(rule(x, below + 2.0, 0.0, 5.0));
    }
    for (step, gap) in [
        (
            "2. Ukur dari tepi kiri kertas ke garis tegak, dan dari tepi atas ke garis datar. Keduanya harus 20 mm.",
            11.0,
        ),
        (
            "3. Pada tiap penggaris di tepi kertas, baca angka terkecil yang masih tercetak.",
            1.5,
        ),
        (
            "4. Isikan semua angka itu di Pengaturan. Surat berikutnya digeser dan diberi tepi menurut angka itu.",
            1.5,
        ),
        (
            "5. Pindai kode ini dengan ponsel. Bila tidak terbaca, bersihkan pencetak atau ganti tintanya.",
            1.5,
        ),
    ] {
        text(step, Face::Regular, 10.0, gap, &mut items)?;
    }
    // As dense as the seal of a letter.
    let code = qr::encode(&format!("JEMPUT:UJI#{}", "UJI7".repeat(95)))?;
    items.extend(code.item(mm((width - 32.5) / 2.0), mm(y + 6.0)));
    Ok(Layout {
        size_mm: paper.millimetres(),
        pages: vec![Page { items }],
        pictures: Vec::new(),
        title: "Lembar uji pencetak".to_owned(),
        author: "Jemput".to_owned(),
        issued_on: day,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Top,
    Right,
    Bottom,
    Left,
}

/// A ruler in the middle of an edge, at a right angle to it; its numbers count from the edge.
fn ruler(
    edge: Edge,
    (width, height): (f32, f32),
    items: &mut Vec<Item>,
) -> Result<(), LetterError> {
    for tick in 1..=RULER_MM {
        let far = millimetres(tick);
        let long = if tick % 5 == 0 { 6.0 } else { 3.0 };
        // The line that is measured stands where this mark would be; two would be one thick one.
        let is_line = tick == TEST_LINE_MM && matches!(edge, Edge::Top | Edge::Left);
        let (x, y) = match edge {
            Edge::Top => (width / 2.0, far),
            Edge::Bottom => (width / 2.0, height - far),
            Edge::Left => (far, height / 2.0),
            Edge::Right => (width - far, height / 2.0),
        };
        let is_level = matches!(edge, Edge::Top | Edge::Bottom);
        if !is_line {
            items.push(if is_level {
                rule(x - long, y, long, 0.0)
            } else {
                rule(x, y - long, 0.0, long)
            });
        }
        // Every second number at the sides: two digits are wider than two millimetres.
        if tick % 5 == 0 || (is_level && tick < 5) {
            let size = if tick % 5 == 0 { 8.0 } else { 5.0 };
            let style = Style::new(Face::Regular, size);
            for line in set(&tick.to_string(), style, mm(10.0), 0.0, Align::Left)? {
                let (left, base) = if is_level {
                    (mm(x + 1.0), mm(y) + size * 0.35)
                } else {
                    (mm(x) - line.width / 2.0, mm(y + 1.0) + size)
                };
                items.push(run(line, left, base));
            }
        }
    }
    Ok(())
}

/// A hair line from a point, in millimetres.
fn rule(x: f32, y: f32, across: f32, down: f32) -> Item {
    let thick = |length: f32| if length == 0.0 { HAIR } else { mm(length) };
    let start = |at: f32, length: f32| {
        if length == 0.0 {
            mm(at) - HAIR / 2.0
        } else {
            mm(at)
        }
    };
    Item::Rule(Rectangle {
        x: start(x, across),
        y: start(y, down),
        width: thick(across),
        height: thick(down),
    })
}

fn millimetres(whole: i32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "lengths on a sheet")]
    let length = whole as f32;
    length
}

#[cfg(test)]
mod tests {
    use jemput_domain::date::date;

    use super::*;

    fn rules(layout: &Layout) -> Vec<Rectangle> {
        let items = layout.pages.iter().flat_map(|page| &page.items);
        items
            .filter_map(|item| match item {
                Item::Rule(place) => Some(*place),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_paper_has_its_lines_bar_and_rulers_on_one_sheet() {
        for paper in Paper::ALL {
            let layout = test_sheet(paper, "Balai Desa", date(2026, 11, 28)).unwrap();
            let (width, height) = layout.size();
            let rules = rules(&layout);
            let is = |wanted: f32, length: f32| (wanted - length).abs() < 0.5;
            let upright = rules.iter().find(|rule| is(rule.height, height)).unwrap();
            assert!(is(upright.x, mm(20.0)), "{paper:?}");
            let level = rules.iter().find(|rule| is(rule.width, width)).unwrap();
            assert!(is(level.y, mm(20.0)), "{paper:?}");
            assert!(
                rules.iter().any(|rule| is(rule.width, mm(100.0))),
                "{paper:?}"
            );
            // Four rulers of 30 marks, less the two marks that the lines stand for.
            let marks = rules
                .iter()
                .filter(|rule| rule.width.max(rule.height) <= mm(6.0) + 0.1);
            assert_eq!(marks.count(), 4 * 30 - 2 + 2, "{paper:?}");
            let lowest = layout.pages[0].items.iter().filter_map(|item| match item {
                Item::Modules(places) => places.last().map(|place| place.y + place.height),
                _ => None,
            });
            assert!(lowest.fold(0.0, f32::max) < height - mm(31.0), "{paper:?}");
        }
    }
}
