//! A table of people with lines around its cells; its head comes again on each page.

use std::collections::BTreeMap;
use std::rc::Rc;

use jemput_domain::service::identity_label;

use crate::error::LetterError;
use crate::fill::hold;
use crate::flow::{Frame, Piece};
use crate::fonts::Face;
use crate::glue::{RELUCTANT, TIED, glue};
use crate::layout::{Item, Rectangle};
use crate::lines::{Align, set};
use crate::paragraph::stack;
use crate::shape::{shape, width};
use crate::words::Style;

/// Size of the text at most; a table of many columns is read well a little smaller.
const SIZE: f32 = 10.5;
const LEADING: f32 = 1.2;
/// Room between a line and the text beside it, in sizes of the text.
const PAD: f32 = 0.35;
const LINE: f32 = 0.6;

/// One column.
struct Column {
    part: String,
    width: f32,
}

/// The table; `rows` are the people's words by their parts.
pub(crate) fn people(
    rows: &[BTreeMap<String, String>],
    parts: &[String],
    frame: &Frame,
) -> Result<Vec<Piece>, LetterError> {
    let size = frame.size.min(SIZE);
    let columns = columns(rows, parts, frame, size)?;
    let heads: Vec<String> = std::iter::once("No.".to_owned())
        .chain(parts.iter().map(|part| identity_label(part).to_owned()))
        .collect();
    let head = Rc::new(Piece {
        above: frame.gap(),
        keep: true,
        ..row(&heads, &columns, frame, size, true)?
    });
    let mut pieces = vec![(*head).clone()];
    for (index, person) in rows.iter().enumerate() {
        let cells: Vec<String> = std::iter::once((index + 1).to_string())
            .chain(parts.iter().map(|part| cell(person, part)))
            .collect();
        pieces.push(Piece {
            head: Some(head.clone()),
            ..row(&cells, &columns, frame, size, false)?
        });
    }
    Ok(pieces)
}

/// What is not known is a dash; names hang together.
fn cell(person: &BTreeMap<String, String>, part: &str) -> String {
    let text = person.get(part).map(String::as_str).unwrap_or_default();
    match part {
        _ if text.is_empty() => "-".to_owned(),
        "name" => hold(text),
        _ => text.to_owned(),
    }
}

/// The number's column and one for each part: as wide as its words want where there is room, never narrower than its
/// longest word while that can be.
fn columns(
    rows: &[BTreeMap<String, String>],
    parts: &[String],
    frame: &Frame,
    size: f32,
) -> Result<Vec<Column>, LetterError> {
    let pads = 2.0 * PAD * size;
    let number = width(&shape(Face::Bold, size, "No.")?) + pads + 1.0;
    let room = frame.measure - number;
    let measured = |is_tied: bool| -> Result<Vec<(f32, f32)>, LetterError> {
        let of = |part: &String| wish_and_least(rows, part, is_tied, size, pads);
        parts.iter().map(of).collect()
    };
    let mut sizes = measured(true)?;
    if sizes.iter().map(|(_, least)| least).sum::<f32>() > room {
        // Rather a date in two lines than a number in two.
        sizes = measured(false)?;
    }
    let wished: f32 = sizes.iter().map(|(wish, _)| wish).sum();
    let least: f32 = sizes.iter().map(|(_, least)| least).sum();
    let given = |(wish, min): (f32, f32)| {
        if wished <= room {
            wish * room / wished
        } else if least <= room {
            min + (wish - min) * (room - least) / (wished - least)
        } else {
            min * room / least
        }
    };
    let first = Column {
        part: String::new(),
        width: number,
    };
    let rest = parts.iter().zip(sizes).map(|(part, size)| Column {
        part: part.clone(),
        width: given(size),
    });
    Ok(std::iter::once(first).chain(rest).collect())
}

/// How wide a column's words want it, and how wide they need it: what belongs together in one line, or else each word.
fn wish_and_least(
    rows: &[BTreeMap<String, String>],
    part: &str,
    is_tied: bool,
    size: f32,
    pads: f32,
) -> Result<(f32, f32), LetterError> {
    let plain = Style::new(Face::Regular, size);
    let bold = Style::new(Face::Bold, size);
    let head = identity_label(part).to_owned();
    let cells = rows.iter().map(|person| (cell(person, part), plain));
    let (mut wish, mut least) = (0.0_f32, 0.0_f32);
    for (text, style) in cells.chain([(head, bold)]) {
        let text = if is_tied { glue(&text) } else { text };
        let blank = style.space()?.advance;
        let mut all = -blank;
        for group in text.split([' ', RELUCTANT]) {
            let mut own = -blank;
            // Ties are blanks on paper.
            for word in group.split(TIED) {
                own += width(&shape(style.face, size, word)?) + blank;
            }
            all += own + blank;
            least = least.max(own + pads + 0.5);
        }
        wish = wish.max(all + pads + 0.5);
    }
    Ok((wish, least))
}

/// One row with the lines around its cells; neighbouring rows share theirs.
fn row(
    cells: &[String],
    columns: &[Column],
    frame: &Frame,
    size: f32,
    is_head: bool,
) -> Result<Piece, LetterError> {
    let face = if is_head { Face::Bold } else { Face::Regular };
    let pad = PAD * size;
    let mut items = Vec::new();
    let mut x = frame.left;
    let mut height = 0.0_f32;
    for (text, column) in cells.iter().zip(columns) {
        let align = if is_head || column.part.is_empty() {
            Align::Centre
        } else {
            Align::Left
        };
        let lines = set(
            text,
            Style::new(face, size),
            column.width - 2.0 * pad,
            0.0,
            align,
        )?;
        let (drawn, own) = stack(lines, x + pad, pad * 0.6, LEADING);
        items.extend(drawn);
        height = height.max(own + pad * 1.2);
        x += column.width;
    }
    let rule = |x, y, width, height| {
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
    for column in columns {
        items.push(rule(x, 0.0, LINE, height + LINE));
        x += column.width;
    }
    items.push(rule(x, 0.0, LINE, height + LINE));
    Ok(Piece {
        above: 0.0,
        height,
        keep: false,
        head: None,
        items,
    })
}
