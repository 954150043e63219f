//! Getting at the digits of a number that a person typed or a file holds.

use unicode_normalization::UnicodeNormalization as _;

/// What is left of a NIK or KK after taking out what spreadsheets, exports and people put between
/// the digits.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// The text without separators; only digits if the number can be used.
    pub(crate) text: String,
    /// Something other than blanks at the ends was taken out.
    pub(crate) changed: bool,
}

/// Takes out blanks, dots, hyphens, slashes, apostrophes, invisible characters and the `="…"` with
/// which Excel keeps a number as text; turns full-width digits into plain ones.
///
/// Exports of the civil registry write `33.0204.520389.9001` and carry zero-width characters.
pub(crate) fn clean(text: &str) -> Cleaned {
    let trimmed = text.trim_matches(is_blank);
    let bare = trimmed.strip_prefix('=').unwrap_or(trimmed);
    let text: String = bare.nfkc().filter(|c| !is_separator(*c)).collect();
    Cleaned {
        changed: text != trimmed,
        text,
    }
}

/// Whether Excel has rounded the number away (`3,30E+15`): the digits are lost.
pub(crate) fn is_excel_damage(text: &str) -> bool {
    let text = text.trim_matches(is_blank).to_ascii_uppercase();
    let Some((mantissa, exponent)) = text.split_once("E+") else {
        return false;
    };
    let digits = |part: &str, extra: &[char]| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || extra.contains(&c))
    };
    digits(mantissa, &['.', ',']) && digits(exponent, &[])
}

/// Typing filler: all digits equal, or the keyboard's row upwards or downwards.
pub(crate) fn is_filler(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let steady = |step: fn(u8) -> u8| bytes.windows(2).all(|pair| pair[1] == step(pair[0]));
    !digits.is_empty()
        && (steady(|digit| digit)
            || steady(|digit| if digit == b'9' { b'0' } else { digit + 1 })
            || steady(|digit| if digit == b'0' { b'9' } else { digit - 1 }))
}

/// Whether the text says “no number”: blank, dashes, or nothing but zeros.
pub(crate) fn says_none(cleaned: &str) -> bool {
    cleaned.bytes().all(|b| b == b'0')
}

/// Blank in print: white space and characters without width.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_separator(c: char) -> bool {
    is_blank(c)
        || matches!(
            c,
            '.' | ',' | '-' | '/' | '_' | '\'' | '"' | '`' | '‘' | '’' | '“' | '”' | '‐'
                ..='―' | 'ʼ' | '´' | '•' | '·'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_between_the_digits_is_taken_out() {
        for text in [
            " 3302045203899001\u{a0}",
            "33.0204.520389.9001",
            "3302 0452 0389 9001",
            "33020452\u{200b}03899001",
            "'3302045203899001",
            "=\"3302045203899001\"",
            "３３０２０４５２０３８９９００１",
            "\u{feff}3302-0452-0389-9001",
        ] {
            assert_eq!(clean(text).text, "3302045203899001", "{text:?}");
        }
        assert_eq!(clean("33020452O3899001").text, "33020452O3899001");
    }

    #[test]
    fn blanks_at_the_ends_are_not_worth_a_note() {
        assert!(!clean(" 3302045203899001\u{a0}").changed);
        assert!(clean("3302 045203899001").changed);
    }

    #[test]
    fn filler_is_known_by_its_steady_step() {
        for text in ["1111111111111111", "1234567890123456", "9876543210987654"] {
            assert!(is_filler(text), "{text}");
        }
        assert!(!is_filler("3302045203899001"));
        assert!(!is_filler(""));
    }

    #[test]
    fn a_number_in_scientific_form_is_damage() {
        for text in ["3.30204520389900E+15", "3,3E+15", " 3.30E+15 ", "3.3e+15"] {
            assert!(is_excel_damage(text), "{text}");
        }
        assert!(!is_excel_damage("3302045203899001"));
        assert!(!is_excel_damage("E+15"));
    }
}
