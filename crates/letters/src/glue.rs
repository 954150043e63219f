//! Which words of a text must not be torn apart at the end of a line.

use jemput_domain::date::month_number;
use unicode_normalization::UnicodeNormalization;

/// Between these words a line never breaks.
pub(crate) const TIED: char = '\u{a0}';

/// Between these words a line breaks only where the line would look worse otherwise (inside names).
pub(crate) const RELUCTANT: char = '\u{e001}';

/// Words that belong to the number after them.
const BEFORE_NUMBER: [&str; 14] = [
    "RT", "RW", "No.", "No", "Nomor", "nomor", "Km", "KM", "Blok", "Kav.", "NIK", "KK", "tahun",
    "Tahun",
];

/// Characters of a number that may stand apart from the word before it.
const LONG_NUMBER: usize = 8;

/// Short words before a name or post.
const BEFORE_NAME: [&str; 14] = [
    "H.", "Hj.", "Dr.", "dr.", "drg.", "Drs.", "Dra.", "Ir.", "Prof.", "Ny.", "Tn.", "Sdr.",
    "Sdri.", "a.n.",
];

/// The same text, composed (NFC), without invisible characters, and with ties where words belong together: `RT 003`,
/// `25 November 2026`, `M. Yusuf`, `Yusuf, S.Pd.`
pub(crate) fn glue(text: &str) -> String {
    let text: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    let mut glued = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            glued.push('\n');
        }
        let (mut previous, mut before) = ("", "");
        for word in line
            .split([' ', '\t', '\r'])
            .filter(|word| !word.is_empty())
        {
            // Inside a name the words hang together already; look at the outermost ones.
            let end = previous
                .rsplit([RELUCTANT, TIED])
                .next()
                .unwrap_or(previous);
            let start = word.split([RELUCTANT, TIED]).next().unwrap_or(word);
            if !previous.is_empty() {
                let tie = between(end, start).or_else(|| ends_plate(before, end, start));
                glued.push(tie.unwrap_or(' '));
            }
            glued.push_str(word);
            (before, previous) = (previous, word);
        }
    }
    tie_inside_names(&glued)
}

/// Words of a name whose break is worse than that between any others.
fn tie_inside_names(text: &str) -> String {
    if !text.contains(RELUCTANT) {
        return text.to_owned();
    }
    let parts: Vec<&str> = text.split(RELUCTANT).collect();
    let mut tied = String::with_capacity(text.len());
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            let end = parts[index - 1]
                .rsplit([' ', TIED])
                .next()
                .unwrap_or_default();
            let start = part.split([' ', TIED]).next().unwrap_or_default();
            tied.push(between(end, start).unwrap_or(RELUCTANT));
        }
        tied.push_str(part);
    }
    tied
}

/// A vehicle's plate, `R 1234 ZZ`: its last letters stay with the number that stays with the first ones.
fn ends_plate(letters: &str, digits: &str, last: &str) -> Option<char> {
    let last = last.trim_end_matches([',', '.', ';', ')']);
    (begins_plate(letters, digits) && is_capitals(last, 3)).then_some(TIED)
}

fn begins_plate(letters: &str, digits: &str) -> bool {
    is_capitals(letters, 2)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_capitals(word: &str, most: usize) -> bool {
    (1..=most).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// What stands between two words that belong together; `None` for an ordinary blank.
fn between(first: &str, second: &str) -> Option<char> {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_month = |word: &str| {
        word.starts_with(char::is_uppercase)
            && month_number(word.trim_end_matches([',', '.'])).is_some()
    };
    let is_day = first.len() <= 2 && first.bytes().all(|b| b.is_ascii_digit());
    let is_title = |word: &str| {
        word.contains('.') && word.starts_with(char::is_alphabetic) && word.chars().count() <= 9
    };
    if is_number(second) && BEFORE_NUMBER.contains(&first) {
        // A long number that always pulled its word along would tear holes into the line before.
        return Some(if second.chars().count() > LONG_NUMBER {
            RELUCTANT
        } else {
            TIED
        });
    }
    if first == "Blok" && second.chars().count() <= 4 {
        return Some(TIED);
    }
    let is_tied = (second == "RW" && is_number(first))
        // No line begins with a lone stroke or dash.
        || matches!(second, "/" | "–" | "—" | "-" | "&")
        || begins_plate(first, second.trim_end_matches([',', '.', ';', ')']))
        || BEFORE_NAME.contains(&first)
        || (is_day && is_month(second))
        || (is_month(first) && is_number(second))
        || is_initial(first)
        || (first.ends_with(',') && is_title(second));
    is_tied.then_some(TIED)
}

/// `M.`
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next(), chars.next()), (Some(c), Some('.'), None) if c.is_uppercase())
}

/// Characters that copying from a chat or a sheet leaves behind; none has a shape of its own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_tied_and_the_rest_is_free() {
        for (text, expected) in [
            ("Dusun Krajan RT 003 RW 001", "Dusun Krajan RT~003~RW~001"),
            ("tanggal 25 November 2026.", "tanggal 25~November~2026."),
            ("Blok C3 Nomor 27 lalu", "Blok~C3 Nomor~27 lalu"),
            ("M. Yusuf, S.Pd.", "M.~Yusuf,~S.Pd."),
            ("Prof. Dr. Ir. H. Raden Mas", "Prof.~Dr.~Ir.~H.~Raden Mas"),
            (
                "nomor 400.8/003/KJ sejak Maret 2020",
                "nomor_400.8/003/KJ sejak Maret~2020",
            ),
            ("Tirtakarsa, tahun 1954", "Tirtakarsa, tahun~1954"),
            ("satu,  dua", "satu, dua"),
            (
                "polisi R 1234 ZZ pada RT 003",
                "polisi R~1234~ZZ pada RT~003",
            ),
            ("nomor AB 17 C, lalu B 5", "nomor AB~17~C, lalu B~5"),
            ("pasal 12 DAN 13", "pasal 12 DAN 13"),
            ("Karang Baru / Pulo Dayah II", "Karang Baru~/ Pulo Dayah II"),
            ("mei yang 12", "mei yang 12"),
        ] {
            assert_eq!(
                glue(text).replace(TIED, "~").replace(RELUCTANT, "_"),
                expected
            );
        }
    }

    #[test]
    fn a_name_breaks_reluctantly_and_never_before_its_title() {
        let name = "M. Yusuf Hakim, S.Pd.".replace(' ', &RELUCTANT.to_string());
        let glued = glue(&format!("bernama {name} itu"));
        assert_eq!(
            glued.replace(TIED, "~").replace(RELUCTANT, "_"),
            "bernama M.~Yusuf_Hakim,~S.Pd. itu"
        );
    }

    #[test]
    fn accents_are_composed_and_invisible_characters_go() {
        assert_eq!(glue("Jose\u{301} \u{200b}Ali"), "José Ali");
    }
}
