//! What the office allows its officers: checking letters, their own too, from when to when.

use anyhow::Result;
use jemput_domain::{date, id::OfficerId, officer::Officer, village::VillageCode};
use jemput_store::{Record, StoreError};
use jemput_wire::{
    AppError,
    office::{NewOfficer, OfficerPage, OfficerRow, SetRights, VillageRow},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{self, Fault, bad, missing},
    office::Office,
};

/// Record kind of a laptop: who could sign in there, from when to when.
const HERE: &str = "laptop_officer";
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

    /// Officers and their rights: those whom a laptop joined with, and those whom laptops may take in.
    pub(crate) fn officers(&self) -> fault::Result<OfficerPage> {
        let devices = self.desk().devices()?;
        let villages = self.villages()?;
        let records = self.records().reader().records(OFFICER)?;
        let mut rows = Vec::new();
        for device in &devices {
            let record = records.iter().find(|one| one.id == device.officer.0);
            let scopes: Vec<String> = device.villages.iter().map(VillageCode::scope).collect();
            let known = record.and_then(|record| record.to::<Officer>().ok());
            rows.push(OfficerRow {
                name: device.officer_name.clone(),
                laptop: device.name.clone(),
                ..row(device.officer.0, known.as_ref(), &scopes, &villages)
            });
        }
        for record in &records {
            if devices.iter().any(|device| device.officer.0 == record.id) {
                continue;
            }
            let known = record.to::<Officer>().ok();
            rows.push(row(
                record.id,
                known.as_ref(),
                &record.state.scopes().into_iter().collect::<Vec<_>>(),
                &villages,
            ));
        }
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(OfficerPage { rows })
    }

    /// An officer who joined with no laptop: laptops of these villages may take this officer in.
    pub(crate) fn new_officer(
        &self,
        account: &str,
        wish: &NewOfficer,
    ) -> fault::Result<OfficerPage> {
        let name: String = wish.name.trim().chars().take(60).collect();
        if name.is_empty() {
            return Err(bad(AppError::new("officer-name-missing")));
        }
        let known = self.villages()?;
        let mut scopes: Vec<String> = Vec::new();
        for wished in &wish.villages {
            let village = known.iter().find(|row| row.code.to_string() == *wished);
            let village = village.ok_or_else(|| bad(AppError::new("village-unknown")))?;
            scopes.push(village.code.scope());
        }
        if scopes.is_empty() {
            return Err(bad(AppError::new("village-unknown")));
        }
        scopes.sort();
        scopes.dedup();
        self.put_officer(account, &name, &scopes)?;
        self.officers()
    }

    fn put_officer(&self, account: &str, name: &str, scopes: &[String]) -> Result<OfficerId> {
        let alone = self.profile()?.one_officer_checks;
        let fields = Map::from_iter([
            ("scope".to_owned(), json!(scopes)),
            ("name".to_owned(), json!(name)),
            ("may_check".to_owned(), json!(alone)),
            ("may_check_own".to_owned(), json!(alone)),
        ]);
        let id = Uuid::new_v4();
        self.records().write(
            self.clerk(account),
            self.now_ms(),
            |tx| -> Result<(), StoreError> { tx.create(id, OFFICER, fields) },
        )?;
        Ok(OfficerId(id))
    }

    /// The same from the command line.
    ///
    /// # Errors
    /// When the office does not have the village, or nothing can be written.
    pub fn add_officer(&self, name: &str, village: &VillageCode) -> Result<OfficerId> {
        let known = self.villages()?.iter().any(|row| row.code == *village);
        anyhow::ensure!(known, "this office has no village {village}");
        self.put_officer("", name, &[village.scope()])
    }

    /// Ends an officer's service from the command line; by id, or by a name that only one officer bears.
    ///
    /// # Errors
    /// When there is no such officer, or there are several.
    pub fn end_service(&self, officer: &str, last_day: date::Date) -> Result<()> {
        let page = self.officers().map_err(Fault::said)?;
        let found: Vec<&OfficerRow> = page
            .rows
            .iter()
            .filter(|row| row.id == officer || row.name == officer)
            .collect();
        let [row] = found[..] else {
            anyhow::bail!("{} officers are called {officer}; use the id", found.len());
        };
        let wish = SetRights {
            id: row.id.clone(),
            may_check: row.may_check,
            may_check_own: row.may_check_own,
            from: row.from.clone(),
            until: row.until.clone(),
            serves_until: date::iso(last_day),
        };
        self.set_rights("", &wish).map_err(Fault::said)?;
        Ok(())
    }

    /// Sets an officer's rights; who did so stands in the log.
    pub(crate) fn set_rights(&self, account: &str, wish: &SetRights) -> fault::Result<OfficerPage> {
        let id: Uuid = wish.id.parse().unwrap_or_default();
        let devices = self.desk().devices()?;
        let device = devices.iter().find(|device| device.officer.0 == id);
        let (from, until) = (day(&wish.from)?, day(&wish.until)?);
        let serves_until = day(&wish.serves_until)?;
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(bad(AppError::new("rights-span")));
        }
        let mut fields = match device {
            Some(device) => fields_of(device),
            // Villages and name of one without a laptop stay as they are.
            None if self.is_officer(id)? => Map::new(),
            None => return Err(missing(AppError::new("not-found"))),
        };
        fields.insert("may_check".to_owned(), json!(wish.may_check));
        // The own ones are letters too.
        let own = wish.may_check && wish.may_check_own;
        fields.insert("may_check_own".to_owned(), json!(own));
        fields.insert("from".to_owned(), json!(from));
        fields.insert("until".to_owned(), json!(until));
        fields.insert("serves_until".to_owned(), json!(serves_until));
        let clerk = self.clerk(account);
        self.records()
            .write(clerk, self.now_ms(), |tx| -> Result<(), StoreError> {
                tx.create(id, OFFICER, fields)
            })?;
        self.officers()
    }

    /// Who can sign in on a laptop: whoever joined with it, and those whom it told of.
    pub(crate) fn officers_of(&self, device: &Device) -> Result<Vec<String>> {
        let id = device.id.to_string();
        let records = self.records().reader().records(HERE)?;
        let on_it = || {
            records
                .iter()
                .filter(|record| record.text("device") == Some(&id))
        };
        let gone = |record: &Record| {
            record
                .state
                .shown("removed_at")
                .is_some_and(|at| !at.is_null())
        };
        let first = device.officer.to_string();
        let left = on_it().any(|record| record.text("officer") == Some(&first) && gone(record));
        let mut names = Vec::new();
        if !left {
            names.push(device.officer_name.clone());
        }
        let others = on_it().filter(|record| record.text("officer") != Some(&first));
        names.extend(
            others
                .filter(|record| !gone(record))
                .filter_map(|record| record.text("officer_name").map(str::to_owned)),
        );
        Ok(names)
    }

    fn is_officer(&self, id: Uuid) -> Result<bool> {
        let record = self.records().reader().record(id)?;
        Ok(record.is_some_and(|record| record.kind == OFFICER))
    }
}

fn row(
    id: Uuid,
    known: Option<&Officer>,
    scopes: &[String],
    villages: &[VillageRow],
) -> OfficerRow {
    // An officer of before there were rights works on as before, until the office says otherwise.
    let unsaid = known.is_none();
    let day = |day: Option<date::Date>| day.map(date::iso).unwrap_or_default();
    OfficerRow {
        id: id.to_string(),
        name: known.map(|known| known.name.clone()).unwrap_or_default(),
        laptop: String::new(),
        villages: villages
            .iter()
            .filter(|village| scopes.contains(&village.code.scope()))
            .map(|village| village.name.clone())
            .collect(),
        may_check: unsaid || known.is_some_and(|known| known.may_check),
        may_check_own: unsaid || known.is_some_and(|known| known.may_check_own),
        from: day(known.and_then(|known| known.from)),
        until: day(known.and_then(|known| known.until)),
        serves_until: day(known.and_then(|known| known.serves_until)),
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
