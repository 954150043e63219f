//! Tables of labels and values.

use crate::error::LetterError;
use crate::flow::{Frame, Piece};
use crate::fonts::Face;
use crate::lines::{Align, set};
use crate::paragraph::stack;
use crate::shape::{shape, width};
use crate::words::Style;

/// One row, filled.
pub(crate) struct FilledRow {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) strong: bool,
}

/// Widest label column as part of the measure; longer labels wrap.
const WIDEST_LABEL: f32 = 0.38;

/// Room for the colon and the blank after it, in sizes of the text.
const COLON: f32 = 0.9;

/// A value of more lines may go on on the next page; other rows stay whole.
const WHOLE: usize = 8;

/// Width of the label column that these rows need.
pub(crate) fn label_width(rows: &[FilledRow], frame: &Frame) -> Result<f32, LetterError> {
    let plain = Style::new(Face::Regular, frame.size);
    let mut widest = 0.0_f32;
    for row in rows {
        widest = widest.max(width(&shape(plain.face, plain.size, &row.label)?));
    }
    let measure = frame.measure - frame.indent();
    Ok((widest + frame.size).min(measure * WIDEST_LABEL))
}

/// The rows, one piece each unless a value is very long: labels and colons stand in one column, long values wrap under
/// themselves.
pub(crate) fn table(rows: &[FilledRow], frame: &Frame) -> Result<Vec<Piece>, LetterError> {
    let plain = Style::new(Face::Regular, frame.size);
    let left = frame.left + frame.indent();
    let measure = frame.measure - frame.indent();
    let label_width = label_width(rows, frame)?.max(frame.labels);
    let value_left = left + label_width + frame.size * COLON;
    let value_width = measure - label_width - frame.size * COLON;

    let mut pieces = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let face = if row.strong {
            Face::Bold
        } else {
            Face::Regular
        };
        let labels = set(&row.label, plain, label_width, 0.0, Align::Left)?;
        let colon = set(":", plain, frame.size, 0.0, Align::Left)?;
        let values = set(
            &row.value,
            Style::new(face, frame.size),
            value_width,
            0.0,
            Align::Left,
        )?;
        let (first, rest) = if values.len() > WHOLE {
            // Beside a label of several lines stand as many of the value.
            values.split_at(labels.len().clamp(2, values.len()))
        } else {
            (values.as_slice(), [].as_slice())
        };
        let (mut items, labels_height) = stack(labels, left, 0.0, frame.leading);
        let (colon, _) = stack(colon, left + label_width, 0.0, frame.leading);
        let (drawn, values_height) = stack(first.to_vec(), value_left, 0.0, frame.leading);
        items.extend(colon);
        items.extend(drawn);
        // Two rows at least stand together at either end.
        let keep = index == 0 || index + 2 == rows.len();
        pieces.push(Piece {
            above: if index == 0 { frame.gap() } else { 0.0 },
            height: labels_height.max(values_height),
            keep: keep || !rest.is_empty(),
            head: None,
            items,
        });
        for (place, line) in rest.iter().enumerate() {
            let (items, height) = stack(vec![line.clone()], value_left, 0.0, frame.leading);
            let left_over = rest.len() - place - 1;
            pieces.push(Piece {
                above: 0.0,
                height,
                keep: left_over == 1 || (left_over == 0 && keep),
                head: None,
                items,
            });
        }
    }
    if let [.., last] = pieces.as_mut_slice() {
        last.keep = false;
    }
    Ok(pieces)
}
