//! Records of one kind look alike, and packed they are smallest when like stands beside like: all names, then all
//! streets. A group of records is written column by column, and what their states are made of only once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Alive, ChangeId, Field, IdRanges, RecordState};

/// Bytes that are no group of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of a snapshot that cannot be read")]
pub struct BadGroup;

/// What a record's state is made of, without its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Shape {
    kind: String,
    /// How many changes its values are of.
    ids: usize,
    /// Fields, and of which of these changes each of their values is.
    fields: Vec<(String, Vec<usize>)>,
    /// Fields that have replaced values.
    dead: Vec<String>,
}

/// A group as it is written: everything in the order of the records.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Columns {
    shapes: Vec<Shape>,
    /// Which shape each record has.
    shape: Vec<usize>,
    record: Vec<Uuid>,
    /// Sessions of the changes, each once.
    sessions: Vec<String>,
    session: Vec<usize>,
    /// Numbers and times as differences from the one before: small, and often the same.
    n: Vec<i64>,
    eff: Vec<i64>,
    values: BTreeMap<String, Vec<Value>>,
    dead: BTreeMap<String, Vec<IdRanges>>,
}

/// Writes a group of records as one line of JSON.
#[must_use]
pub fn write_group(records: &[(Uuid, RecordState)]) -> Vec<u8> {
    let mut columns = Columns::default();
    let mut shapes: BTreeMap<Shape, usize> = BTreeMap::new();
    let mut sessions: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut last_n, mut last_eff) = (0_u64, 0_i64);
    for (record, state) in records {
        let mut order: BTreeMap<(ChangeId, i64), usize> = BTreeMap::new();
        for field in state.fields.values() {
            order.extend(field.alive.iter().map(|(id, alive)| ((*id, alive.eff), 0)));
        }
        for (at, ((id, eff), place)) in order.iter_mut().enumerate() {
            *place = at;
            let next = sessions.len();
            let session = *sessions.entry(id.session).or_insert(next);
            if session == next {
                columns.sessions.push(format!("{:016x}", id.session));
            }
            columns.session.push(session);
            columns.n.push(id.n.wrapping_sub(last_n).cast_signed());
            columns.eff.push(eff.wrapping_sub(last_eff));
            (last_n, last_eff) = (id.n, *eff);
        }
        let mut shape = Shape {
            kind: state.kind.clone(),
            ids: order.len(),
            fields: Vec::new(),
            dead: Vec::new(),
        };
        for (name, field) in &state.fields {
            let mut places = Vec::new();
            for (id, alive) in &field.alive {
                places.extend(order.get(&(*id, alive.eff)));
                let values = columns.values.entry(name.clone()).or_default();
                values.push(alive.value.clone());
            }
            shape.fields.push((name.clone(), places));
            if !field.dead.is_empty() {
                shape.dead.push(name.clone());
                let dead = columns.dead.entry(name.clone()).or_default();
                dead.push(field.dead.clone());
            }
        }
        let next = shapes.len();
        columns.shape.push(*shapes.entry(shape).or_insert(next));
        columns.record.push(*record);
    }
    let mut order: Vec<(Shape, usize)> = shapes.into_iter().collect();
    order.sort_by_key(|(_, at)| *at);
    columns.shapes = order.into_iter().map(|(shape, _)| shape).collect();
    // Maps with text keys and numbers: writing them cannot fail.
    serde_json::to_vec(&columns).unwrap_or_default()
}

