//! Registering and correcting a resident: checked while typing, kept while typing, saved as one change.

use std::collections::BTreeMap;

use jemput_domain::{
    date,
    finding::{Finding, codes},
    id::{HouseholdId, ResidentId},
    resident::{self, Resident},
};
use jemput_wire::{
    AppError, Base,
    resident::{CheckView, FormView, ResidentCheck, ResidentForm, ResidentSave, ResidentSaved},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{App, error::Result, regions::regions, residents::errors, session::Session};

/// Field of the day on which a person agreed to what rests on consent.
pub(crate) const CONSENT: &str = "extras_consent";
/// What a ticked box says in its place.
const AGREED: &str = "ya";

/// An unsaved form.
#[derive(Serialize, Deserialize)]
struct Unsaved {
    values: BTreeMap<String, String>,
    base: Base,
}

fn key(session: &Session, id: Option<ResidentId>) -> String {
    let whom = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    format!("resident:{}:{whom}", session.officer.id)
}

impl App {
    pub(crate) fn resident_form(&self, wish: ResidentForm) -> Result<FormView> {
        let session = self.session()?;
        if let Some(stored) = session.store().draft::<Unsaved>(&key(&session, wish.id))?
            && !stored.discarded
            && wish.household_of.is_none()
        {
            return Ok(FormView {
                id: wish.id,
                values: stored.value.values,
                base: stored.value.base,
                restored: true,
            });
        }
        let (resident, base) = match (wish.id, wish.household_of) {
            (Some(id), _) => {
                let record = self.resident_record(&session, id)?;
                (record.to()?, Base(record.base()))
            }
            (None, Some(relative)) => {
                let relative: Resident = self.resident_record(&session, relative)?.to()?;
                (relative.new_member(), Base::default())
            }
            (None, None) => (Resident::default(), Base::default()),
        };
        Ok(FormView {
            id: wish.id,
            values: resident.form_values(),
            base,
            restored: false,
        })
    }

    pub(crate) fn resident_check(&self, wish: ResidentCheck) -> Result<CheckView> {
        let session = self.session()?;
        let (resident, findings) = self.read_form(&session, wish.id, &wish.values)?;
        let base = self.base_of(&session, wish.id)?;
        let unsaved = Unsaved {
            values: wish.values,
            base,
        };
        session
            .store()
            .save_draft(&key(&session, wish.id), &unsaved, self.time.now_ms())?;
        Ok(CheckView {
            findings,
            duplicates: self.duplicates_of(&session, wish.id, &resident)?,
        })
    }

    pub(crate) fn resident_save(&self, wish: ResidentSave) -> Result<ResidentSaved> {
        let session = self.session()?;
        let (mut resident, findings) = self.read_form(&session, wish.id, &wish.values)?;
        if errors(&findings) {
            return Err(AppError::new("resident-incomplete")
                .with_findings(findings)
                .into());
        }
        let village = session.membership.village()?.clone();
        // One household per family card: its id follows from the card, so two laptops make the same one.
        resident.household = resident
            .kk
            .as_ref()
            .map(|kk| HouseholdId(resident::household_id(&village, kk)));
        let id = wish.id.unwrap_or_else(|| ResidentId(Uuid::now_v7()));
        resident.ensure_temporary(id.0);
        let scope = village.scope();
        let draft = key(&session, wish.id);
        session.store().transact(&self.author(&session), |tx| {
            match wish.id {
                None => tx.create_as(id.0, "resident", &resident, &[("scope", &scope)])?,
                Some(_) => tx.edit_as(id.0, &resident, &wish.base.0)?,
            }
            if let (Some(household), Some(kk)) = (resident.household, &resident.kk)
                && tx.record(household.0)?.is_none()
            {
                let record = jemput_domain::household::Household {
                    kk: kk.clone(),
                    head: None,
                    village: village.clone(),
                };
                tx.create_as(household.0, "household", &record, &[("scope", &scope)])?;
            }
            tx.delete_draft(&draft)?;
            Ok::<_, crate::Error>(())
        })?;
        Ok(ResidentSaved { id, findings })
    }

    fn base_of(&self, session: &Session, id: Option<ResidentId>) -> Result<Base> {
        let Some(id) = id else {
            return Ok(Base::default());
        };
        if let Some(stored) = session.store().draft::<Unsaved>(&key(session, Some(id)))?
            && !stored.discarded
        {
            return Ok(stored.value.base);
        }
        Ok(Base(self.resident_record(session, id)?.base()))
    }

    fn read_form(
        &self,
        session: &Session,
        id: Option<ResidentId>,
        values: &BTreeMap<String, String>,
    ) -> Result<(Resident, Vec<Finding>)> {
        let before: Option<Resident> = match id {
            Some(id) => Some(self.resident_record(session, id)?.to()?),
            None => None,
        };
        let values = self.with_consent(session, values);
        let (resident, mut findings) = Resident::from_form(before.as_ref(), &values);
        findings.extend(resident::check(
            &resident,
            Some(regions()),
            self.today_in(session),
        ));
        let extras = resident.phone.is_some() || resident.note.is_some();
        if extras && resident.extras_consent.is_none() {
            findings.push(Finding::hint(codes::EXTRAS_WITHOUT_CONSENT).on(CONSENT));
        }
        Ok((resident, findings))
    }

    /// A ticked box is a consent that was given today.
    fn with_consent(
        &self,
        session: &Session,
        values: &BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        let mut values = values.clone();
        if let Some(typed) = values.get_mut(CONSENT)
            && typed == AGREED
        {
            *typed = date::short(self.today_in(session));
        }
        values
    }
}
