//! Letters from data to pages: one layout, drawn as PDF for the printer and as SVG for the screen.
//!
//! [`render`] fills the service file's templates with the letter's data, shapes and breaks the text, and gives a
//! [`Layout`]: positioned glyphs, lines and images in points. PDF and preview draw that same value, so what the officer
//! sees is what comes out. Pure and deterministic: the same input gives the same bytes on every machine.

mod attachment;
mod compose;
mod error;
mod fields;
mod fill;
mod filled;
mod filters;
mod flow;
mod fonts;
mod footer;
mod glue;
mod layout;
mod letterhead;
mod lines;
mod notice;
mod options;
mod page;
mod paragraph;
mod pdf;
mod people;
mod picture;
mod qr;
mod register;
mod shape;
mod signature;
mod signatures;
mod slip;
mod svg;
mod table;
mod test_sheet;
mod title;
mod words;

pub use compose::render;
pub use error::LetterError;
pub use fonts::{Face, Fonts};
pub use layout::{Item, Layout, Page, Picture, PlacedGlyph, Rectangle, Run};
pub use notice::privacy_notice;
pub use options::{Edges, Options, Seal, Watermark};
pub use qr::SEAL_DPI;
pub use register::{REGISTER_COLUMNS, Register, RegisterEntry, register, register_cells};
pub use slip::{DOTS_PER_INCH, Slip, SlipLine, slip};
pub use table::{Table, table};
pub use test_sheet::{TEST_BAR_MM, TEST_LINE_MM, test_sheet};
