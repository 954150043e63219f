//! What somebody saw of a list with people in it: which list, how many rows, and what kind of thing was searched for. Never
//! the words themselves: they may be a name or a NIK.

/// Digits in a search from which on it is one for a number.
const NUMBER: usize = 4;

/// Looks at one list, added up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Name of the list, as in the console's addresses (`residents`).
    pub list: String,
    /// Rows that were shown.
    pub rows: u64,
    /// Searches by name, address or other words.
    pub words: u64,
    /// Searches by a number.
    pub numbers: u64,
}

impl Listing {
    /// One look.
    #[must_use]
    pub fn look(list: &str, searched: &str, rows: usize) -> Self {
        let (searched, rows) = (searched.trim(), u64::try_from(rows).unwrap_or(u64::MAX));
        let digits = searched.chars().filter(char::is_ascii_digit).count();
        let is_number = digits >= NUMBER && !searched.chars().any(char::is_alphabetic);
        Self {
            list: list.to_owned(),
            rows,
            words: u64::from(!searched.is_empty() && !is_number),
            numbers: u64::from(is_number),
        }
    }

    /// Nobody was shown and nothing was searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0 && self.words == 0 && self.numbers == 0
    }

    /// Another look at the same list.
    pub fn add(&mut self, other: &Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.words = self.words.saturating_add(other.words);
        self.numbers = self.numbers.saturating_add(other.numbers);
    }

    /// For the note of an entry.
    #[must_use]
    pub fn note(&self) -> String {
        let Self {
            list,
            rows,
            words,
            numbers,
        } = self;
        format!("{list} rows={rows} words={words} numbers={numbers}")
    }

    /// The same of what came after a look that has a note already: within one minute the two must not be taken for one.
    #[must_use]
    pub fn note_of_more(&self) -> String {
        format!("{} more=1", self.note())
    }

    /// From the note of an entry.
    #[must_use]
    pub fn read(note: &str) -> Option<Self> {
        let (list, rest) = note.split_once(' ')?;
        let mut told = Self {
            list: list.to_owned(),
            ..Self::default()
        };
        for part in rest.split(' ') {
            let (name, count) = part.split_once('=')?;
            let count = count.parse().ok()?;
            match name {
                "rows" => told.rows = count,
                "words" => told.words = count,
                "numbers" => told.numbers = count,
                // That it is more; or what a newer program counts.
                _ => {}
            }
        }
        Some(told)
    }

    /// In a table that leaves the office: Indonesian, like all its papers.
    #[must_use]
    pub fn told(&self) -> String {
        let mut parts = vec![
            format!("daftar {}", self.list),
            format!("{} baris", self.rows),
        ];
        if self.words > 0 {
            parts.push(format!("cari kata {}×", self.words));
        }
        if self.numbers > 0 {
            parts.push(format!("cari nomor {}×", self.numbers));
        }
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_known_by_its_kind_and_never_by_its_words() {
        for (searched, words, numbers) in [
            ("", 0, 0),
            ("  ", 0, 0),
            ("Nur'aini", 1, 0),
            ("3302045203899001", 0, 1),
            ("3302 0452 0389", 0, 1),
            ("9001", 0, 1),
            ("RT 003", 1, 0),
            ("12", 1, 0),
            ("jalan 3302045203899001", 1, 0),
        ] {
            let look = Listing::look("residents", searched, 3);
            assert_eq!((look.words, look.numbers), (words, numbers), "{searched}");
            let wanted = format!("residents rows=3 words={words} numbers={numbers}");
            assert_eq!(look.note(), wanted, "nothing of it is kept: {searched}");
        }
    }

    #[test]
    fn looks_add_up_and_come_back_from_their_note() {
        let mut all = Listing::look("residents", "", 25);
        all.add(&Listing::look("residents", "3302045203899001", 1));
        all.add(&Listing::look("residents", "sri", 7));
        assert_eq!((all.rows, all.words, all.numbers), (33, 1, 1));
        for note in [all.note(), all.note_of_more()] {
            assert_eq!(Listing::read(&note), Some(all.clone()));
        }
        assert_eq!(
            all.told(),
            "daftar residents, 33 baris, cari kata 1×, cari nomor 1×"
        );
        assert_eq!(Listing::read("Jejak 01-01-2026.xlsx"), None);
        assert!(Listing::look("inbox", "", 0).is_empty());
        assert!(!Listing::look("inbox", "sri", 0).is_empty());
    }
}
