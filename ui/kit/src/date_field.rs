//! Dates as they are spoken: day, month, year. Digits are enough; the hyphens come by themselves.

use jemput_domain::finding::Finding;
use yew::prelude::*;

use crate::{TextField, t};

/// Properties of [`DateField`].
#[derive(Properties, PartialEq)]
pub struct DateFieldProps {
    /// Id of the input.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// Text as typed so far (`25-11-2026`).
    pub value: AttrValue,
    /// Typed.
    pub on_input: Callback<String>,
    /// Left.
    #[prop_or_default]
    pub on_leave: Callback<()>,
    /// Only month and year (`11-2026`).
    #[prop_or_default]
    pub month: bool,
    /// Marked as "may be empty".
    #[prop_or_default]
    pub optional: bool,
    /// Line below.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub findings: Vec<Finding>,
    /// Cannot be changed any more.
    #[prop_or_default]
    pub read_only: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A date field.
#[component(DateField)]
pub fn date_field(props: &DateFieldProps) -> Html {
    let (month, on_input) = (props.month, props.on_input.clone());
    let on_input = Callback::from(move |text: String| on_input.emit(hyphenate(&text, month)));
    html! {
        <TextField id={props.id.clone()} label={props.label.clone()} value={props.value.clone()} {on_input}
            on_leave={props.on_leave.clone()} optional={props.optional} help={props.help.clone()} code=true
            hint={t!(if month { "month-format" } else { "date-format" })} keyboard="numeric" max={14}
            findings={props.findings.clone()} read_only={props.read_only} test={props.test.clone()} />
    }
}

/// Puts hyphens into a date as it is typed or pasted. Four digits stay as they are, because a year alone may be meant.
#[must_use]
pub fn hyphenate(text: &str, month: bool) -> String {
    let text = text.trim_start();
    // Typed with separators: they become hyphens, and single digits get their zero.
    if text.contains(['-', '/', '.', ' ']) {
        let text: String = text
            .chars()
            .map(|c| if matches!(c, '/' | '.' | ' ') { '-' } else { c })
            .collect();
        let parts: Vec<&str> = text.split('-').collect();
        let last = parts.len() - 1;
        let padded: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| match part.len() {
                1 if place < last && part.chars().all(|c| c.is_ascii_digit()) => format!("0{part}"),
                _ => (*part).to_owned(),
            })
            .collect();
        let digits: String = padded.concat();
        // Hyphens that were put in before come again at their places.
        if digits.chars().all(|c| c.is_ascii_digit())
            && padded
                .iter()
                .all(|part| part.len() != 4 || part == &padded[last])
        {
            return group(&digits, month, text.ends_with('-'));
        }
        return padded.join("-");
    }
    if text.chars().all(|c| c.is_ascii_digit()) && text.len() > 4 {
        group(text, month, false)
    } else {
        text.to_owned()
    }
}

fn group(digits: &str, month: bool, open: bool) -> String {
    let cuts: &[usize] = if month { &[2] } else { &[2, 4] };
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if cuts.contains(&place) {
            text.push('-');
        }
        text.push(digit);
    }
    if open && cuts.contains(&digits.len()) {
        text.push('-');
    }
    text
}

/// `25-11-2026` as `2026-11-25`, `11-2026` as `2026-11`; anything else as it stands, for the check to speak about.
#[must_use]
pub fn to_iso(text: &str) -> String {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let digits =
        |part: &str, count: usize| part.len() == count && part.chars().all(|c| c.is_ascii_digit());
    match parts[..] {
        [day, month, year] if digits(day, 2) && digits(month, 2) && digits(year, 4) => {
            format!("{year}-{month}-{day}")
        }
        [month, year] if digits(month, 2) && digits(year, 4) => format!("{year}-{month}"),
        _ => text.to_owned(),
    }
}

/// The way back.
#[must_use]
pub fn from_iso(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{day}-{month}-{year}"),
        [year, month] if year.len() == 4 => format!("{month}-{year}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_become_a_date() {
        assert_eq!(hyphenate("25112026", false), "25-11-2026");
        assert_eq!(hyphenate("2511202", false), "25-11-202");
    }

    #[test]
    fn every_digit_typed_one_after_the_other_ends_in_the_same_date() {
        let mut text = String::new();
        for digit in "12031989".chars() {
            text.push(digit);
            text = hyphenate(&text, false);
        }
        assert_eq!(text, "12-03-1989");
    }

    #[test]
    fn slashes_and_single_digits_are_taken() {
        assert_eq!(hyphenate("1/3/1989", false), "01-03-1989");
        assert_eq!(hyphenate("31.12.2026", false), "31-12-2026");
    }

    #[test]
    fn a_year_alone_stays_a_year() {
        assert_eq!(hyphenate("1954", false), "1954");
    }

    #[test]
    fn taking_back_a_digit_leaves_no_hyphen_behind() {
        assert_eq!(hyphenate("12-0", false), "12-0");
        assert_eq!(hyphenate("12-", false), "12-");
        assert_eq!(hyphenate("12", false), "12");
    }

    #[test]
    fn months_have_one_hyphen() {
        assert_eq!(hyphenate("112026", true), "11-2026");
        assert_eq!(to_iso("11-2026"), "2026-11");
        assert_eq!(from_iso("2026-11"), "11-2026");
    }

    #[test]
    fn iso_goes_both_ways_and_rubbish_stays() {
        assert_eq!(to_iso("25-11-2026"), "2026-11-25");
        assert_eq!(from_iso("2026-11-25"), "25-11-2026");
        assert_eq!(to_iso("31-2"), "31-2");
    }
}
