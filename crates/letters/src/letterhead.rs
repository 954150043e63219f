//! The letterhead: logo, the three names of the government, address, double rule.

use jemput_domain::letter::VillageProfile;

use crate::error::LetterError;
use crate::flow::{Frame, Piece};
use crate::fonts::Face;
use crate::layout::{Item, Picture, Rectangle, mm};
use crate::lines::{Align, TextLine, set};
use crate::paragraph::stack;
use crate::words::Style;

/// Line height over size: the names stand close.
const LEADING: f32 = 1.18;
/// Height and width of the logo's box in millimetres.
const LOGO: f32 = 24.0;
/// Narrower text, as on A5, has smaller names and a smaller logo above it.
const NARROW: f32 = 130.0;
const SMALLER: f32 = 0.84;
/// The thick rule, the gap, the thin rule.
const RULES: (f32, f32, f32) = (2.25, 1.5, 0.75);

/// The letterhead as one piece; `logo` is the first picture of the layout.
pub(crate) fn letterhead(
    village: &VillageProfile,
    logo: Option<&Picture>,
    frame: &Frame,
) -> Result<Piece, LetterError> {
    let scale = if frame.measure < mm(NARROW) {
        SMALLER
    } else {
        1.0
    };
    let logo_size = logo.map(|logo| fitted(logo, mm(LOGO) * scale));
    let lines_in = |measure: f32| set_names(village, measure, scale);
    // Centred between the margins as long as the logo leaves room on both sides; else beside it.
    let (left, lines) = match logo_size {
        None => (frame.left, lines_in(frame.measure)?),
        Some((width, _)) => {
            let aside = width + mm(3.0);
            let lines = lines_in(frame.measure)?;
            let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
            if widest <= frame.measure - 2.0 * aside {
                (frame.left, lines)
            } else {
                (frame.left + aside, lines_in(frame.measure - aside)?)
            }
        }
    };
    let text_height: f32 = lines.iter().map(|line| line.style.size * LEADING).sum();
    let logo_height = logo_size.map_or(0.0, |(_, height)| height);
    let height = text_height.max(logo_height);
    let (mut items, _) = stack(lines, left, (height - text_height) / 2.0, LEADING);
    if let Some((width, own)) = logo_size {
        let place = Rectangle {
            x: frame.left,
            y: (height - own) / 2.0,
            width,
            height: own,
        };
        items.insert(0, Item::Picture { index: 0, place });
    }
    let (thick, between, thin) = RULES;
    let rule = |y, height| {
        Item::Rule(Rectangle {
            x: frame.left,
            y,
            width: frame.measure,
            height,
        })
    };
    let y = height + mm(2.0);
    items.push(rule(y, thick));
    items.push(rule(y + thick + between, thin));
    Ok(Piece {
        above: 0.0,
        height: y + thick + between + thin,
        keep: true,
        head: None,
        items,
    })
}

/// The logo's size in points, inside a square.
fn fitted(picture: &Picture, side: f32) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "at most 600 pixels")]
    let ratio = picture.width.max(1) as f32 / picture.height.max(1) as f32;
    let height = side.min(side / ratio);
    (height * ratio, height)
}

fn set_names(
    village: &VillageProfile,
    measure: f32,
    scale: f32,
) -> Result<Vec<TextLine>, LetterError> {
    let regency = village.regency_full().to_uppercase();
    let upper = [
        (
            format!("PEMERINTAH {regency}"),
            Style::new(Face::Regular, 14.0 * scale),
        ),
        (
            format!("KECAMATAN {}", village.district.to_uppercase()),
            Style::new(Face::Regular, 14.0 * scale),
        ),
        (
            village.full_name().to_uppercase(),
            Style::new(Face::Bold, 17.0 * scale),
        ),
    ];
    let mut lines = Vec::new();
    for (text, style) in upper {
        lines.extend(set(&text, style, measure, 0.0, Align::Centre)?);
    }
    let postcode = match village.postcode.trim() {
        "" => String::new(),
        code => format!("Kode\u{a0}Pos\u{a0}{code}"),
    };
    let phone = match village.phone.trim() {
        "" => String::new(),
        phone => format!("Telepon\u{a0}{}", phone.replace(' ', "\u{a0}")),
    };
    let address: Vec<&str> = [village.address_line.trim(), &postcode, &phone]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !address.is_empty() {
        let style = Style::new(Face::Italic, 10.0 * scale);
        lines.extend(set(
            &address.join(", "),
            style,
            measure,
            0.0,
            Align::Centre,
        )?);
    }
    Ok(lines)
}
