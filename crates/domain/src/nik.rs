//! The national identity number (NIK): 16 digits of district, birth date and serial.
//!
//! Source: the civil registry's description of the number: six digits of the district of **first**
//! registration, day (women + 40), month and two-digit year of birth, four digits of serial. It is
//! given once for life and never changed, not even when a wrong birth date is corrected; so what
//! contradicts it is a warning, and only what cannot be such a number at all is refused.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::date::{FlexDate, age};
use crate::digits;
use crate::finding::{Finding, codes};
use crate::tables::Sex;

mod check;

pub use check::check;

/// Digits of a NIK.
pub const LENGTH: usize = 16;

/// Nobody is taken to be older than this, in years.
const OLDEST: i16 = 120;

/// A number that can be a NIK: 16 digits, a possible day and month, no typing filler.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nik(String);

/// What stands where a NIK belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading {
    /// Blank, `-` or `0`: the person has none.
    None,
    /// A NIK; `cleaned` if separators or invisible characters had to be taken out.
    Valid {
        /// The number.
        nik: Nik,
        /// Something was taken out.
        cleaned: bool,
    },
    /// An internal temporary number of this or another program (it starts with 0).
    Temporary(String),
    /// No NIK, and why: kept as a draft that is never printed.
    Draft {
        /// What was typed, without blanks around it.
        text: String,
        /// The reason, an error without a field.
        finding: Finding,
    },
}

/// Reads what was typed or imported as a NIK.
#[must_use]
pub fn read(text: &str) -> Reading {
    if digits::is_excel_damage(text) {
        let text = text.trim_matches(digits::is_blank).to_owned();
        let finding = Finding::error(codes::NIK_EXCEL_DAMAGE).with("value", &text);
        return Reading::Draft { text, finding };
    }
    let cleaned = digits::clean(text);
    if digits::says_none(&cleaned.text) {
        return Reading::None;
    }
    if is_temporary(&cleaned.text) {
        return Reading::Temporary(cleaned.text);
    }
    match validate(&cleaned.text) {
        Ok(()) => Reading::Valid {
            nik: Nik(cleaned.text),
            cleaned: cleaned.changed,
        },
        Err(finding) => Reading::Draft {
            text: text.trim_matches(digits::is_blank).to_owned(),
            finding,
        },
    }
}

/// Whether this is an internal number in place of a NIK: no district code starts with 0.
#[must_use]
pub fn is_temporary(digits: &str) -> bool {
    digits.len() == LENGTH && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

/// An internal number in place of a NIK, in the form that exchange files expect: 16 digits that
/// begin with `0`. It is never printed.
///
/// It is the record's id in fifteen digits and nothing else: laptops that import the same row give
/// the same number, and different people different ones, without asking each other. (The incumbent
/// puts the village and a serial of five there; among a thousand people that two laptops number
/// apart, five would share one. Of a million records here, the odds that any two do are 1 : 2,000.)
/// Nothing takes two people for one because of it: name or birth date must agree as well.
#[must_use]
pub fn temporary(id: Uuid) -> String {
    format!("0{:015}", id.as_u128() % 10_u128.pow(15))
}

impl Nik {
    /// Reads a NIK, with blanks, dots or invisible characters in it.
    ///
    /// # Errors
    /// The reason as an error finding without a field; also for “none” and temporary numbers,
    /// which [`read`] tells apart.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        match read(text) {
            Reading::Valid { nik, .. } => Ok(nik),
            Reading::Draft { finding, .. } => Err(finding),
            Reading::None => Err(Finding::error(codes::NIK_LENGTH).with("count", 0)),
            Reading::Temporary(_) => Err(Finding::error(codes::NIK_NONE)),
        }
    }

    /// The 16 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits, enough to tell people in one list apart.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.0[12..]
    }

    /// The form that others may see: region and birth date hidden (`•••• •••• •••• 9001`).
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.0)
    }

    /// The district of first registration, dotted (`33.02.04`).
    #[must_use]
    pub fn district(&self) -> String {
        format!("{}.{}.{}", &self.0[..2], &self.0[2..4], &self.0[4..6])
    }

    /// The sex that the day of birth tells.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.number(6) > 40 {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// Day and month of birth as numbers, and the last two digits of the year.
    #[must_use]
    pub fn day_month_year(&self) -> (i8, i8, i8) {
        let day = self.number(6);
        (
            if day > 40 { day - 40 } else { day },
            self.number(8),
            self.number(10),
        )
    }

    /// The four digits of the serial.
    #[must_use]
    pub fn serial(&self) -> &str {
        self.tail()
    }

    /// The birth dates that the number can mean on `today`, the likelier first.
    ///
    /// Two digits of the year leave the century open: dates in the future and ages over 120 are
    /// left out. Empty when no century has such a date (30 February).
    #[must_use]
    pub fn births(&self, today: Date) -> Vec<Date> {
        let (day, month, year) = self.day_month_year();
        [2100, 2000, 1900, 1800]
            .into_iter()
            .filter_map(|century| Date::new(century + i16::from(year), month, day).ok())
            .filter(|date| *date <= today && age(FlexDate::Day(*date), today) <= OLDEST)
            .collect()
    }

    /// Whether the birth date fits the number in any century.
    #[must_use]
    pub fn fits(&self, birth: FlexDate) -> bool {
        let (day, month, year) = self.day_month_year();
        birth.year().rem_euclid(100) == i16::from(year)
            && birth
                .day()
                .is_none_or(|date| (date.day(), date.month()) == (day, month))
    }

    /// Two digits from `start`, as a number.
    fn number(&self, start: usize) -> i8 {
        self.0[start..start + 2].parse().unwrap_or_default()
    }
}

/// Hides all but the last four digits of a long number.
pub(crate) fn mask(digits: &str) -> String {
    let tail = digits
        .char_indices()
        .rev()
        .nth(3)
        .map_or(digits, |(at, _)| &digits[at..]);
    format!("•••• •••• •••• {tail}")
}

fn validate(text: &str) -> Result<(), Finding> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Finding::error(codes::NIK_NOT_DIGITS).with("value", text));
    }
    if text.len() != LENGTH {
        return Err(Finding::error(codes::NIK_LENGTH).with("count", text.len()));
    }
    if digits::is_filler(text) {
        return Err(Finding::error(codes::NIK_FILLER));
    }
    let (day, month) = (&text[6..8], &text[8..10]);
    if !matches!(day.parse(), Ok(1..=31u8 | 41..=71)) {
        return Err(Finding::error(codes::NIK_DAY).with("day", day));
    }
    if !matches!(month.parse(), Ok(1..=12u8)) {
        return Err(Finding::error(codes::NIK_MONTH).with("month", month));
    }
    Ok(())
}

impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Nik {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match validate(&text) {
            Ok(()) if !text.starts_with('0') => Ok(Self(text)),
            Ok(()) => Err("a temporary number".to_owned()),
            Err(finding) => Err(finding.code.to_string()),
        }
    }
}

impl From<Nik> for String {
    fn from(nik: Nik) -> Self {
        nik.0
    }
}

#[cfg(test)]
mod tests;
