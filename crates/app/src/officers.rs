//! Several officers on one laptop.
//!
//! The office says who works in which village (`officer` records). Whoever is signed in takes another one in on the
//! spot: that officer chooses a passphrase, and the data key is wrapped once more. When the office ends somebody's
//! service, the laptop deletes that wrap at the next sync. The last way in is never deleted: it would take unsent work
//! with it; a successor is taken in first. All that an officer wrote stays under that officer's name.

use jemput_domain::{id::OfficerId, officer::Officer as Rights};
use jemput_store::{Record, Store};
use jemput_sync::SCOPE;
use jemput_wire::{
    officers::{GoneOfficer, OfficerAdd, OfficerList, OfficersView},
    session::OfficerCard,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    keys::{Keys, check_passphrase},
    profile::{Officer, Profile},
    session::Session,
};

/// Kind of the office's records.
const OFFICER: &str = "officer";
/// Kind of the record that says who could sign in on which laptop, from when to when.
const HERE: &str = "laptop_officer";
/// The setting that remembers whose way in was deleted.
const GONE: &str = "officers-gone";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Gone {
    id: OfficerId,
    name: String,
}

fn rights_of(record: &Record) -> Option<Rights> {
    (record.kind == OFFICER).then(|| record.to().ok())?
}

fn rights(store: &Store, officer: OfficerId) -> Result<Option<Rights>> {
    Ok(store.record(officer.0)?.as_ref().and_then(rights_of))
}

/// The record of one officer's time on one laptop.
fn here_id(session: &Session, officer: OfficerId) -> Uuid {
    Uuid::new_v5(&session.profile.device.0, officer.0.as_bytes())
}

impl App {
    /// Whether the office still lets an officer work. One of whom it has said nothing (it enrolled the laptop before it
    /// could) works on.
    fn serves(&self, session: &Session, store: &Store, officer: OfficerId) -> Result<bool> {
        let today = self.today_in(session);
        Ok(rights(store, officer)?.is_none_or(|rights| rights.serves_on(today)))
    }

    /// A service that has ended is refused also before the next sync, but only by a clock that can be believed, and
    /// never to the last one who could still open the laptop.
    pub(crate) fn may_sign_in(&self, session: &Session) -> Result<()> {
        let store = session.store();
        if self.time.doubt().is_some() || self.serves(session, &store, session.officer.id)? {
            return Ok(());
        }
        for other in &session.profile.officers {
            if self.serves(session, &store, other.id)? {
                return Err(coded("officer-ended"));
            }
        }
        Ok(())
    }

    /// Those of the profile who have a way in: a laptop that was lost, or whose binding was dropped, keeps names without.
    fn with_way_in(&self, profile: &Profile) -> Result<Vec<Officer>> {
        let keys = Keys::load(&self.config.data)?;
        let mut here = profile.officers.clone();
        here.retain(|officer| keys.has(officer.id));
        Ok(here)
    }

    /// Officers whom the office named for a village of this laptop, and who cannot sign in here now.
    fn candidates(&self, session: &Session, here: &[Officer]) -> Result<Vec<OfficerCard>> {
        let today = self.today_in(session);
        let mut cards: Vec<OfficerCard> = session
            .store()
            .records(OFFICER)?
            .iter()
            .filter(|record| here.iter().all(|officer| officer.id.0 != record.id))
            .filter(|record| {
                let scopes = record.state.scopes();
                scopes.iter().any(|scope| scope.starts_with("village:"))
            })
            .filter_map(|record| {
                let rights = rights_of(record).filter(|rights| rights.serves_on(today))?;
                Some(OfficerCard {
                    id: OfficerId(record.id),
                    name: rights.name,
                    pin: false,
                })
            })
            .collect();
        cards.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(cards)
    }

    pub(crate) fn officer_list(&self, _: OfficerList) -> Result<OfficersView> {
        let session = self.session()?;
        let profile = Profile::enrolled(&self.config.data)?;
        let here = self.with_way_in(&profile)?;
        let others = self.candidates(&session, &here)?;
        let store = session.store();
        let gone: Vec<Gone> = store.setting(GONE)?.unwrap_or_default();
        let gone = gone
            .into_iter()
            .filter(|gone| profile.officers.iter().all(|here| here.id != gone.id))
            .map(|gone| {
                Ok(GoneOfficer {
                    drafts: self.drafts_of(&store, gone.id)?,
                    name: gone.name,
                })
            })
            .collect::<Result<_>>()?;
        Ok(OfficersView {
            here: here.iter().map(Into::into).collect(),
            others,
            gone,
            pin: self.has_pin(&store, session.officer.id)?,
            lock_minutes: self.appearance().lock_minutes,
        })
    }

