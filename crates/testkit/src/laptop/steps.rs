//! What most stories need on their way to what they tell.

use anyhow::{Result, bail};
use jemput_domain::id::ResidentId;
use jemput_wire::{
    Base,
    bundle::{BundlePhase, BundleStatus, BundleView},
    resident::{ResidentForm, ResidentSave, ResidentSaved},
};

use super::Laptop;
use crate::wait;

impl Laptop {
    /// Registers somebody of whom this is known.
    ///
    /// # Errors
    /// When it is refused.
    pub fn register(&self, known: &[(&str, &str)]) -> Result<ResidentSaved> {
        self.save(None, known, Base::default())
    }

    /// Opens somebody's form, writes these fields and saves.
    ///
    /// # Errors
    /// When it is refused.
    pub fn mend(&self, who: ResidentId, fields: &[(&str, &str)]) -> Result<ResidentSaved> {
        let form = self.ask(&ResidentForm {
            id: Some(who),
            household_of: None,
        })?;
        self.save(Some(who), fields, form.base)
    }

    fn save(
        &self,
        id: Option<ResidentId>,
        fields: &[(&str, &str)],
        base: Base,
    ) -> Result<ResidentSaved> {
        let values = fields
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()));
        self.ask(&ResidentSave {
            id,
            values: values.collect(),
            base,
        })
    }

    /// Waits for the end of the bundle's job that runs.
    ///
    /// # Errors
    /// The code of what it ended with.
    pub fn bundle_ended(&self) -> Result<BundleView> {
        let view = wait::until("a bundle's job", || {
            let view = self.ask(&BundleStatus {})?;
            let runs = matches!(
                view.phase,
                BundlePhase::Writing | BundlePhase::Reading | BundlePhase::Applying
            );
            Ok((!runs).then_some(view))
        })?;
        match &view.error {
            Some(error) => bail!("{}", error.code),
            None => Ok(view),
        }
    }
}
