//! The number of a family card (KK): 16 digits of district, recording date and serial.
//!
//! Like a NIK in shape, but the date is the day of **recording**, so nobody's sex is added to it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::digits;
use crate::finding::{Finding, codes};
use crate::nik;

/// A number that can be a KK: 16 digits, no typing filler. One that starts with 0 is a village's
/// own number for a household whose card is not issued yet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kk(String);

impl Kk {
    /// Reads what was typed or imported; `Ok(None)` when it says that there is no number.
    ///
    /// # Errors
    /// The reason as an error finding without a field.
    pub fn read(text: &str) -> Result<Option<Self>, Finding> {
        if digits::is_excel_damage(text) {
            let value = text.trim();
            return Err(Finding::error(codes::KK_EXCEL_DAMAGE).with("value", value));
        }
        let cleaned = digits::clean(text).text;
        if digits::says_none(&cleaned) {
            return Ok(None);
        }
        validate(&cleaned)?;
        Ok(Some(Self(cleaned)))
    }

    /// Reads a number that must be there.
    ///
    /// # Errors
    /// The reason as an error finding without a field.
    pub fn parse(text: &str) -> Result<Self, Finding> {
        Self::read(text)?.ok_or_else(|| Finding::error(codes::KK_LENGTH).with("count", 0))
    }

    /// The 16 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.0[12..]
    }

    /// The form that others may see (`•••• •••• •••• 9100`).
    #[must_use]
    pub fn masked(&self) -> String {
        nik::mask(&self.0)
    }

    /// Whether this is a village's own number in place of a card's.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with('0')
    }

    /// What is odd about the number: a recording date that is none is a warning, since old cards
    /// carry such numbers and the card is what counts.
    #[must_use]
    pub fn check(&self) -> Option<Finding> {
        let part = |start: usize| self.0[start..start + 2].parse().unwrap_or(0);
        let (day, month, year) = (part(6), part(8), part(10));
        // Family cards carry this number since the 1990s; a leap day decides by the year's digits.
        let real = [2000, 1900]
            .into_iter()
            .any(|century| Date::new(century + i16::from(year), month, day).is_ok());
        (!real && !self.is_temporary()).then(|| {
            Finding::warning(codes::KK_DATE)
                .on("kk")
                .with("value", format!("{day:02}-{month:02}-{year:02}"))
        })
    }
}

fn validate(text: &str) -> Result<(), Finding> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Finding::error(codes::KK_NOT_DIGITS).with("value", text));
    }
    if text.len() != nik::LENGTH {
        return Err(Finding::error(codes::KK_LENGTH).with("count", text.len()));
    }
    if digits::is_filler(text) {
        return Err(Finding::error(codes::KK_FILLER));
    }
    Ok(())
}

impl fmt::Display for Kk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Kk {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match validate(&text) {
            Ok(()) => Ok(Self(text)),
            Err(finding) => Err(finding.code.to_string()),
        }
    }
}

impl From<Kk> for String {
    fn from(kk: Kk) -> Self {
        kk.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_date_has_no_women_s_forty() {
        assert_eq!(Kk::parse("3302041708150003").unwrap().check(), None);
        let odd = Kk::parse("3302045708150003").unwrap().check().unwrap();
        assert_eq!(
            (odd.code, odd.severity.to_owned()),
            (codes::KK_DATE, crate::finding::Severity::Warning)
        );
    }

    #[test]
    fn a_number_with_blanks_and_dots_is_read_and_zero_means_none() {
        let kk = Kk::parse(" 330204.170815.0003\u{200b}").unwrap();
        assert_eq!((kk.as_str(), kk.tail()), ("3302041708150003", "0003"));
        assert_eq!(kk.masked(), "•••• •••• •••• 0003");
        for text in ["", "0", "-", "0000000000000000"] {
            assert_eq!(Kk::read(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (text, code) in [
            ("330204170815000", codes::KK_LENGTH),
            ("33020417081500O3", codes::KK_NOT_DIGITS),
            ("2222222222222222", codes::KK_FILLER),
            ("3.30204E+15", codes::KK_EXCEL_DAMAGE),
        ] {
            assert_eq!(Kk::read(text).unwrap_err().code, code, "{text}");
        }
        assert!(serde_json::from_str::<Kk>("\"33\"").is_err());
    }

    #[test]
    fn a_village_s_own_number_is_told_apart() {
        let own = Kk::parse("0330204200700001").unwrap();
        assert!(own.is_temporary());
        assert_eq!(own.check(), None);
    }
}
