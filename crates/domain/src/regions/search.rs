//! Search as you type over all places.

use std::collections::BTreeSet;

use super::{Level, Regions};
use crate::name::search_key;

/// A place that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Dotted code.
    pub code: String,
    /// Its level.
    pub level: Level,
    /// Its name.
    pub name: String,
    /// What it lies in (`Kecamatan Rawalo, Kabupaten Banyumas, Jawa Tengah`).
    pub within: String,
}

/// Words that tell the level and are part of no name.
const LEVEL_WORDS: &[&str] = &[
    "desa",
    "kelurahan",
    "kel",
    "kecamatan",
    "kec",
    "provinsi",
    "prov",
];

/// At most so many places are ranked for a word, and for one of one or two letters, which fits tens
/// of thousands; provinces and regencies come first, so that they are never cut off.
const MOST_CANDIDATES: usize = 4_000;
const MOST_FOR_FEW_LETTERS: usize = 800;

pub(super) fn search(regions: &Regions, query: &str, limit: usize) -> Vec<Hit> {
    let found = if query.chars().any(|c| c.is_ascii_digit())
        && query
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
    {
        by_code(regions, query, limit)
    } else {
        by_words(regions, query)
    };
    found
        .into_iter()
        .take(limit)
        .map(|index| hit(regions, index))
        .collect()
}

fn hit(regions: &Regions, index: usize) -> Hit {
    let above: Vec<String> = regions
        .above(index)
        .map(|above| match regions.level(above) {
            Level::District => format!("Kecamatan {}", regions.name(above)),
            _ => regions.name(above).to_owned(),
        })
        .collect();
    Hit {
        code: regions.code(index),
        level: regions.level(index),
        name: regions.name(index).to_owned(),
        within: above.join(", "),
    }
}

fn by_code(regions: &Regions, query: &str, limit: usize) -> Vec<usize> {
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    Level::ALL
        .into_iter()
        .filter(|level| level.digits() >= digits.len())
        .flat_map(|level| regions.with_prefix(level, &digits))
        .take(limit)
        .collect()
}

fn by_words(regions: &Regions, query: &str) -> Vec<usize> {
    let key = search_key(query);
    let mut words: Vec<&str> = key
        .split(' ')
        .filter(|word| !LEVEL_WORDS.contains(word))
        .collect();
    if words.iter().all(|word| word.is_empty()) {
        words = key.split(' ').collect();
    }
    words.retain(|word| !word.is_empty());
    let Some(longest) = words.iter().map(|word| word.len()).max() else {
        return Vec::new();
    };
    // With a blank in front a word is only found where a word begins.
    let needles: Vec<String> = words.iter().map(|word| format!(" {word}")).collect();
    let mut candidates = BTreeSet::new();
    for needle in needles
        .iter()
        .filter(|needle| needle.len() > longest.min(3))
    {
        candidates.extend(
            places_with(regions, needle)
                .filter(|index| needles.iter().all(|other| path_has(regions, *index, other)))
                .take(if needle.len() > 3 {
                    MOST_CANDIDATES
                } else {
                    MOST_FOR_FEW_LETTERS
                }),
        );
    }
    let wanted = words.join(" ");
    let mut ranked: Vec<(u8, usize)> = candidates
        .into_iter()
        .map(|index| (rank(regions.key(index), &wanted, &needles), index))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

/// Places that have a word beginning so in their own name, in the table's order.
fn places_with<'a>(regions: &'a Regions, needle: &'a str) -> impl Iterator<Item = usize> {
    let mut last = usize::MAX;
    regions
        .keys
        .match_indices(needle)
        .filter_map(move |(at, _)| {
            let index = regions
                .places
                .partition_point(|entry| entry.key_start as usize <= at)
                - 1;
            (std::mem::replace(&mut last, index) != index).then_some(index)
        })
}

fn path_has(regions: &Regions, index: usize, needle: &str) -> bool {
    regions.key(index).contains(needle)
        || regions
            .above(index)
            .any(|above| regions.key(above).contains(needle))
}

/// 0: the whole name; 1: the name begins so; 2: all words are in the name; 3: the first is; 4: the
/// rest. `kabupaten` and `kota` in front do not count, since nobody types them.
fn rank(key: &str, wanted: &str, needles: &[String]) -> u8 {
    let name = key.trim_start();
    let bare = ["kabupaten ", "kota "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name);
    let has = |needle: &String| key.contains(needle.as_str());
    match () {
        () if name == wanted || bare == wanted => 0,
        () if name.starts_with(wanted) || bare.starts_with(wanted) => 1,
        () if needles.iter().all(has) => 2,
        () if needles.first().is_some_and(has) => 3,
        () => 4,
    }
}
