//! What must hold at every moment, and once nothing moves any more.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{ChangeId, ChangeSet, RecordState, SCOPE};
use serde_json::Value;
use uuid::Uuid;

use super::driver::{LaptopSide, NOBODYS, OFFICE, OfficeSide, SERVICE, World};

/// Alive values and dead ids, without times.
type Sets = BTreeMap<String, (BTreeMap<ChangeId, Value>, jemput_sync::IdRanges)>;

pub(crate) fn sets(state: &RecordState) -> Sets {
    let fields = state.fields.iter().map(|(name, field)| {
        let alive = field
            .alive
            .iter()
            .map(|(id, alive)| (*id, alive.value.clone()));
        (name.clone(), (alive.collect(), field.dead.clone()))
    });
    fields.collect()
}

impl<O: OfficeSide, L: LaptopSide> World<O, L> {
    /// I5: what a laptop shows is what the office had at the laptop's cursor, with its own later work on top; so no
    /// change is there in a part. While it repairs something, or something waits for the cursor, a record may be older.
    pub(crate) fn check_view(&mut self, at: usize) {
        let staged = self.slots[at].laptop.staged();
        let slot = &self.slots[at];
        let (state, request) = (slot.laptop.state(), slot.laptop.request());
        let repairing = state.rewind
            || state
                .fetch
                .keys()
                .any(|scope| !state.snapshots.contains_key(scope))
            || staged > 0
            || request.quiet
            || !request.want.is_empty();
        // A laptop that has not noticed a restore yet has seen another log.
        let newest = state.marks.newest();
        let level = newest.seq <= self.timeline.len() as u64
            && (newest.seq == 0 || self.office.entry(newest.seq).digest == newest.digest);
        if repairing || !level {
            return;
        }
        'records: for (id, whole) in slot.laptop.records() {
            let gone = |seq| self.office.entry(seq).erased && self.touches(seq, id);
            if whole.left.is_some() || (1..=state.cursor).any(gone) {
                continue;
            }
            let mut expected = self.at(id, state.cursor).cloned().unwrap_or_default();
            let scopes = expected.scopes();
            if !scopes.is_empty() && !scopes.iter().any(|scope| state.held.contains_key(scope)) {
                // Not of this laptop's villages: only its own unsent work keeps it here.
                continue;
            }
            for own in &slot.owned {
                let Some((bytes, seq, parked)) = slot.laptop.own(*own) else {
                    continue;
                };
                if parked || seq.is_some_and(|seq| seq <= state.cursor) {
                    continue;
                }
                let set = ChangeSet::read(&bytes).expect("own");
                let mut ops = set.ops.iter().filter(|op| op.record == id).peekable();
                if ops.peek().is_some() && self.is_forged(*own, &bytes) {
                    // The office has another content under that id; which one shows until its answer does not matter.
                    continue 'records;
                }
                for op in ops {
                    expected.apply(set.id, op, 0);
                }
            }
            assert_eq!(
                sets(&whole.state),
                sets(&expected),
                "I5: record {id} on laptop {at} at {}",
                state.cursor
            );
        }
    }

    /// Whether the office has another content under the id of a change.
    fn is_forged(&self, id: ChangeId, bytes: &[u8]) -> bool {
        let mut log = (1..=self.office.head()).map(|seq| self.office.entry(seq));
        self.forged && log.any(|entry| entry.id == id && !entry.erased && entry.bytes != bytes)
    }

    fn touches(&self, seq: u64, record: Uuid) -> bool {
        let at = usize::try_from(seq).expect("small") - 1;
        self.timeline[at].contains_key(&record)
    }

    /// Everything that must hold once nothing moves any more.
    pub(crate) fn check(&self) {
        self.check_log();
        self.check_values();
        self.check_laptops();
    }

    /// I4, I7, I9, I15, I17, I18 and the digests.
    fn check_log(&self) {
        let mut ids = BTreeSet::new();
        let mut digest = jemput_sync::Digest::default();
        let mut received = 0;
        for seq in 1..=self.office.head() {
            let entry = self.office.entry(seq);
            assert!(ids.insert(entry.id), "I4: logged twice: {}", entry.id);
            assert!(entry.eff <= entry.received, "I9");
            assert!(entry.received >= received, "I9: arrivals go back");
            received = entry.received;
            digest = digest.next(entry.id, entry.hash, entry.eff, entry.parked.is_some());
            assert_eq!(digest, entry.digest);
            if !entry.erased {
                assert_eq!(jemput_sync::hash(&entry.bytes), entry.hash);
                if !self.forged
                    && let Some(bytes) = self.written.get(&entry.id)
                {
                    assert_eq!(&entry.bytes, bytes, "I17");
                }
            }
        }
        for id in &self.backed_up {
            assert!(ids.contains(id), "I7: {id} was in the backup");
        }
        let records = self.office.records();
        let mut folded: BTreeMap<Uuid, RecordState> = BTreeMap::new();
        for made in &self.timeline {
            folded.extend(made.iter().map(|(id, state)| (*id, state.clone())));
        }
        assert_eq!(
            folded.keys().collect::<Vec<_>>(),
            records.keys().collect::<Vec<_>>(),
            "I15"
        );
        for (id, state) in &records {
            assert_eq!(state, &folded[id], "I15: record {id}");
        }
        for id in [NOBODYS, SERVICE] {
            for field in records[&Uuid::from_u128(id)].fields.values() {
                assert!(field.alive.keys().all(|id| id.session == OFFICE), "I18");
            }
        }
    }

    /// I3: a value goes only where a change, a salvaged state or an erasure names it.
    fn check_values(&self) {
        let mut said: BTreeMap<(Uuid, String, ChangeId), Value> = BTreeMap::new();
        let (mut named, mut erased, mut salvaged) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for seq in 1..=self.office.head() {
            let entry = self.office.entry(seq);
            if entry.parked.is_some() {
                continue;
            }
            if entry.erased {
                erased.insert(entry.id);
            }
            let bytes = if entry.erased {
                self.written.get(&entry.id)
            } else {
                Some(&entry.bytes)
            };
            let Some(set) = bytes.map(|bytes| ChangeSet::read(bytes).expect("logged")) else {
                continue;
            };
            erased.extend(set.erase.iter().copied());
            for (record, state) in &set.salvage {
                for (name, field) in &state.fields {
                    salvaged.push(((*record, name.clone()), field.dead.clone()));
                    for (id, alive) in &field.alive {
                        said.insert((*record, name.clone(), *id), alive.value.clone());
                    }
                }
            }
            for op in set.ops {
                for (field, value) in op.set {
                    said.insert((op.record, field, entry.id), value);
                }
                for (field, ids) in op.replaces {
                    named.extend(ids.into_iter().map(|id| (op.record, field.clone(), id)));
                }
            }
        }
        let records = self.office.records();
        let any_erased = !erased.is_empty();
        for (key, value) in &said {
            let (record, name, id) = key;
            let alive = records[record].fields[name].alive.get(id);
            let place = (*record, name.clone());
            let by_salvage = || {
                salvaged
                    .iter()
                    .any(|(at, dead)| *at == place && dead.contains(*id))
            };
            let dead = named.contains(key)
                || (erased.contains(id) && name != SCOPE)
                || (alive.is_none() && by_salvage());
            // A salvaged state that was erased is not there any more to tell what it replaced.
            assert!(
                alive.is_none() == dead || (any_erased && alive.is_none()),
                "I3: {key:?}"
            );
            assert!(
                alive.is_none_or(|alive| alive.value == *value || self.forged),
                "I3: {key:?}"
            );
        }
    }

    /// I1, I2, I13.
    fn check_laptops(&self) {
        let ids: BTreeSet<ChangeId> = (1..=self.office.head())
            .map(|seq| self.office.entry(seq).id)
            .collect();
        let quarantined = self.office.quarantined();
        let records = self.office.records();
        for (at, slot) in self.slots.iter().enumerate() {
            for id in &slot.owned {
                let kept = || {
                    quarantined
                        .iter()
                        .any(|bytes| Some(bytes) == self.written.get(id))
                };
                let erased = slot.laptop.own(*id).is_none();
                assert!(
                    ids.contains(id) || erased || kept(),
                    "I1: {id} of laptop {at} is lost"
                );
            }
            let scopes = &self.grant_of(at).scopes;
            let want: BTreeMap<Uuid, &RecordState> = records
                .iter()
                .filter(|(_, state)| !state.scopes().is_disjoint(scopes))
                .map(|(id, state)| (*id, state))
                .collect();
            let have = slot.laptop.records();
            for (id, whole) in &have {
                assert!(want.contains_key(id), "I13: record {id} on laptop {at}");
                assert_eq!(&whole.state, want[id], "I2: record {id} on laptop {at}");
            }
            assert_eq!(have.len(), want.len(), "I2: records of laptop {at}");
            let sums = slot
                .laptop
                .reports()
                .into_iter()
                .filter(|report| matches!(report, jemput_sync::Report::Checksum { .. }));
            assert_eq!(sums.count(), 0, "sums differed on laptop {at}");
        }
    }
}
