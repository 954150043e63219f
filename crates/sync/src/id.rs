//! Ids of changes, and sets of them.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A change's id: 64 random bits drawn at every start of a process, and a count within it.
///
/// A restored backup or a cloned disk starts a new session, so it can never reuse an id (a persisted counter would).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId {
    /// The process.
    pub session: u64,
    /// From 1.
    pub n: u64,
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.session, self.n)
    }
}

/// Not a change id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a change id is 16 hex digits, a dash and a number")]
pub struct BadId;

impl FromStr for ChangeId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let (session, n) = text.split_once('-').ok_or(BadId)?;
        let lower = session.len() == 16
            && session
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let plain = n.bytes().all(|b| b.is_ascii_digit()) && !n.starts_with('0');
        if !lower || !plain {
            return Err(BadId);
        }
        Ok(Self {
            session: u64::from_str_radix(session, 16).map_err(|_| BadId)?,
            n: n.parse().map_err(|_| BadId)?,
        })
    }
}

impl Serialize for ChangeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// A set of change ids as ranges per session, so that ten thousand edits of one field cost no more than a few.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IdRanges(BTreeMap<u64, Vec<(u64, u64)>>);

impl IdRanges {
    /// Whether the id is in the set.
    #[must_use]
    pub fn contains(&self, id: ChangeId) -> bool {
        self.0
            .get(&id.session)
            .is_some_and(|ranges| ranges.iter().any(|(a, b)| (*a..=*b).contains(&id.n)))
    }

    /// Adds an id.
    pub fn insert(&mut self, id: ChangeId) {
        self.add(id.session, id.n, id.n);
    }

    /// Adds all ids of another set.
    pub fn extend(&mut self, other: &Self) {
        for (session, ranges) in &other.0 {
            for (from, to) in ranges {
                self.add(*session, *from, *to);
            }
        }
    }

    /// How many ranges the set takes: its size on the wire and on the disk.
    #[must_use]
    pub fn ranges(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// How many ids are in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        let ranges = self.0.values().flatten();
        ranges.fold(0, |sum, (from, to)| {
            sum.saturating_add(
                usize::try_from(to - from)
                    .unwrap_or(usize::MAX)
                    .saturating_add(1),
            )
        })
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, session: u64, from: u64, to: u64) {
        let ranges = self.0.entry(session).or_default();
        let (mut from, mut to) = (from, to);
        // Neighbours melt together: 1-3 and 4-6 are 1-6.
        ranges.retain(|(a, b)| {
            let apart = b.saturating_add(1) < from || *a > to.saturating_add(1);
            if !apart {
                from = from.min(*a);
                to = to.max(*b);
            }
            apart
        });
        let at = ranges.partition_point(|(a, _)| *a < from);
        ranges.insert(at, (from, to));
    }
}

impl Serialize for IdRanges {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0
                .iter()
                .map(|(session, ranges)| (format!("{session:016x}"), ranges)),
        )
    }
}

impl<'de> Deserialize<'de> for IdRanges {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = BTreeMap::<String, Vec<(u64, u64)>>::deserialize(deserializer)?;
        let mut set = Self::default();
        for (session, ranges) in map {
            let session = u64::from_str_radix(&session, 16).map_err(de::Error::custom)?;
            for (from, to) in ranges {
                if from > to {
                    return Err(de::Error::custom("a range runs backwards"));
                }
                set.add(session, from, to);
            }
        }
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(session: u64, n: u64) -> ChangeId {
        ChangeId { session, n }
    }

    #[test]
    fn an_id_is_written_and_read_in_one_way_only() {
        let text = "00000000000000ff-12";
        assert_eq!(id(255, 12).to_string(), text);
        assert_eq!(text.parse(), Ok(id(255, 12)));
        for bad in [
            "ff-12",
            "00000000000000FF-12",
            "00000000000000ff-",
            "00000000000000ff-01",
            "00000000000000ff-+1",
        ] {
            assert_eq!(bad.parse::<ChangeId>(), Err(BadId), "{bad}");
        }
    }

    #[test]
    fn neighbouring_ids_become_one_range() {
        let mut set = IdRanges::default();
        for n in [1, 3, 2, 5] {
            set.insert(id(7, n));
        }
        assert_eq!(
            serde_json::to_string(&set).unwrap(),
            r#"{"0000000000000007":[[1,3],[5,5]]}"#
        );
        assert!(set.contains(id(7, 2)) && !set.contains(id(7, 4)) && !set.contains(id(8, 2)));
    }

    #[test]
    fn a_set_survives_json() {
        let mut set = IdRanges::default();
        set.insert(id(1, 4));
        set.insert(id(u64::MAX, u64::MAX));
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<IdRanges>(&json).unwrap(), set);
    }
}
