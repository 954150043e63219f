//! Running text.

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Item, Run};
use crate::lines::{Align, TextLine, set};
use crate::words::Style;

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Manner {
    /// The first line is indented.
    pub(crate) indent: bool,
    /// Bold, and never the last line of a page.
    pub(crate) strong: bool,
    /// In the middle.
    pub(crate) centre: bool,
}

/// A justified paragraph, one piece per line; neither its first nor its last line ever stands alone on a page.
pub(crate) fn paragraph(
    text: &str,
    frame: &Frame,
    manner: Manner,
) -> Result<Vec<Piece>, LetterError> {
    let face = if manner.strong {
        Face::Bold
    } else {
        Face::Regular
    };
    let (indent, align) = match manner {
        Manner { centre: true, .. } => (0.0, Align::Centre),
        Manner { indent: true, .. } => (frame.indent(), Align::Justify),
        _ => (0.0, Align::Justify),
    };
    let lines = set(
        text,
        Style::new(face, frame.size),
        frame.measure,
        indent,
        align,
    )?;
    Ok(lines_as_pieces(lines, frame, frame.left, manner.strong))
}

/// Set lines as pieces; `keep` holds the last one to what follows.
fn lines_as_pieces(lines: Vec<TextLine>, frame: &Frame, left: f32, keep: bool) -> Vec<Piece> {
    let count = lines.len();
    let height = frame.line();
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| Piece {
            above: if index == 0 { frame.gap() } else { 0.0 },
            height: height + line.overhang(height - baseline(height, frame.size)),
            keep: keep || (index == 0 && count > 1) || index + 2 == count,
            head: None,
            items: vec![run(line, left, baseline(height, frame.size))],
        })
        .collect()
}

/// Numbered points, their text in a column of its own.
pub(crate) fn list(points: &[String], frame: &Frame) -> Result<Vec<Piece>, LetterError> {
    let style = Style::new(Face::Regular, frame.size);
    let left = frame.left + frame.indent() * 0.5;
    let hang = frame.size * 1.9;
    let mut pieces = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let measure = frame.left + frame.measure - left - hang;
        let lines = set(point, style, measure, 0.0, Align::Justify)?;
        let mut own = lines_as_pieces(lines, frame, left + hang, false);
        if let Some(first) = own.first_mut() {
            let number = set(&format!("{}.", index + 1), style, hang, 0.0, Align::Left)?;
            let base = baseline(frame.line(), frame.size);
            let drawn = number.into_iter().map(|line| run(line, left, base));
            first.items.splice(0..0, drawn);
            if index > 0 {
                first.above = frame.gap() * 0.5;
            }
        }
        pieces.extend(own);
    }
    Ok(pieces)
}

/// A set line as an item.
pub(crate) fn run(line: TextLine, left: f32, baseline: f32) -> Item {
    Item::Text(Run {
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
        y += height + line.overhang(y + height - base);
        items.push(run(line, left, base));
    }
    (items, y - top)
}