    pub(crate) fn officer_add(&self, wish: OfficerAdd) -> Result<OfficersView> {
        let session = self.session()?;
        let mut profile = Profile::enrolled(&self.config.data)?;
        let here = self.with_way_in(&profile)?;
        if here.iter().any(|here| here.id == wish.officer) {
            return Err(coded("officer-here"));
        }
        let card = self
            .candidates(&session, &here)?
            .into_iter()
            .find(|card| card.id == wish.officer)
            .ok_or_else(|| coded("officer-not-named"))?;
        check_passphrase(&wish.passphrase)?;
        // Before the office is told anything.
        self.may_wrap(&session)?;
        let fields = [
            ("officer_name", json!(card.name)),
            ("added_by", json!(session.officer.id)),
            ("added_at", json!(self.time.now_ms())),
            ("removed_at", Value::Null),
        ];
        self.tell_of_officer(&session, &mut session.store(), card.id, fields)?;
        // The key first: a name without a way in would be a wall.
        self.put_wrap(card.id, &session.key, &wish.passphrase)?;
        {
            let _one_at_a_time = self.key_files();
            profile.officers.retain(|known| known.id != card.id);
            profile.officers.push(Officer {
                id: card.id,
                name: card.name,
            });
            profile.save(&self.config.data)?;
        }
        self.officer_list(OfficerList {})
    }

    /// Tells the office who can sign in here.
    fn tell_of_officer<const N: usize>(
        &self,
        session: &Session,
        store: &mut Store,
        officer: OfficerId,
        fields: [(&str, Value); N],
    ) -> Result<()> {
        let device = session.profile.device;
        let mut all = Map::from_iter([
            // A laptop writes into its villages only.
            (
                SCOPE.to_owned(),
                json!(session.membership.village()?.scope()),
            ),
            ("device".to_owned(), json!(device)),
            ("officer".to_owned(), json!(officer)),
        ]);
        all.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        let id = here_id(session, officer);
        store.transact(&self.author(session), |tx| -> Result<()> {
            if tx.record(id)?.is_none() {
                all.retain(|_, value| !value.is_null());
                return Ok(tx.create(id, HERE, all)?);
            }
            for (name, value) in all {
                tx.edit_value(id, &name, value)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// After a sync: deletes the way in of officers whose service the office has ended.
    pub(crate) fn part_with_officers(&self, session: &Session, store: &mut Store) -> Result<()> {
        let _one_at_a_time = self.key_files();
        let mut profile = Profile::enrolled(&self.config.data)?;
        let mut ended = Vec::new();
        for officer in &profile.officers {
            if !self.serves(session, store, officer.id)? {
                ended.push(officer.clone());
            }
        }
        if ended.is_empty() {
            return Ok(());
        }
        if ended.len() == profile.officers.len() {
            tracing::warn!("the only officers of this laptop serve no longer; their way in stays");
            return Ok(());
        }
        // Told first: a run that is cut off here does all of it again.
        for officer in &ended {
            let fields = [
                ("officer_name", json!(officer.name)),
                ("removed_at", json!(self.time.now_ms())),
            ];
            self.tell_of_officer(session, store, officer.id, fields)?;
        }
        let mut keys = Keys::load(&self.config.data)?;
        let mut gone: Vec<Gone> = store.setting(GONE)?.unwrap_or_default();
        for officer in &ended {
            keys.remove(officer.id);
            profile.officers.retain(|here| here.id != officer.id);
            gone.retain(|before| before.id != officer.id);
            gone.push(Gone {
                id: officer.id,
                name: officer.name.clone(),
            });
            self.forget_pin(officer.id);
            tracing::info!(officer = %officer.id, "an officer's way in was deleted: the service has ended");
        }
        store.set_setting(GONE, &gone)?;
        // The key first: a name that is left over is taken away at the next sync, a key would stay.
        keys.save(&self.config.data)?;
        profile.save(&self.config.data)?;
        Ok(())
    }

    /// After a run: the officer at work may have been the one whose service ended.
    pub(crate) fn lock_if_ended(&self, session: &Session) {
        let here = Profile::load(&self.config.data).ok().flatten();
        let gone = here.is_some_and(|profile| {
            profile
                .officers
                .iter()
                .all(|officer| officer.id != session.officer.id)
        });
        let at_work = self.session_or_none();
        if gone && at_work.is_some_and(|now| now.officer.id == session.officer.id) {
            self.sync.end();
            self.close_session("ended");
        }
    }
}
