//! The office's storage as a whole: what a database must do to carry an office.
//!
//! Three traits, and nothing else of the sync touches a database: [`crate::Ledger`] (log, feed, states, sums, turns),
//! [`PostOffice`] (where laptops stand, for parcels), and [`Archive`], which opens their transactions. What they promise
//! is written as tests once, in `contract`, for every implementation. Attached files, laptops with their keys, nonces
//! and the console's accounts are kept elsewhere.

use crate::parcel::PostOffice;

/// A connection to an office's storage. Several may be open at once.
pub trait Archive {
    /// What can go wrong.
    type Error;
    /// One transaction.
    type Ledger<'a>: PostOffice<Error = Self::Error>;

    /// Work that writes. There is one writer at a time over all connections, so that numbers become visible in the
    /// order in which they are given: whoever comes second waits, and sees what the first one wrote. All of the work
    /// stays once this returns `Ok`, also through a power cut; nothing of it after an error, its own or the storage's.
    ///
    /// # Errors
    /// Those of the work and of the storage.
    fn write<T, E: From<Self::Error>>(
        &mut self,
        work: impl FnOnce(&mut Self::Ledger<'_>) -> Result<T, E>,
    ) -> Result<T, E>;

    /// Work that only reads: it sees one moment, however long it takes, and holds up no writer. What it writes all the
    /// same does not stay.
    ///
    /// # Errors
    /// Those of the work and of the storage.
    fn read<T, E: From<Self::Error>>(
        &mut self,
        work: impl FnOnce(&mut Self::Ledger<'_>) -> Result<T, E>,
    ) -> Result<T, E>;

    /// The office's own id, part of every answer.
    ///
    /// # Errors
    /// Those of the storage.
    fn set_server_id(&mut self, id: &str) -> Result<(), Self::Error>;

    /// A checked backup outside the machine holds the log up to here.
    ///
    /// # Errors
    /// Those of the storage.
    fn set_durable(&mut self, seq: u64) -> Result<(), Self::Error>;
}
