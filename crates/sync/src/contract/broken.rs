//! Storages that break a promise: its test must find each of them.

use std::convert::Infallible;

use super::Backend;
use crate::{
    Archive,
    memory::{MemoryArchive, MemoryOffice},
};

/// What is wrong with a storage.
trait Fault: Send + 'static {
    /// Done to what a piece of work has left, before it becomes visible.
    fn spoil(_: &mut MemoryOffice) {}
    /// Work stays also after an error.
    const KEEPS_FAILED: bool = false;
    /// Readers see what is not finished.
    const READS_LIVE: bool = false;
    /// Writers do not wait for each other: the one who is ready last wins.
    const NO_TURNS: bool = false;
}

struct Broken<F>(MemoryArchive, std::marker::PhantomData<F>);

impl<F: Fault> Backend for Broken<F> {
    type Archive = Self;

    fn new() -> Self {
        Self(MemoryArchive::default(), std::marker::PhantomData)
    }

    fn connect(&self) -> Self {
        Self(self.0.clone(), std::marker::PhantomData)
    }
}

impl<F: Fault> Archive for Broken<F> {
    type Error = Infallible;
    type Ledger<'a> = MemoryOffice;

    fn write<T, E: From<Infallible>>(
        &mut self,
        work: impl FnOnce(&mut MemoryOffice) -> Result<T, E>,
    ) -> Result<T, E> {
        if F::NO_TURNS {
            let (done, draft) = self.0.read::<_, E>(|office| {
                let done = work(office)?;
                Ok((done, office.clone()))
            })?;
            std::thread::yield_now();
            return self.0.write(|office| {
                *office = draft;
                Ok(done)
            });
        }
        let mut failed = None;
        let done = self.0.write::<_, E>(|office| {
            let done = work(office);
            F::spoil(office);
            match done {
                Ok(done) => Ok(Some(done)),
                Err(error) if F::KEEPS_FAILED => {
                    failed = Some(error);
                    Ok(None)
                }
                Err(error) => Err(error),
            }
        })?;
        match (done, failed) {
            (Some(done), _) => Ok(done),
            (None, Some(error)) => Err(error),
            (None, None) => unreachable!("one of both"),
        }
    }

    fn read<T, E: From<Infallible>>(
        &mut self,
        work: impl FnOnce(&mut MemoryOffice) -> Result<T, E>,
    ) -> Result<T, E> {
        if F::READS_LIVE {
            // As a storage does that keeps what is written while reading.
            return self.0.write(work);
        }
        self.0.read(work)
    }

    fn set_server_id(&mut self, id: &str) -> Result<(), Infallible> {
        self.0.set_server_id(id)
    }

    fn set_durable(&mut self, seq: u64) -> Result<(), Infallible> {
        self.0.set_durable(seq)
    }
}

/// A storage with one fault, and the promises whose tests must fail on it.
macro_rules! must_fail {
    ($($name:ident { $($body:tt)* } [ $($test:ident: $promise:ident,)+ ])*) => {
        $(
            struct $name;
            impl Fault for $name { $($body)* }
            $(
                #[test]
                #[should_panic]
                fn $test() {
                    super::$promise::<Broken<$name>>();
                }
            )+
        )*
    };
}

must_fail! {
    KeepsFailed { const KEEPS_FAILED: bool = true; } [
        work_that_failed_and_stays_is_found: an_error_in_the_middle_of_the_work_leaves_nothing_of_it,
    ]
    ReadsLive { const READS_LIVE: bool = true; } [
        writing_while_reading_is_found: what_is_written_while_reading_does_not_stay,
    ]
    NoTurns { const NO_TURNS: bool = true; } [
        writers_that_do_not_wait_are_found: writers_on_many_connections_lose_nothing_of_each_other,
        rows_that_others_overwrite_are_found: no_row_is_delivered_before_one_with_a_lower_number,
    ]
    LosesThreads { fn spoil(office: &mut MemoryOffice) { *office = rebuilt(office); } } [
        lost_turns_and_feed_are_found: turns_and_places_are_kept_laptop_by_laptop,
        a_feed_that_is_lost_is_found: a_scope_shows_only_what_came_after_its_own_number,
        answers_that_differ_are_found: the_same_turns_get_the_same_answers_as_in_memory,
    ]
    CutsBytes { fn spoil(office: &mut MemoryOffice) {
        for entry in &mut office.log { entry.bytes.truncate(60_000); }
    } } [
        bytes_that_are_cut_are_found: ids_times_and_bytes_of_any_size_come_back_as_they_were,
    ]
    SignedIds { fn spoil(office: &mut MemoryOffice) {
        for entry in &mut office.log { entry.id.session &= u64::MAX >> 1; }
    } } [
        ids_without_their_first_bit_are_found: ids_times_and_bytes_of_any_size_come_back_as_they_were,
    ]
    KeepsErased { fn spoil(office: &mut MemoryOffice) {
        for entry in &mut office.log { if entry.erased { entry.bytes = b"Sri Waluyo".to_vec(); } }
    } } [
        erased_bytes_that_stay_are_found: erased_bytes_are_gone_and_everything_else_stays,
    ]
    OtherDigest { fn spoil(office: &mut MemoryOffice) {
        if let Some(entry) = office.log.get_mut(17) { entry.digest.0[0] ^= 1; }
    } } [
        a_broken_chain_is_found: numbers_have_no_gap_and_the_running_digest_links_every_entry,
    ]
    LosesValues { fn spoil(office: &mut MemoryOffice) {
        for state in office.records.values_mut() {
            for field in state.fields.values_mut() { field.alive.retain(|_, alive| !alive.value.is_null()); }
        }
    } } [
        lost_values_are_found: states_come_back_as_they_were_whatever_is_in_them,
    ]
    LosesRecords { fn spoil(office: &mut MemoryOffice) { office.records.remove(&super::record(1)); } } [
        a_record_that_is_lost_is_found: states_come_back_as_they_were_whatever_is_in_them,
    ]
}

/// The same office without what is only kept beside log and records.
fn rebuilt(office: &MemoryOffice) -> MemoryOffice {
    let mut other = MemoryOffice::new(&office.server_id);
    other.log.clone_from(&office.log);
    other.records.clone_from(&office.records);
    other
}
