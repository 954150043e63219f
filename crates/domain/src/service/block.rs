//! The parts of a letter's page.

use serde::{Deserialize, Serialize};

use super::{Condition, USUAL_IDENTITY};

/// What the letter says; all texts are templates (see `docs/service-format.md`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterTemplate {
    /// Title in capitals under the letterhead.
    pub title: String,
    /// First paragraph, before the blocks; may be empty. Absent: the usual one, by which the signer declares.
    #[serde(default = "usual_opening")]
    pub opening: String,
    /// The parts of the letter from top to bottom.
    #[serde(rename = "block")]
    pub blocks: Vec<Block>,
}

/// The opening of letters in which the signer declares something.
const OPENING: &str = "Yang bertanda tangan di bawah ini {{ signer.post_full }} {{ village.name }}, Kecamatan {{ village.district }}, {{ village.regency }}, Provinsi {{ village.province }}, menerangkan dengan sebenarnya bahwa:";

fn usual_opening() -> String {
    OPENING.to_owned()
}

/// A form that follows the letter on pages of its own, such as F-1.03.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Official code, in a box at the upper right (`F-1.03`).
    pub code: String,
    /// Title in capitals.
    pub title: String,
    /// Whether the arrangement is our own, made from the official form's list of fields: the page then says so
    /// (`susunan bebas`), and the office asks the registry whether it takes it.
    #[serde(default)]
    pub free: bool,
    /// The parts of the form.
    #[serde(rename = "block")]
    pub blocks: Vec<Block>,
    /// Print only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
}

/// One part of a letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// Running text.
    Paragraph {
        /// Template of the text.
        text: String,
        /// Whether the first line is indented.
        #[serde(default = "yes")]
        indent: bool,
        /// Bold, and never the last line of a page: a heading.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        strong: bool,
        /// In the middle.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        centre: bool,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// Numbered points.
    List {
        /// Templates of the points; one that is empty with this letter's data is left out.
        items: Vec<String>,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// Two columns: labels, and values after a colon.
    Fields {
        /// The rows from top to bottom.
        rows: Vec<Row>,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// The facts of a person, in two columns.
    Identity {
        /// `resident`, or the key of a question about a person.
        of: String,
        /// Rows by their keys; empty: the usual ones.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<String>,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// A table of people, one a row; its head is repeated on each page.
    People {
        /// Key of a question about several people.
        field: String,
        /// Columns by their keys, after the running number.
        columns: Vec<String>,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// People who sign beside the official: parties, witnesses, holders. Two or three side by side.
    Signatures {
        /// From left to right.
        columns: Vec<SignatureColumn>,
        /// Whether place and date stand above the last column.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dated: bool,
        /// Print only when this holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        show_if: Option<Condition>,
    },
    /// Place, date, post, room for the signature, name and number; the QR at the left.
    Signature {
        /// Whether the holder of the letter signs too, at the left.
        #[serde(default)]
        holder: bool,
        /// A line above the post, such as `Mengetahui,`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        heading: String,
        /// Whether place and date stand above; not where the parties' signatures carry them.
        #[serde(default = "yes")]
        dated: bool,
    },
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureColumn {
    /// Above the signature, such as `Saksi I,`; a template.
    pub label: String,
    /// Name under it; a template. Empty: a dotted line.
    #[serde(default)]
    pub name: String,
    /// A line under the name; a template.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub below: String,
    /// Whether a duty stamp goes beside the signature: its place is marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duty_stamp: bool,
}

fn yes() -> bool {
    true
}

impl Block {
    /// The condition under which the block is printed.
    #[must_use]
    pub fn show_if(&self) -> Option<&Condition> {
        match self {
            Self::Paragraph { show_if, .. }
            | Self::List { show_if, .. }
            | Self::Fields { show_if, .. }
            | Self::Identity { show_if, .. }
            | Self::People { show_if, .. }
            | Self::Signatures { show_if, .. } => show_if.as_ref(),
            Self::Signature { .. } => None,
        }
    }
}

/// The rows of an identity block: its own, or the usual ones.
#[must_use]
pub fn identity_parts(parts: &[String]) -> Vec<&str> {
    if parts.is_empty() {
        USUAL_IDENTITY.to_vec()
    } else {
        parts.iter().map(String::as_str).collect()
    }
}

/// One row of a [`Block::Fields`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Left column.
    pub label: String,
    /// Template of the right column.
    pub value: String,
    /// Whether the value is printed bold (the name of the person).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Print only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
}
