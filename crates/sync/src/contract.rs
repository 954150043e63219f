//! What every storage of an office promises, as tests: written once, run on each.
//!
//! An implementation says how its storages are made ([`Backend`]) and calls [`contract_tests!`](crate::contract_tests)
//! in a test module, which makes one test of each promise:
//!
//! ```ignore
//! mod contract {
//!     jemput_sync::contract_tests!(crate::tests::Files);
//! }
//! ```
//!
//! Each promise is held against storages that break it (`broken`), so that none of them is a test that cannot fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    Ack, AckState, Archive, ChangeId, ChangeSet, Clock, Grant, Ledger, Op, PROTO, SCOPE, Seen,
    admit,
};

#[cfg(test)]
mod broken;
mod feed;
mod log;
mod places;
mod script;
mod states;
mod together;

pub use self::{feed::*, log::*, places::*, script::*, states::*, together::*};

/// How a test gets a storage.
pub trait Backend: Sized {
    /// A connection to it.
    type Archive: Archive<Error: Debug> + Send;

    /// A new and empty storage, which goes when this value goes.
    fn new() -> Self;
    /// One more connection to it.
    fn connect(&self) -> Self::Archive;
}

/// One test for each promise, for a [`Backend`](contract::Backend).
#[macro_export]
macro_rules! contract_tests {
    ($backend:ty) => {
        $crate::contract_tests!($backend:
            an_error_in_the_middle_of_the_work_leaves_nothing_of_it,
            what_was_kept_is_there_after_all_connections_were_closed,
            what_is_written_while_reading_does_not_stay,
            numbers_have_no_gap_and_the_running_digest_links_every_entry,
            an_id_is_logged_once_and_other_bytes_under_it_change_nothing,
            ids_times_and_bytes_of_any_size_come_back_as_they_were,
            a_change_that_waits_is_logged_and_touches_nothing,
            erased_bytes_are_gone_and_everything_else_stays,
            states_come_back_as_they_were_whatever_is_in_them,
            the_members_and_the_sum_of_a_scope_are_those_of_its_records,
            what_touched_a_record_comes_newest_first,
            pages_of_the_feed_give_each_touch_once_and_never_a_part_of_an_entry,
            a_scope_shows_only_what_came_after_its_own_number,
            a_touch_says_whether_the_record_was_there_before_and_after,
            turns_and_places_are_kept_laptop_by_laptop,
            the_offices_id_and_the_reach_of_its_backup_are_in_every_transaction,
            a_reader_sees_one_moment_and_no_unfinished_work,
            no_row_is_delivered_before_one_with_a_lower_number,
            writers_on_many_connections_lose_nothing_of_each_other,
            the_same_turns_get_the_same_answers_as_in_memory,
        );
    };
    ($backend:ty: $($promise:ident,)*) => {
        $(
            #[test]
            fn $promise() {
                $crate::contract::$promise::<$backend>();
            }
        )*
    };
}

/// Why the work of a test ended.
#[derive(Debug)]
enum Stop<E> {
    /// The test wished it.
    Wished,
    /// The storage failed.
    Storage(E),
}

impl<E> From<E> for Stop<E> {
    fn from(error: E) -> Self {
        Self::Storage(error)
    }
}

type ErrorOf<A> = <A as Archive>::Error;

