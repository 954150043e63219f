//! Passphrases that everybody tries first, known without a network.
//!
//! Two nets. `common.hash` has the first four bytes of SHA-256 of each password of ten characters and more among the
//! 47,000 that leaked most often (the frequency list of zxcvbn, MIT): six kilobytes, no readable list to maintain. Such
//! lists know little Indonesian, and never the office's own words; so `common.txt` has words, and what is made of them
//! with digits, years and letters that look like digits counts too. No rule asks for kinds of characters: they make
//! passphrases that are hard to remember and easy to guess.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

const HASHES: &[u8] = include_bytes!("common.hash");
const WORDS: &str = include_str!("common.txt");
/// Neighbours on a keyboard, in the alphabet and among numbers.
const ROWS: [&str; 13] = [
    "12345678901",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "azerty",
];
/// So many common words in a row, and nothing else, are no passphrase; four random ones are.
const FEW_WORDS: usize = 2;

/// Whether it is among the first that somebody would try.
pub(super) fn is_common(passphrase: &str) -> bool {
    let lower = passphrase.to_lowercase();
    if leaked(&lower) {
        return true;
    }
    let bare: Vec<char> = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters: String = bare.iter().filter(|c| c.is_alphabetic()).collect();
    // Numbers alone are dates, telephone numbers, NIKs.
    letters.chars().count() <= 3
        || bare.iter().collect::<BTreeSet<_>>().len() <= 4
        || is_repeated(&bare)
        || is_run(&bare)
        || is_words(&letters)
        || is_words(&looks_like(&lower))
}

/// Whether it is little more than the name of the account.
pub(super) fn is_like(passphrase: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        let all = text.chars().flat_map(char::to_lowercase);
        all.filter(|c| c.is_alphabetic()).collect()
    };
    let (passphrase, name) = (letters(passphrase), letters(name));
    let rest = passphrase.replace(&name, "");
    name.chars().count() >= 3 && rest.len() < passphrase.len() && rest.chars().count() < 4
}

fn leaked(lower: &str) -> bool {
    let hash = Sha256::digest(lower);
    let (known, _) = HASHES.as_chunks::<4>();
    known
        .binary_search_by(|one| one.as_slice().cmp(&hash[..4]))
        .is_ok()
}

/// The same few characters over and over.
fn is_repeated(text: &[char]) -> bool {
    (1..=text.len() / 2).any(|length| {
        text.iter()
            .zip(text.iter().cycle().skip(length))
            .take(text.len() - length)
            .all(|(a, b)| a == b)
    })
}

/// Nothing but runs of three and more neighbours, such as `123qweasd`.
fn is_run(text: &[char]) -> bool {
    let near = |a: char, b: char| {
        a == b
            || ROWS.iter().any(|row| {
                let keys: Vec<char> = row.chars().collect();
                keys.windows(2).any(|two| two == [a, b] || two == [b, a])
            })
    };
    text.chunk_by(|a, b| near(*a, *b)).all(|run| run.len() >= 3)
}

/// Letters behind the digits and signs that stand for them; digits at both ends are years and counters.
fn looks_like(lower: &str) -> String {
    let inner = lower.trim_matches(|c: char| !c.is_alphabetic() && !matches!(c, '@' | '$'));
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    };
    inner
        .chars()
        .map(letter)
        .filter(|c| c.is_alphabetic())
        .collect()
}

/// Whether it is made of a few common words and nothing else.
fn is_words(letters: &str) -> bool {
    let mut fewest = vec![None; letters.len() + 1];
    fewest[0] = Some(0);
    for begin in 0..letters.len() {
        let Some(before) = fewest[begin].filter(|count| *count < FEW_WORDS) else {
            continue;
        };
        for word in WORDS.lines() {
            if letters[begin..].starts_with(word) {
                let end = &mut fewest[begin + word.len()];
                *end = Some(end.map_or(before + 1, |known: usize| known.min(before + 1)));
            }
        }
    }
    fewest[letters.len()].is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_known_without_a_network() {
        for text in [
            "1234567890",
            "qwertyuiop",
            "Password123!",
            "P4ssw0rd2026",
            "bismillah123",
            "sayangku2025",
            "Indonesia1945",
            "kantordesa2026",
            "admin12345",
            "rahasia-kantor",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "1q2w3e4r5t",
            "qweasdzxc123",
            "3302045203899001",
            "081234567890",
            "jusTinBieber",
        ] {
            assert!(is_common(text), "{text}");
        }
    }

    #[test]
    fn four_words_and_other_long_ones_are_taken() {
        for text in [
            "hujan turun di sawah",
            "payung merah di beranda",
            "empat kata yang panjang",
            "kopi-tubruk-31-meja",
            "vL8#qzt0pW",
            "kucing bunga mawar desa",
        ] {
            assert!(!is_common(text), "{text}");
        }
    }

    #[test]
    fn the_own_name_with_a_number_is_no_passphrase() {
        assert!(is_like("Rini Astuti 99", "rini astuti"));
        assert!(is_like("riniastuti2026", "Rini Astuti"));
        assert!(is_like("rini2026rini", "Rini"));
        assert!(!is_like("rini menanam padi di sawah", "Rini Astuti"));
        assert!(!is_like("ayam jago berkokok", "Ay"), "too short to say");
    }
}
