//! What stands at the foot of each page, and the word across a draft.

use jemput_domain::letter::LetterData;

use crate::error::LetterError;
use crate::fonts::Face;
use crate::layout::{Item, Run};
use crate::lines::{Align, set};
use crate::page::Sheet;
use crate::paragraph::run;
use crate::words::Style;

const STYLE: Style = Style::new(Face::Regular, 7.5);
const GREY: f32 = 0.35;

/// Village code at the left, letter kind at the right; on a letter of several pages which page of which letter.
pub(crate) fn footer(
    data: &LetterData,
    page: usize,
    pages: usize,
    sheet: &Sheet,
) -> Result<Vec<Item>, LetterError> {
    let middle = if pages > 1 {
        format!("Nomor {} – halaman {} dari {pages}", data.number, page + 1)
    } else {
        String::new()
    };
    let texts = [
        (data.village.code.as_str(), Align::Left),
        (middle.as_str(), Align::Centre),
        (data.kind_code.as_str(), Align::Right),
    ];
    let mut items = Vec::new();
    for (text, align) in texts {
        if text.is_empty() {
            continue;
        }
        for line in set(text, STYLE, sheet.measure, 0.0, align)? {
            let Item::Text(text) = run(line, sheet.left, sheet.footer) else {
                continue;
            };
            items.push(Item::Text(Run { grey: GREY, ..text }));
        }
    }
    Ok(items)
}

/// A large grey word from the lower left to the upper right.
pub(crate) fn watermark(word: &str, sheet: &Sheet) -> Result<Item, LetterError> {
    const ANGLE: f32 = 55.0;
    // The same part of every paper.
    let style = Style::new(Face::Bold, sheet.width * 0.21);
    let line = set(word, style, f32::MAX / 4.0, 0.0, Align::Left)?
        .into_iter()
        .next()
        .ok_or(LetterError::TooHigh)?;
    let (sin, cos) = ANGLE.to_radians().sin_cos();
    let half = line.width / 2.0;
    let rise = style.size * 0.35;
    Ok(Item::Text(Run {
        size: style.size,
        x: sheet.width / 2.0 - half * cos + rise * sin,
        y: sheet.height / 2.0 + half * sin + rise * cos,
        angle: ANGLE,
        grey: 0.92,
        glyphs: line.glyphs,
    }))
}
