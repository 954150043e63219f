//! The head of a form that follows the letter: code, title, and whose arrangement it is.

use jemput_domain::letter::LetterData;
use jemput_domain::service::Attachment;

use crate::error::LetterError;
use crate::flow::{Frame, Piece, baseline};
use crate::fonts::Face;
use crate::layout::{Item, Rectangle};
use crate::lines::{Align, set};
use crate::paragraph::{run, stack};
use crate::words::Style;

/// Size of a form's text and line height over size, from airy to dense; ten points at least, since offices refused
/// smaller print.
pub(crate) const DENSITIES: [(f32, f32); 4] =
    [(10.5, 1.25), (10.5, 1.15), (10.0, 1.12), (10.0, 1.0)];

/// Code in a box, the letter it belongs to, the title, and that the arrangement is free.
pub(crate) fn head(
    attachment: &Attachment,
    title: &str,
    data: &LetterData,
    frame: &Frame,
) -> Result<Piece, LetterError> {
    let bold = |size| Style::new(Face::Bold, size);
    let mut items = Vec::new();
    let pad = frame.size * 0.4;
    let code = set(
        &attachment.code,
        bold(12.0),
        frame.measure * 0.4,
        0.0,
        Align::Left,
    )?;
    let width = code.iter().map(|line| line.width).fold(0.0, f32::max) + 2.0 * pad;
    let left = frame.left + frame.measure - width;
    let (drawn, height) = stack(code, left + pad, pad * 0.5, 1.2);
    let height = height + pad;
    items.extend(drawn);
    items.extend(outline(left, 0.0, width, height));
    let belongs = format!(
        "Lampiran surat Nomor {}\ntanggal {}",
        data.number,
        jemput_domain::date::long(data.issued_on)
    );
    let lines = set(
        &belongs,
        Style::new(Face::Regular, 9.0),
        frame.measure * 0.55,
        0.0,
        Align::Left,
    )?;
    let (drawn, belongs_height) = stack(lines, frame.left, 0.0, 1.2);
    items.extend(drawn);
    let mut y = height.max(belongs_height) + frame.size * 0.6;
    let mut centred = |text: &str, style: Style, y: &mut f32| -> Result<(), LetterError> {
        for line in set(text, style, frame.measure, 0.0, Align::Centre)? {
            let height = style.size * 1.25;
            items.push(run(line, frame.left, *y + baseline(height, style.size)));
            *y += height;
        }
        Ok(())
    };
    centred(&title.to_uppercase(), bold(12.5), &mut y)?;
    if attachment.free {
        centred(
            "(susunan bebas menurut daftar isian formulir resmi)",
            Style::new(Face::Italic, 9.0),
            &mut y,
        )?;
    }
    Ok(Piece {
        above: 0.0,
        height: y,
        keep: true,
        head: None,
        items,
    })
}

fn outline(x: f32, y: f32, width: f32, height: f32) -> [Item; 4] {
    const LINE: f32 = 0.8;
    [
        (x, y, width, LINE),
        (x, y + height - LINE, width, LINE),
        (x, y, LINE, height),
        (x + width - LINE, y, LINE, height),
    ]
    .map(|(x, y, width, height)| {
        Item::Rule(Rectangle {
            x,
            y,
            width,
            height,
        })
    })
}
