//! Running text.

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Item, Run};
use crate::lines::{Align, TextLine, set};
use crate::words::Style;

/// A justified paragraph, one piece per line; neither its first nor its last line ever stands alone on a page.
pub(crate) fn paragraph(
    text: &str,
    frame: &Frame,
    indent: bool,
) -> Result<Vec<Piece>, LetterError> {
    let style = Style::new(Face::Regular, frame.size);
    let indent = if indent { frame.indent() } else { 0.0 };
    let lines = set(text, style, frame.measure, indent, Align::Justify)?;
    let count = lines.len();
    let height = frame.line();
    Ok(lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| Piece {
            above: if index == 0 { frame.gap() } else { 0.0 },
            height,
            keep: (index == 0 && count > 1) || index + 2 == count,
            items: vec![run(line, frame.left, baseline(height, frame.size))],
        })
        .collect())
}

/// A set line as an item.
pub(crate) fn run(line: TextLine, left: f32, baseline: f32) -> Item {
    Item::Text(Run {
        face: line.style.face,
        size: line.style.size,
        x: left + line.x,
        y: baseline,
        angle: 0.0,
        grey: 0.0,
        glyphs: line.glyphs,
    })
}

/// Lines under each other from `top`; gives the items and the height that they take.
pub(crate) fn stack(lines: Vec<TextLine>, left: f32, top: f32, leading: f32) -> (Vec<Item>, f32) {
    let mut items = Vec::new();
    let mut y = top;
    for line in lines {
        let height = line.style.size * leading;
        let base = y + baseline(height, line.style.size);
        items.push(run(line, left, base));
        y += height;
    }
    (items, y - top)
}
