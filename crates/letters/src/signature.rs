//! The end of the letter: place and date, post, room to sign, name; the seal at the left.

use jemput_domain::date;
use jemput_domain::letter::{LetterData, VillageProfile};

use crate::error::LetterError;
use crate::fill::hold;
use crate::flow::{Frame, Piece};
use crate::fonts::Face;
use crate::layout::{Item, mm};
use crate::lines::{Align, set};
use crate::options::Seal;
use crate::paragraph::stack;
use crate::qr::{self, QUIET};
use crate::title::underline;
use crate::words::Style;

/// Room for the signature; a round stamp of 45 mm finds its place at its left.
pub(crate) const ROOM_MM: f32 = 22.0;

/// How wide the signer's column is, as part of the measure; on small paper it takes more, as far as there is room.
const COLUMN: f32 = 0.46;
const WIDE_MM: f32 = 70.0;

/// How wide the holder's column is.
const HOLDER: f32 = 0.42;

const CAPTION: f32 = 7.5;

/// Where the name is not known yet, it is written by hand.
const NO_NAME: &str = "(……………………………)";

/// The seal with its code, made once for all the ways in which a letter is tried.
pub(crate) struct ReadySeal<'a> {
    seal: Option<&'a Seal>,
    code: qr::Code,
}

impl<'a> ReadySeal<'a> {
    /// A draft has no seal; its place stays empty.
    pub(crate) fn of(seal: Option<&'a Seal>) -> Result<Self, LetterError> {
        let code = match seal {
            Some(seal) => qr::encode(&seal.text)?,
            None => qr::empty(),
        };
        Ok(Self { seal, code })
    }
}

/// How the block differs from the usual one.
pub(crate) struct Manner<'a> {
    /// The holder of the letter signs too, at the left.
    pub(crate) holder: bool,
    /// A line above the post.
    pub(crate) heading: &'a str,
    /// Place and date stand above.
    pub(crate) dated: bool,
}

/// `Karangjemput, 25 November 2026`
pub(crate) fn place_and_date(data: &LetterData) -> String {
    format!(
        "{}, {}",
        hold(&data.village.name),
        date::long(data.issued_on)
    )
}

/// The whole block as one piece: it never stands apart from its seal.
pub(crate) fn signature(
    data: &LetterData,
    seal: &ReadySeal<'_>,
    manner: &Manner<'_>,
    frame: &Frame,
) -> Result<Piece, LetterError> {
    let beside = if manner.holder {
        frame.measure * HOLDER
    } else {
        seal.code.side + qr::modules(2 * QUIET)
    };
    let free = frame.measure - beside - frame.size;
    let width = (frame.measure * COLUMN).max(free.min(mm(WIDE_MM)));
    let left = frame.left + frame.measure - width;
    let mut above = posts(data);
    if !manner.heading.is_empty() {
        above.insert(0, manner.heading.to_owned());
    }
    let mut items = Vec::new();
    let mut top = 0.0;
    if manner.dated {
        // Rather wider than the signer's column than in two lines; the seal's room stays free.
        let room = frame.measure - seal.code.side - qr::modules(2 * QUIET) - frame.size;
        let (drawn, height) = dated_line(&place_and_date(data), left, width, room, frame)?;
        items.extend(drawn);
        top = height;
    }
    let signer = &data.signer;
    let below = [signer.rank.trim().to_owned(), signer.number_line()];
    let below: Vec<String> = below.into_iter().filter(|line| !line.is_empty()).collect();
    let (drawn, own) = column(&above, &signer.full_name(), &below, left, width, frame)?;
    items.extend(drawn.iter().map(|item| item.moved(top)));
    let mut height = top + own;

    let mut seal_top = 0.0;
    if manner.holder {
        let above = vec![String::new(), "Pemegang surat,".to_owned()];
        let width = frame.measure * HOLDER;
        let name = &data.resident.name;
        let (holder, own) = column(&above, name, &[], frame.left, width, frame)?;
        items.extend(holder);
        height = height.max(own);
        // The holder signs where the seal would be; the seal goes under both.
        seal_top = height + qr::modules(QUIET);
    }
    let (seal, seal_bottom) = sealed(seal, frame.left, seal_top)?;
    items.extend(seal);
    Ok(Piece {
        above: frame.gap() + frame.size * 0.5,
        height: height.max(seal_bottom),
        keep: false,
        head: None,
        items,
    })
}

/// Place and date in one line over a column that ends at the right margin: in its middle, or else up to that margin in
/// the room that there is; where there is none, in lines of the column.
pub(crate) fn dated_line(
    place: &str,
    left: f32,
    width: f32,
    room: f32,
    frame: &Frame,
) -> Result<(Vec<Item>, f32), LetterError> {
    let style = Style::new(Face::Regular, frame.size);
    let lines = set(place, style, room, 0.0, Align::Right)?;
    match lines.as_slice() {
        [line] if line.width > width => Ok(stack(
            lines,
            frame.left + frame.measure - room,
            0.0,
            LEADING,
        )),
        _ => lines_above(&[place.to_owned()], left, width, frame),
    }
}

/// The lines above the signature: `a.n. Kepala Desa Karangjemput`, `Sekretaris Desa,`.
fn posts(data: &LetterData) -> Vec<String> {
    let mut posts = data.signer.post_lines();
    if let Some(first) = posts.first_mut() {
        *first = with_village(first, &data.village);
    }
    if let Some(last) = posts.last_mut() {
        last.push(',');
    }
    posts
}

