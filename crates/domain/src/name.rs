//! Names as people bear them: one word is enough, apostrophes and titles stay as written.
//!
//! Permendagri 73/2022 (two words, 60 letters, no punctuation) governs first records of newborns
//! only; names on older papers stay valid. So its rules are hints, and only for newborns.

use jiff::civil::Date;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::date::FlexDate;
use crate::digits::is_blank;
use crate::finding::{Finding, codes};

/// Characters that a record holds at most; the exchange format's limit.
pub const MAX: usize = 100;
/// Characters of a name on a first record (Permendagri 73/2022).
pub const MAX_AT_BIRTH: usize = 60;

/// The name as it is stored: blanks single and none at the ends, invisible characters out,
/// composed accents; every visible character stays as typed.
#[must_use]
pub fn clean(text: &str) -> String {
    text.split_whitespace()
        .map(|word| {
            word.chars()
                .filter(|c| !is_blank(*c))
                .nfc()
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What to look at in a stored name; on the field `name`. A name is missing or too long for the
/// record (errors), or unusual (warnings and hints).
#[must_use]
pub fn check(name: &str) -> Vec<Finding> {
    let count = name.chars().count();
    let mut findings = Vec::new();
    if search_key(name).is_empty() {
        return vec![Finding::error(codes::NAME_MISSING).on("name")];
    }
    if count > MAX {
        findings.push(
            Finding::error(codes::NAME_TOO_LONG)
                .on("name")
                .with("count", count)
                .with("max", MAX),
        );
    } else if count > MAX_AT_BIRTH {
        findings.push(
            Finding::hint(codes::NAME_LONG)
                .on("name")
                .with("count", count),
        );
    }
    if name.chars().any(|c| c.is_ascii_digit()) {
        findings.push(Finding::warning(codes::NAME_DIGIT).on("name"));
    }
    findings
}

/// The hints of the rule for first records, for somebody born within the year before `today`.
#[must_use]
pub fn check_newborn(name: &str, birth: Option<FlexDate>, today: Date) -> Vec<Finding> {
    let newborn = birth
        .and_then(FlexDate::day)
        .is_some_and(|day| day <= today && crate::date::add_months(day, 12) > today);
    if !newborn {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if name.split_whitespace().count() == 1 {
        findings.push(Finding::hint(codes::NAME_ONE_WORD_AT_BIRTH).on("name"));
    }
    let odd: String = name
        .chars()
        .filter(|c| !c.is_alphabetic() && *c != ' ' && !c.is_ascii_digit())
        .collect();
    if !odd.is_empty() {
        findings.push(
            Finding::hint(codes::NAME_PUNCTUATION_AT_BIRTH)
                .on("name")
                .with("value", odd),
        );
    }
    findings
}

/// The form for searching and comparing: lower case, no accents, no apostrophes, other punctuation
/// as one blank. `Nur'aini Ba’asyir`, `nuraini baasyir` and `NUR`AINI BAASYIR` have the same key.
#[must_use]
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut push = |c: char| {
        // Asked first: some apostrophes count as letters in Unicode.
        if is_apostrophe(c) {
            return;
        }
        if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    };
    if text.is_ascii() {
        // Nearly all text; decomposing 80,000 place names would be felt at start.
        text.bytes()
            .for_each(|b| push(char::from(b.to_ascii_lowercase())));
    } else {
        // An acute accent on its own would decompose into a blank.
        text.chars()
            .filter(|c| !is_apostrophe(*c))
            .nfkd()
            .filter(|c| !is_combining_mark(*c) && (c.is_whitespace() || !is_blank(*c)))
            .flat_map(char::to_lowercase)
            .for_each(push);
    }
    key.truncate(key.trim_end().len());
    key
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ' | '′' | '\u{ff07}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn names_of_existing_people_are_taken_as_they_are() {
        for name in [
            "Sarinem",
            "Nur'aini Ba'asyir",
            "Ma'ruf Sa'dullah",
            "Siti Nur-Hayati",
            "M. Yusuf, S.Pd.",
            "Hj. Rohani",
            "José Müller – “Nona”",
            "I Gusti Ngurah Made Agung Wiratama Kusumawardhana Putrantara",
        ] {
            assert_eq!(clean(name), name);
            assert_eq!(check(name), [], "{name}");
        }
    }

    #[test]
    fn blanks_and_invisible_characters_are_put_in_order() {
        assert_eq!(clean("  Sri \u{a0} Waluyo\u{200b} \n"), "Sri Waluyo");
        assert_eq!(clean("Jose\u{301}"), "José");
        assert_eq!(clean(" \u{200b} "), "");
    }

    #[test]
    fn a_name_is_found_with_and_without_apostrophes_and_accents() {
        for name in [
            "Nur'aini Ba'asyir",
            "NUR’AINI BAʼASYIR",
            "nuraini  baasyir",
            "Nur`aini, Ba´asyir.",
        ] {
            assert_eq!(search_key(name), "nuraini baasyir", "{name}");
        }
        assert_eq!(search_key("José Müller – “Nona”"), "jose muller nona");
        assert_eq!(search_key("Siti Nur-Hayati"), "siti nur hayati");
        assert_eq!(search_key("TONGKE-TONGKE"), search_key("Tongke Tongke"));
    }

    #[test]
    fn a_missing_or_endless_name_is_an_error_and_a_long_one_a_hint() {
        assert_eq!(check("")[0].code, codes::NAME_MISSING);
        assert_eq!(check("-")[0].code, codes::NAME_MISSING);
        assert_eq!(check(&"Siti ".repeat(12)[..59]), []);
        let long = "Siti ".repeat(13);
        assert_eq!(check(long.trim())[0].code, codes::NAME_LONG);
        assert!(!check(long.trim())[0].is_error());
        let endless = "Siti ".repeat(21);
        assert!(check(endless.trim())[0].is_error());
    }

    #[test]
    fn the_rule_for_first_records_is_a_hint_and_for_newborns_only() {
        let today = date(2026, 11, 25);
        let newborn = Some(date(2026, 11, 1).into());
        let found = check_newborn("Sarinem", newborn, today);
        assert_eq!(found[0].code, codes::NAME_ONE_WORD_AT_BIRTH);
        let found = check_newborn("Nur'aini Ba'asyir", newborn, today);
        assert_eq!(
            (&found[0].code, found[0].params["value"].as_str()),
            (&codes::NAME_PUNCTUATION_AT_BIRTH, "''")
        );
        assert_eq!(
            check_newborn("Sarinem", Some(date(1961, 2, 3).into()), today),
            []
        );
        assert_eq!(
            check_newborn("Sarinem", Some(FlexDate::Year(2026)), today),
            []
        );
    }

    proptest! {
        #[test]
        fn a_search_key_is_its_own_search_key(text in "\\PC{0,30}") {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,30}") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
