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
        }
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
