//! What counts together, and what a place in the count looks like on paper.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One counter: letters of one series, of one village, in one year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesKey {
    /// Ten-digit village code with dots, or the office's own code.
    pub village: String,
    /// The service's series.
    pub series: String,
    /// Calendar year in the village's zone; 0 for a series that never restarts.
    pub year: i16,
}

/// Short mark of a laptop inside numbers of its own series (`P07`): one to three capitals, then two or three digits.
///
/// The office gives each laptop its own; a mark is never given twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DeviceMark(String);

impl DeviceMark {
    /// The mark as printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeviceMark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let letters = text.chars().take_while(char::is_ascii_uppercase).count();
        let digits = text
            .chars()
            .skip(letters)
            .take_while(char::is_ascii_digit)
            .count();
        if (1..=3).contains(&letters)
            && (2..=3).contains(&digits)
            && letters + digits == text.chars().count()
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(MarkError)
        }
    }
}

impl<'de> Deserialize<'de> for DeviceMark {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Not a device mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a device mark is 1-3 capitals and 2-3 digits")]
pub struct MarkError;

/// A place in a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Serial {
    /// From a reserved block: a plain number.
    Block(u32),
    /// From the laptop's own series: as final on paper as a plain one.
    Own {
        /// The laptop.
        mark: DeviceMark,
        /// Its own count, from 1.
        n: u32,
    },
}

impl Serial {
    /// The serial with zeros in front up to `width`: `003`, or `P07-003`.
    #[must_use]
    pub fn padded(&self, width: usize) -> String {
        match self {
            Self::Block(n) => format!("{n:0width$}"),
            Self::Own { mark, n } => format!("{}-{n:0width$}", mark.as_str()),
        }
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.padded(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_capitals_then_digits() {
        for good in ["P07", "LT12", "ABC123"] {
            assert_eq!(good.parse::<DeviceMark>().unwrap().as_str(), good);
        }
        for bad in [
            "", "P", "07", "P7", "p07", "P0712", "ABCD12", "P07 ", "P-07", "P07/",
        ] {
            assert!(bad.parse::<DeviceMark>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_own_serial_shows_its_laptop() {
        let serial = Serial::Own {
            mark: "P07".parse().unwrap(),
            n: 3,
        };
        assert_eq!(serial.padded(3), "P07-003");
        assert_eq!(Serial::Block(9217).padded(3), "9217");
        let json = serde_json::to_string(&serial).unwrap();
        assert_eq!(serde_json::from_str::<Serial>(&json).unwrap(), serial);
    }
}
