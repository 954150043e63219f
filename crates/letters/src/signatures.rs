//! People who sign side by side: parties, witnesses, holders.

use jemput_domain::letter::LetterData;

use crate::error::LetterError;
use crate::flow::{Frame, Piece};
use crate::fonts::Face;
use crate::layout::{Item, Rectangle, Run, mm};
use crate::lines::{Align, set};
use crate::paragraph::stack;
use crate::signature::{ROOM_MM, dated_line, lines_above, name_below, place_and_date};
use crate::words::Style;

/// Somebody who signs, filled.
pub(crate) struct Signing {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) below: String,
    pub(crate) duty_stamp: bool,
}

/// Where the duty stamp goes: its usual size.
const STAMP: (f32, f32) = (24.0, 16.0);

/// All of them as one piece, in columns of the same width; somebody alone signs at the right.
pub(crate) fn signatures(
    people: &[Signing],
    data: &LetterData,
    dated: bool,
    frame: &Frame,
) -> Result<Piece, LetterError> {
    #[expect(clippy::cast_precision_loss, reason = "at most three")]
    let count = people.len().max(2) as f32;
    let gap = frame.size;
    let width = (frame.measure - gap * (count - 1.0)) / count;
    let place = if dated {
        Some(place_and_date(data))
    } else {
        None
    };
    let left_of = |index: usize| {
        #[expect(clippy::cast_precision_loss, reason = "at most three")]
        let from_right = (people.len() - 1 - index) as f32;
        frame.left + frame.measure - width - from_right * (width + gap)
    };
    let mut items = Vec::new();
    let mut top = 0.0;
    if let Some(place) = place {
        let (drawn, height) = dated_line(
            &place,
            left_of(people.len() - 1),
            width,
            frame.measure,
            frame,
        )?;
        items.extend(drawn);
        top = height;
    }
    // All names stand in one row, however many lines their labels have.
    let mut labels_end = top;
    for (index, person) in people.iter().enumerate() {
        let above: Vec<String> = person.label.lines().map(str::to_owned).collect();
        let (drawn, height) = lines_above(&above, left_of(index), width, frame)?;
        items.extend(drawn.iter().map(|item| item.moved(top)));
        labels_end = labels_end.max(top + height);
    }
    let mut height = labels_end;
    for (index, person) in people.iter().enumerate() {
        let below: Vec<String> = person
            .below
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect();
        let left = left_of(index);
        if person.duty_stamp {
            let free = mm(ROOM_MM - STAMP.1) / 2.0;
            items.extend(stamp_place(left + gap * 0.5, labels_end + free)?);
        }
        let (drawn, bottom) = name_below(&person.name, &below, left, width, labels_end, frame)?;
        items.extend(drawn);
        height = height.max(bottom);
    }
    Ok(Piece {
        above: frame.gap() + frame.size * 0.5,
        height,
        // The official's signature, which follows, is on the same page.
        keep: true,
        head: None,
        items,
    })
}

/// A thin frame with its words in grey; the stamp covers both.
fn stamp_place(x: f32, y: f32) -> Result<Vec<Item>, LetterError> {
    let (width, height) = (mm(STAMP.0), mm(STAMP.1));
    let rule = |x, y, width, height| {
        Item::Rule(Rectangle {
            x,
            y,
            width,
            height,
        })
    };
    const THIN: f32 = 0.4;
    let mut items = vec![
        rule(x, y, width, THIN),
        rule(x, y + height - THIN, width, THIN),
        rule(x, y, THIN, height),
        rule(x + width - THIN, y, THIN, height),
    ];
    let lines = set(
        "Meterai\nRp10.000",
        Style::new(Face::Regular, 7.5),
        width,
        0.0,
        Align::Centre,
    )?;
    let (drawn, _) = stack(lines, x, y + height * 0.28, 1.2);
    items.extend(drawn.into_iter().map(|item| match item {
        Item::Text(run) => Item::Text(Run { grey: 0.45, ..run }),
        other => other,
    }));
    Ok(items)
}
