//! Names of laptops and officers behind the ids of changes.

use std::collections::BTreeMap;

use anyhow::Result;
use uuid::Uuid;

use crate::{office::Office, office_file::named_id, officers::OFFICER};

/// What the office itself is called as an author; the console has its own word for it.
const OFFICE: &str = "kantor";

/// All names at one moment.
#[derive(Debug)]
pub(super) struct Names {
    devices: BTreeMap<Uuid, String>,
    officers: BTreeMap<Uuid, String>,
}

impl Names {
    /// All laptops and the office, with their names.
    pub(super) fn devices(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.devices.iter().map(|(id, name)| (*id, name.as_str()))
    }

    /// The laptop, or the office; empty where nobody knows.
    pub(super) fn device(&self, id: Uuid) -> String {
        self.devices.get(&id).cloned().unwrap_or_default()
    }

    /// The officer; empty where nobody knows.
    pub(super) fn officer(&self, id: Uuid) -> String {
        self.officers.get(&id).cloned().unwrap_or_default()
    }
}

impl Office {
    /// A clerk as an author of changes.
    pub(crate) fn clerk(&self, account: &str) -> Uuid {
        named_id(&self.keys.server_id, "account", account)
    }

    pub(super) fn names(&self) -> Result<Names> {
        let desk = self.desk();
        let devices = desk.devices()?;
        let clerks = desk.account_names()?;
        drop(desk);
        // Officers whom laptops took in have no laptop of their own.
        let records = self.records().reader().records(OFFICER)?;
        let mut officers: BTreeMap<Uuid, String> = records
            .iter()
            .filter_map(|record| Some((record.id, record.text("name")?.to_owned())))
            .collect();
        officers.extend(
            devices
                .iter()
                .map(|device| (device.officer.0, device.officer_name.clone())),
        );
        officers.extend(clerks.into_iter().map(|name| (self.clerk(&name), name)));
        let mut devices: BTreeMap<Uuid, String> = devices
            .into_iter()
            .map(|device| (device.id.0, device.name))
            .collect();
        devices.insert(self.records().office(), OFFICE.to_owned());
        Ok(Names { devices, officers })
    }
}
