//! Signing in and out: between the two, the database is open and its key in memory.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use ed25519_dalek::{SigningKey, VerifyingKey};
use jemput_domain::{audit::Deed, date::Zone, village::VillageCode};
use jemput_store::{Author, Store, keyring::DataKey};
use jemput_wire::{
    enrol::EnrolAnswer,
    session::{OfficerCard, Phase, SessionState, SessionView},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    App,
    error::{Result, coded},
    profile::{Officer, Profile},
    transport::Identity,
};

/// An officer at work.
pub(crate) struct Session {
    pub(crate) officer: Officer,
    pub(crate) profile: Profile,
    pub(crate) membership: Membership,
    pub(crate) database: PathBuf,
    /// The background sync opens its own connection with it.
    pub(crate) key: DataKey,
    store: Mutex<Store>,
    /// The number blocks were compared with this machine's marks since the sign-in.
    numbers_ready: AtomicBool,
    /// Papers are printed for practice.
    practice: AtomicBool,
    /// It was opened in a way that took the binding to the computer away.
    unbound: AtomicBool,
}

/// What the office gave at enrolment, and the key that this laptop made: kept inside the database.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub(crate) answer: EnrolAnswer,
    /// Hex of the device's secret key.
    secret: Zeroizing<String>,
}

const MEMBERSHIP: &str = "membership";

impl Membership {
    pub(crate) fn new(answer: EnrolAnswer, key: &SigningKey) -> Self {
        Self {
            answer,
            secret: Zeroizing::new(crate::transport::hex(key.as_bytes())),
        }
    }

    pub(crate) fn load(store: &Store) -> Result<Option<Self>> {
        Ok(store.setting(MEMBERSHIP)?)
    }

    pub(crate) fn save(&self, store: &mut Store) -> Result<()> {
        Ok(store.set_setting(MEMBERSHIP, self)?)
    }

    pub(crate) fn device_key(&self) -> Result<SigningKey> {
        key_bytes(&self.secret).map(|bytes| SigningKey::from_bytes(&bytes))
    }

    pub(crate) fn identity(&self) -> Result<Identity> {
        Ok(Identity {
            device: self.answer.device,
            key: self.device_key()?,
            server_id: self.answer.server_id.clone(),
            office: public_key(&self.answer.office_public_key)?,
        })
    }

    /// Keys that the office signs certificates and lists with.
    pub(crate) fn seal_keys(&self) -> Vec<VerifyingKey> {
        self.answer
            .seal_keys
            .iter()
            .filter_map(|hex| public_key(hex).ok())
            .collect()
    }

    /// The village that is worked for.
    pub(crate) fn village(&self) -> Result<&VillageCode> {
        self.answer
            .villages
            .first()
            .ok_or_else(|| coded("village-missing"))
    }
}

fn key_bytes(hex: &str) -> Result<[u8; 32]> {
    data_encoding::HEXLOWER_PERMISSIVE
        .decode(hex.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| coded("membership-damaged"))
}

pub(crate) fn public_key(hex: &str) -> Result<VerifyingKey> {
    VerifyingKey::from_bytes(&key_bytes(hex)?).map_err(|_| coded("membership-damaged"))
}

impl Session {
    pub(crate) fn new(
        officer: Officer,
        profile: Profile,
        membership: Membership,
        database: PathBuf,
        key: DataKey,
        store: Store,
    ) -> Arc<Self> {
        Arc::new(Self {
            officer,
            profile,
            membership,
            database,
            key,
            store: Mutex::new(store),
            numbers_ready: AtomicBool::new(false),
            practice: AtomicBool::new(false),
            unbound: AtomicBool::new(false),
        })
    }

    /// Practises from now on, or ends it.
    pub(crate) fn practise(&self, on: bool) {
        self.practice.store(on, Ordering::SeqCst);
    }

    /// Whether papers are printed for practice.
    pub(crate) fn practises(&self) -> bool {
        self.practice.load(Ordering::SeqCst)
    }

    /// Remembers that the binding to the computer went with this sign-in.
    pub(crate) fn was_unbound(&self) {
        self.unbound.store(true, Ordering::SeqCst);
    }

