//! Several connections to one office in memory.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::MemoryOffice;
use crate::Archive;

/// A connection; clones lead to the same office.
#[derive(Debug, Clone, Default)]
pub struct MemoryArchive {
    /// What is visible.
    office: Arc<Mutex<MemoryOffice>>,
    /// Who writes.
    turn: Arc<Mutex<()>>,
}

impl MemoryArchive {
    fn office(&self) -> MutexGuard<'_, MemoryOffice> {
        self.office.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Archive for MemoryArchive {
    type Error = Infallible;
    type Ledger<'a> = MemoryOffice;

    fn write<T, E: From<Infallible>>(
        &mut self,
        work: impl FnOnce(&mut MemoryOffice) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut draft = self.office().clone();
        let done = work(&mut draft)?;
        *self.office() = draft;
        Ok(done)
    }

    fn read<T, E: From<Infallible>>(
        &mut self,
        work: impl FnOnce(&mut MemoryOffice) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut moment = self.office().clone();
        work(&mut moment)
    }

    fn set_server_id(&mut self, id: &str) -> Result<(), Infallible> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        id.clone_into(&mut self.office().server_id);
        Ok(())
    }

    fn set_durable(&mut self, seq: u64) -> Result<(), Infallible> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.office().durable = seq;
        Ok(())
    }
}
