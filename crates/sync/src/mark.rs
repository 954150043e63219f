//! Places in the office's log that both sides can check.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::ChangeId;

/// A SHA-256 value; 64 hex digits in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({}…)", &HEXLOWER.encode(&self.0[..4]))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        HEXLOWER
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| de::Error::custom("a digest has 64 hex digits"))
    }
}

impl Digest {
    /// The log's digest after one more entry. What follows from the entry belongs to it: `eff`, since the shown value
    /// depends on it, and whether the entry waits for the office (`parked`), since then it touches nothing. An office
    /// that was restored may take the same change in with another outcome, and must not look the same.
    #[must_use]
    pub fn next(self, id: ChangeId, bytes: Digest, eff: i64, parked: bool) -> Self {
        let waits: &[u8] = if parked { b"waits" } else { b"" };
        chain(&[
            &self.0,
            &id.session.to_be_bytes(),
            &id.n.to_be_bytes(),
            &bytes.0,
            &eff.to_be_bytes(),
            waits,
        ])
    }
}

/// The hash of a change set's bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> Digest {
    chain(&[bytes])
}

/// Hash of parts of fixed length (the last one may have any).
pub(crate) fn chain(parts: &[&[u8]]) -> Digest {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part);
    }
    Digest(sha.finalize().into())
}

/// A place in the office's log: the number of its last entry, and the running digest up to there.
///
/// The default is the place before the first entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Number of the entry; 0: before the first.
    pub seq: u64,
    /// Digest of everything up to it.
    pub digest: Digest,
}

/// How many marks a laptop keeps.
pub const KEPT_MARKS: usize = 16;

/// The heads that a laptop was told of, oldest first: the newest goes into each request, the others find the newest
/// place that both sides know after the office was restored.
///
/// They lie the denser the newer they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// The newest; the log's beginning if none is kept.
    #[must_use]
    pub fn newest(&self) -> Mark {
        self.0.last().copied().unwrap_or_default()
    }

    /// All, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.0.iter()
    }

    /// Whether the place is kept, or is the log's beginning.
    #[must_use]
    pub fn contains(&self, mark: Mark) -> bool {
        mark == Mark::default() || self.0.contains(&mark)
    }

    /// Forgets what lies behind a place.
    pub fn back_to(&mut self, mark: Mark) {
        self.0.retain(|kept| kept.seq <= mark.seq);
    }

    /// Notes the head of an answer; one that is not newer changes nothing.
    pub fn note(&mut self, mark: Mark) {
        if mark.seq <= self.newest().seq {
            return;
        }
        self.0.push(mark);
        if self.0.len() <= KEPT_MARKS {
            return;
        }
        // Leaves out the inner mark whose neighbours lie closest to each other, measured by their age.
        let crowded = |i: usize| {
            let gap = self.0[i + 1].seq - self.0[i - 1].seq;
            gap.saturating_mul(1000) / (mark.seq - self.0[i - 1].seq)
        };
        if let Some(at) = (1..self.0.len() - 1).min_by_key(|i| crowded(*i)) {
            self.0.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_depends_on_every_part() {
        let id = ChangeId { session: 1, n: 1 };
        let one = Digest::default().next(id, hash(b"a"), 5, false);
        assert_ne!(one, Digest::default().next(id, hash(b"a"), 6, false));
        assert_ne!(one, Digest::default().next(id, hash(b"b"), 5, false));
        assert_ne!(one, Digest::default().next(id, hash(b"a"), 5, true));
        assert_ne!(
            one,
            Digest::default().next(ChangeId { session: 1, n: 2 }, hash(b"a"), 5, false)
        );
        assert_ne!(one, one.next(id, hash(b"a"), 5, false));
    }

    #[test]
    fn a_digest_survives_json() {
        let json = serde_json::to_string(&hash(b"x")).unwrap();
        assert_eq!(json.len(), 66);
        assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), hash(b"x"));
        assert!(serde_json::from_str::<Digest>("\"ab\"").is_err());
    }

    #[test]
    fn sixteen_marks_are_kept_and_new_ones_lie_closer() {
        let mut marks = Marks::default();
        for seq in 1..=1000 {
            marks.note(Mark {
                seq,
                digest: hash(&[0]),
            });
        }
        marks.note(Mark {
            seq: 7,
            digest: hash(&[1]),
        });
        let kept: Vec<u64> = marks.iter().map(|mark| mark.seq).collect();
        assert_eq!(kept.len(), KEPT_MARKS);
        assert_eq!((kept[0], kept[KEPT_MARKS - 1]), (1, 1000));
        let gaps: Vec<u64> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gaps[KEPT_MARKS - 2] < gaps[1], "{kept:?}");
        assert!(kept.iter().any(|seq| (400..900).contains(seq)), "{kept:?}");
    }
}
