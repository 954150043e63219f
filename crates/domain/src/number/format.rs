//! The template of a letter number, such as `{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Serial;
use crate::service::Reset;

/// Longest number that a letter can carry (characters): codes of 16, serials of 40 and the rest around them.
pub const LONGEST: usize = 100;

/// A parsed template.
///
/// Names in braces: `kode` archive code, `nomor` serial (`nomor:3` = at least three digits), `urut` the same serial
/// without zeros, `unit` the village's short code, `bulan` month as two digits, `bulan_romawi` as `I`–`XII`,
/// `tahun` four digits. All else is printed as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    parts: Vec<Part>,
    /// Where each part begins in the template, in bytes.
    starts: Vec<usize>,
    /// Length of the template in bytes.
    end: usize,
}

/// A mistake in a template, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error} at character {place}")]
pub struct Misplaced {
    /// What is wrong.
    pub error: FormatError,
    /// Character in the template, from 1.
    pub place: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Code,
    Serial { width: usize },
    Unit,
    Month,
    MonthRoman,
    Year,
}

/// What is put into a template.
#[derive(Debug, Clone, Copy)]
pub struct NumberParts<'a> {
    /// Archive code of the letter kind.
    pub code: &'a str,
    /// Short code of the issuing office.
    pub unit: &'a str,
    /// Place in the series.
    pub serial: &'a Serial,
    /// Day of issue in the village's zone.
    pub date: Date,
}

/// Why a template or a number cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum FormatError {
    /// A brace without its partner.
    #[error("a brace is not closed or not opened")]
    Brace,
    /// A name in braces that is none of ours.
    #[error("unknown name {0}")]
    UnknownName(String),
    /// A width on a name that takes none, or not from 1 to 9.
    #[error("width of {0}")]
    Width(String),
    /// A character that has no place in a number (only letters, digits, space and `/ - . _ ( )`).
    #[error("character {0:?}")]
    Character(char),
    /// No `{nomor}`.
    #[error("no serial")]
    NoSerial,
    /// The counter restarts each year, but the number does not carry the year: next year repeats this year's.
    #[error("no year")]
    NoYear,
    /// Two separators in a row, or one at an end.
    #[error("empty part")]
    EmptyPart,
    /// A part that is put in is empty: the archive code or the unit code.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// Longer than [`LONGEST`].
    #[error("too long")]
    TooLong,
}

impl FormatError {
    /// The message code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Brace => "number-brace",
            Self::UnknownName(_) => "number-unknown-name",
            Self::Width(_) => "number-width",
            Self::Character(_) => "number-character",
            Self::NoSerial => "number-no-serial",
            Self::NoYear => "number-no-year",
            Self::EmptyPart => "number-empty-part",
            Self::Empty("unit") => "number-unit-empty",
            Self::Empty(_) => "number-code-empty",
            Self::TooLong => "number-too-long",
        }
    }
}

impl NumberFormat {
    /// Reads a template.
    ///
    /// # Errors
    /// Braces, names, widths and characters; see [`Self::check`] for the rest.
    pub fn parse(template: &str) -> Result<Self, FormatError> {
        Self::read(template).map_err(|(error, _)| error)
    }

    /// Reads a template that the office wants to save, and checks it as [`Self::check`] does.
    ///
    /// # Errors
    /// The first mistake with its place.
    pub fn saved(template: &str, reset: Reset) -> Result<Self, Misplaced> {
        Self::read(template)
            .and_then(|format| format.faults(reset).map(|()| format))
            .map_err(|(error, at)| Misplaced {
                error,
                place: template
                    .get(..at)
                    .map_or(1, |before| before.chars().count() + 1),
            })
    }

    fn read(template: &str) -> Result<Self, (FormatError, usize)> {
        let mut parts = Vec::new();
        let mut starts = Vec::new();
        let mut at = 0;
        while let Some(rest) = template.get(at..).filter(|rest| !rest.is_empty()) {
            let text_end = rest.find(['{', '}']).unwrap_or(rest.len());
            let (text, after) = rest.split_at(text_end);
            if let Some((bad_at, bad)) = text.char_indices().find(|(_, c)| !is_number_char(*c)) {
                return Err((FormatError::Character(bad), at + bad_at));
            }
            if !text.is_empty() {
                parts.push(Part::Text(text.to_owned()));
                starts.push(at);
            }
            let open = at + text_end;
            let Some(inside) = after.strip_prefix('{') else {
                if after.is_empty() {
                    break;
                }
                return Err((FormatError::Brace, open));
            };
            let end = inside.find(['{', '}']).ok_or((FormatError::Brace, open))?;
            if inside[end..].starts_with('{') {
                return Err((FormatError::Brace, open));
            }
            parts.push(named(&inside[..end]).map_err(|error| (error, open))?);
            starts.push(open);
            at = open + 1 + end + 1;
        }
        Ok(Self {
            parts,
            starts,
            end: template.len(),
        })
    }

