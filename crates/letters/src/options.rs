//! What the caller chooses about a letter's pages.

use jemput_domain::service::Paper;

/// How a letter is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The loaded paper; a letter is laid out for it and never scaled.
    pub paper: Paper,
    /// Large grey word across each page.
    pub watermark: Option<Watermark>,
    /// The seal; a draft has none, its place stays empty.
    pub seal: Option<Seal>,
    /// What the printer cannot print on: margins grow to keep out of it.
    pub edges: Edges,
}

/// What a printer leaves blank at the edges of its paper, in tenths of a millimetre, as measured on the test sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Edges {
    /// Upper edge.
    pub top: u16,
    /// Right edge.
    pub right: u16,
    /// Lower edge.
    pub bottom: u16,
    /// Left edge.
    pub left: u16,
}

impl Edges {
    /// From upper, right, lower and left edge.
    #[must_use]
    pub fn new([top, right, bottom, left]: [u16; 4]) -> Self {
        Self {
            top,
            right,
            bottom,
            left,
        }
    }
}

/// A large grey word across each page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watermark {
    /// Not issued yet.
    Draft,
    /// Made for practice: no letter.
    Practice,
    /// A copy of a letter whose original is elsewhere.
    Copy,
}

impl Watermark {
    /// The word.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Draft => "KONSEP",
            Self::Practice => "LATIHAN",
            Self::Copy => "SALINAN",
        }
    }
}

/// What is printed of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Text of the QR code.
    pub text: String,
    /// Short id under it.
    pub short_id: String,
}

impl Options {
    /// A preview: the word KONSEP and no seal.
    #[must_use]
    pub fn draft(paper: Paper) -> Self {
        Self {
            paper,
            watermark: Some(Watermark::Draft),
            seal: None,
            edges: Edges::default(),
        }
    }

    /// The letter itself.
    #[must_use]
    pub fn sealed(paper: Paper, text: &str, short_id: &str) -> Self {
        let seal = Seal {
            text: text.to_owned(),
            short_id: short_id.to_owned(),
        };
        Self {
            paper,
            watermark: None,
            seal: Some(seal),
            edges: Edges::default(),
        }
    }

    /// The same for a printer that leaves these edges blank.
    #[must_use]
    pub fn within(self, edges: Edges) -> Self {
        Self { edges, ..self }
    }

    /// The same with a word across each page.
    #[must_use]
    pub fn marked(self, watermark: Watermark) -> Self {
        Self {
            watermark: Some(watermark),
            ..self
        }
    }
}
