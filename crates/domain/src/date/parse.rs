//! What an officer types, or a file holds, where a date belongs.

use jiff::civil::Date;

use super::{FlexDate, YEARS, days_in_month, month_name, month_number};
use crate::finding::{Finding, codes};

/// Reads a date, always day first; `Ok(None)` when it says that the date is unknown.
///
/// Taken: `31-12-1999`, `31/12/1999`, `31.12.1999`, `31 12 1999`, `31121999`, `3-4-1990`,
/// `1990-01-03` (also with a time behind it), `12 Mei 1989`, and `1954` or `00-00-1954` where only
/// the year is known. Unknown: blank, `-`, `0`, `0000-00-00`. Everything else is an error finding
/// without a field; a two-digit year is refused because the century would be a guess.
pub fn parse(text: &str) -> Result<Option<FlexDate>, Finding> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\'');
    let bare = without_time(text);
    if bare
        .chars()
        .all(|c| matches!(c, '0' | '-' | '/' | '.' | ' '))
    {
        return Ok(None);
    }
    let parts: Vec<&str> = bare
        .split(['-', '/', '.', ' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let unreadable = || Finding::error(codes::DATE_UNREADABLE).with("value", text);
    match parts.as_slice() {
        [one] => single(one, text).unwrap_or_else(|| Err(unreadable())),
        [a, b, c] => {
            let month = number(b, 2).or_else(|| month_number(b).map(i16::from));
            let Some(month) = month else {
                return Err(unreadable());
            };
            if let (4, Some(year), Some(day)) = (a.len(), number(a, 4), number(c, 2)) {
                return build(day, month, year, text);
            }
            let Some(day) = number(a, 2) else {
                return Err(unreadable());
            };
            match (c.len(), number(c, 4)) {
                (4, Some(year)) => build(day, month, year, text),
                (2, Some(_)) => Err(Finding::error(codes::DATE_SHORT_YEAR).with("value", text)),
                _ => Err(unreadable()),
            }
        }
        _ => Err(unreadable()),
    }
}

/// One run of digits: `31121999`, `1954`, or the short `311299` that is refused with its reason.
fn single(digits: &str, text: &str) -> Option<Result<Option<FlexDate>, Finding>> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => Some(year_only(number(digits, 4)?, text)),
        6 => Some(Err(
            Finding::error(codes::DATE_SHORT_YEAR).with("value", text)
        )),
        8 => Some(build(
            number(&digits[..2], 2)?,
            number(&digits[2..4], 2)?,
            number(&digits[4..], 4)?,
            text,
        )),
        _ => None,
    }
}

fn build(day: i16, month: i16, year: i16, text: &str) -> Result<Option<FlexDate>, Finding> {
    if day == 0 && month == 0 {
        return year_only(year, text);
    }
    if !YEARS.contains(&year) {
        return Err(year_out_of_range(year, text));
    }
    let (Ok(d), Ok(m)) = (i8::try_from(day), i8::try_from(month)) else {
        return Err(Finding::error(codes::DATE_UNREADABLE).with("value", text));
    };
    if !(1..=12).contains(&m) {
        return Err(Finding::error(codes::DATE_NO_SUCH_MONTH)
            .with("month", m)
            .with("value", text));
    }
    Date::new(year, m, d)
        .map(|date| Some(FlexDate::Day(date)))
        .map_err(|_| {
            Finding::error(codes::DATE_NO_SUCH_DAY)
                .with("month", month_name(m))
                .with("year", year)
                .with("days", days_in_month(year, m))
                .with("value", text)
        })
}

fn year_only(year: i16, text: &str) -> Result<Option<FlexDate>, Finding> {
    if YEARS.contains(&year) {
        Ok(Some(FlexDate::Year(year)))
    } else {
        Err(year_out_of_range(year, text))
    }
}

fn year_out_of_range(year: i16, text: &str) -> Finding {
    Finding::error(codes::DATE_YEAR_RANGE)
        .with("year", year)
        .with("value", text)
}

