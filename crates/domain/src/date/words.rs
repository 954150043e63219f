//! Indonesian names of months and days; fixed here because the system's locale is never asked.

use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// Other spellings met in files: English names and the older Indonesian ones, by first letters.
const STEMS: [(&str, i8); 27] = [
    ("jan", 1),
    ("feb", 2),
    ("peb", 2),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("agu", 8),
    ("ags", 8),
    ("agt", 8),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("nop", 11),
    ("des", 12),
    ("dec", 12),
    ("januari", 1),
    ("pebruari", 2),
    ("juni", 6),
    ("juli", 7),
    ("agustus", 8),
    ("nopember", 11),
    ("desember", 12),
];

/// The month's name, 1 = Januari; empty for a number that is no month.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|m| m.checked_sub(1))
        .and_then(|m| MONTHS.get(m))
        .copied()
        .unwrap_or_default()
}

/// The month's number from its name or its first letters, in Indonesian or English.
pub fn month_number(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.').to_lowercase();
    if name.len() < 3 || !name.is_ascii() {
        return None;
    }
    let full = MONTHS.iter().map(|m| m.to_lowercase());
    let english = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let number = |index: usize| i8::try_from(index + 1).ok();
    full.clone()
        .position(|m| m == name)
        .or_else(|| english.iter().position(|m| *m == name))
        .and_then(number)
        .or_else(|| {
            STEMS
                .iter()
                .find(|(stem, _)| *stem == name)
                .map(|(_, month)| *month)
        })
}

/// The month in Roman digits (`XI`), as letter numbers use it; empty for a number that is no month.
pub fn roman_month(month: i8) -> &'static str {
    const ROMAN: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    usize::try_from(month)
        .ok()
        .and_then(|m| m.checked_sub(1))
        .and_then(|m| ROMAN.get(m))
        .copied()
        .unwrap_or_default()
}

/// The day of the week (`Rabu`).
pub fn weekday_name(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

/// The data form, day first: `12-03-1989`.
pub fn short(date: Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// The sentence form: `12 Maret 1989`.
pub fn long(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        month_name(date.month()),
        date.year()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_and_the_month_have_indonesian_names() {
        let day = date(2026, 11, 25);
        assert_eq!(weekday_name(day), "Rabu");
        assert_eq!(long(day), "25 November 2026");
        assert_eq!(short(date(1989, 3, 2)), "02-03-1989");
        assert_eq!(roman_month(8), "VIII");
        assert_eq!(
            (month_name(0), month_name(13), roman_month(0)),
            ("", "", "")
        );
    }

    #[test]
    fn a_month_is_known_by_its_name_or_first_letters() {
        for (name, number) in [
            ("Mei", 5),
            ("AGUSTUS", 8),
            ("Agt", 8),
            ("Nopember", 11),
            ("march", 3),
            ("Des.", 12),
        ] {
            assert_eq!(month_number(name), Some(number), "{name}");
        }
        assert_eq!(month_number("ma"), None);
        assert_eq!(month_number("marjan"), None);
    }
}
