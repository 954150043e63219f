//! Writes down who saw, exported, came and went at the office. Laptops write the same for themselves.

use anyhow::Result;
use jemput_domain::audit::{AUDIT, Deed, Entry};
use jemput_store::StoreError;
use jemput_sync::OFFICE_SCOPE;
use uuid::Uuid;

use crate::{fault, office::Office};

impl Office {
    /// Notes a deed of a clerk. Whatever was done waits for this: what cannot be noted is not shown.
    pub(crate) fn note(
        &self,
        account: &str,
        deed: Deed,
        of: Option<Uuid>,
        note: &str,
    ) -> Result<()> {
        let entry = Entry {
            who: if account.is_empty() {
                Uuid::nil()
            } else {
                self.clerk(account)
            },
            deed,
            of: of.unwrap_or_default(),
            at_ms: self.now_ms(),
            note: note.to_owned(),
        };
        let records = self.records();
        let id = entry.id(records.office());
        records.write(entry.who, entry.at_ms, |tx| -> Result<(), StoreError> {
            if tx.record(id)?.is_none() {
                tx.create(id, AUDIT, entry.fields(OFFICE_SCOPE))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// A clerk looked at a record.
    pub(crate) fn note_look(&self, account: &str, record: &str) -> fault::Result<()> {
        Ok(self.note(account, Deed::Saw, record.parse().ok(), "")?)
    }

    /// A clerk saved a file.
    pub(crate) fn note_export(&self, account: &str, file: &str) -> fault::Result<()> {
        Ok(self.note(account, Deed::Exported, None, file)?)
    }
}
