//! What a record is: per field the values that are alive and the ids of those that were replaced.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{ChangeId, IdRanges, Op};

/// The reserved field that says who holds the record: one scope as text, or an array of them.
pub const SCOPE: &str = "scope";

/// Most scopes of one record; what a change adds beyond is not looked at.
pub const MAX_SCOPES: usize = 8;

/// A value that nobody has replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Alive {
    /// The value; `null`: the author said that there is none.
    pub value: Value,
    /// Min of the author's clock and the office's arrival, ms since 1970 UTC: chooses the shown one of several values.
    /// On the author's laptop it is the author's clock until the office's answer.
    pub eff: i64,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Field {
    /// Values by the change that wrote them.
    pub alive: BTreeMap<ChangeId, Alive>,
    /// Ids that were replaced: their values are gone for ever, also when they arrive later.
    pub dead: IdRanges,
}

impl Field {
    /// The value that is shown: the greatest (eff, id).
    #[must_use]
    pub fn shown(&self) -> Option<(ChangeId, &Alive)> {
        self.alive
            .iter()
            .max_by_key(|(id, alive)| (alive.eff, **id))
            .map(|(id, alive)| (*id, alive))
    }

    /// Values that differ from the shown one, newest first.
    #[must_use]
    pub fn rivals(&self) -> Vec<(ChangeId, &Alive)> {
        let Some((_, shown)) = self.shown() else {
            return Vec::new();
        };
        let mut rivals: Vec<_> = self
            .alive
            .iter()
            .filter(|(_, alive)| alive.value != shown.value)
            .map(|(id, alive)| (*id, alive))
            .collect();
        rivals.sort_by_key(|(id, alive)| std::cmp::Reverse((alive.eff, *id)));
        rivals
    }

    /// Whether values stand against each other; equal values of several authors do not.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        let mut values = self.alive.values();
        let first = values.next();
        values.any(|alive| first.is_some_and(|first| first.value != alive.value))
    }

    /// Takes a value, and the ids that it replaces, in.
    ///
    /// All named ids die, also those not seen yet, and also when the value itself is dead already: the tail of a
    /// bundle may come first. Knowing the value already, it takes over `eff`: the office's word on it.
    pub fn apply(&mut self, id: ChangeId, value: &Value, replaces: &[ChangeId], eff: i64) {
        for old in replaces {
            self.dead.insert(*old);
            self.alive.remove(old);
        }
        if !self.dead.contains(id) {
            self.alive.insert(
                id,
                Alive {
                    value: value.clone(),
                    eff,
                },
            );
        }
    }

    /// Takes another state of the same field in: union of the dead, union of the alive without them.
    ///
    /// Where both know a value, the other's `eff` counts; apart from it the order of merging does not matter.
    pub fn merge(&mut self, other: &Self) {
        self.dead.extend(&other.dead);
        for (id, alive) in &other.alive {
            self.alive.insert(*id, alive.clone());
        }
        let dead = &self.dead;
        self.alive.retain(|id, _| !dead.contains(*id));
    }

    /// The same, but what is known here keeps its `eff`, and what is new gets none beyond `latest`.
    fn salvage(&mut self, other: &Self, latest: i64) {
        self.dead.extend(&other.dead);
        for (id, alive) in &other.alive {
            self.alive.entry(*id).or_insert_with(|| Alive {
                value: alive.value.clone(),
                eff: alive.eff.min(latest),
            });
        }
        let dead = &self.dead;
        self.alive.retain(|id, _| !dead.contains(*id));
    }
}

/// A record: its kind and its fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordState {
    /// What it is a record of. Should two changes ever claim different kinds for one id, the smaller name wins on all
    /// sides.
    pub kind: String,
    /// Fields by name.
    pub fields: BTreeMap<String, Field>,
}

impl RecordState {
    /// Takes one operation of a change in.
    pub fn apply(&mut self, id: ChangeId, op: &Op, eff: i64) {
        self.claim(&op.kind);
        for (name, value) in &op.set {
            let replaces = op.replaces.get(name).map_or(&[][..], Vec::as_slice);
            self.fields
                .entry(name.clone())
                .or_default()
                .apply(id, value, replaces, eff);
        }
    }

    /// Takes another state of the same record in; see [`Field::merge`].
    pub fn merge(&mut self, other: &Self) {
        self.claim(&other.kind);
        for (name, field) in &other.fields {
            self.fields.entry(name.clone()).or_default().merge(field);
        }
    }