/// The head's post carries the village's name.
fn with_village(post: &str, village: &VillageProfile) -> String {
    let is_heads = post.ends_with(&format!(" {}", village.kind_name())) || post.ends_with("Lurah");
    let is_deputy = post.contains("Sekretaris");
    if is_heads && !is_deputy {
        format!("{post} {}", hold(&village.name))
    } else {
        post.to_owned()
    }
}

/// A signature column: lines, room, the underlined name, lines.
fn column(
    above: &[String],
    name: &str,
    below: &[String],
    left: f32,
    width: f32,
    frame: &Frame,
) -> Result<(Vec<Item>, f32), LetterError> {
    let (mut items, height) = lines_above(above, left, width, frame)?;
    let (drawn, bottom) = name_below(name, below, left, width, height, frame)?;
    items.extend(drawn);
    Ok((items, bottom))
}

/// Line height over size inside signatures.
const LEADING: f32 = 1.2;

/// The lines above a signature, centred; gives the height that they take. An empty one leaves its room.
pub(crate) fn lines_above(
    above: &[String],
    left: f32,
    width: f32,
    frame: &Frame,
) -> Result<(Vec<Item>, f32), LetterError> {
    let plain = Style::new(Face::Regular, frame.size);
    let mut items = Vec::new();
    let mut y = 0.0;
    for text in above {
        if text.is_empty() {
            y += plain.size * LEADING;
            continue;
        }
        let lines = set(text, plain, width, 0.0, Align::Centre)?;
        let (drawn, height) = stack(lines, left, y, LEADING);
        items.extend(drawn);
        y += height;
    }
    Ok((items, y))
}

/// A name that is too long for a line rather ends before the titles that follow it than inside.
fn with_titles(name: &str) -> String {
    match name.split_once(", ") {
        Some((name, titles)) => format!("{}, {}", hold(name), hold(titles)),
        None => hold(name),
    }
}

/// Room to sign from `top`, the underlined name and the lines under it; gives the lower end.
pub(crate) fn name_below(
    name: &str,
    below: &[String],
    left: f32,
    width: f32,
    top: f32,
    frame: &Frame,
) -> Result<(Vec<Item>, f32), LetterError> {
    let mut y = top + mm(ROOM_MM);
    let is_known = !name.trim().is_empty();
    let name = if is_known { name } else { NO_NAME };
    let lines = set(
        &with_titles(name),
        Style::new(Face::Bold, frame.size),
        width,
        0.0,
        Align::Centre,
    )?;
    let widths: Vec<(f32, f32)> = lines.iter().map(|line| (line.x, line.width)).collect();
    let (drawn, height) = stack(lines, left, y, LEADING);
    let mut items = Vec::new();
    for (item, (x, width)) in drawn.iter().zip(widths) {
        // Dots are a line already.
        if let Item::Text(run) = item
            && is_known
        {
            items.push(underline(left + x, run.y, width, frame.size));
        }
    }
    items.extend(drawn);
    y += height;
    for text in below {
        let plain = Style::new(Face::Regular, frame.size);
        let lines = set(text, plain, width, 0.0, Align::Centre)?;
        let (drawn, height) = stack(lines, left, y, LEADING);
        items.extend(drawn);
        y += height;
    }
    Ok((items, y))
}

/// The seal with its caption, its dark modules flush with the margin; gives its lower end.
fn sealed(ready: &ReadySeal<'_>, left: f32, top: f32) -> Result<(Vec<Item>, f32), LetterError> {
    let ReadySeal { seal, code } = ready;
    // The frame's margin is the quiet zone at the left; above, below and at the right the room is kept here.
    let top = top + qr::modules(1);
    let mut items: Vec<Item> = code.item(left, top).into_iter().collect();
    let caption_top = top + code.side + qr::modules(QUIET);
    let mut y = caption_top;
    let (short_id, host) = match seal {
        Some(seal) => (seal.short_id.as_str(), host(&seal.text)),
        None => ("", None),
    };
    let how = match host {
        Some(host) => format!("Periksa keaslian surat di\n{host}"),
        None => "Periksa keaslian surat dengan\naplikasi Jemput di kantor".to_owned(),
    };
    let width = code.side + qr::modules(2 * QUIET);
    let left = left - qr::modules(QUIET);
    for (text, face, size) in [
        (short_id, Face::Bold, CAPTION + 1.5),
        (
            if seal.is_some() { how.as_str() } else { "" },
            Face::Regular,
            CAPTION,
        ),
    ] {
        if text.is_empty() {
            y += size * 1.2;
            continue;
        }
        let lines = set(text, Style::new(face, size), width, 0.0, Align::Centre)?;
        let (drawn, height) = stack(lines, left, y, 1.2);
        items.extend(drawn);
        y += height;
    }
    Ok((items, y))
}

/// The check address as people type it, read from the code's own text so that both always agree.
fn host(text: &str) -> Option<String> {
    let host = jemput_seal::parse(text).ok()?.host?.to_lowercase();
    Some(format!("{host}/v"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_heads_post_carries_the_village() {
        let village: VillageProfile =
            serde_json::from_str(r#"{"code":"33.02.04.2007","name":"Karangjemput"}"#).unwrap();
        for (post, expected) in [
            ("Kepala Desa", "Kepala Desa Karangjemput"),
            ("Plt. Kepala Desa", "Plt. Kepala Desa Karangjemput"),
            ("a.n. Kepala Desa", "a.n. Kepala Desa Karangjemput"),
            ("Lurah", "Lurah Karangjemput"),
            ("Sekretaris Desa", "Sekretaris Desa"),
            ("Kepala Seksi Pemerintahan", "Kepala Seksi Pemerintahan"),
        ] {
            assert_eq!(with_village(post, &village), expected);
        }
    }
}