    /// The officer's connection. A panic while it was held cannot have left half a change: writing is one transaction.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time zone of the village: dates on letters and years of numbers follow it, never the machine.
    pub(crate) fn zone(&self) -> Zone {
        self.membership
            .village()
            .map_or(Zone::Wib, |code| Zone::of_province(code.province()))
    }
}

impl App {
    /// The open session, or an error that the screen answers with the sign-in.
    pub(crate) fn session(&self) -> Result<Arc<Session>> {
        self.session_or_none().ok_or_else(|| coded("locked"))
    }

    pub(crate) fn session_or_none(&self) -> Option<Arc<Session>> {
        self.session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn open_session(&self, session: Arc<Session>) -> Result<()> {
        self.recall_time(&session)?;
        self.recall_pin(&session.store(), session.officer.id)?;
        self.forget_asked()?;
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
        self.stay_awake_for(None);
        self.guard();
        self.sync.resume();
        self.sync_soon();
        Ok(())
    }

    /// Forgets the session, and with it the key; why is told on the sign-in screen.
    pub(crate) fn close_session(&self, why: &str) {
        if let Some(session) = self.session_or_none() {
            self.note_anyway(&session, Deed::SignedOut, None, why);
        }
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.stay_awake_for(Some(why));
    }

    pub(crate) fn database_path(&self) -> PathBuf {
        self.config.data.join("jemput.db")
    }

    /// Compares the number blocks with this machine's marks, once since the sign-in.
    pub(crate) fn numbers_ready(&self, session: &Session) -> Result<()> {
        if !session.numbers_ready.load(Ordering::SeqCst) {
            self.reconcile_numbers(session)?;
            session.numbers_ready.store(true, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Who writes, on which laptop, at what time.
    pub(crate) fn author(&self, session: &Session) -> Author {
        let (wall_ms, clock) = self.time.stamp();
        Author {
            clock,
            ..Author::new(session.profile.device, session.officer.id, wall_ms)
        }
    }

    /// Today where the village is.
    pub(crate) fn today_in(&self, session: &Session) -> jemput_domain::date::Date {
        session.zone().local_date(self.time.now_ms())
    }

    pub(crate) fn session_state(&self, _: SessionState) -> Result<SessionView> {
        let look = self.appearance();
        let profile = Profile::load(&self.config.data)?;
        let session = self.session_or_none();
        let village = match &session {
            Some(session) => self
                .village_of(session)
                .ok()
                .map(|village| crate::words::village_card(&village)),
            None => None,
        };
        let unsent = match &session {
            Some(session) => session.store().unsent()?.changes,
            None => 0,
        };
        let zone = session.as_ref().map_or(Zone::Wib, |session| session.zone());
        Ok(SessionView {
            phase: match (&profile, &session) {
                (None, _) => Phase::NeedsEnrolment,
                (Some(_), None) => Phase::Locked,
                (Some(_), Some(_)) => Phase::Open,
            },
            officers: profile
                .iter()
                .flat_map(|profile| &profile.officers)
                .map(|officer| OfficerCard {
                    pin: self.pin_is_ready(officer.id),
                    ..officer.into()
                })
                .collect(),
            locked_why: self.locked_why(),
            unbound: session
                .as_ref()
                .is_some_and(|session| session.unbound.load(Ordering::SeqCst)),
            lost: self.lost_view()?,
            retired: if profile.is_none() {
                self.retired_when()?
            } else {
                String::new()
            },
            asked: if profile.is_none() {
                self.asked_view()?
            } else {
                None
            },
            officer: session.as_ref().map(|session| (&session.officer).into()),
            village,
            device_name: profile
                .map(|profile| profile.device_name)
                .unwrap_or_default(),
            clock: self.clock_view(zone),
            language: look.language,
            theme: look.theme,
            zoom: look.zoom,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            unsent,
            practice: session.as_ref().is_some_and(|session| session.practises()),
            proposed_server: self.config.proposed_server.clone(),
            proposed_code: self.config.proposed_code.clone(),
        })
    }
}
