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

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{Alive, ChangeId, Field, IdRanges, RecordState};

#[derive(Serialize)]
struct Out<'a> {
    kind: &'a str,
    ids: Vec<(String, u64, i64)>,
    fields: BTreeMap<&'a str, Vec<Item<'a>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dead: BTreeMap<&'a str, &'a IdRanges>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    At(usize),
    Value(Sorted<'a>),
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
        let mut order = BTreeMap::new();
        for field in self.fields.values() {
            for (id, alive) in &field.alive {
                order.entry((*id, alive.eff)).or_insert(0);
            }
        }
        for (at, place) in order.values_mut().enumerate() {
            *place = at;
        }
        let mut fields = BTreeMap::new();
        let mut dead = BTreeMap::new();
        for (name, field) in &self.fields {
            let items = field.alive.iter().flat_map(|(id, alive)| {
                let at = order.get(&(*id, alive.eff)).copied().unwrap_or_default();
                [Item::At(at), Item::Value(Sorted(&alive.value))]
            });
            fields.insert(name.as_str(), items.collect());
            if !field.dead.is_empty() {
                dead.insert(name.as_str(), &field.dead);
            }
        }
        let ids = order
            .keys()
            .map(|(id, eff)| (format!("{:016x}", id.session), id.n, *eff))
            .collect();
        Out {
            kind: &self.kind,
            ids,
            fields,
            dead,
        }
        .serialize(serializer)
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
