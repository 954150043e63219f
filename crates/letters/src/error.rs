//! Why a letter cannot be laid out.

use std::collections::BTreeMap;

/// A letter that cannot be drawn; the code is the key of its text in `printing.ftl` after `error-`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// No typeface of ours has this character; a box or a gap on an official paper is never acceptable.
    #[error("no glyph for {character:?} in {text:?}")]
    MissingGlyph {
        /// The character.
        character: char,
        /// The word in which it stands.
        text: String,
    },
    /// A template of the service file fails with this data.
    #[error("template: {detail}")]
    Template {
        /// What the template engine says.
        detail: String,
    },
    /// The village's logo is no PNG that can be read.
    #[error("logo: {detail}")]
    Logo {
        /// What the decoder says.
        detail: String,
    },
    /// The seal's text does not fit a QR code.
    #[error("seal of {length} characters does not fit a QR code")]
    Seal {
        /// Characters of the text.
        length: usize,
    },
    /// One part of the letter is higher than a page.
    #[error("a part of the letter is higher than the page")]
    TooHigh,
    /// The PDF could not be written.
    #[error("pdf: {detail}")]
    Pdf {
        /// What the writer says.
        detail: String,
    },
}

impl LetterError {
    /// The code of the message.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "letter-character",
            Self::Template { .. } => "letter-template",
            Self::Logo { .. } => "letter-logo",
            Self::Seal { .. } => "letter-seal",
            Self::TooHigh => "letter-too-high",
            Self::Pdf { .. } => "letter-pdf",
        }
    }

    /// Values for the message.
    #[must_use]
    pub fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::MissingGlyph { character, text } => BTreeMap::from([
                ("character", character.to_string()),
                ("code", format!("U+{:04X}", u32::from(*character))),
                ("text", text.clone()),
            ]),
            Self::Template { detail } | Self::Logo { detail } | Self::Pdf { detail } => {
                BTreeMap::from([("detail", detail.clone())])
            }
            Self::Seal { length } => BTreeMap::from([("count", length.to_string())]),
            Self::TooHigh => BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_words_in_both_languages() {
        let detail = String::new;
        for error in [
            LetterError::MissingGlyph {
                character: 'x',
                text: detail(),
            },
            LetterError::Template { detail: detail() },
            LetterError::Logo { detail: detail() },
            LetterError::Seal { length: 1 },
            LetterError::TooHigh,
            LetterError::Pdf { detail: detail() },
        ] {
            for words in [
                include_str!("../../../assets/i18n/id/printing.ftl"),
                include_str!("../../../assets/i18n/en/printing.ftl"),
            ] {
                assert!(
                    words.contains(&format!("\nerror-{} =", error.code())),
                    "{}",
                    error.code()
                );
            }
        }
    }
}