/// Writes, and keeps it.
fn write<A: Archive<Error: Debug>, T>(
    archive: &mut A,
    work: impl FnOnce(&mut A::Ledger<'_>) -> Result<T, ErrorOf<A>>,
) -> T {
    archive.write(work).expect("the storage writes")
}

/// Reads.
fn read<A: Archive<Error: Debug>, T>(
    archive: &mut A,
    work: impl FnOnce(&mut A::Ledger<'_>) -> Result<T, ErrorOf<A>>,
) -> T {
    archive.read(work).expect("the storage reads")
}

const NOW: i64 = 1_795_600_000_000;

fn device(n: u128) -> Uuid {
    Uuid::from_u128(0xd000 + n)
}

fn record(n: u128) -> Uuid {
    Uuid::from_u128(0xa000_0000 + n)
}

/// Laptops of the village in the tests.
fn grant(n: u128) -> Grant {
    Grant {
        device: device(n),
        scopes: BTreeSet::from(["all".to_owned(), "village:1".to_owned()]),
        office_kinds: BTreeSet::from(["service".to_owned()]),
    }
}

/// A change that writes fields of some records.
fn change(session: u64, n: u64, records: &[(u128, Value)]) -> ChangeSet {
    let op = |(number, fields): &(u128, Value)| Op {
        record: record(*number),
        kind: "resident".to_owned(),
        seen: Seen::default(),
        set: fields
            .as_object()
            .expect("fields")
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        replaces: BTreeMap::new(),
    };
    ChangeSet {
        id: ChangeId { session, n },
        proto: PROTO,
        salt: format!("{session:016x}{n:016x}"),
        device: device(0),
        user: Uuid::nil(),
        wall: NOW,
        clock: Clock::Ok,
        ops: records.iter().map(op).collect(),
        erase: Vec::new(),
        salvage: BTreeMap::new(),
    }
}

/// Fields of a record of a scope.
fn within(scope: &str, name: &str) -> Value {
    json!({ SCOPE: scope, "name": name })
}

fn bytes(set: &ChangeSet) -> Vec<u8> {
    set.write().expect("a small change")
}

/// Takes a change in as the office's own; its answer.
fn take<L: Ledger>(ledger: &mut L, set: &ChangeSet) -> Result<Ack, L::Error> {
    Ok(admit(ledger, device(0), None, &bytes(set), NOW)?.0)
}

/// The same in a transaction of its own; its number.
fn logged<A: Archive<Error: Debug>>(archive: &mut A, set: &ChangeSet) -> u64 {
    let ack = write(archive, |ledger| take(ledger, set));
    assert_eq!(ack.state, AckState::Accepted, "{ack:?}");
    ack.seq
}

/// Everything that can be asked of a log and its records: equal before and after what must change nothing.
fn whole<A: Archive<Error: Debug>>(archive: &mut A, records: &[u128]) -> String {
    read(archive, |ledger| {
        let head = ledger.head()?;
        let mut all = vec![format!("{head:?} {}", ledger.durable_seq()?)];
        for seq in 0..=head.mark.seq + 1 {
            all.push(format!(
                "{:?} {:?}",
                ledger.digest_at(seq)?,
                ledger.entry(seq)?
            ));
        }
        for number in records {
            all.push(format!("{:?}", ledger.record(record(*number))?));
            all.push(format!(
                "{:?}",
                ledger.touched_after(record(*number), 0, 9)?
            ));
        }
        for scope in ["all", "village:1", "village:2"] {
            let held = BTreeMap::from([(scope.to_owned(), 0)]);
            all.push(format!("{:?}", ledger.feed(&held, 0, 1000)?));
            all.push(format!("{:?}", ledger.members(scope, None, 1000)?));
            all.push(ledger.checksum(scope)?.to_string());
        }
        for n in 0..3 {
            all.push(format!("{:?}", ledger.thread(device(n))?));
            all.push(format!(
                "{:?}",
                crate::parcel::PostOffice::place(ledger, device(n))?
            ));
        }
        Ok(all.join("\n"))
    })
}

#[cfg(test)]
mod tests {
    use super::Backend;
    use crate::memory::MemoryArchive;

    struct Memory(MemoryArchive);

    impl Backend for Memory {
        type Archive = MemoryArchive;

        fn new() -> Self {
            Self(MemoryArchive::default())
        }

        fn connect(&self) -> MemoryArchive {
            self.0.clone()
        }
    }

    crate::contract_tests!(Memory);
}
