//! What two sides compare to know that they hold the same.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

use crate::{RecordState, mark::chain};

/// 64 bits that stand for a record's whole state, or, added up, for all records of a scope; 16 hex digits in JSON.
///
/// Found are disks that lie, programs that err and rows that went missing; nobody is kept from forging it, since a
/// laptop only compares it with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Checksum(pub u64);

impl Checksum {
    /// Of one record, from its state's JSON.
    #[must_use]
    pub fn of_json(record: Uuid, json: &[u8]) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = chain(&[record.as_bytes(), json]).0;
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// Of one record.
    #[must_use]
    pub fn of(record: Uuid, state: &RecordState) -> Self {
        // A state is made of maps with text keys, so that writing it cannot fail.
        Self::of_json(record, &serde_json::to_vec(state).unwrap_or_default())
    }

    /// With one record more.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    /// With one record less.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.wrapping_sub(other.0))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Checksum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16)
            .map(Self)
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ChangeId;

    fn state(json: &str) -> RecordState {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_order_of_keys_inside_a_value_does_not_count_but_all_else_does() {
        let one = state(
            r#"{"kind":"a","ids":[["1",1,5]],"fields":{"x":[0,{"b":1,"a":[{"d":1,"c":2}]}]}}"#,
        );
        let same = state(
            r#"{"kind":"a","ids":[["1",1,5]],"fields":{"x":[0,{"a":[{"c":2,"d":1}],"b":1}]}}"#,
        );
        let id = Uuid::from_u128(1);
        assert_eq!(Checksum::of(id, &one), Checksum::of(id, &same));
        let mut dead = one.clone();
        dead.fields
            .get_mut("x")
            .unwrap()
            .dead
            .insert(ChangeId { session: 9, n: 1 });
        let mut later = one.clone();
        later
            .fields
            .get_mut("x")
            .unwrap()
            .alive
            .values_mut()
            .for_each(|alive| alive.eff = 6);
        for other in [&dead, &later, &state(r#"{"kind":"a"}"#)] {
            assert_ne!(Checksum::of(id, &one), Checksum::of(id, other));
        }
        assert_ne!(
            Checksum::of(id, &one),
            Checksum::of(Uuid::from_u128(2), &one)
        );
    }

    #[test]
    fn a_sum_survives_json_and_what_was_added_can_be_taken_away() {
        let (a, b) = (
            Checksum(u64::MAX),
            Checksum::of_json(Uuid::nil(), &json!(1).to_string().into_bytes()),
        );
        assert_eq!(a.plus(b).minus(a), b);
        let json = serde_json::to_string(&a.plus(b)).unwrap();
        assert_eq!(serde_json::from_str::<Checksum>(&json).unwrap(), a.plus(b));
    }
}
