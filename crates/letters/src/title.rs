//! Title and number.

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Item, Rectangle};
use crate::lines::{Align, set};
use crate::paragraph::run;
use crate::words::Style;

/// The title in bold capitals, each line underlined, and the number under it; centred.
pub(crate) fn title(title: &str, number: &str, frame: &Frame) -> Result<Piece, LetterError> {
    let style = Style::new(Face::Bold, frame.size + 2.0);
    let height = style.size * 1.3;
    let mut items = Vec::new();
    let mut y = 0.0;
    for line in set(
        &title.to_uppercase(),
        style,
        frame.measure * 0.9,
        0.0,
        Align::Centre,
    )? {
        let left = frame.left + frame.measure * 0.05;
        let base = y + baseline(height, style.size);
        items.push(underline(left + line.x, base, line.width, style.size));
        items.push(run(line, left, base));
        y += height;
    }
    let number = format!("Nomor: {}", number.replace(' ', "\u{a0}"));
    let plain = Style::new(Face::Regular, frame.size);
    for line in set(&number, plain, frame.measure, 0.0, Align::Centre)? {
        items.push(run(
            line,
            frame.left,
            y + baseline(frame.size * 1.3, frame.size),
        ));
        y += frame.size * 1.3;
    }
    Ok(Piece {
        above: frame.size * 1.5,
        height: y,
        keep: true,
        head: None,
        items,
    })
}

/// The rule under a line of text.
pub(crate) fn underline(x: f32, baseline: f32, width: f32, size: f32) -> Item {
    Item::Rule(Rectangle {
        x,
        y: baseline + size * 0.11,
        width,
        height: size * 0.065,
    })
}
