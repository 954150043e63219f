//! Who looked, printed, saved, came and went on this laptop, for the office's audit.
//!
//! Notes wait in the encrypted database and go with the sync: not each by itself, since the link is slow, but when the
//! oldest has waited for a while or there are many. The same goes for bundles.

use jemput_domain::audit::{Deed, Entry};
use jemput_store::Store;
use uuid::Uuid;

use crate::{App, error::Result, session::Session};

/// The oldest note waits so long, while there is a link.
const LONGEST_MS: i64 = 60 * 60 * 1000;
/// And no more than so many.
const MOST: u64 = 100;

impl App {
    /// Notes what the officer did; what must not happen unnoted waits for this.
    pub(crate) fn note(
        &self,
        session: &Session,
        deed: Deed,
        of: Option<Uuid>,
        text: &str,
    ) -> Result<()> {
        let entry = Entry {
            who: session.officer.id.0,
            deed,
            of: of.unwrap_or_default(),
            at_ms: self.time.now_ms(),
            note: text.to_owned(),
        };
        Ok(session.store().note(&entry)?)
    }

    /// The same where it stops nobody: on a full disk an officer can look, come and go all the same.
    pub(crate) fn note_anyway(&self, session: &Session, deed: Deed, of: Option<Uuid>, text: &str) {
        if let Err(error) = self.note(session, deed, of, text) {
            tracing::warn!(code = %error.view.code, deed = deed.code(), "a deed was not noted");
        }
    }

    /// Notes become unsent changes, if it is time; whether there were any.
    pub(crate) fn send_notes_if_due(&self, session: &Session, store: &mut Store) -> Result<bool> {
        let (count, oldest) = store.notes_waiting()?;
        // Also when the clock was set back meanwhile.
        let waited = oldest.map_or(0, |at| (self.time.now_ms() - at).abs());
        if count < MOST && waited < LONGEST_MS {
            return Ok(false);
        }
        Ok(store.send_notes(&self.author(session))? > 0)
    }
}
