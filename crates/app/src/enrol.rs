//! Joining an office by its one-time code.
//!
//! Everything that the laptop made itself (database, key, key file) is on the disk before the office is asked, so
//! that an answer lost on a bad link costs nothing: asking again with the same code and key gives the same answer.

use ed25519_dalek::{SigningKey, VerifyingKey};
use jemput_domain::{date::Zone, id::OfficerId};
use jemput_store::{Store, keyring::DataKey};
use jemput_wire::{
    enrol::EnrolRequest,
    session::{Enrol, SessionState, SessionView, TicketRead, TicketView},
    ticket::{BadTicket, Ticket},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App,
    error::{Error, Result, coded},
    keys::{Keys, OfficerKey, check_passphrase},
    profile::{Officer, Profile},
    seal_scan::text_on,
    session::{Membership, Session},
    transport::{Cancel, Transport, hex},
    words,
};

/// What is kept of an enrolment that has not been answered yet.
#[derive(Serialize, Deserialize)]
struct Pending {
    secret: String,
}

const PENDING: &str = "pending-enrolment";

impl App {
    pub(crate) fn enrol(&self, wish: Enrol) -> Result<SessionView> {
        if Profile::load(&self.config.data)?.is_some() {
            return Err(coded("enrolled-already"));
        }
        check(&wish)?;
        let pin = pin(&wish)?;
        let transport = Transport::new(&wish.server_url, &self.time, Cancel::default())?;
        let (data_key, mut store) = self.prepare(&wish.passphrase)?;
        let device_key = device_key(&mut store)?;
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
        let officer = Officer {
            id: answer.officer,
            name: wish.officer_name.trim().to_owned(),
        };
        let profile = Profile {
            device: answer.device,
            device_name: answer.device_name.clone(),
            server_url: transport.base().to_owned(),
            server_id: answer.server_id.clone(),
            office_key: answer.office_public_key.clone(),
            officers: vec![officer.clone()],
        };
        let membership = Membership::new(answer, &device_key);
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
            data_key,
            store,
        );
        self.open_session(session.clone())?;
        // Villages, signers and numbers come with the first sync. If it fails, the laptop is enrolled all the same
        // and the sync page says what is missing.
        if let Err(error) = self.sync.run_here(&session) {
            tracing::warn!(code = %error.view.code, "first sync after enrolment");
        }
        self.session_state(SessionState {})
    }

    /// A database and its wrapped key; those of an unanswered try are used again.
    fn prepare(&self, passphrase: &str) -> Result<(DataKey, Store)> {
        let path = self.database_path();
        if let Ok(keys) = Keys::load(&self.config.data)
            && let Some(wrap) = keys.wraps.first()
            && path.exists()
        {
            let key = wrap
                .wrapped
                .unwrap(passphrase)
                .map_err(|error| Error::because("enrol-other-passphrase", error))?;
            let store = Store::open(&path, &key)?;
            return Ok((key, store));
        }
        let key = DataKey::generate()?;
        let wrapped = self.wrap(&key, passphrase)?;
        Keys {
            wraps: vec![OfficerKey {
                officer: OfficerId(Uuid::nil()),
                wrapped,
            }],
            recovery: Vec::new(),
        }
        .save(&self.config.data)?;
        let store = Store::create(&path, &key)?;
        Ok((key, store))
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

impl App {
    pub(crate) fn ticket_read(&self, wish: TicketRead) -> Result<TicketView> {
        let text = if wish.text.trim().is_empty() {
            text_on(&wish.picture)?
        } else {
            wish.text
        };
        let ticket = read(&text)?;
        let zone = Zone::Wib;
        Ok(TicketView {
            valid_until: format!(
                "{} {}",
                words::moment(zone, ticket.valid_until.saturating_mul(1000)),
                zone.label()
            ),
            ticket: ticket.write(),
            server_url: ticket.server_url,
            code: ticket.code,
        })
    }
}

fn read(text: &str) -> Result<Ticket> {
    Ticket::read(text).map_err(|bad| coded(bad.code()))
}

/// The key that the office must have; none where its code was typed.
fn pin(wish: &Enrol) -> Result<Option<VerifyingKey>> {
    if wish.ticket.trim().is_empty() {
        return Ok(None);
    }
    let key = VerifyingKey::from_bytes(&read(&wish.ticket)?.office_key);
    key.map(Some).map_err(|_| coded(BadTicket::Damaged.code()))
}

fn device_key(store: &mut Store) -> Result<SigningKey> {
    if let Some(Pending { secret }) = store.setting(PENDING)?
        && let Some(bytes) = data_encoding::HEXLOWER
            .decode(secret.as_bytes())
            .ok()
            .and_then(|b| b.try_into().ok())
    {
        return Ok(SigningKey::from_bytes(&bytes));
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::because("internal", error))?;
    store.set_setting(
        PENDING,
        &Pending {
            secret: hex(&bytes),
        },
    )?;
    Ok(SigningKey::from_bytes(&bytes))
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
        let (_, mut store) = app.prepare("empat kata yang panjang").unwrap();
        let first = device_key(&mut store).unwrap();
        drop(store);
        let (_, mut store) = app.prepare("empat kata yang panjang").unwrap();
        assert_eq!(device_key(&mut store).unwrap().to_bytes(), first.to_bytes());
    }
}