    /// Takes an operation in that may be here already: what is known keeps its effective time.
    pub(crate) fn apply_again(&mut self, id: ChangeId, op: &Op, eff: i64) {
        let eff = self.eff_of(id, op).unwrap_or(eff);
        self.apply(id, op, eff);
    }

    /// The effective time under which an operation's values are known here.
    pub(crate) fn eff_of(&self, id: ChangeId, op: &Op) -> Option<i64> {
        op.set
            .keys()
            .filter_map(|name| self.fields.get(name)?.alive.get(&id))
            .map(|alive| alive.eff)
            .next()
    }

    /// Takes in what a laptop kept while the office lost it; what is known here keeps its effective time.
    pub(crate) fn salvage(&mut self, other: &Self, latest: i64) {
        self.claim(&other.kind);
        for (name, field) in &other.fields {
            self.fields
                .entry(name.clone())
                .or_default()
                .salvage(field, latest);
        }
    }

    /// Takes the values of a change out for ever, as if something had replaced them. Who holds the record stays: it
    /// tells nothing about a person, and without it nobody would see what became of the record.
    pub fn erase(&mut self, id: ChangeId) {
        for (name, field) in &mut self.fields {
            if name != SCOPE && field.alive.remove(&id).is_some() {
                field.dead.insert(id);
            }
        }
    }

    fn claim(&mut self, kind: &str) {
        if self.kind.is_empty() || (!kind.is_empty() && kind < self.kind.as_str()) {
            kind.clone_into(&mut self.kind);
        }
    }

    /// The shown value of a field; `None` where nobody wrote one.
    #[must_use]
    pub fn shown(&self, field: &str) -> Option<&Value> {
        self.fields
            .get(field)?
            .shown()
            .map(|(_, alive)| &alive.value)
    }

    /// The ids of a field's values, as an edit names them that was made with all of them on the screen.
    #[must_use]
    pub fn ids(&self, field: &str) -> Vec<ChangeId> {
        self.fields
            .get(field)
            .map(|field| field.alive.keys().copied().collect())
            .unwrap_or_default()
    }

    /// Who holds the record: the union over all values of [`SCOPE`], at most [`MAX_SCOPES`].
    #[must_use]
    pub fn scopes(&self) -> BTreeSet<String> {
        let values = self
            .fields
            .get(SCOPE)
            .into_iter()
            .flat_map(|field| field.alive.values());
        values
            .flat_map(|alive| texts(&alive.value))
            .map(str::to_owned)
            .take(MAX_SCOPES)
            .collect()
    }

    /// Whether some field holds values that stand against each other.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        self.fields.values().any(Field::has_rivals)
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(one) if !one.is_empty() => vec![one],
        Value::Array(many) => many
            .iter()
            .filter_map(Value::as_str)
            .filter(|one| !one.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(n: u64) -> ChangeId {
        ChangeId { session: 1, n }
    }

    #[test]
    fn a_value_dies_only_by_name_and_never_comes_back() {
        let mut field = Field::default();
        field.apply(id(1), &json!("a"), &[], 10);
        field.apply(id(3), &json!("c"), &[id(1), id(2)], 30);
        field.apply(id(2), &json!("b"), &[id(1)], 99);
        assert_eq!(field.alive.keys().copied().collect::<Vec<_>>(), [id(3)]);
        field.apply(id(1), &json!("a"), &[], 10);
        assert_eq!(field.shown().unwrap().1.value, json!("c"));
    }

    #[test]
    fn equal_values_of_two_authors_are_no_conflict() {
        let mut field = Field::default();
        field.apply(id(1), &json!("a"), &[], 10);
        field.apply(id(2), &json!("a"), &[], 20);
        assert!(!field.has_rivals());
        field.apply(id(3), &json!("b"), &[], 15);
        assert!(field.has_rivals());
        assert_eq!(field.shown().unwrap().0, id(2));
        assert_eq!(
            field.rivals().iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            [id(3)]
        );
    }

    #[test]
    fn scopes_are_those_of_all_values() {
        let mut record = RecordState::default();
        let scope = record.fields.entry(SCOPE.into()).or_default();
        scope.apply(id(1), &json!("village:1"), &[], 1);
        scope.apply(id(2), &json!(["village:2", "office", 5, ""]), &[], 2);
        assert_eq!(
            record.scopes().into_iter().collect::<Vec<_>>(),
            ["office", "village:1", "village:2"]
        );
    }
}
