//! Civil dates as officers know them: day first, sometimes only a year, never a time zone database.

mod parse;
mod words;
mod zone;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use jiff::civil::{Date, date};
pub use parse::parse;
pub use words::{long, month_name, month_number, roman_month, short, weekday_name};
pub use zone::Zone;

/// The earliest and the latest year that is taken for a date in a record.
pub const YEARS: std::ops::RangeInclusive<i16> = 1850..=2150;

/// A date whose day may be unknown.
///
/// Many older residents know only their year of birth; "1 January" would be a lie that the letter
/// prints. Unknown altogether is `Option::None` around this type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FlexDate {
    /// A full date.
    Day(Date),
    /// Only the year is known.
    Year(i16),
}

impl FlexDate {
    /// The year, which is always known.
    pub fn year(self) -> i16 {
        match self {
            Self::Day(date) => date.year(),
            Self::Year(year) => year,
        }
    }

    /// The full date if it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Year(_) => None,
        }
    }

    /// The form of records and sorting: `1989-03-12` or `1954`.
    pub fn iso(self) -> String {
        match self {
            Self::Day(date) => iso(date),
            Self::Year(year) => format!("{year:04}"),
        }
    }

    /// Reads the form of records; `None` for anything else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        match text.len() {
            4 if digits(text) => text.parse().ok().map(Self::Year),
            10 => from_iso(text).map(Self::Day),
            _ => None,
        }
    }

    /// The sentence form: `12 Maret 1989` or `tahun 1954`.
    pub fn long(self) -> String {
        match self {
            Self::Day(date) => long(date),
            Self::Year(year) => format!("tahun {year}"),
        }
    }

    /// Whether this certainly lies after `today`.
    pub fn is_after(self, today: Date) -> bool {
        match self {
            Self::Day(date) => date > today,
            Self::Year(year) => year > today.year(),
        }
    }
}

/// The data form: `12-03-1989` or `1954`.
impl fmt::Display for FlexDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => f.write_str(&short(*date)),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl From<Date> for FlexDate {
    fn from(date: Date) -> Self {
        Self::Day(date)
    }
}

impl Serialize for FlexDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for FlexDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text).ok_or_else(|| de::Error::custom("not YYYY-MM-DD and not YYYY"))
    }
}

/// A full date as `1989-03-12`, the form of records.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads `1989-03-12`; `None` for any other form or a date that does not exist.
pub fn from_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let year = text[..4].parse().ok()?;
    Date::new(year, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// The last day of a month, 28–31; 31 for a month that does not exist.
pub fn days_in_month(year: i16, month: i8) -> i8 {
    Date::new(year, month, 1).map_or(31, Date::days_in_month)
}

/// The date `months` later; the day is clamped to the end of the month (31 January + 1 = 28 or 29
/// February), so that a month's validity never spills into the month after.
pub fn add_months(date: Date, months: i32) -> Date {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + months;
    let year = i16::try_from(count.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(count.rem_euclid(12) + 1).unwrap_or(12);
    let day = date.day().min(days_in_month(year, month));
    Date::new(year, month, day).unwrap_or(date)
}

/// The age in completed years on `today`; negative when the birth lies in the future.
///
/// For a year-only birth date it is the age reached in the course of this year. Somebody born on
/// 29 February gets a year older on 1 March in common years.
pub fn age(birth: FlexDate, today: Date) -> i16 {
    let years = today.year() - birth.year();
    match birth {
        FlexDate::Day(date) if (today.month(), today.day()) < (date.month(), date.day()) => {
            years - 1
        }
        _ => years,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_after_the_31st_of_january_is_the_last_of_february() {
        assert_eq!(add_months(date(2026, 1, 31), 1), date(2026, 2, 28));
        assert_eq!(add_months(date(2028, 1, 31), 1), date(2028, 2, 29));
        assert_eq!(add_months(date(2026, 8, 31), 6), date(2027, 2, 28));
        assert_eq!(add_months(date(2026, 11, 25), 6), date(2027, 5, 25));
        assert_eq!(add_months(date(2026, 3, 31), -1), date(2026, 2, 28));
    }

    #[test]
    fn age_counts_completed_years() {
        let today = date(2026, 11, 25);
        assert_eq!(age(date(1989, 11, 25).into(), today), 37);
        assert_eq!(age(date(1989, 11, 26).into(), today), 36);
        assert_eq!(age(FlexDate::Year(1954), today), 72);
        assert_eq!(age(date(2027, 1, 1).into(), today), -1);
        assert_eq!(age(date(2008, 2, 29).into(), date(2026, 2, 28)), 17);
        assert_eq!(age(date(2008, 2, 29).into(), date(2026, 3, 1)), 18);
    }

    #[test]
    fn a_year_only_date_is_four_digits_in_json_and_words_on_paper() {
        let year = FlexDate::Year(1954);
        assert_eq!(serde_json::to_string(&year).unwrap(), "\"1954\"");
        assert_eq!(serde_json::from_str::<FlexDate>("\"1954\"").unwrap(), year);
        assert_eq!(year.long(), "tahun 1954");
        assert_eq!(year.to_string(), "1954");
        let day = FlexDate::Day(date(1989, 3, 12));
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"1989-03-12\"");
        assert_eq!(
            serde_json::from_str::<FlexDate>("\"1989-03-12\"").unwrap(),
            day
        );
        assert_eq!(day.to_string(), "12-03-1989");
        assert_eq!(day.long(), "12 Maret 1989");
    }

    #[test]
    fn a_record_date_that_does_not_exist_is_refused() {
        for text in [
            "\"1985-02-31\"",
            "\"12-03-1989\"",
            "\"0000-00-00\"",
            "\"\"",
            "\"+999\"",
        ] {
            assert!(serde_json::from_str::<FlexDate>(text).is_err(), "{text}");
        }
    }
}
