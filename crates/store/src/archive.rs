//! The office's storage over SQLite.

use jemput_sync::Archive;
use rusqlite::TransactionBehavior;

use crate::{Result, Store, StoreError, ledger::Office};

impl Archive for Store {
    type Error = StoreError;
    type Ledger<'a> = Office<'a>;

    fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Office<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let done = work(&mut Office::new(&tx))?;
        tx.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    fn read<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Office<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // A snapshot of the database, while laptops go on writing; rolled back at its end.
        let tx = self.conn.transaction().map_err(StoreError::from)?;
        work(&mut Office::new(&tx))
    }

    fn set_server_id(&mut self, id: &str) -> Result<()> {
        Self::set_server_id(self, id)
    }

    fn set_durable(&mut self, seq: u64) -> Result<()> {
        Self::set_durable(self, seq)
    }
}

#[cfg(test)]
mod tests {
    use jemput_sync::contract::Backend;

    use crate::Store;

    /// An office's database file.
    struct File(tempfile::TempDir);

    impl Backend for File {
        type Archive = Store;

        fn new() -> Self {
            Self(tempfile::tempdir().expect("a folder"))
        }

        fn connect(&self) -> Store {
            Store::open_plain(&self.0.path().join("kantor.db")).expect("a database")
        }
    }

    jemput_sync::contract_tests!(File);
}
