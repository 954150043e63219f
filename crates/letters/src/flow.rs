//! The letter as a column of pieces that pages take from the top.

use std::rc::Rc;

use crate::layout::Item;

/// Height of a line over the size of its letters: ascent and descent of the typeface.
const ASCENT: f32 = 0.905;
const DESCENT: f32 = 0.212;

/// A part of the letter that no page end cuts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Room above, left out at the top of a page.
    pub(crate) above: f32,
    /// Height without that room.
    pub(crate) height: f32,
    /// Whether the next piece must stand on the same page.
    pub(crate) keep: bool,
    /// A row of a table: its head is repeated where a page begins with the row.
    pub(crate) head: Option<Rc<Piece>>,
    /// What is drawn; y from the top of the piece.
    pub(crate) items: Vec<Item>,
}

/// The column that text stands in, and how dense it is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Left edge in points.
    pub(crate) left: f32,
    /// Width in points.
    pub(crate) measure: f32,
    /// Size of running text in points.
    pub(crate) size: f32,
    /// Line height over size.
    pub(crate) leading: f32,
    /// Width of the label column at least: the colons of a letter's tables stand in one line.
    pub(crate) labels: f32,
}

impl Frame {
    /// Height of a line of running text.
    pub(crate) fn line(&self) -> f32 {
        self.size * self.leading
    }

    /// Indent of first lines and of tables: the customary 1.25 cm.
    pub(crate) fn indent(&self) -> f32 {
        crate::layout::mm(12.5)
    }

    /// Room between paragraphs.
    pub(crate) fn gap(&self) -> f32 {
        self.size * (self.leading - 0.75)
    }
}

/// From the top of a line of this height to its baseline.
pub(crate) fn baseline(height: f32, size: f32) -> f32 {
    (height - (ASCENT + DESCENT) * size) / 2.0 + ASCENT * size
}
