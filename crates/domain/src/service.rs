//! A service of the office as one file: catalogue entry, e-form and letter.
//!
//! The file is TOML (`docs/service-format.md` describes it for an office); [`Service::parse`] reads and checks it,
//! so a `Service` value that exists is one that can be printed. The values travel as JSON too (the screens get them
//! that way), with the same key names.

mod block;
mod built_in;
mod check;
mod field;
mod parse;
mod person;
mod template;
#[cfg(test)]
pub(crate) mod testing;

pub use self::block::{Attachment, Block, LetterTemplate, Row, SignatureColumn, identity_parts};
pub use self::built_in::{BUILT_IN, built_in};
pub use self::field::{Choice, Condition, DateRule, Field, FieldType};
pub use self::parse::ServiceError;
pub use self::person::{
    IDENTITY, PERSON_PARTS, USUAL_IDENTITY, USUAL_PARTS, can_print, identity_label, part_label,
    suggestions,
};
pub use self::template::{FILTERS, KNOWN_NAMES};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The file format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One service: what a citizen can ask for, the form for it and the letter that comes out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// File format, [`FORMAT`].
    pub format: u32,
    /// Stable id, `a-z`, `0-9` and `-`, at most 40 characters: letters and requests name it for ever.
    pub id: String,
    /// Goes up with each change; a letter remembers the version that made it.
    pub version: u32,
    /// Short type code inside the seal and at the letter's foot (`SKD`), at most 8 capitals and digits.
    pub kind_code: String,
    /// Name in the catalogue.
    pub title: String,
    /// Group in the catalogue, such as `Kependudukan`.
    pub category: String,
    /// Archive code, `{kode}` of the number. Chosen by the regency, hence data.
    pub classification: String,
    /// The code of the other scheme still in use (`470`), offered by the office console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification_alternative: Option<String>,
    /// Template of the letter number, see [`crate::number::NumberFormat`].
    pub number_format: String,
    /// When the counter starts again at 1.
    #[serde(default)]
    pub number_reset: Reset,
    /// Letters that share a series share the counter.
    pub series: String,
    /// Paper that the letter is laid out for.
    #[serde(default)]
    pub paper: Paper,
    /// Months from the date of issue; absent = the letter does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_months: Option<u32>,
    /// Where the wording comes from, shown to the office.
    pub source: String,
    /// The 14 components of the service standard.
    pub standard: Standard,
    /// Who can be the letter's subject.
    #[serde(default)]
    pub subject: Subject,
    /// Margins of this letter where they differ from the paper's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margins: Option<Margins>,
    /// The e-form, in the order of the screen.
    #[serde(default, rename = "field", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The letter.
    pub letter: LetterTemplate,
    /// Forms that follow the letter.
    #[serde(default, rename = "attachment", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Answers of an example letter, for trying the file out. They stay in the file: no letter carries them.
    #[serde(default, skip_serializing)]
    pub example: BTreeMap<String, Value>,
}

impl Service {
    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// The office's own number format of a service: the one set for it, else the one for all (an empty id).
#[must_use]
pub fn own_format<'a>(formats: &'a [(String, String)], service: &str) -> Option<&'a str> {
    let of = |id: &str| {
        let found = formats.iter().find(|(known, _)| known == id);
        found.map(|(_, format)| format.as_str())
    };
    of(service).or_else(|| of(""))
}

/// When a counter of letter numbers starts again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// On 1 January, the usual rule; the number must then carry the year.
    #[default]
    Yearly,
    /// Never: one counter over all years.
    Never,
}

/// Whom a letter can be about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Somebody who lives; the usual case.
    #[default]
    Living,
    /// Somebody who has died.
    Dead,
    /// Both.
    Anyone,
}

/// Margins in millimetres; what is absent is the paper's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Margins {
    /// Above the letterhead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<f32>,
    /// At the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<f32>,
    /// Below the text; the footer stands inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottom: Option<f32>,
    /// At the left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<f32>,
}

impl Margins {
    /// What a margin may be: printers leave 5 mm blank at least, and text needs room.
    pub const RANGE: std::ops::RangeInclusive<f32> = 5.0..=60.0;
}

/// Paper sizes that letters are laid out for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// Folio as Indonesian offices use it, 215 × 330 mm.
    #[default]
    F4,
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm, for short notes.
    A5,
    /// 8½ × 14 inches, which many printers take in place of F4.
    Legal,
}

impl Paper {
    /// All sizes.
    pub const ALL: [Self; 4] = [Self::F4, Self::A4, Self::A5, Self::Legal];

    /// The name in files and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F4 => "F4",
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::Legal => "Legal",
        }
    }

    /// The size with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name)
    }

    /// Width and height in millimetres, portrait.
    #[must_use]
    pub fn millimetres(self) -> (f32, f32) {
        match self {
            Self::F4 => (215.0, 330.0),
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Legal => (215.9, 355.6),
        }
    }
}

/// One or more lines of text: a string or an array of strings in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Lines(pub Vec<String>);

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            One(String),
            Many(Vec<String>),
        }
        Ok(Self(match OneOrMany::deserialize(deserializer)? {
            OneOrMany::One(line) => vec![line],
            OneOrMany::Many(lines) => lines,
        }))
    }
}

impl std::ops::Deref for Lines {
    type Target = [String];
    fn deref(&self) -> &[String] {
        &self.0
    }
}

/// The 14 components of a service standard (UU 25/2009 art. 21, PermenPANRB 15/2014): the first six are about
/// the delivery and shown to everyone, the other eight about how the office organises it.
///
/// The first five and the legal basis differ from service to service: the check names each that a file leaves out. The
/// others are mostly the office's own for all its services; where a file leaves them out, they are taken from
/// `assets/services/umum.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Standard {
    /// 1 persyaratan.
    pub requirements: Lines,
    /// 2 sistem, mekanisme dan prosedur.
    pub procedure: Lines,
    /// 3 jangka waktu, minutes at the counter.
    pub time_minutes: u32,
    /// 4 biaya, rupiah; 0 = free.
    pub fee_rupiah: u64,
    /// 5 produk pelayanan.
    pub product: Lines,
    /// 6 penanganan pengaduan, saran dan masukan.
    pub complaints: Lines,
    /// 7 dasar hukum.
    pub legal_basis: Lines,
    /// 8 sarana, prasarana dan fasilitas.
    pub facilities: Lines,
    /// 9 kompetensi pelaksana.
    pub competence: Lines,
    /// 10 pengawasan internal.
    pub supervision: Lines,
    /// 11 jumlah pelaksana.
    pub staff: Lines,
    /// 12 jaminan pelayanan.
    pub service_guarantee: Lines,
    /// 13 jaminan keamanan dan keselamatan pelayanan.
    pub safety_guarantee: Lines,
    /// 14 evaluasi kinerja pelaksana.
    pub evaluation: Lines,
}

/// The components that each file says for itself.
pub const OWN_COMPONENTS: [&str; 5] = [
    "requirements",
    "time_minutes",
    "fee_rupiah",
    "product",
    "legal_basis",
];

/// Names of the 14 components in the order of the regulation, as keys of the file.
pub const COMPONENTS: [&str; 14] = [
    "requirements",
    "procedure",
    "time_minutes",
    "fee_rupiah",
    "product",
    "complaints",
    "legal_basis",
    "facilities",
    "competence",
    "supervision",
    "staff",
    "service_guarantee",
    "safety_guarantee",
    "evaluation",
];