    /// Whether the office may save this template: a serial, the year if the counter restarts each year, no empty part.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self, reset: Reset) -> Result<(), FormatError> {
        self.faults(reset).map_err(|(error, _)| error)
    }

    /// The first rule that is broken, with the place in bytes.
    fn faults(&self, reset: Reset) -> Result<(), (FormatError, usize)> {
        if !self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Serial { .. }))
        {
            return Err((FormatError::NoSerial, self.end));
        }
        if reset == Reset::Yearly && !self.parts.contains(&Part::Year) {
            return Err((FormatError::NoYear, self.end));
        }
        // Two names that touch would make 1|12 and 11|2 the same number.
        let touching = self.parts.windows(2).position(|pair| {
            !matches!(pair[0], Part::Text(_)) && !matches!(pair[1], Part::Text(_))
        });
        if let Some(first) = touching {
            return Err((FormatError::EmptyPart, self.starts[first + 1]));
        }
        // With every name filled, only the template's own text can leave an empty part.
        let mut filled = String::new();
        let mut places = Vec::new();
        for (part, start) in self.parts.iter().zip(&self.starts) {
            match part {
                Part::Text(text) => {
                    filled.push_str(text);
                    places.extend((*start..).take(text.len()));
                }
                _ => {
                    filled.push('x');
                    places.push(*start);
                }
            }
        }
        empty_part(&filled).map_or(Ok(()), |at| {
            let place = places.get(at).copied().unwrap_or(self.end);
            Err((FormatError::EmptyPart, place))
        })
    }

    /// The number as printed.
    ///
    /// # Errors
    /// An empty archive code or unit code where the template asks for it (never `//` on paper), a character that has
    /// no place in a number, or a number that is too long. All block printing.
    pub fn render(&self, parts: &NumberParts<'_>) -> Result<String, FormatError> {
        let mut number = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => number.push_str(text),
                Part::Code => number.push_str(filled("code", parts.code)?),
                Part::Unit => number.push_str(filled("unit", parts.unit)?),
                Part::Serial { width } => number.push_str(&parts.serial.padded(*width)),
                Part::Month => number.push_str(&format!("{:02}", parts.date.month())),
                Part::MonthRoman => number.push_str(roman_month(parts.date.month())),
                Part::Year => number.push_str(&format!("{:04}", parts.date.year())),
            }
        }
        if let Some(bad) = number.chars().find(|c| !is_number_char(*c)) {
            return Err(FormatError::Character(bad));
        }
        no_empty_part(&number)?;
        if number.chars().count() > LONGEST {
            return Err(FormatError::TooLong);
        }
        Ok(number)
    }
}

fn named(name: &str) -> Result<Part, FormatError> {
    let (name, width) = match name.split_once(':') {
        Some((name, width)) => {
            let digits = width.parse().ok().filter(|width| (1..=9).contains(width));
            let width = digits.ok_or_else(|| FormatError::Width(name.to_owned()))?;
            (name, Some(width))
        }
        None => (name, None),
    };
    let part = match name {
        "nomor" => {
            return Ok(Part::Serial {
                width: width.unwrap_or(1),
            });
        }
        "urut" => Part::Serial { width: 1 },
        "kode" => Part::Code,
        "unit" => Part::Unit,
        "bulan" => Part::Month,
        "bulan_romawi" => Part::MonthRoman,
        "tahun" => Part::Year,
        _ => return Err(FormatError::UnknownName(name.to_owned())),
    };
    if width.is_some() {
        return Err(FormatError::Width(name.to_owned()));
    }
    Ok(part)
}

fn filled<'a>(name: &'static str, value: &'a str) -> Result<&'a str, FormatError> {
    let value = value.trim();
    if value.is_empty() {
        Err(FormatError::Empty(name))
    } else {
        Ok(value)
    }
}

fn is_number_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | '_' | '(' | ')')
}

fn no_empty_part(number: &str) -> Result<(), FormatError> {
    empty_part(number).map_or(Ok(()), |_| Err(FormatError::EmptyPart))
}

/// Where a part between two slashes begins that has nothing in it.
fn empty_part(number: &str) -> Option<usize> {
    let mut at = 0;
    for part in number.split('/') {
        if part.trim().is_empty() {
            return Some(at);
        }
        at += part.len() + 1;
    }
    None
}

