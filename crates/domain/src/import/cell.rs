//! A cell of a table, whatever file it came from.

use jiff::civil::Date;

use crate::date;
use crate::digits::is_blank;

/// A cell. Files that know only text (CSV) give only texts.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands.
    Text(String),
    /// A number; long ones may have lost digits in the spreadsheet program.
    Number(f64),
    /// A number that the sheet formats as a date.
    Date(Date),
}

/// Whole numbers beyond this are not exact in a spreadsheet (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Cell {
    /// Whether nothing visible is in the cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(is_blank),
            Self::Number(_) | Self::Date(_) => false,
        }
    }

    /// The cell as text: whole numbers without decimals, dates day first.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => date::short(*day),
        }
    }

    /// The cell where a date belongs: a year, `31121999`, or the count of days since 1900 that
    /// spreadsheets store.
    #[must_use]
    pub(crate) fn date_text(&self) -> String {
        let Self::Number(number) = self else {
            return self.text();
        };
        if number.fract() != 0.0 && *number < 100_000.0 {
            return excel_day(number.trunc()).map_or_else(|| self.text(), date::short);
        }
        let year = f64::from(*date::YEARS.start())..=f64::from(*date::YEARS.end());
        match *number {
            whole if whole == 0.0 || year.contains(&whole) => self.text(),
            // Before 1906 and after 2173: rather a slip than a date.
            whole if (2_200.0..100_000.0).contains(&whole) => {
                excel_day(whole).map_or_else(|| self.text(), date::short)
            }
            // 1122000 has lost the zero of 01-12-2000.
            whole if (1_000_000.0..100_000_000.0).contains(&whole) => format!("{whole:08.0}"),
            _ => self.text(),
        }
    }

    /// Whether a long number may have lost its last digits: spreadsheets keep 15.
    #[must_use]
    pub(crate) fn may_have_lost_digits(&self) -> bool {
        matches!(self, Self::Number(number) if *number >= 1e15 && (*number > EXACT || number % 10.0 == 0.0))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// Day number of a spreadsheet; 1 is 1 January 1900, and 60 a 29 February that there was not.
fn excel_day(number: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the caller holds it below 100,000"
    )]
    let days = number as i32;
    let base = Date::new(1899, 12, if days > 60 { 30 } else { 31 }).ok()?;
    base.checked_add(jiff::Span::new().days(days)).ok()
}

/// The letters of a column as spreadsheets show them; 0 is `A`, 42 is `AQ`.
#[must_use]
pub fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0),
        ));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (index, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (42, "AQ"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_letter(index), letters);
        }
    }

    #[test]
    fn a_number_where_a_date_belongs_is_a_day_a_year_or_digits() {
        for (number, text) in [
            (32_579.0, "12-03-1989"),
            (36_525.75, "31-12-1999"),
            (1_954.0, "1954"),
            (31_121_999.0, "31121999"),
            (1_122_000.0, "01122000"),
            (0.0, "0"),
            (12.0, "12"),
        ] {
            assert_eq!(Cell::Number(number).date_text(), text, "{number}");
        }
    }

    #[test]
    fn long_numbers_that_end_in_zero_or_are_not_exact_are_suspect() {
        assert!(Cell::Number(3_302_045_203_899_000.0).may_have_lost_digits());
        assert!(Cell::Number(9_271_015_505_909_006.0).may_have_lost_digits());
        assert!(!Cell::Number(3_302_045_203_899_001.0).may_have_lost_digits());
        assert!(!Cell::from("3302045203899000").may_have_lost_digits());
        assert_eq!(
            Cell::Number(3_302_045_203_899_001.0).text(),
            "3302045203899001"
        );
        assert_eq!(Cell::Number(-7.25).text(), "-7.25");
    }
}
