//! The residents that are known already, arranged for comparing.

use std::collections::HashMap;

use crate::id::ResidentId;
use crate::name::search_key;
use crate::nik::Nik;
use crate::resident::Resident;

/// Known residents by id, number and name; made once for an import.
#[derive(Clone, Debug, Default)]
pub struct Known {
    people: Vec<(ResidentId, Resident)>,
    by_id: HashMap<ResidentId, usize>,
    by_number: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl FromIterator<(ResidentId, Resident)> for Known {
    fn from_iter<I: IntoIterator<Item = (ResidentId, Resident)>>(people: I) -> Self {
        let mut known = Self::default();
        for (id, resident) in people {
            let index = known.people.len();
            known.by_id.insert(id, index);
            let numbers = [
                resident.nik.as_ref().map(ToString::to_string),
                resident.nik_temporary.clone(),
            ];
            for number in numbers.into_iter().flatten() {
                known.by_number.entry(number).or_default().push(index);
            }
            known
                .by_name
                .entry(search_key(&resident.name))
                .or_default()
                .push(index);
            known.people.push((id, resident));
        }
        known
    }
}

impl Known {
    /// How many are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The resident with that id.
    #[must_use]
    pub fn get(&self, id: ResidentId) -> Option<&Resident> {
        self.by_id.get(&id).map(|index| &self.people[*index].1)
    }

    /// Those who bear the same number, real or temporary.
    pub(super) fn with_number<'a>(
        &'a self,
        resident: &'a Resident,
    ) -> impl Iterator<Item = &'a (ResidentId, Resident)> {
        let number = resident
            .nik
            .as_ref()
            .map(Nik::as_str)
            .or(resident.nik_temporary.as_deref());
        let found = number.and_then(|number| self.by_number.get(number));
        found
            .into_iter()
            .flatten()
            .map(|index| &self.people[*index])
    }

    /// Somebody who may be the same person under another number: same name, and the same birth
    /// date or, where one is missing, the same mother.
    pub(super) fn similar(&self, resident: &Resident) -> Option<&(ResidentId, Resident)> {
        let named = self.by_name.get(&search_key(&resident.name))?;
        named
            .iter()
            .map(|index| &self.people[*index])
            .find(|(_, other)| alike(resident, other))
    }
}

/// Of two people with the same name: whether they may be one.
pub(super) fn alike(a: &Resident, b: &Resident) -> bool {
    let mother = |resident: &Resident| {
        resident
            .mother_name
            .as_deref()
            .map(search_key)
            .filter(|key| !key.is_empty())
    };
    match (a.birth_date, b.birth_date) {
        (Some(a), Some(b)) if a.day().is_some() && b.day().is_some() => a == b,
        (Some(a), Some(b)) => a.year() == b.year(),
        _ => mother(a).is_some_and(|name| mother(b) == Some(name)),
    }
}