fn number(text: &str, max_digits: usize) -> Option<i16> {
    let fits = (1..=max_digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Cuts a time such as ` 00:00:00` or `T00:00` off an exported date.
fn without_time(text: &str) -> &str {
    match text.find(':') {
        Some(colon) => text[..colon]
            .rfind([' ', 'T'])
            .map_or(text, |gap| text[..gap].trim_end_matches([' ', 'T'])),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        match parse(text) {
            Ok(Some(FlexDate::Day(date))) => date,
            other => panic!("{text} gave {other:?}"),
        }
    }

    #[test]
    fn every_usual_way_of_writing_a_date_is_read_day_first() {
        for text in [
            "31-12-1999",
            "31/12/1999",
            "31.12.1999",
            "31 12 1999",
            "31121999",
            "1999-12-31",
            "1999-12-31 00:00:00",
            "1999-12-31T00:00:00",
            " 31 - 12 - 1999 ",
            "'31-12-1999",
            "31 Desember 1999",
            "31-Des-1999",
        ] {
            assert_eq!(day(text), date(1999, 12, 31), "{text}");
        }
        assert_eq!(day("03/04/1990"), date(1990, 4, 3));
        assert_eq!(day("3-4-1990"), date(1990, 4, 3));
        assert_eq!(day("29-02-2024"), date(2024, 2, 29));
    }

    #[test]
    fn a_year_alone_is_a_year_and_not_the_first_of_january() {
        for text in ["1954", "00-00-1954", "1954-00-00", "00/00/1954"] {
            assert_eq!(parse(text), Ok(Some(FlexDate::Year(1954))), "{text}");
        }
    }

    #[test]
    fn an_unknown_date_stays_unknown() {
        for text in [
            "",
            "  ",
            "-",
            "0",
            "0000-00-00",
            "00-00-0000",
            "00/00/0000",
            "\u{a0}",
        ] {
            assert_eq!(parse(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn the_31st_of_february_says_how_long_the_month_is() {
        let finding = parse("31/02/1985").unwrap_err();
        assert_eq!(finding.code, codes::DATE_NO_SUCH_DAY);
        assert_eq!(finding.params["month"], "Februari");
        assert_eq!(finding.params["days"], "28");
        assert_eq!(finding.params["year"], "1985");
        assert_eq!(parse("30/02/2024").unwrap_err().params["days"], "29");
    }

    #[test]
    fn what_would_be_a_guess_is_refused_with_its_reason() {
        for (text, code) in [
            ("31-12-99", codes::DATE_SHORT_YEAR),
            ("311299", codes::DATE_SHORT_YEAR),
            ("12/31/1999", codes::DATE_NO_SUCH_MONTH),
            ("00-05-1954", codes::DATE_NO_SUCH_DAY),
            ("12 Mei", codes::DATE_UNREADABLE),
            ("kemarin", codes::DATE_UNREADABLE),
            ("36525", codes::DATE_UNREADABLE),
            ("1-1-1-1", codes::DATE_UNREADABLE),
            ("01-01-0999", codes::DATE_YEAR_RANGE),
            ("9999", codes::DATE_YEAR_RANGE),
        ] {
            let finding = parse(text).unwrap_err();
            assert_eq!(finding.code, code, "{text}");
            assert!(finding.is_error());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "\\PC{0,24}") {
            let _ = parse(&text);
        }

        #[test]
        fn a_shown_date_is_read_back(year in 1850i16..=2150, month in 1i8..=12, day in 1i8..=28) {
            let flex = FlexDate::Day(Date::new(year, month, day).unwrap());
            prop_assert_eq!(parse(&flex.to_string()).unwrap(), Some(flex));
            prop_assert_eq!(parse(&flex.long()).unwrap(), Some(flex));
            prop_assert_eq!(FlexDate::from_iso(&flex.iso()), Some(flex));
        }
    }
}
