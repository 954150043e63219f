//! What the caller chooses about a letter's pages.

use jemput_domain::service::Paper;

/// How a letter is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The loaded paper; a letter is laid out for it and never scaled.
    pub paper: Paper,
    /// Large grey word across each page (`KONSEP`).
    pub watermark: Option<String>,
    /// The seal; a draft has none, its place stays empty.
    pub seal: Option<Seal>,
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
            watermark: Some("KONSEP".to_owned()),
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
}
