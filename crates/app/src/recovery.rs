//! When a passphrase is forgotten: a second way to the key, whose secret the office holds.
//!
//! The laptop draws 128 bits, wraps the data key under them, and leaves them with its office, encrypted to the office's
//! key. A clerk reads them out as 28 letters; the officer types them and chooses a new passphrase. What was used once is
//! replaced at the next sync; the old wrap goes when the office has the new secret. The office alone cannot open a
//! laptop (the wrap is only there), and the laptop alone cannot either (the secret is only inside what it opens).

use jemput_bundle::BoxPublic;
use jemput_domain::{
    audit::Deed,
    recovery::{Mistyped, RecoveryCode},
};
use jemput_store::{
    Store,
    keyring::{Cost, DataKey, WrappedKey},
};
use jemput_wire::{
    AppError,
    enrol::RecoveryLeft,
    session::{RecoverAccess, SessionState, SessionView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    App, alarm, bundle,
    error::{Error, Result, coded},
    keys::{Keys, check_passphrase},
    profile::Profile,
    session::Session,
    transport::{Identity, Transport},
};

/// A wrap under a recovery secret, in the key file.
#[derive(Serialize, Deserialize)]
pub(crate) struct RecoveryKey {
    id: Uuid,
    wrapped: WrappedKey,
}

/// The secret, inside the encrypted database.
#[derive(Serialize, Deserialize)]
struct Secret {
    id: Uuid,
    /// The how many-th.
    #[serde(default)]
    number: u32,
    /// Hex.
    code: String,
    /// The office has it; also after how many of its restores, since one may have lost it.
    told: Option<usize>,
    /// It opened the laptop once.
    used: bool,
}

const SECRET: &str = "recovery-secret";
/// One count for all: a wrong code says nothing of whose it was meant to be.
const TRIES: &str = "recovery";
const WRONG: &str = "recovery-wrong";

impl From<Mistyped> for Error {
    fn from(wrong: Mistyped) -> Self {
        match wrong {
            Mistyped::Length(count) => AppError::new("recovery-length").with("count", count),
            Mistyped::Letter(place) => AppError::new("recovery-letter").with("place", place),
            Mistyped::Place(place) => AppError::new("recovery-place").with("place", place),
            Mistyped::Somewhere => AppError::new("recovery-somewhere"),
        }
        .into()
    }
}

impl App {
    /// After a sync: leaves the recovery secret with the office, if it has not the newest one.
    pub(crate) fn leave_recovery(
        &self,
        session: &Session,
        store: &Store,
        transport: &Transport,
        identity: &Identity,
    ) -> Result<()> {
        let Some(office) = bundle::office_key(session, store)? else {
            return Ok(());
        };
        let Some(left) = self.recovery_to_leave(session, store, &office)? else {
            return Ok(());
        };
        let body = serde_json::to_vec(&left).map_err(|_| coded("internal"))?;
        let now_ms = self.time.now_ms();
        let answer = transport.exchange(identity, "/recovery", |_| Ok(body.clone()), now_ms)?;
        let heard: RecoveryLeft =
            serde_json::from_slice(&answer).map_err(|_| coded("server-rubbish"))?;
        if heard.id != left.id {
            return Err(coded("server-rubbish"));
        }
        self.recovery_is_left(store, left.id)
    }

    /// What the office is still to be told, by whatever way there is; nothing if it has the newest secret.
    pub(crate) fn recovery_to_leave(
        &self,
        session: &Session,
        store: &Store,
        office: &BoxPublic,
    ) -> Result<Option<RecoveryLeft>> {
        let known = store.setting::<Secret>(SECRET)?;
        let secret = match known {
            Some(secret) if !secret.used => secret,
            known => {
                let number = known.map_or(0, |known| known.number) + 1;
                self.draw_recovery(session, store, number)?
            }
        };
        if secret.told == Some(alarm::judged(store)?.len()) {
            return Ok(None);
        }
        let code = data_encoding::HEXLOWER
            .decode(secret.code.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| coded("internal"))?;
        Ok(Some(RecoveryLeft {
            id: secret.id,
            number: secret.number,
            sealed: data_encoding::BASE64.encode(&office.seal(&code)?),
        }))
    }

    /// The office has this secret. Only now the one before it goes: until here the office could read out no other.
    pub(crate) fn recovery_is_left(&self, store: &Store, id: Uuid) -> Result<()> {
        let known = store.setting::<Secret>(SECRET)?;
        let Some(mut secret) = known.filter(|secret| secret.id == id) else {
            return Ok(());
        };
        secret.told = Some(alarm::judged(store)?.len());
        store.set_setting(SECRET, &secret)?;
        let _one_at_a_time = self.key_files();
        let mut keys = Keys::load(&self.config.data)?;
        keys.recovery.retain(|wrap| wrap.id == id);
        keys.save(&self.config.data)
    }

    /// A fresh secret and its wrap; the wrap is on the disk before anybody hears of the secret.
    fn draw_recovery(&self, session: &Session, store: &Store, number: u32) -> Result<Secret> {
        let mut bytes = Zeroizing::new([0; 16]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|error| Error::because("internal", error))?;
        let id = Uuid::new_v4();
        let text = Zeroizing::new(RecoveryCode::from_bytes(*bytes).text());
        // 128 bits are not guessed, however cheap a try is.
        let wrapped = session.key.wrap_at(Cost::FLOOR, &text)?;
        {
            let _one_at_a_time = self.key_files();
            let mut keys = Keys::load(&self.config.data)?;
            keys.recovery.push(RecoveryKey { id, wrapped });
            keys.save(&self.config.data)?;
        }
        let secret = Secret {
            id,
            number,
            code: crate::transport::hex(bytes.as_slice()),
            told: None,
            used: false,
        };
        store.set_setting(SECRET, &secret)?;
        Ok(secret)
    }

    pub(crate) fn recover_access(&self, wish: RecoverAccess) -> Result<SessionView> {
        let profile = Profile::enrolled(&self.config.data)?;
        if profile.officers.iter().all(|here| here.id != wish.officer) {
            return Err(coded("officer-unknown"));
        }
        check_passphrase(&wish.passphrase)?;
        // What is mistyped is told with its place, and costs no try.
        let code = match self.arrived_code() {
            Some(code) if wish.code.trim().is_empty() => code,
            _ => read_code(&wish.code)?,
        };
        let keys = Keys::load(&self.config.data)?;
        self.about_to_try_code(&keys)?;
        let key = open_by_code(&keys, &code).ok_or_else(|| self.tried_wrongly(TRIES, WRONG))?;
        self.tried_rightly(TRIES);
        self.lost_has_passed()?;
        let unbound = self.put_wrap_by_code(wish.officer, &key, &wish.passphrase)?;
        self.tried_rightly(&wish.officer.to_string());
        self.forget_pin(wish.officer);
        self.forget_question();
        self.sign_in(wish.officer, key)?;
        self.recovery_was_used(unbound)
    }

    fn about_to_try_code(&self, keys: &Keys) -> Result<()> {
        if keys.recovery.is_empty() {
            return Err(coded("recovery-none"));
        }
        self.about_to_try(TRIES)
    }

    /// Whoever is signed in came in by the office's code: it is replaced at the next sync.
    pub(crate) fn recovery_was_used(&self, unbound: bool) -> Result<SessionView> {
        let session = self.session()?;
        {
            let store = session.store();
            if let Some(mut secret) = store.setting::<Secret>(SECRET)? {
                secret.used = true;
                store.set_setting(SECRET, &secret)?;
            }
        }
        if unbound {
            session.was_unbound();
            self.note_anyway(&session, Deed::Unbound, None, "recovery");
        }
        self.session_state(SessionState {})
    }
}

/// The data key by the code that the office read out, as [`read_code`] gives it.
fn open_by_code(keys: &Keys, code: &str) -> Option<DataKey> {
    let mut wraps = keys.recovery.iter();
    wraps.find_map(|wrap| wrap.wrapped.unwrap(code).ok())
}

/// What was typed, in the one form under which wraps lie.
fn read_code(typed: &str) -> Result<Zeroizing<String>> {
    Ok(Zeroizing::new(RecoveryCode::read(typed)?.text()))
}

/// The data key of a copy by the office's code. No tries are counted: there is no laptop yet, and 128 bits are not guessed.
pub(crate) fn key_of_copy(keys: &Keys, typed: &str) -> Result<DataKey> {
    let code = read_code(typed)?;
    if keys.recovery.is_empty() {
        return Err(coded("recovery-none"));
    }
    open_by_code(keys, &code).ok_or_else(|| coded(WRONG))
}