/// Reads it.
///
/// # Errors
/// When it is no group.
pub fn read_group(line: &[u8]) -> Result<Vec<(Uuid, RecordState)>, BadGroup> {
    let columns: Columns = serde_json::from_slice(line).map_err(|_| BadGroup)?;
    let read = |text: &String| u64::from_str_radix(text, 16).map_err(|_| BadGroup);
    let sessions: Vec<u64> = columns
        .sessions
        .iter()
        .map(read)
        .collect::<Result<_, _>>()?;
    if columns.record.len() != columns.shape.len() {
        return Err(BadGroup);
    }
    let mut ids = columns.session.iter().zip(&columns.n).zip(&columns.eff);
    let mut values: BTreeMap<_, _> = columns
        .values
        .into_iter()
        .map(|(name, values)| (name, values.into_iter()))
        .collect();
    let mut dead: BTreeMap<_, _> = columns
        .dead
        .into_iter()
        .map(|(name, dead)| (name, dead.into_iter()))
        .collect();
    let (mut last_n, mut last_eff) = (0_u64, 0_i64);
    let mut records = Vec::with_capacity(columns.record.len());
    for (record, shape) in columns.record.into_iter().zip(columns.shape) {
        let shape = columns.shapes.get(shape).ok_or(BadGroup)?;
        let mut own = Vec::new();
        for _ in 0..shape.ids {
            let ((session, n), eff) = ids.next().ok_or(BadGroup)?;
            last_n = last_n.wrapping_add_signed(*n);
            last_eff = last_eff.wrapping_add(*eff);
            let session = *sessions.get(*session).ok_or(BadGroup)?;
            let id = ChangeId { session, n: last_n };
            own.push((id, last_eff));
        }
        let mut state = RecordState {
            kind: shape.kind.clone(),
            ..RecordState::default()
        };
        for (name, places) in &shape.fields {
            let mut field = Field::default();
            for place in places {
                let (id, eff) = *own.get(*place).ok_or(BadGroup)?;
                let value = values.get_mut(name).and_then(Iterator::next);
                let value = value.ok_or(BadGroup)?;
                field.alive.insert(id, Alive { value, eff });
            }
            state.fields.insert(name.clone(), field);
        }
        for name in &shape.dead {
            let ranges = dead.get_mut(name).and_then(Iterator::next);
            state.fields.entry(name.clone()).or_default().dead = ranges.ok_or(BadGroup)?;
        }
        records.push((record, state));
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn state() -> impl Strategy<Value = RecordState> {
        let id = (0..3_u64, 1..50_u64).prop_map(|(s, n)| ChangeId {
            session: s.wrapping_sub(1),
            n,
        });
        let value = prop_oneof![
            Just(Value::Null),
            any::<i32>().prop_map(|n| json!(n)),
            "[a-z\"\\\\é]{0,6}".prop_map(|text| json!(text)),
            Just(json!({"a": [1, {"b": null}]})),
        ];
        let write = (
            "[a-d]",
            id.clone(),
            value,
            prop::collection::vec(id, 0..3),
            any::<i64>(),
        );
        ("[ab]", prop::collection::vec(write, 0..8)).prop_map(|(kind, writes)| {
            let mut state = RecordState {
                kind,
                ..RecordState::default()
            };
            for (name, id, value, replaces, eff) in writes {
                let field = state.fields.entry(name).or_default();
                field.apply(id, &value, &replaces, eff);
            }
            state
        })
    }

    proptest! {
        #[test]
        fn records_come_back_as_they_were(states in prop::collection::vec(state(), 0..12)) {
            let records: Vec<(Uuid, RecordState)> = (0..).map(Uuid::from_u128).zip(states).collect();
            let line = write_group(&records);
            prop_assert!(!line.contains(&b'\n'));
            prop_assert_eq!(read_group(&line).unwrap(), records);
        }

        #[test]
        fn what_is_no_group_is_refused_and_never_a_panic(
            states in prop::collection::vec(state(), 1..4),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let records: Vec<(Uuid, RecordState)> = (0..).map(Uuid::from_u128).zip(states).collect();
            let mut line = write_group(&records);
            prop_assert!(read_group(&line[..at.index(line.len())]).is_err());
            let spot = at.index(line.len());
            line[spot] = byte;
            let _ = read_group(&line);
        }
    }
}
