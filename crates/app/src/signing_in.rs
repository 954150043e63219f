//! The ways in and out: passphrase, PIN, locking, logging out.

use std::sync::{MutexGuard, PoisonError};

use jemput_domain::{audit::Deed, id::OfficerId};
use jemput_store::{Store, keyring::DataKey};
use jemput_wire::{
    Done,
    officers::PassphraseChange,
    session::{Lock, LogOut, SessionState, SessionView, Unlock},
};

use crate::{
    App,
    error::{Result, coded},
    keys::{Keys, check_passphrase},
    profile::Profile,
    session::{Membership, Session},
};

impl App {
    /// Key file and profile are changed by one at a time.
    pub(crate) fn key_files(&self) -> MutexGuard<'_, ()> {
        self.key_files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn unlock(&self, wish: Unlock) -> Result<SessionView> {
        let key = self.key_by_passphrase(wish.officer, &wish.passphrase)?;
        self.forget_pin(wish.officer);
        self.sign_in(wish.officer, key)
    }

    /// The data key by an officer's passphrase; wrong ones are counted.
    pub(crate) fn key_by_passphrase(
        &self,
        officer: OfficerId,
        passphrase: &str,
    ) -> Result<DataKey> {
        self.not_lost()?;
        let profile = Profile::enrolled(&self.config.data)?;
        let keys = Keys::load(&self.config.data)?;
        // Before the try is counted: a keystore that fails is no wrong passphrase.
        let wrapped = self.way_in(&keys, &profile, officer)?;
        let name = officer.to_string();
        self.about_to_try(&name)?;
        let key = wrapped
            .unwrap(passphrase)
            .map_err(|_| self.tried_wrongly(&name, "passphrase-wrong"))?;
        self.tried_rightly(&name);
        if wrapped.cost().is_below_floor()
            && let Err(error) = self.put_wrap(officer, &key, passphrase)
        {
            // The old one opens all the same; the next sign-in tries again.
            tracing::warn!(code = %error.view.code, "a key was not wrapped anew");
        }
        Ok(key)
    }

    /// Opens the database and a session for an officer whose key it is.
    pub(crate) fn sign_in(&self, officer: OfficerId, key: DataKey) -> Result<SessionView> {
        // Asked again here: a notice may have come while somebody was typing.
        self.not_lost()?;
        let mut profile = Profile::enrolled(&self.config.data)?;
        let officer = profile
            .officers
            .iter()
            .find(|known| known.id == officer)
            .cloned()
            .ok_or_else(|| coded("officer-unknown"))?;
        let database = self.database_path();
        let store = Store::open(&database, &key)?;
        let membership = Membership::load(&store)?.ok_or_else(|| coded("membership-damaged"))?;
        if profile.office_key != membership.answer.office_public_key {
            // A laptop of before; nothing else needs it, so a full disk shuts nobody out.
            profile.office_key = membership.answer.office_public_key.clone();
            let _one_at_a_time = self.key_files();
            if let Err(error) = profile.save(&self.config.data) {
                tracing::warn!(code = %error.view.code, "the office's key was not written beside the database");
            }
        }
        let session = Session::new(officer, profile, membership, database, key, store);
        // Whether the clock can be believed is known only with what the database remembers.
        self.recall_time(&session)?;
        self.may_sign_in(&session)?;
        self.open_session(session)?;
        let session = self.session()?;
        let wrong = self.take_wrong();
        if wrong > 0 {
            self.note_anyway(&session, Deed::Refused, None, &wrong.to_string());
        }
        self.note_anyway(&session, Deed::SignedIn, None, "");
        match self.numbers_ready(&session) {
            // Work can be looked at all the same; no letter is printed before it was done.
            Err(error) if error.view.code == "disk-full" => {
                tracing::warn!("no room to compare the number blocks with this machine's marks");
            }
            done => done?,
        }
        self.session_state(SessionState {})
    }

    pub(crate) fn lock(&self, _: Lock) -> Result<SessionView> {
        self.lock_because("");
        self.session_state(SessionState {})
    }

    pub(crate) fn log_out(&self, _: LogOut) -> Result<SessionView> {
        if let Some(session) = self.session_or_none() {
            self.forget_pin(session.officer.id);
        }
        self.lock_because("");
        self.session_state(SessionState {})
    }

    /// Stops the sync, closes the database and forgets the key; `why` is told on the sign-in screen.
    pub(crate) fn lock_because(&self, why: &str) {
        self.sync.stop();
        self.close_session(why);
    }

    pub(crate) fn passphrase_change(&self, wish: PassphraseChange) -> Result<Done> {
        let session = self.session()?;
        check_passphrase(&wish.new)?;
        // Asked for although the session is open: somebody else may stand before it.
        let key = self.key_by_passphrase(session.officer.id, &wish.old)?;
        self.put_wrap(session.officer.id, &key, &wish.new)?;
        Ok(Done {})
    }
}
