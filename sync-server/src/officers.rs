//! What the office allows its officers: checking letters, their own too, from when to when.

use anyhow::Result;
use jemput_domain::{date, officer::Officer, village::VillageCode};
use jemput_store::StoreError;
use jemput_wire::{
    AppError,
    office::{OfficerPage, OfficerRow, SetRights},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{self, bad, missing},
    office::Office,
};

/// Record kind.
pub(crate) const OFFICER: &str = "officer";

impl Office {
    /// Writes down what a new officer may do: what the office's file says for all.
    pub(crate) fn welcome_officer(&self, device: &Device, now_ms: i64) -> Result<()> {
        if self.records().reader().record(device.officer.0)?.is_some() {
            return Ok(());
        }
        let alone = self.profile()?.one_officer_checks;
        let mut fields = fields_of(device);
        fields.insert("may_check".to_owned(), json!(alone));
        fields.insert("may_check_own".to_owned(), json!(alone));
        self.records()
            .put(device.officer.0, OFFICER, fields, now_ms)?;
        Ok(())
    }

    /// Officers and their rights.
    pub(crate) fn officers(&self) -> fault::Result<OfficerPage> {
        let devices = self.desk().devices()?;
        let mut rows = Vec::new();
        for device in devices {
            let record = self.records().reader().record(device.officer.0)?;
            let known = record.and_then(|record| record.to::<Officer>().ok());
            // An officer of before there were rights works on as before, until the office says otherwise.
            let unsaid = known.is_none();
            let day = |day: Option<date::Date>| day.map(date::iso).unwrap_or_default();
            rows.push(OfficerRow {
                id: device.officer.to_string(),
                name: device.officer_name,
                laptop: device.name,
                may_check: unsaid || known.as_ref().is_some_and(|known| known.may_check),
                may_check_own: unsaid || known.as_ref().is_some_and(|known| known.may_check_own),
                from: day(known.as_ref().and_then(|known| known.from)),
                until: day(known.as_ref().and_then(|known| known.until)),
            });
        }
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(OfficerPage { rows })
    }

    /// Sets an officer's rights; who did so stands in the log.
    pub(crate) fn set_rights(&self, account: &str, wish: &SetRights) -> fault::Result<OfficerPage> {
        let id: Uuid = wish.id.parse().unwrap_or_default();
        let devices = self.desk().devices()?;
        let device = devices.iter().find(|device| device.officer.0 == id);
        let device = device.ok_or_else(|| missing(AppError::new("not-found")))?;
        let (from, until) = (day(&wish.from)?, day(&wish.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(bad(AppError::new("rights-span")));
        }
        let mut fields = fields_of(device);
        fields.insert("may_check".to_owned(), json!(wish.may_check));
        // The own ones are letters too.
        let own = wish.may_check && wish.may_check_own;
        fields.insert("may_check_own".to_owned(), json!(own));
        fields.insert("from".to_owned(), json!(from));
        fields.insert("until".to_owned(), json!(until));
        let clerk = self.clerk(account);
        self.records()
            .write(clerk, self.now_ms(), |tx| -> Result<(), StoreError> {
                tx.create(id, OFFICER, fields)
            })?;
        self.officers()
    }
}

/// Whose record it is, and who gets it: the laptops of the same villages, which check each other's letters.
fn fields_of(device: &Device) -> Map<String, Value> {
    let mut scopes: Vec<String> = device.villages.iter().map(VillageCode::scope).collect();
    scopes.push(format!("device:{}", device.id));
    [
        ("scope", json!(scopes)),
        ("name", json!(device.officer_name)),
        ("device", json!(device.id)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

fn day(text: &str) -> fault::Result<Option<date::Date>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    date::from_iso(text)
        .map(Some)
        .ok_or_else(|| bad(AppError::new("date-unreadable")))
}
