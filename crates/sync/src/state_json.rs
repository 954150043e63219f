//! A record's state as JSON: the form on the wire and in the databases.
//!
//! ```json
//! {"kind":"resident",
//!  "ids":[["0123456789abcdef",12,1795600000000]],
//!  "fields":{"name":[0,"Sumarni"],"phone":[0,"0812…",1,"0857…"]},
//!  "dead":{"phone":{"0123456789abcdef":[[3,9]]}}}
//! ```
//!
//! `ids` lists each (session, n, eff) once; a field is a flat array of index and value. A record of forty fields
//! written in one save so carries its change's id once and not forty times.

use std::collections::BTreeMap;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de,
    ser::{SerializeSeq as _, SerializeStruct as _},
};
use serde_json::Value;

use crate::{
    Alive, ChangeId, Field, IdRanges, RecordState,
    change::{MAX_LEVELS, is_shallow},
};

/// Each (id, effective time) of a state, and its place in the list of them.
type Places = BTreeMap<(ChangeId, i64), usize>;

/// The list itself.
struct Ids<'a>(&'a Places);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = |(id, eff): &(ChangeId, i64)| (format!("{:016x}", id.session), id.n, *eff);
        serializer.collect_seq(self.0.keys().map(one))
    }
}

struct Fields<'a>(&'a BTreeMap<String, Field>, &'a Places);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.iter();
        serializer.collect_map(all.map(|(name, field)| (name, Living(field, self.1))))
    }
}

/// The values of a field, each after its id's place.
struct Living<'a>(&'a Field, &'a Places);

impl Serialize for Living<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(Some(self.0.alive.len() * 2))?;
        for (id, alive) in &self.0.alive {
            let at = self.1.get(&(*id, alive.eff)).copied().unwrap_or_default();
            items.serialize_element(&at)?;
            items.serialize_element(&Sorted(&alive.value))?;
        }
        items.end()
    }
}

struct Dead<'a>(&'a BTreeMap<String, Field>);

impl Serialize for Dead<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let some = self.0.iter().filter(|(_, field)| !field.dead.is_empty());
        serializer.collect_map(some.map(|(name, field)| (name, &field.dead)))
    }
}

/// A value whose objects name their keys in order, whatever map `serde_json` was built with: both sides make the same
/// checksum of it.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(map) => {
                let keys: BTreeMap<_, _> = map.iter().collect();
                serializer.collect_map(keys.into_iter().map(|(key, value)| (key, Sorted(value))))
            }
            Value::Array(list) => serializer.collect_seq(list.iter().map(Sorted)),
            plain => plain.serialize(serializer),
        }
    }
}

#[derive(Deserialize)]
struct In {
    kind: String,
    #[serde(default)]
    ids: Vec<(String, u64, i64)>,
    #[serde(default)]
    fields: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    dead: BTreeMap<String, IdRanges>,
}

impl Serialize for RecordState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = Places::new();
        for field in self.fields.values() {
            for (id, alive) in &field.alive {
                places.entry((*id, alive.eff)).or_insert(0);
            }
        }
        for (at, place) in places.values_mut().enumerate() {
            *place = at;
        }
        let any_dead = self.fields.values().any(|field| !field.dead.is_empty());
        let mut out = serializer.serialize_struct("RecordState", 4)?;
        out.serialize_field("kind", &self.kind)?;
        out.serialize_field("ids", &Ids(&places))?;
        out.serialize_field("fields", &Fields(&self.fields, &places))?;
        if any_dead {
            out.serialize_field("dead", &Dead(&self.fields))?;
        } else {
            out.skip_field("dead")?;
        }
        out.end()
    }
}

impl<'de> Deserialize<'de> for RecordState {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = In::deserialize(deserializer)?;
        let ids = read
            .ids
            .iter()
            .map(|(session, n, eff)| {
                let session = u64::from_str_radix(session, 16).map_err(de::Error::custom)?;
                Ok((ChangeId { session, n: *n }, *eff))
            })
            .collect::<Result<Vec<_>, D::Error>>()?;
        let mut fields: BTreeMap<String, Field> = BTreeMap::new();
        for (name, items) in read.fields {
            let field = fields.entry(name).or_default();
            let mut items = items.into_iter();
            while let Some(at) = items.next() {
                let place = at
                    .as_u64()
                    .and_then(|at| usize::try_from(at).ok())
                    .and_then(|at| ids.get(at));
                let (Some((id, eff)), Some(value)) = (place, items.next()) else {
                    return Err(de::Error::custom("a value without its id"));
                };
                if !is_shallow(&value, MAX_LEVELS) {
                    return Err(de::Error::custom("a value of too many levels"));
                }
                field.alive.insert(*id, Alive { value, eff: *eff });
            }
        }
        for (name, dead) in read.dead {
            fields.entry(name).or_default().dead = dead;
        }
        Ok(Self {
            kind: read.kind,
            fields,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_state_survives_json_and_names_each_change_once() {
        let mut state = RecordState {
            kind: "resident".into(),
            ..RecordState::default()
        };
        let (one, two) = (
            ChangeId { session: 1, n: 1 },
            ChangeId {
                session: 0xff,
                n: 7,
            },
        );
        for name in ["address", "name", "phone"] {
            state
                .fields
                .entry(name.into())
                .or_default()
                .apply(one, &json!(name), &[], 10);
        }
        state
            .fields
            .entry("phone".into())
            .or_default()
            .apply(two, &json!(null), &[], 20);
        state
            .fields
            .entry("name".into())
            .or_default()
            .apply(two, &json!("x"), &[one], 20);
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"resident","ids":[["0000000000000001",1,10],["00000000000000ff",7,20]],"fields":{"address":[0,"address"],"name":[1,"x"],"phone":[0,"phone",1,null]},"dead":{"name":{"0000000000000001":[[1,1]]}}}"#
        );
        assert_eq!(serde_json::from_str::<RecordState>(&json).unwrap(), state);
    }

    #[test]
    fn a_damaged_state_is_refused() {
        for bad in [
            r#"{"kind":"a","fields":{"x":[0,1]}}"#,
            r#"{"kind":"a","ids":[["1",1,1]],"fields":{"x":[0]}}"#,
        ] {
            assert!(serde_json::from_str::<RecordState>(bad).is_err(), "{bad}");
        }
    }
}
