//! Joining an office by its one-time code, over the network or ([`usb`]) by stick.
//!
//! Everything that the laptop made itself (database, key, key file) is on the disk before the office is asked, so
//! that an answer lost on a bad link costs nothing: asking again with the same code and key gives the same answer.

mod pending;
mod ticket;
mod usb;

use std::{path::Path, sync::Arc};

use ed25519_dalek::SigningKey;
use jemput_domain::id::OfficerId;
use jemput_store::{Store, keyring::DataKey};
use jemput_wire::{
    enrol::{EnrolAnswer, EnrolRequest},
    session::{Enrol, SessionState, SessionView},
};
use uuid::Uuid;

use crate::{
    App,
    error::{Error, Result, coded},
    keys::{Keys, OfficerKey, check_passphrase},
    profile::{Officer, Profile},
    session::{Membership, Session},
    transport::{Cancel, Transport, hex},
};

/// What a laptop has in its hands when the office's answer comes, by whichever way.
struct Joining {
    data_key: DataKey,
    store: Store,
    device_key: SigningKey,
    officer_name: String,
    /// Empty: only a stick leads to the office.
    server_url: String,
}

impl App {
    pub(crate) fn enrol(&self, wish: Enrol) -> Result<SessionView> {
        self.not_enrolled()?;
        check(&wish)?;
        let pin = ticket::pin(&wish)?;
        let transport = Transport::new(&wish.server_url, &self.time, Cancel::default())?;
        let (data_key, store) = self.prepare(&wish.passphrase)?;
        let device_key = pending::device_key(&store)?;
        let request = EnrolRequest {
            code: wish.code.trim().to_owned(),
            device_public_key: hex(device_key.verifying_key().as_bytes()),
            device_name: wish.device_name.trim().to_owned(),
            officer_name: wish.officer_name.trim().to_owned(),
        };
        // What this laptop was before must be over before it is something new.
        self.tell_retired()?;
        self.forget_retired()?;
        // Nothing of another office's answer is kept.
        let answer = transport.enrol(&request, pin.as_ref())?;
        let joining = Joining {
            data_key,
            store,
            device_key,
            officer_name: wish.officer_name.trim().to_owned(),
            server_url: transport.base().to_owned(),
        };
        let session = self.become_member(joining, answer)?;
        // Villages, signers and numbers come with the first sync. If it fails, the laptop is enrolled all the same
        // and the sync page says what is missing.
        if let Err(error) = self.sync.run_here(&session) {
            tracing::warn!(code = %error.view.code, "first sync after enrolment");
        }
        self.session_state(SessionState {})
    }

    /// The office has answered: from here on the laptop is one of its own, and a session is open.
    fn become_member(&self, joining: Joining, answer: EnrolAnswer) -> Result<Arc<Session>> {
        let mut store = joining.store;
        let officer = Officer {
            id: answer.officer,
            name: joining.officer_name,
        };
        let profile = Profile {
            device: answer.device,
            device_name: answer.device_name.clone(),
            server_url: joining.server_url,
            server_id: answer.server_id.clone(),
            office_key: answer.office_public_key.clone(),
            officers: vec![officer.clone()],
        };
        let membership = Membership::new(answer, &joining.device_key);
        membership.identity()?;
        membership.save(&mut store)?;
        self.own_key(officer.id)?;
        // The profile is last: a laptop with a profile has everything else.
        profile.save(&self.config.data)?;
        let session = Session::new(
            officer,
            profile,
            membership,
            self.database_path(),
            joining.data_key,
            store,
        );
        self.open_session(session.clone())?;
        Ok(session)
    }

    /// A database and its wrapped key; those of an unanswered try are used again.
    fn prepare(&self, passphrase: &str) -> Result<(DataKey, Store)> {
        let path = self.database_path();
        if let Ok(keys) = Keys::load(&self.config.data)
            && let Some(wrap) = keys.wraps.first()
            && path.exists()
        {
            return open(&path, wrap, passphrase);
        }
        let key = DataKey::generate()?;
        let wrapped = self.wrap(&key, passphrase)?;
        Keys {
            wraps: vec![OfficerKey {
                officer: OfficerId(Uuid::nil()),
                wrapped,
            }],
            ..Keys::default()
        }
        .save(&self.config.data)?;
        let store = Store::create(&path, &key)?;
        Ok((key, store))
    }

    fn not_enrolled(&self) -> Result<()> {
        match Profile::load(&self.config.data)? {
            Some(_) => Err(coded("enrolled-already")),
            None => Ok(()),
        }
    }

    /// Gives the wrap to the officer whom the office named.
    fn own_key(&self, officer: OfficerId) -> Result<()> {
        let mut keys = Keys::load(&self.config.data)?;
        for wrap in &mut keys.wraps {
            wrap.officer = officer;
        }
        keys.save(&self.config.data)
    }
}

/// The database of a try that was not answered.
fn open(path: &Path, wrap: &OfficerKey, passphrase: &str) -> Result<(DataKey, Store)> {
    let key = wrap
        .wrapped
        .unwrap(passphrase)
        .map_err(|error| Error::because("enrol-other-passphrase", error))?;
    let store = Store::open(path, &key)?;
    Ok((key, store))
}

fn check(wish: &Enrol) -> Result<()> {
    if wish.officer_name.trim().is_empty() {
        return Err(coded("officer-name-missing"));
    }
    if wish.code.trim().is_empty() {
        return Err(coded("enrol-code-missing"));
    }
    check_passphrase(&wish.passphrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(passphrase: &str) -> Enrol {
        Enrol {
            server_url: "http://127.0.0.1:9".to_owned(),
            code: "ABCDE-FGHJK".to_owned(),
            ticket: String::new(),
            device_name: String::new(),
            officer_name: "Budi Santosa".to_owned(),
            passphrase: passphrase.to_owned(),
        }
    }

    #[test]
    fn four_short_words_are_a_passphrase() {
        assert!(check(&wish("a b c d")).is_ok());
        assert_eq!(
            check(&wish("abc def")).unwrap_err().view.code,
            "passphrase-short"
        );
    }

    #[test]
    fn a_try_without_a_network_keeps_the_key_for_the_next_one() {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(crate::Config::in_folder(folder.path())).unwrap();
        assert_eq!(
            app.enrol(wish("empat kata yang panjang"))
                .unwrap_err()
                .view
                .code,
            "server-unreachable"
        );
        let (_, store) = app.prepare("empat kata yang panjang").unwrap();
        let first = pending::device_key(&store).unwrap();
        drop(store);
        let (_, store) = app.prepare("empat kata yang panjang").unwrap();
        let again = pending::device_key(&store).unwrap();
        assert_eq!(again.to_bytes(), first.to_bytes());
    }
}
