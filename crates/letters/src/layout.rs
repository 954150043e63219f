//! The laid-out letter: what is drawn where, in points from the upper left corner of each page.

use std::sync::Arc;

use jemput_domain::date::Date;

use crate::error::LetterError;
use crate::fonts::Face;

/// A laid-out letter; PDF and SVG draw this and decide nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width and height of the paper in millimetres.
    pub size_mm: (f32, f32),
    /// The pages.
    pub pages: Vec<Page>,
    /// Images that pages place by index.
    pub pictures: Vec<Arc<Picture>>,
    /// Name of the letter kind, for the document's properties.
    pub title: String,
    /// The issuing village, for the document's properties.
    pub author: String,
    /// Day of issue, for the document's properties.
    pub issued_on: Date,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What is drawn, in order.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Glyphs on one baseline.
    Text(Run),
    /// A filled black rectangle: rules and underlines.
    Rule(Rectangle),
    /// The modules of a QR code, filled as one shape so that no hairline shows between them.
    Modules(Vec<Rectangle>),
    /// An image.
    Picture {
        /// Index in [`Layout::pictures`].
        index: usize,
        /// Where it stands.
        place: Rectangle,
    },
}

/// Glyphs of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Size in points.
    pub size: f32,
    /// Start of the baseline.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// Turn against the clock in degrees, around the start; only the watermark is turned.
    pub angle: f32,
    /// 0 = black, 1 = white.
    pub grey: f32,
    /// The glyphs.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedGlyph {
    /// Typeface; the run's own unless another stands in.
    pub face: Face,
    /// Number in the typeface.
    pub id: u16,
    /// From the run's start to the right.
    pub x: f32,
    /// From the baseline down.
    pub y: f32,
    /// The characters that it stands for.
    pub text: String,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green and blue of each pixel on white, row by row.
    pub rgb: Vec<u8>,
    /// The same image as PNG.
    pub png: Vec<u8>,
    /// The same as the rows of a small PNG, compressed.
    pub deflated: Vec<u8>,
}

impl Layout {
    /// Width and height of the pages in points.
    #[must_use]
    pub fn size(&self) -> (f32, f32) {
        let (width, height) = self.size_mm;
        (mm(width), mm(height))
    }

    /// The letter as PDF; `number` stands in the document's properties. The same layout gives the same bytes.
    ///
    /// # Errors
    /// [`LetterError::Pdf`] if the writer fails.
    pub fn pdf(&self, number: &str) -> Result<Vec<u8>, LetterError> {
        crate::pdf::write(self, number)
    }

    /// One SVG per page, with glyph outlines, so that it needs no font and looks the same everywhere.
    #[must_use]
    pub fn svg_pages(&self) -> Vec<String> {
        crate::svg::pages(self)
    }

    /// The text of a page in reading order, runs separated by line ends.
    #[must_use]
    pub fn text_of(&self, page: usize) -> String {
        let items = self
            .pages
            .get(page)
            .map(|page| page.items.as_slice())
            .unwrap_or_default();
        let runs = items.iter().filter_map(|item| match item {
            Item::Text(run) => Some(
                run.glyphs
                    .iter()
                    .map(|glyph| glyph.text.as_str())
                    .collect::<String>(),
            ),
            _ => None,
        });
        runs.collect::<Vec<_>>().join("\n")
    }
}

impl Item {
    /// The same item, lower by `dy`.
    pub(crate) fn moved(&self, dy: f32) -> Self {
        let lower = |place: &Rectangle| Rectangle {
            y: place.y + dy,
            ..*place
        };
        match self {
            Self::Text(run) => Self::Text(Run {
                y: run.y + dy,
                ..run.clone()
            }),
            Self::Rule(place) => Self::Rule(lower(place)),
            Self::Modules(places) => Self::Modules(places.iter().map(lower).collect()),
            Self::Picture { index, place } => Self::Picture {
                index: *index,
                place: lower(place),
            },
        }
    }
}

/// Points of a length in millimetres.
pub(crate) fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}
