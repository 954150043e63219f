//! Snapshots in the driver's world: the office makes them, throws them away, or still has those of a log that it lost;
//! laptops fetch and take them in, piece by piece, while everything else goes on.

use std::collections::BTreeMap;

use jemput_sync::{Block, BlockWriter, Digest, Limits, Mark, RecordState, Snapshot, Taken};
use uuid::Uuid;

use super::driver::{LaptopSide, OfficeSide, VILLAGES, World};

/// What the office has prepared, and everything that it ever had: a laptop may have fetched that in time.
#[derive(Default)]
pub(crate) struct Shelf {
    files: BTreeMap<String, Snapshot>,
    contents: BTreeMap<Digest, Vec<(Uuid, RecordState)>>,
}

impl Shelf {
    pub(crate) fn limits(&self, limits: &Limits) -> Limits {
        Limits {
            snapshots: self.files.clone(),
            ..limits.clone()
        }
    }
}

impl<O: OfficeSide, L: LaptopSide> World<O, L> {
    /// Makes a snapshot of a village as it is now.
    pub(crate) fn prepare(&mut self, village: usize) {
        let scope = VILLAGES[village];
        let entry = self.office.entry(self.office.head());
        let records = self.office.records();
        let records: Vec<_> = records
            .into_iter()
            .filter(|(_, state)| state.scopes().contains(scope))
            .collect();
        let mut writer = BlockWriter::default();
        for (record, state) in &records {
            writer.push(*record, state);
        }
        let mut file = Vec::new();
        writer.write(&mut file).expect("room in memory");
        let mut named = file.clone();
        named.extend(entry.digest.0);
        let snapshot = Snapshot {
            mark: Mark {
                seq: entry.seq,
                digest: entry.digest,
            },
            bytes: file.len() as u64,
            sha256: jemput_sync::hash(&named),
            records: records.len() as u64,
        };
        let read = Block::read(&mut file.as_slice()).expect("a block");
        let read: Vec<_> = read.map(|record| record.expect("a record")).collect();
        assert_eq!(read, records, "a snapshot holds what the office has");
        self.shelf.contents.insert(snapshot.sha256, read);
        self.shelf.files.insert(scope.to_owned(), snapshot);
    }

    /// Throws it away.
    pub(crate) fn discard(&mut self, village: usize) {
        self.shelf.files.remove(VILLAGES[village]);
    }

    /// Takes so many records of the laptop's next snapshot in, if it is time; killed on the way after so many writes.
    /// A snapshot that was thrown away can still be had in half of the cases: it was fetched before.
    pub(crate) fn take(&mut self, at: usize, count: usize, killed: Option<u64>) -> Option<Taken> {
        let state = self.slots[at].laptop.state();
        let (scope, snapshot) = state.snapshot()?;
        let lost = self.shelf.files.get(scope) != Some(snapshot);
        if lost && snapshot.mark.seq.is_multiple_of(2) {
            self.slots[at].laptop.give_up(scope, snapshot);
            return None;
        }
        let all = &self.shelf.contents[&snapshot.sha256];
        let after = state.fetch.get(scope).copied().flatten();
        let begin = all.partition_point(|(id, _)| after.is_some_and(|after| *id <= after));
        let end = all.len().min(begin.saturating_add(count));
        // From one earlier: pieces may overlap.
        let piece = all[begin.saturating_sub(1)..end].to_vec();
        let laptop = &mut self.slots[at].laptop;
        let taken = laptop.take(scope, snapshot, piece, end == all.len(), killed);
        let after = self.slots[at].laptop.state();
        assert_eq!(after.cursor, state.cursor, "I6");
        if taken == Some(Taken::All) {
            assert_eq!(after.held.get(scope), Some(&snapshot.mark.seq));
        }
        self.check_view(at);
        taken
    }
}