/// Roman numeral of a month (1–12), as letter numbers carry it.
#[must_use]
pub fn roman_month(month: i8) -> &'static str {
    const ROMAN: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| ROMAN.get(index).copied())
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn number(template: &str, unit: &str, serial: &Serial) -> Result<String, FormatError> {
        NumberFormat::parse(template)?.render(&NumberParts {
            code: "400.8",
            unit,
            serial,
            date: date(2026, 11, 25),
        })
    }

    #[test]
    fn the_usual_formats_of_villages_come_out() {
        let n = Serial::Block(2);
        for (template, expected) in [
            (
                "{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}",
                "400.8/002/KJ/XI/2026",
            ),
            ("{kode}/{urut}/{unit}/{bulan}/{tahun}", "400.8/2/KJ/11/2026"),
            ("S-{nomor:2}/{unit}/{tahun}", "S-02/KJ/2026"),
            ("{kode}.1/{nomor}/419.117/{tahun}", "400.8.1/2/419.117/2026"),
        ] {
            assert_eq!(number(template, "KJ", &n).unwrap(), expected);
        }
    }

    #[test]
    fn a_device_mark_stands_before_the_own_serial() {
        let own = Serial::Own {
            mark: "P07".parse().unwrap(),
            n: 3,
        };
        assert_eq!(
            number("{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}", "KJ", &own).unwrap(),
            "400.8/P07-003/KJ/XI/2026"
        );
    }

    // #7223: a village without its unit code printed `470/001//XI/2026`.
    #[test]
    fn an_empty_unit_blocks_and_never_leaves_two_slashes() {
        let template = "{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}";
        for unit in ["", "  ", "\t"] {
            let error = number(template, unit, &Serial::Block(1)).unwrap_err();
            assert_eq!(error.code(), "number-unit-empty");
        }
        assert_eq!(
            number(template, "K//J", &Serial::Block(1)).unwrap_err(),
            FormatError::EmptyPart
        );
    }

    #[test]
    fn a_template_is_checked_when_saved() {
        let save = |template: &str, reset| {
            NumberFormat::parse(template)
                .and_then(|format| format.check(reset))
                .map_err(|error| error.code())
        };
        for (template, code) in [
            ("{kode}/{unit}/{tahun}", "number-no-serial"),
            ("{kode}/{nomor:3}/{unit}", "number-no-year"),
            ("{kode}//{nomor:3}/{tahun}", "number-empty-part"),
            ("/{kode}/{nomor:3}/{tahun}", "number-empty-part"),
            ("{kode}/{nomor:3}/{tahun}/", "number-empty-part"),
            ("{nomor}{tahun}", "number-empty-part"),
            ("{kode/{nomor}/{tahun}", "number-brace"),
            ("{kode}/{nomor}/{tahun", "number-brace"),
            ("kode}/{nomor}/{tahun}", "number-brace"),
            ("{kode}/{nomer}/{tahun}", "number-unknown-name"),
            ("{kode}/{nomor:0}/{tahun}", "number-width"),
            ("{kode}/{nomor:x}/{tahun}", "number-width"),
            ("{kode:2}/{nomor}/{tahun}", "number-width"),
            ("{kode}/{nomor}\n/{tahun}", "number-character"),
            ("", "number-no-serial"),
        ] {
            assert_eq!(save(template, Reset::Yearly), Err(code), "{template}");
        }
        assert_eq!(save("{kode}/{nomor:3}/{unit}", Reset::Never), Ok(()));
    }

    #[test]
    fn each_mistake_of_a_template_is_told_with_its_character() {
        for (template, place) in [
            ("{kode}/{nomer}/{tahun}", 8),
            ("{kode}/{nomor:0}/{tahun}", 8),
            ("{kode}//{nomor:3}/{tahun}", 8),
            ("/{kode}/{nomor:3}/{tahun}", 1),
            ("{kode}/{nomor:3}/{tahun}/", 26),
            ("{nomor}{tahun}", 8),
            ("{kode}/é{nomor}/{tahun}*", 24),
            ("é/{nomor}/{tahun", 11),
            ("{kode}/{unit}/{tahun}", 22),
        ] {
            let fault = NumberFormat::saved(template, Reset::Yearly).unwrap_err();
            assert_eq!(fault.place, place, "{template}: {fault}");
        }
        assert!(NumberFormat::saved("{kode}/{nomor:3}/{tahun}", Reset::Yearly).is_ok());
    }

    #[test]
    fn months_are_roman_from_i_to_xii() {
        assert_eq!(roman_month(1), "I");
        assert_eq!(roman_month(4), "IV");
        assert_eq!(roman_month(9), "IX");
        assert_eq!(roman_month(12), "XII");
        assert_eq!(roman_month(13), "");
    }
}
