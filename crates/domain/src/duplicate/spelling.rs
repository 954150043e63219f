//! How alike two names are, as Indonesian names are spelt.

use crate::name::search_key;

/// Titles before and behind names; they come and go.
const TITLES: &[&str] = &[
    "h", "hj", "haji", "hajah", "kh", "ki", "nyi", "dr", "drs", "dra", "ir", "prof", "bin",
    "binti", "almarhum", "alm", "almh", "s", "se", "sh", "st", "sag", "spd", "spdi", "skm", "ssos",
    "skep", "amd", "amk", "mm", "mpd", "msi", "pd", "ag",
];

/// Pairs of spellings that sound the same; the old one first.
const SOUNDS: &[(&str, &str)] = &[
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "s"),
    ("sy", "s"),
    ("ch", "h"),
    ("kh", "h"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("ph", "f"),
    ("v", "f"),
    ("p", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("y", "i"),
    ("e", "i"),
    ("o", "u"),
    ("w", "u"),
];

/// A name without titles and punctuation; nothing but titles stays as it is.
pub(super) fn without_titles(name: &str) -> String {
    let key = search_key(name);
    let words: Vec<&str> = key
        .split(' ')
        .filter(|word| !TITLES.contains(word) && !word.is_empty())
        .collect();
    if words.is_empty() {
        key
    } else {
        words.join(" ")
    }
}

/// Names that sound the same have the same form.
pub(super) fn folded(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut word = word.to_owned();
        for (from, to) in SOUNDS {
            word = word.replace(from, to);
        }
        let mut once = String::new();
        for c in word.chars() {
            if !once.ends_with(c) {
                once.push(c);
            }
        }
        // An h at the end is heard by some.
        if once.len() > 2 && once.ends_with('h') {
            once.pop();
        }
        once
    });
    words.collect::<Vec<_>>().join(" ")
}

/// From 0 (nothing in common) to 1 (the same but for spelling).
pub(super) fn alike(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (a, b) = (folded(a), folded(b));
    if a == b {
        return 1.0;
    }
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, word) in mine.iter().enumerate() {
        pairs.extend(
            theirs
                .iter()
                .enumerate()
                .map(|(place, other)| (fit(word, other), at, place)),
        );
    }
    // The words that fit each other best, none twice.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut letters, mut worst) = (0.0, 0.0, 1.0_f64);
    let (mut left, mut right) = (vec![true; mine.len()], vec![true; theirs.len()]);
    for (likeness, at, place) in pairs {
        if left[at] && right[place] {
            (left[at], right[place]) = (false, false);
            let weight = number(mine[at].len() + theirs[place].len());
            sum += likeness * weight;
            letters += weight;
            worst = worst.min(likeness);
        }
    }
    // One different word makes another person, however well the others fit; a word too many costs a little.
    let lost = 0.06 * number(mine.len().abs_diff(theirs.len()));
    (f64::midpoint(sum / letters.max(1.0), worst) - lost).max(0.0)
}

/// Two words; an initial stands for every word that begins so.
fn fit(a: &str, b: &str) -> f64 {
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    if a != b && (initial(a, b) || initial(b, a)) {
        0.9
    } else {
        jaro_winkler(a, b)
    }
}

fn jaro_winkler(a: &str, b: &str) -> f64 {
    let jaro = jaro(a, b);
    let common = a
        .chars()
        .zip(b.chars())
        .take(4)
        .take_while(|(a, b)| a == b)
        .count();
    let common = f64::from(u8::try_from(common).unwrap_or(4));
    jaro + common * 0.1 * (1.0 - jaro)
}

fn jaro(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut mine = Vec::new();
    for (at, c) in a.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(b.len());
        if let Some(place) = (from..to).find(|place| !taken[*place] && b[*place] == *c) {
            taken[place] = true;
            mine.push(*c);
        }
    }
    if mine.is_empty() {
        return 0.0;
    }
    let theirs = b.iter().zip(&taken).filter(|(_, taken)| **taken);
    let moved = mine
        .iter()
        .zip(theirs)
        .filter(|(mine, (theirs, _))| mine != theirs)
        .count();
    let same = number(mine.len());
    (same / number(a.len()) + same / number(b.len()) + (same - number(moved) / 2.0) / same) / 3.0
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_spellings_sound_the_same() {
        for (a, b) in [
            ("soekarno", "sukarno"),
            ("djoko", "joko"),
            ("riyadi", "riyady"),
            ("tjahjono", "cahjono"),
            ("muhammad", "muhamad"),
            ("fitri", "pitri"),
            ("aisyah", "aisah"),
        ] {
            assert_eq!(folded(a), folded(b), "{a} {b}");
        }
        assert_ne!(folded("sumarni"), folded("sumarno"));
    }

    #[test]
    fn titles_come_and_go() {
        assert_eq!(without_titles("Hj. Siti Rohani, S.Pd."), "siti rohani");
        assert_eq!(without_titles("Haji"), "haji");
    }

    #[test]
    fn likeness_is_between_nothing_and_one_and_the_same_both_ways() {
        let names = [
            "siti aminah",
            "siti aisyah",
            "aminah",
            "m yusuf",
            "muhammad yusuf",
            "",
            "a",
            "sumarni",
        ];
        for a in names {
            for b in names {
                let one = alike(a, b);
                assert!((0.0..=1.0).contains(&one), "{a} {b} {one}");
                assert!((one - alike(b, a)).abs() < 0.05, "{a} {b}");
            }
        }
        assert!(alike("m yusuf", "muhammad yusuf") > 0.85);
        assert!(alike("budi santoso", "wati santoso") < 0.8);
    }
}
