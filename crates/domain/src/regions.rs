//! Places of the whole country: 38 provinces, 514 regencies, 7,285 districts, 83,762 villages, and
//! the district codes that older NIKs carry.
//!
//! Source: npm `idn-area-data` 4.0.1 (data under ODbL 1.0), which follows Kepmendagri
//! 300.2.2-2138/2025. `cargo xtask regions` packs it; `assets/regions/README.md` describes the form.

mod asset;
mod search;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::village::VillageCode;

pub use asset::AssetError;
pub use search::Hit;

/// Levels of places, from wide to narrow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// `33`.
    Province,
    /// `33.02`: kabupaten or kota.
    Regency,
    /// `33.02.04`: kecamatan.
    District,
    /// `33.02.04.2007`: desa or kelurahan.
    Village,
}

impl Level {
    /// All, from wide to narrow.
    pub const ALL: [Self; 4] = [Self::Province, Self::Regency, Self::District, Self::Village];

    /// Digits of a whole code.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::Regency => 4,
            Self::District => 6,
            Self::Village => 10,
        }
    }

    /// Digits that a code has more than its parent's.
    fn own_digits(self) -> usize {
        if self == Self::Village { 4 } else { 2 }
    }
}

/// The table; empty by default.
#[derive(Clone, Default, Debug)]
pub struct Regions {
    /// All names behind one another.
    names: String,
    /// A line break, a blank and the search key of each place, behind one another.
    keys: String,
    /// Provinces, then regencies, districts, villages, each by code.
    places: Vec<Entry>,
    /// Where each level begins; the last one is the end.
    starts: [usize; 5],
    /// Codes of districts that were renumbered, by dotted code.
    retired: BTreeMap<String, Retired>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The code's digits as a number.
    code: u64,
    /// End of the name in `names`; it begins where the one before ends.
    name_end: u32,
    /// Begin of the line in `keys`.
    key_start: u32,
    /// Index of the parent; its own index for provinces.
    parent: u32,
}

#[derive(Clone, Debug)]
struct Retired {
    name: String,
    now: Option<String>,
}

/// A place with everything above it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Dotted code.
    pub code: String,
    /// Its level.
    pub level: Level,
    /// Its name (`Rawalo`, `Kabupaten Banyumas`).
    pub name: String,
    /// Names of the places above it, the nearest first.
    pub above: Vec<String>,
}

/// What is known of a district code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum District<'a> {
    /// In use; its name.
    Current(&'a str),
    /// Renumbered when its province was split; still valid inside a NIK.
    Retired {
        /// Its name then.
        name: &'a str,
        /// The code that took its place, where one did.
        now: Option<&'a str>,
    },
    /// In no table.
    Unknown,
}

impl Regions {
    /// Reads the packed table.
    ///
    /// # Errors
    /// When the bytes are no such table.
    pub fn from_asset(bytes: &[u8]) -> Result<Self, AssetError> {
        asset::read(bytes)
    }

    /// How many places of a level there are.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.range(level).len()
    }

    /// How many retired district codes there are.
    #[must_use]
    pub fn retired_count(&self) -> usize {
        self.retired.len()
    }

    /// What a district code (`33.02.04` or `330204`) stands for.
    #[must_use]
    pub fn district(&self, code: &str) -> District<'_> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        if digits.len() != Level::District.digits() {
            return District::Unknown;
        }
        if let Some(index) = self.find(Level::District, &digits) {
            return District::Current(self.name(index));
        }
        match self.retired.get(&dotted(&digits)) {
            Some(old) => District::Retired {
                name: &old.name,
                now: old.now.as_deref(),
            },
            None => District::Unknown,
        }
    }

    /// The village with everything above it; `None` if it is not in the table.
    #[must_use]
    pub fn village(&self, code: &VillageCode) -> Option<Place> {
        self.place(code.as_str())
    }

    /// The place with that code, of any level, with or without dots.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<Place> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let level = Level::ALL
            .into_iter()
            .find(|level| level.digits() == digits.len())?;
        self.find(level, &digits).map(|index| self.place_at(index))
    }

    /// The places right below a code; the provinces for an empty one.
    #[must_use]
    pub fn children(&self, code: &str) -> Vec<Place> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let below = Level::ALL
            .into_iter()
            .find(|level| level.digits() > digits.len());
        let Some(level) = below.filter(|level| level.digits() - level.own_digits() == digits.len())
        else {
            return Vec::new();
        };
        self.with_prefix(level, &digits)
            .map(|index| self.place_at(index))
            .collect()
    }

    /// Places whose code begins so (`33.02`) or whose name and the names above have words that
    /// begin like all words of the query, in any order (`sidomulyo kendal`); the best first.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        search::search(self, query, limit)
    }

    fn range(&self, level: Level) -> Range<usize> {
        self.starts[level as usize]..self.starts[level as usize + 1]
    }

    fn level(&self, index: usize) -> Level {
        let narrowest = Level::ALL.into_iter().rev();
        narrowest
            .into_iter()
            .find(|level| self.starts[*level as usize] <= index)
            .unwrap_or(Level::Province)
    }

    fn find(&self, level: Level, digits: &str) -> Option<usize> {
        self.with_prefix(level, digits)
            .next()
            .filter(|_| digits.len() == level.digits())
    }

    /// Indices of the level's places whose code begins with the digits.
    fn with_prefix(&self, level: Level, digits: &str) -> Range<usize> {
        let range = self.range(level);
        let open = u32::try_from(level.digits().saturating_sub(digits.len())).unwrap_or(0);
        let step = 10u64.pow(open);
        let first = if digits.is_empty() {
            Ok(0)
        } else {
            digits.parse::<u64>()
        };
        let Ok(first) = first.map(|number| number * step) else {
            return 0..0;
        };
        let end = if digits.is_empty() {
            u64::MAX
        } else {
            first + step
        };
        let places = &self.places[range.clone()];
        let from = places.partition_point(|entry| entry.code < first);
        let to = places.partition_point(|entry| entry.code < end);
        range.start + from..range.start + to
    }

    fn name(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.places[before].name_end as usize);
        &self.names[start..self.places[index].name_end as usize]
    }

    /// The search key with a blank before each word and none at the end.
    fn key(&self, index: usize) -> &str {
        let start = self.places[index].key_start as usize + 1;
        let end = self
            .places
            .get(index + 1)
            .map_or(self.keys.len(), |next| next.key_start as usize);
        &self.keys[start..end]
    }

    /// The place's parent, unless it is a province.
    fn parent(&self, index: usize) -> Option<usize> {
        let parent = self.places[index].parent as usize;
        (parent != index).then_some(parent)
    }

    fn above(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(index), |index| self.parent(*index))
    }

    fn code(&self, index: usize) -> String {
        let width = self.level(index).digits();
        dotted(&format!("{:0width$}", self.places[index].code))
    }

    fn place_at(&self, index: usize) -> Place {
        Place {
            code: self.code(index),
            level: self.level(index),
            name: self.name(index).to_owned(),
            above: self
                .above(index)
                .map(|above| self.name(above).to_owned())
                .collect(),
        }
    }
}

/// `3302042007` → `33.02.04.2007`.
fn dotted(digits: &str) -> String {
    let mut code = String::with_capacity(13);
    for (at, digit) in digits.chars().enumerate() {
        if matches!(at, 2 | 4 | 6) {
            code.push('.');
        }
        code.push(digit);
    }
    code
}

#[cfg(test)]
mod tests;
